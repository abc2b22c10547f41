import { describe, expect, it } from 'vitest';
import { band, extremes, growth, line, spreadOf, ticks } from '../src/charts/paths';

const scale = { low: 0, high: 10, height: 100 };

describe('charts', () => {
  it('draws a line, broken where nothing is known', () => {
    expect(line([0, 5, NaN, 10, 2.5], scale)).toMatchInlineSnapshot(`"M0 100L1 50M3 0L4 75"`);
  });

  it('draws a band between two lines', () => {
    expect(band([1, 2, 3], [4, 6, 8], scale)).toMatchInlineSnapshot(`"M0 60L1 40L2 20L2 70L1 80L0 90Z"`);
    expect(band([], [], scale)).toBe('');
  });

  it('knows the least and the most, and when', () => {
    expect(extremes([NaN, 3, 1, 7, NaN, 7])).toEqual({ low: 1, lowDay: 2, high: 7, highDay: 3 });
    expect(extremes([NaN])).toBeNull();
  });

  it('chooses round numbers for an axis', () => {
    expect(ticks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks(34.6, 42, 4)).toEqual([36, 38, 40, 42]);
    expect(ticks(3, 3, 4)).toEqual([3]);
  });

  it('turns sums into what was added in a week', () => {
    expect([...growth([0, 1, 3, 6], 2)]).toEqual([0, 1, 3, 5]);
  });

  it('draws claims that are worlds apart by their ratio', () => {
    const wide = spreadOf(25_000, 900_000);
    expect(wide.log).toBe(true);
    expect(wide.at(25_000)).toBeGreaterThan(0);
    expect(wide.at(900_000)).toBeLessThan(1);
    expect(wide.ticks).toEqual([100_000, 1_000_000]);
    expect(spreadOf(10, 20).log).toBe(false);
    expect(spreadOf(5, 5).at(5)).toBeCloseTo(0.5);
  });
});
