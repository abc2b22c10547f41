/**
 * Control as tint and pattern, and the fronts: what changes with the days, drawn in kilometres.
 * Tint and front of the model run out over the shore: what lies there is drawn over them.
 */

import type { Ground, RecordFront } from '../data';
import { inKm, type Look } from './base';
import { canvas, stretch, strokeLine } from './drawing';
import { contour, fill, type Lattice, lattice, type Raster, raster, sample, spread } from './field';

/** Who holds what, and what lies beside it. */
export interface Held {
  held: Float32Array; // share of the South by cell
  ensemble: boolean;
  difference: Float32Array | null; // who holds what without the change, where that is compared
  record: RecordFront | null;
  recordAge: number; // days since the record's line was true
}

const FIELD_STEP = 2; // [km]
const HATCH_PX = 9;
const OLD = 7; // days after which a front of the record is dashed
const FADING = 10; // days after which it is drawn a step fainter
const FAINTEST = 60; // days

/** Return the age at which a front of the record is drawn [day]: few steps, so that it is seldom drawn anew. */
export function ageOf(age: number): number {
  return age <= OLD ? 0 : Math.min(Math.ceil(age / FADING) * FADING, FAINTEST);
}

export class Still {
  readonly grid: Lattice;
  readonly raster: Raster;
  private readonly values: Float32Array;
  private readonly mixed: Float32Array;
  private readonly small: HTMLCanvasElement;
  private readonly pixels: ImageData;

  constructor(ground: Ground) {
    this.grid = lattice(ground);
    this.raster = raster(this.grid, FIELD_STEP);
    this.values = new Float32Array(this.grid.count);
    this.mixed = new Float32Array(ground.cells.x.length);
    this.small = canvas(this.raster.width, this.raster.height);
    this.pixels = new ImageData(this.raster.width, this.raster.height);
  }

  /** Tint the ground by who holds it, or by what a change did. */
  tint(ctx: CanvasRenderingContext2D, now: Held, look: Look): void {
    const { palette: p, off } = look;
    this.fill(now);
    const { data } = this.pixels;
    const { inside, values } = this.raster;
    for (let k = 0; k < inside.length; k++) {
      const at = inside[k]!;
      const v = values[at]!;
      const sure = Math.abs(v - 0.5) * 2;
      const from = v >= 0.5 ? p.southTint : p.northTint;
      const i = 4 * at;
      data[i] = from[0];
      data[i + 1] = from[1];
      data[i + 2] = from[2];
      data[i + 3] = 255 * p.tint * (now.difference ? Math.min(sure * 1.25, 1) : now.ensemble ? 0.12 + 0.88 * sure : Math.min(0.25 + sure, 1));
    }
    this.small.getContext('2d')!.putImageData(this.pixels, 0, 0);
    inKm(ctx, look);
    const r = this.raster;
    ctx.translate(r.west - r.step / 2, r.north + r.step / 2);
    ctx.scale(r.step, -r.step);
    ctx.drawImage(this.small, 0, 0);
    inKm(ctx, look);
    if (!off.has('pattern')) this.hatch(ctx, look, now);
  }

  private fill(now: Held): void {
    const { difference } = now;
    if (difference) {
      for (let c = 0; c < difference.length; c++) this.mixed[c] = 0.5 + (now.held[c]! - difference[c]!) / 2;
      spread(this.grid, this.mixed, this.values);
    } else spread(this.grid, now.held, this.values);
    fill(this.raster, this.values);
  }

  /** Hatch what the North holds, and dot what neither holds in most wars. */
  private hatch(ctx: CanvasRenderingContext2D, look: Look, now: Held): void {
    const { palette: p, factor, camera } = look;
    const scale = camera.scale / factor;
    const ensemble = now.ensemble && !now.difference;
    const r = this.raster;
    const gap = 2 ** Math.ceil(Math.log2(HATCH_PX / scale));
    const step = r.step * 1.5;
    const east = r.west + r.width * r.step;
    const south = r.north - r.height * r.step;
    const low = Math.floor((r.west + south) / gap);
    const high = Math.ceil((east + r.north) / gap);
    const sure = now.difference ? 0.4 : ensemble ? 0.25 : 0.5;
    ctx.strokeStyle = p.hatch;
    ctx.lineWidth = 1 / scale;
    ctx.lineCap = 'butt';
    const solid = new Path2D();
    const broken = new Path2D();
    for (let n = low; n <= high; n++) {
      let from = NaN;
      let was = 0;
      for (let x = r.west; x <= east; x += step) {
        const v = sample(r, x, n * gap - x);
        const kind = v < sure ? 1 : v < 1 - sure && ensemble ? 2 : 0;
        if (kind !== was) {
          if (was) stretch(was === 1 ? solid : broken, from, x, n * gap);
          from = x;
          was = kind;
        }
      }
      if (was) stretch(was === 1 ? solid : broken, from, east, n * gap);
    }
    ctx.stroke(solid);
    ctx.setLineDash([1.2 / scale, 3.6 / scale]);
    ctx.stroke(broken);
    ctx.setLineDash([]);
  }

  /** Draw the front of the model. */
  model(ctx: CanvasRenderingContext2D, now: Held, look: Look): void {
    const { palette: p } = look;
    const px = this.pen(ctx, look);
    spread(this.grid, now.held, this.values);
    if (now.difference) this.stroke(ctx, this.lines(now.difference), [[4.4, p.modelHalo], [2, p.soft]], px, [3, 4]);
    this.stroke(ctx, contour(this.grid, this.values, 0.5), [[5, p.modelHalo], [2.6, p.model]], px, now.ensemble ? [6, 4] : []);
  }

  /** Draw the front of the record, over the width that it is unsure by. */
  record(ctx: CanvasRenderingContext2D, now: Held, look: Look): void {
    const { palette: p } = look;
    const { record } = now;
    if (!record) return;
    const age = ageOf(now.recordAge);
    const px = this.pen(ctx, look);
    ctx.globalAlpha = age > OLD ? 0.08 : 0.18;
    ctx.strokeStyle = p.record;
    ctx.lineWidth = Math.max(2 * record.precision, px * 3);
    for (const one of record.lines) strokeLine(ctx, one);
    ctx.globalAlpha = Math.max(1 - age / FAINTEST, 0.45);
    const dash = age > OLD ? [10, 4] : [];
    this.stroke(ctx, record.lines, [[5.4, p.recordHalo], [2.8, p.record]], px, dash);
    ctx.globalAlpha = 1;
  }

  /** Return a pixel of the pen [km]. */
  private pen(ctx: CanvasRenderingContext2D, look: Look): number {
    const { camera, factor } = look;
    inKm(ctx, look);
    ctx.lineJoin = ctx.lineCap = 'round';
    return (factor / camera.scale) * Math.min(Math.max(camera.scale / factor / 1.3, 0.85), 1.5);
  }

  private lines(held: Float32Array): number[][] {
    const values = new Float32Array(this.grid.count);
    spread(this.grid, held, values);
    return contour(this.grid, values, 0.5);
  }

  private stroke(
    ctx: CanvasRenderingContext2D, lines: number[][], coats: [number, string][], px: number, dash: number[],
  ): void {
    coats.forEach(([width, colour], i) => {
      ctx.strokeStyle = colour;
      ctx.lineWidth = px * width;
      if (i) ctx.setLineDash(dash.map((one) => one * px));
      for (const one of lines) strokeLine(ctx, one);
      ctx.setLineDash([]);
    });
  }
}
