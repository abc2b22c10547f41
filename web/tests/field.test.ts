import { describe, expect, it } from 'vitest';
import { cellAt, contour, fill, lattice, raster, rounded, sample, spread } from '../src/map/field';
import { PITCH, smallGround } from './ground';

const ground = smallGround();
const grid = lattice(ground);
const held = Float32Array.from(ground.cells.home, (side) => 1 - side);
const values = new Float32Array(grid.count);
spread(grid, held, values);

describe('field', () => {
  it('has every cell once, and two rings of ghosts', () => {
    expect(grid.count - grid.owners.length).toBe(36);
    expect(grid.owners.length).toBe(26 + 32); // rings round a rhombus of 6 x 6
    expect(new Set(grid.at.values()).size).toBe(grid.count);
  });

  it('gives a ghost the mean of the cells that it stands for', () => {
    for (const [i, owners] of grid.owners.entries()) {
      const mean = [...owners].reduce((sum, o) => sum + values[o]!, 0) / owners.length;
      expect(values[grid.count - grid.owners.length + i]).toBeCloseTo(mean, 6);
    }
  });

  it('is exact at the centres of cells and linear between them', () => {
    const picture = raster(grid, 1);
    fill(picture, values);
    for (let c = 0; c < ground.cells.x.length; c++)
      expect(sample(picture, ground.cells.x[c]!, ground.cells.y[c]!)).toBeCloseTo(held[c]!, 0);
    const half = (ground.cells.y[12]! + ground.cells.y[18]!) / 2;
    expect(sample(picture, 1040, half)).toBeGreaterThan(0.3);
    expect(sample(picture, 1040, half)).toBeLessThan(0.7);
    expect(sample(picture, 0, 0)).toBeNaN();
  });

  it('draws the front half way between the two sides, in one line', () => {
    const lines = contour(grid, values, 0.5);
    expect(lines.length).toBe(1);
    const middle = (ground.cells.y[12]! + ground.cells.y[18]!) / 2;
    const inland = lines[0]!.flatMap((v, i, all) => (i % 2 && all[i - 1]! > 1040 && all[i - 1]! < 1090 ? [v] : []));
    expect(inland.length).toBeGreaterThan(5);
    for (const y of inland) expect(Math.abs(y - middle)).toBeLessThan(PITCH * 0.3);
  });

  it('draws a pocket as a ring', () => {
    const pocket = new Float32Array(held.length).fill(1);
    pocket[14] = 0;
    const inside = new Float32Array(grid.count);
    spread(grid, pocket, inside);
    const [ring] = contour(grid, inside, 0.5);
    expect(ring!.slice(0, 2)).toEqual(ring!.slice(-2));
  });

  it('draws nothing where nobody disputes', () => {
    expect(contour(grid, new Float32Array(grid.count).fill(1), 0.5)).toEqual([]);
  });

  it('keeps the ends of a line that it rounds', () => {
    const soft = rounded([0, 0, 10, 0, 10, 10]);
    expect(soft.slice(0, 2)).toEqual([0, 0]);
    expect(soft.slice(-2)).toEqual([10, 10]);
  });

  it('finds the cell under a point', () => {
    expect(cellAt(ground, ground.cells.x[7]! + 3, ground.cells.y[7]! - 2)).toBe(7);
    expect(cellAt(ground, 0, 0)).toBe(-1);
  });
});
