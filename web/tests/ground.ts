/** A small ground for tests: a parallelogram of hexes, the southern rows held by the South. */

import type { Ground } from '../src/data';

export const PITCH = 16;

export function smallGround(columns = 6, rows = 6): Ground {
  const row = (PITCH * Math.sqrt(3)) / 2;
  const x: number[] = [];
  const y: number[] = [];
  for (let r = 0; r < rows; r++)
    for (let q = 0; q < columns; q++) {
      x.push(Math.round((1000 + PITCH * (q + r / 2)) * 10) / 10);
      y.push(Math.round((2000 + row * r) * 10) / 10);
    }
  const zeros = x.map(() => 0);
  return {
    pitch: PITCH, start: '1950-06-25', end: '1953-07-27',
    cells: {
      x, y, lat: zeros, lon: zeros, home: y.map((v) => (v < 2000 + row * 2.5 ? 0 : 1)),
      sanctuary: [...zeros], relief: zeros, people: zeros, near: x.map(() => []),
    },
    heights: null, lines: { coast: [], rivers: [], parallels: [] }, routes: [], places: [], around: [], census: [],
  };
}
