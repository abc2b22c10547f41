/**
 * Control as a smooth field over the cells: 1 where the South holds, 0 where the North does, in
 * between where wars differ or ground is changing hands. Between three neighbouring centres the
 * field is linear, so its 0.5 line is the front.
 */

import type { Ground } from '../data';

export interface Lattice {
  count: number; // points: cells of the peninsula, then ghosts beyond the shore
  cell: Int32Array; // cell of each point, -1 for a ghost
  x: Float64Array;
  y: Float64Array;
  owners: Int32Array[]; // points that a ghost takes its value from
  at: Map<number, number>; // (q, r) -> point
  triangles: Int32Array; // three points each
  origin: [number, number];
  pitch: number;
}

const RINGS = 2; // rings of ghosts that carry the field over the shore
const STEPS: [number, number][] = [[1, 0], [0, 1], [-1, 1], [-1, 0], [0, -1], [1, -1]];
const WIDE = 4096;
const key = (q: number, r: number) => (q + WIDE / 2) * WIDE + (r + WIDE / 2);

/** Return the lattice of the cells that are fought over. */
export function lattice(ground: Ground): Lattice {
  const { x, y, sanctuary } = ground.cells;
  const pitch = ground.pitch;
  const row = (pitch * Math.sqrt(3)) / 2;
  const origin: [number, number] = [x[0]!, y[0]!];
  const at = new Map<number, number>();
  const qs: number[] = [];
  const rs: number[] = [];
  const cells: number[] = [];
  for (let c = 0; c < x.length; c++) {
    if (sanctuary[c]) continue;
    const r = Math.round((y[c]! - origin[1]) / row);
    const q = Math.round((x[c]! - origin[0]) / pitch - r / 2);
    at.set(key(q, r), cells.length);
    qs.push(q);
    rs.push(r);
    cells.push(c);
  }
  const owners: Int32Array[] = [];
  let edge = cells.map((_, i) => i);
  for (let ring = 0; ring < RINGS; ring++) {
    const found = new Map<number, number[]>();
    for (const i of edge)
      for (const [dq, dr] of STEPS) {
        const k = key(qs[i]! + dq, rs[i]! + dr);
        if (!at.has(k)) found.set(k, [...(found.get(k) ?? []), i]);
      }
    edge = [];
    for (const [k, from] of found) {
      at.set(k, cells.length);
      edge.push(cells.length);
      qs.push(Math.floor(k / WIDE) - WIDE / 2);
      rs.push((k % WIDE) - WIDE / 2);
      cells.push(-1);
      owners.push(Int32Array.from(from));
    }
  }
  const triangles: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const q = qs[i]!;
    const r = rs[i]!;
    const e = at.get(key(q + 1, r));
    const ne = at.get(key(q, r + 1));
    const nw = at.get(key(q - 1, r + 1));
    if (e !== undefined && ne !== undefined) triangles.push(i, e, ne);
    if (ne !== undefined && nw !== undefined) triangles.push(i, ne, nw);
  }
  return {
    count: cells.length,
    cell: Int32Array.from(cells),
    x: Float64Array.from(qs.map((q, i) => origin[0] + pitch * (q + rs[i]! / 2))),
    y: Float64Array.from(rs.map((r) => origin[1] + row * r)),
    owners,
    at,
    triangles: Int32Array.from(triangles),
    origin,
    pitch,
  };
}

/** Fill the values of all points from those of the cells. */
export function spread(grid: Lattice, held: ArrayLike<number>, out: Float32Array): void {
  const real = grid.count - grid.owners.length;
  for (let i = 0; i < real; i++) out[i] = held[grid.cell[i]!]!;
  for (let g = 0; g < grid.owners.length; g++) {
    const from = grid.owners[g]!;
    let sum = 0;
    for (let k = 0; k < from.length; k++) sum += out[from[k]!]!;
    out[real + g] = sum / from.length;
  }
}

/** Where each pixel of a raster lies between three points, and how near to each. */
export interface Raster {
  width: number;
  height: number;
  west: number;
  north: number;
  step: number; // [km]
  points: Int32Array; // (pixels, 3), -1 outside
  weights: Float32Array;
  inside: Int32Array; // pixels that have a value
  values: Float32Array;
}

export function raster(grid: Lattice, step: number): Raster {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < grid.count; i++) {
    west = Math.min(west, grid.x[i]!);
    east = Math.max(east, grid.x[i]!);
    south = Math.min(south, grid.y[i]!);
    north = Math.max(north, grid.y[i]!);
  }
  const width = Math.ceil((east - west) / step) + 1;
  const height = Math.ceil((north - south) / step) + 1;
  const points = new Int32Array(width * height * 3).fill(-1);
  const weights = new Float32Array(width * height * 3);
  const inside: number[] = [];
  const row = (grid.pitch * Math.sqrt(3)) / 2;
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const fr = (north - j * step - grid.origin[1]) / row;
      const fq = (west + i * step - grid.origin[0]) / grid.pitch - fr / 2;
      const q = Math.floor(fq);
      const r = Math.floor(fr);
      const a = fq - q;
      const b = fr - r;
      const corners: [number, number, number][] =
        a + b < 1
          ? [[q, r, 1 - a - b], [q + 1, r, a], [q, r + 1, b]]
          : [[q + 1, r + 1, a + b - 1], [q, r + 1, 1 - a], [q + 1, r, 1 - b]];
      const found = corners.map(([cq, cr]) => grid.at.get(key(cq, cr)) ?? -1);
      const known = corners.reduce((sum, c, n) => sum + (found[n]! >= 0 ? c[2] : 0), 0);
      if (known < 0.34) continue;
      const p = j * width + i;
      corners.forEach(([, , w], n) => {
        points[3 * p + n] = Math.max(found[n]!, 0);
        weights[3 * p + n] = found[n]! >= 0 ? w / known : 0;
      });
      inside.push(p);
    }
  return {
    width, height, west, north, step, points, weights,
    inside: Int32Array.from(inside),
    values: new Float32Array(width * height).fill(NaN),
  };
}

/** Fill the raster from the values of the points. */
export function fill(raster: Raster, values: Float32Array): void {
  const { inside, points, weights } = raster;
  for (let k = 0; k < inside.length; k++) {
    const p = inside[k]!;
    const i = 3 * p;
    raster.values[p] =
      values[points[i]!]! * weights[i]! +
      values[points[i + 1]!]! * weights[i + 1]! +
      values[points[i + 2]!]! * weights[i + 2]!;
  }
}

/** Return the value of the raster at a point [km], NaN outside. */
export function sample(raster: Raster, x: number, y: number): number {
  const i = Math.round((x - raster.west) / raster.step);
  const j = Math.round((raster.north - y) / raster.step);
  if (i < 0 || j < 0 || i >= raster.width || j >= raster.height) return NaN;
  return raster.values[j * raster.width + i]!;
}

/** Return the lines along which the field has a level, as flat lists of points [km]. */
export function contour(grid: Lattice, values: Float32Array, level: number): number[][] {
  const next = new Map<number, number[]>(); // edge -> edges it joins
  const spot = new Map<number, [number, number]>();
  const edgeOf = (a: number, b: number): number => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const id = low * grid.count + high;
    if (!spot.has(id)) {
      const t = (level - values[low]!) / (values[high]! - values[low]!);
      spot.set(id, [
        grid.x[low]! + t * (grid.x[high]! - grid.x[low]!),
        grid.y[low]! + t * (grid.y[high]! - grid.y[low]!),
      ]);
    }
    return id;
  };
  const { triangles } = grid;
  for (let k = 0; k < triangles.length; k += 3) {
    const a = triangles[k]!;
    const b = triangles[k + 1]!;
    const c = triangles[k + 2]!;
    const up = [values[a]! >= level, values[b]! >= level, values[c]! >= level];
    if (up[0] === up[1] && up[1] === up[2]) continue;
    const ends: number[] = [];
    if (up[0] !== up[1]) ends.push(edgeOf(a, b));
    if (up[1] !== up[2]) ends.push(edgeOf(b, c));
    if (up[2] !== up[0]) ends.push(edgeOf(c, a));
    for (const [from, to] of [[ends[0]!, ends[1]!], [ends[1]!, ends[0]!]] as const) {
      const joined = next.get(from);
      if (joined) joined.push(to);
      else next.set(from, [to]);
    }
  }
  return chains(next).map((chain) => rounded(eased(chain.flatMap((id) => spot.get(id)!))));
}

function chains(next: Map<number, number[]>): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  const follow = (first: number): number[] => {
    const chain = [first];
    seen.add(first);
    for (let at = first; ; ) {
      const onward = next.get(at)!.find((one) => !seen.has(one));
      if (onward === undefined) break;
      seen.add(onward);
      chain.push(onward);
      at = onward;
    }
    if (chain.length > 2 && next.get(chain[chain.length - 1]!)!.includes(first) && next.get(first)!.length > 1)
      chain.push(first);
    return chain;
  };
  for (const [id, joined] of next) if (joined.length === 1 && !seen.has(id)) found.push(follow(id));
  for (const id of next.keys()) if (!seen.has(id)) found.push(follow(id));
  return found;
}

/** Ease the teeth that a lattice gives a line: each point goes half way to its neighbours' middle. */
export function eased(line: number[], times = 2): number[] {
  let points = line;
  for (let n = 0; n < times && points.length >= 6; n++) {
    const last = points.length - 2;
    const ring = points[0] === points[last] && points[1] === points[last + 1];
    const out = points.slice();
    for (let i = 0; i <= last; i += 2) {
      if (!ring && (i === 0 || i === last)) continue;
      const before = i === 0 ? last - 2 : i - 2;
      const after = i === last ? 2 : i + 2;
      for (let k = 0; k < 2; k++)
        out[i + k] = points[i + k]! / 2 + (points[before + k]! + points[after + k]!) / 4;
    }
    points = out;
  }
  return points;
}

/** Round the corners of a line twice (Chaikin); ends, and rings, stay as they are. */
export function rounded(line: number[], times = 2): number[] {
  let points = line;
  for (let n = 0; n < times && points.length >= 6; n++) {
    const ring =
      points[0] === points[points.length - 2] && points[1] === points[points.length - 1];
    const out: number[] = ring ? [] : [points[0]!, points[1]!];
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [ax, ay, bx, by] = [points[i]!, points[i + 1]!, points[i + 2]!, points[i + 3]!];
      out.push(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by);
      out.push(0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by);
    }
    if (ring) out.push(out[0]!, out[1]!);
    else out.push(points[points.length - 2]!, points[points.length - 1]!);
    points = out;
  }
  return points;
}

/** Return the cell at a point [km], -1 where there is none. */
export function cellAt(ground: Ground, x: number, y: number): number {
  const { x: xs, y: ys } = ground.cells;
  let best = -1;
  let least = (ground.pitch / Math.sqrt(3)) ** 2;
  for (let c = 0; c < xs.length; c++) {
    const away = (xs[c]! - x) ** 2 + (ys[c]! - y) ** 2;
    if (away < least) {
      least = away;
      best = c;
    }
  }
  return best;
}
