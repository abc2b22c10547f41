/** Relief as a picture: heights made smooth between the points they are known at, and lit from the north-west. */

import type { Ground } from '../data';

export interface Shades {
  width: number;
  height: number;
  west: number;
  north: number;
  step: number; // [km] a pixel
  light: Float32Array; // 0 dark to 1 bright, 0.5 level ground
  metres: Float32Array;
}

const FINER = 4; // pixels between two known heights
const LIFT = 9; // how much heights are exaggerated
const SUN: [number, number, number] = unit([-1, 1, 1.35]);

function unit(v: [number, number, number]): [number, number, number] {
  const length = Math.hypot(...v);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** Return the value of a cubic (Catmull-Rom) through four values, at t between the middle two. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

export function shades(heights: NonNullable<Ground['heights']>): Shades {
  const { columns, values, step, metres: scale } = heights;
  const rows = values.length / columns;
  const width = (columns - 1) * FINER + 1;
  const height = (rows - 1) * FINER + 1;
  const known = (i: number, j: number) =>
    values[Math.min(Math.max(j, 0), rows - 1) * columns + Math.min(Math.max(i, 0), columns - 1)]! * scale;
  const metres = new Float32Array(width * height);
  const line = new Float32Array(4);
  for (let py = 0; py < height; py++) {
    const v = (height - 1 - py) / FINER; // the first row of pixels is the northernmost
    const j = Math.min(Math.floor(v), rows - 2);
    for (let px = 0; px < width; px++) {
      const u = px / FINER;
      const i = Math.min(Math.floor(u), columns - 2);
      for (let n = 0; n < 4; n++)
        line[n] = cubic(known(i - 1, j - 1 + n), known(i, j - 1 + n), known(i + 1, j - 1 + n), known(i + 2, j - 1 + n), u - i);
      metres[py * width + px] = Math.max(0, cubic(line[0]!, line[1]!, line[2]!, line[3]!, v - j));
    }
  }
  const light = new Float32Array(width * height);
  const run = (2 * step * 1000) / FINER / LIFT;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (dx: number, dy: number) =>
        metres[Math.min(Math.max(y + dy, 0), height - 1) * width + Math.min(Math.max(x + dx, 0), width - 1)]!;
      const east = (at(1, 0) - at(-1, 0)) / run;
      const north = (at(0, -1) - at(0, 1)) / run;
      const length = Math.hypot(east, north, 1);
      const lit = (-east * SUN[0] - north * SUN[1] + SUN[2]) / length;
      light[y * width + x] = Math.min(Math.max(0.5 + (lit - SUN[2]) * 0.95, 0), 1);
    }
  return {
    width, height,
    west: heights.x,
    north: heights.y + (rows - 1) * step,
    step: step / FINER,
    light, metres,
  };
}

/** Return the ground as pixels, tinted by height. */
export function heightTint(shades: Shades, dark: boolean): ImageData {
  const image = new ImageData(shades.width, shades.height);
  const ramp = dark
    ? [[38, 46, 50], [46, 53, 54], [58, 61, 58], [72, 71, 66]]
    : [[242, 238, 225], [236, 229, 210], [225, 215, 192], [211, 200, 178]];
  for (let p = 0; p < shades.metres.length; p++) {
    const h = Math.min(shades.metres[p]! / 600, 2.999);
    const i = Math.floor(h);
    for (let c = 0; c < 3; c++) image.data[4 * p + c] = ramp[i]![c]! * (1 - h + i) + ramp[i + 1]![c]! * (h - i);
    image.data[4 * p + 3] = 255;
  }
  return image;
}

/** Return light and shade as pixels of white and black, to lie over whatever tints the ground. */
export function shadeOver(shades: Shades, dark: boolean): ImageData {
  const image = new ImageData(shades.width, shades.height);
  const [deep, bright] = dark ? [1.15, 0.2] : [0.78, 0.55];
  const ink = dark ? [4, 8, 12] : [46, 30, 18]; // shade of earth by day, of night by night
  for (let p = 0; p < shades.light.length; p++) {
    const l = shades.light[p]! - 0.5;
    for (let c = 0; c < 3; c++) image.data[4 * p + c] = l < 0 ? ink[c]! : 255;
    image.data[4 * p + 3] = 255 * Math.min(l < 0 ? -l * deep : l * bright, 0.75);
  }
  return image;
}
