import { describe, expect, it } from 'vitest';
import { placed } from '../src/map/labels';
import type { Place } from '../src/data';
import { en } from '../src/strings/en';

const place = (id: string, x: number, worth: number): Place => ({
  id, name: id, modern: id, hangul: '', kind: 'city', province: '', x, y: 0, lat: 0, lon: 0, cell: 0, worth, people: 0, port: false, source: '',
});

describe('names on the map', () => {
  const spot = (x: number): [number, number] => [x, 100];
  it('never lie over each other; the greater place goes first', () => {
    const labels = placed([place('small', 102, 0.2), place('great', 100, 1)], spot, 3, 'then', () => 60);
    expect(labels[0]!.place.id).toBe('great');
    const boxes = labels.map((l) => [l.align === 'left' ? l.tx : l.align === 'right' ? l.tx - 60 : l.tx - 30, l.ty] as const);
    if (boxes.length > 1) expect(Math.abs(boxes[0]![0] - boxes[1]![0]) > 55 || Math.abs(boxes[0]![1] - boxes[1]![1]) > 10).toBe(true);
  });
  it('come with the scale', () => {
    const towns = [place('capital', 50, 1), place('town', 250, 0.05)];
    expect(placed(towns, spot, 0.5, 'then', () => 40).length).toBe(1);
    expect(placed(towns, spot, 3, 'then', () => 40).length).toBe(2);
  });
});

describe('the catalogue', () => {
  it('leaves nothing unsaid', () => {
    const empty: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (value === '') empty.push(path);
      else if (typeof value === 'object' && value) for (const [k, v] of Object.entries(value)) walk(v, `${path}.${k}`);
    };
    walk(en, 'en');
    expect(empty).toEqual([]);
  });
});
