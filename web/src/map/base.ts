/** The ground: what changes only when the map is moved. Drawn once for a view, then kept. */

import type { Around, Ground } from '../data';
import { type Camera, type Size, toScreen } from './camera';
import { canvas, halo, outlines, SANS, SERIF, smoothLine, strokeLine } from './drawing';
import { Fog } from './fog';
import { type Label, type Names, placed, sizeOf } from './labels';
import type { Palette } from './palette';
import { toKm } from './projection';
import { heightTint, shadeOver, shades, type Shades } from './relief';

export interface Look {
  camera: Camera;
  size: Size;
  ratio: number;
  palette: Palette;
  names: Names;
  off: ReadonlySet<string>;
  factor: number; // how much larger letters and symbols are on a large wall
  origin: readonly [number, number]; // corner of the canvas within the window [pixels of the canvas]
}

export const SMALL = 0.3; // [px/km] a smaller map has no room for the names of the seas
const DOT = 7; // of a place, across [px]

/** Return how much larger the names of seas are written at a scale. */
const growth = (scale: number) => Math.min(Math.max(scale, 0.8), 1.6);

/** Set the canvas so that it is drawn on in kilometres. */
export function inKm(ctx: CanvasRenderingContext2D, look: Look): void {
  const { camera: c, size: s, ratio, origin: [x, y] } = look;
  const k = c.scale * ratio;
  ctx.setTransform(k, 0, 0, -k, (s.width / 2) * ratio - c.x * k - x, (s.height / 2) * ratio + c.y * k - y);
}

/** Set the canvas so that it is drawn on in pixels of the window. */
export function inPx(ctx: CanvasRenderingContext2D, look: Look): void {
  const { ratio, origin: [x, y] } = look;
  ctx.setTransform(ratio, 0, 0, ratio, -x, -y);
}

function eastOf(ground: Ground): [number, number] | null {
  let east: [number, number] | null = null;
  for (const line of ground.lines.parallels)
    if (line.name === 'parallel')
      for (let i = 0; i < line.points.length; i += 2)
        if (!east || line.points[i]! > east[0]) east = [line.points[i]!, line.points[i + 1]!];
  return east;
}

export class Base {
  readonly korea: Path2D;
  labels: Label[] = []; // on the window
  private laid: Label[] = []; // on the ground at the scale of `laidFor`, whatever is in view
  private laidFor = '';
  under: HTMLCanvasElement = canvas(1, 1); // sea, land, relief
  over: HTMLCanvasElement = canvas(1, 1); // all but the peninsula, which is a hole; light, rivers, ways, shores
  names: HTMLCanvasElement = canvas(1, 1);
  private readonly around: readonly Around[];
  private readonly fog: Fog;
  private readonly parallelEnd: [number, number] | null; // where the 38th parallel ends in the east [km]
  private readonly land: Path2D;
  private readonly coast: Path2D;
  private readonly shades: Shades | null;
  private readonly reliefs = new Map<string, HTMLCanvasElement>();
  private drawnFor = '';

  /** West, south, east and north end of the cells [km]. */
  readonly extent: readonly [number, number, number, number];

  constructor(
    private readonly ground: Ground,
  ) {
    this.around = ground.around;
    this.fog = new Fog(ground);
    this.parallelEnd = eastOf(ground);
    const { x, y } = ground.cells;
    this.extent = [Math.min(...x) - ground.pitch, Math.min(...y) - ground.pitch, Math.max(...x) + ground.pitch, Math.max(...y) + ground.pitch];
    this.shades = ground.heights ? shades(ground.heights) : null;
    [this.land, this.korea, this.coast] = outlines(ground);
  }

  /** Draw the ground anew, as when letters have arrived. */
  forget(): void {
    this.drawnFor = '';
    this.laidFor = '';
  }

  /** Bring the three pictures up to date for a view; say whether they had to be drawn anew. */
  prepare(look: Look): boolean {
    const { camera: c, size: s, ratio, palette, names, off, factor } = look;
    const mark = [c.x, c.y, c.scale, s.width, s.height, ratio, palette.dark, names, factor, ...off].join();
    if (mark === this.drawnFor) return false;
    this.drawnFor = mark;
    const [w, h] = [Math.round(s.width * ratio), Math.round(s.height * ratio)];
    if (this.under.width !== w || this.under.height !== h) {
      this.under = canvas(w, h);
      this.over = canvas(w, h);
      this.names = canvas(w, h);
    }
    this.drawUnder(this.under.getContext('2d')!, look);
    this.drawOver(this.over.getContext('2d')!, look);
    this.drawNames(this.names.getContext('2d')!, look);
    return true;
  }

  private drawUnder(ctx: CanvasRenderingContext2D, look: Look): void {
    const { palette: p, size, ratio } = look;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = p.sea;
    ctx.fillRect(0, 0, size.width * ratio, size.height * ratio);
    inKm(ctx, look);
    const px = 1 / look.camera.scale;
    ctx.lineJoin = 'round';
    for (const [reach, alpha] of [[26, 0.5], [17, 0.6], [9, 0.7], [4, 0.8]] as const) {
      ctx.strokeStyle = p.shore;
      ctx.globalAlpha = alpha;
      ctx.lineWidth = reach * 2 * Math.max(px, 0.35);
      ctx.stroke(this.coast);
    }
    ctx.globalAlpha = 1;
    ctx.fillStyle = p.land;
    ctx.fill(this.land);
    this.relief(ctx, look, 'tint');
    this.graticule(ctx, look);
  }

  /** Lay heights, or their light and shade, over the land. */
  private relief(ctx: CanvasRenderingContext2D, look: Look, what: 'tint' | 'shade'): void {
    const s = this.shades;
    if (!s || look.off.has('relief')) return;
    const name = `${what}${look.palette.dark}`;
    let found = this.reliefs.get(name);
    if (!found) {
      found = canvas(s.width, s.height);
      found.getContext('2d')!.putImageData((what === 'tint' ? heightTint : shadeOver)(s, look.palette.dark), 0, 0);
      this.reliefs.set(name, found);
    }
    ctx.save();
    ctx.clip(this.land);
    ctx.translate(s.west - s.step / 2, s.north + s.step / 2);
    ctx.scale(s.step, -s.step);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(found, 0, 0);
    ctx.restore();
    inKm(ctx, look);
  }

  /** Draw every second meridian and parallel, faintly. */
  private graticule(ctx: CanvasRenderingContext2D, look: Look): void {
    if (!this.around.length) return;
    inKm(ctx, look);
    ctx.strokeStyle = look.palette.grid;
    ctx.lineWidth = 1 / look.camera.scale;
    const [west, east, south, north] = [116, 142, 30, 46];
    for (let lon = west; lon <= east; lon += 2)
      strokeLine(ctx, Array.from({ length: north - south + 1 }, (_, i) => toKm(lon, south + i)).flat());
    for (let lat = south; lat <= north; lat += 2)
      strokeLine(ctx, Array.from({ length: east - west + 1 }, (_, i) => toKm(west + i, lat)).flat());
  }

  /** Write the names of the seas and lands around. */
  private namesAround(ctx: CanvasRenderingContext2D, look: Look): void {
    const { camera, size, ratio, palette: p, factor } = look;
    const grow = growth(camera.scale / factor);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    for (const one of look.off.has('places') || camera.scale < SMALL * factor ? [] : this.around) {
      const [x, y] = toScreen(camera, size, ...toKm(one.lon, one.lat));
      const half = 0.36 * one.name.length * 12.5 * one.size * grow * factor;
      if (x < half || x > size.width - half) continue; // cut off it would read as something else
      ctx.setTransform(ratio, 0, 0, ratio, x * ratio, y * ratio);
      ctx.rotate((one.turn * Math.PI) / 180);
      ctx.font = `italic 400 ${12.5 * one.size * grow * factor}px ${SERIF}`;
      ctx.letterSpacing = `${(one.land ? 0.22 : 0.1) * 12 * one.size * grow * factor}px`;
      ctx.fillStyle = one.land ? p.frontier : p.water;
      ctx.globalAlpha = 0.85;
      const korean = look.names === 'hangul' && one.hangul;
      ctx.fillText(korean || one.name, 0, 0);
      const second = korean ? one.name : one.second;
      if (!second) continue;
      ctx.font = `italic 400 ${9 * one.size * grow * factor}px ${SERIF}`;
      ctx.fillText(second, 0, 15 * one.size * grow * factor);
    }
    ctx.globalAlpha = 1;
    ctx.letterSpacing = '0px';
  }

  private drawOver(ctx: CanvasRenderingContext2D, look: Look): void {
    const { palette: p, camera, size, off, ratio, factor } = look;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalCompositeOperation = 'copy';
    ctx.drawImage(this.under, 0, 0);
    ctx.globalCompositeOperation = 'destination-out';
    inKm(ctx, look);
    ctx.fill(this.korea);
    ctx.globalCompositeOperation = 'source-over';
    this.relief(ctx, look, 'shade');
    const px = factor / camera.scale;
    ctx.lineJoin = ctx.lineCap = 'round';
    const grow = Math.min(Math.max(camera.scale / 1.4, 0.7), 2.2);
    if (!off.has('rivers'))
      for (const line of this.ground.lines.rivers) {
        ctx.strokeStyle = p.river;
        ctx.lineWidth = px * grow * (line.class === 2 ? 2 : 1.05);
        strokeLine(ctx, line.points);
      }
    for (const kind of ['road', 'rail'] as const) {
      if (off.has(kind === 'road' ? 'roads' : 'rail')) continue;
      for (const route of this.ground.routes) {
        if (route.kind !== kind || (route.class < 2 && camera.scale < 0.9)) continue;
        const points = route.cells.flatMap((c) => [this.ground.cells.x[c]!, this.ground.cells.y[c]!]);
        const soft = smoothLine(points);
        ctx.globalAlpha = camera.scale < 1.2 ? 0.45 : 0.75;
        if (kind === 'road') {
          ctx.strokeStyle = p.road;
          ctx.lineWidth = px * grow * (route.class === 2 ? 1.3 : 0.7);
          strokeLine(ctx, soft);
        } else {
          ctx.strokeStyle = p.rail;
          ctx.lineWidth = px * 0.7;
          strokeLine(ctx, soft);
          ctx.setLineDash([px * 0.9, px * 6]);
          ctx.lineCap = 'butt';
          ctx.lineWidth = px * (route.class === 2 ? 5.5 : 4);
          strokeLine(ctx, soft);
          ctx.setLineDash([]);
          ctx.lineCap = 'round';
        }
        ctx.globalAlpha = 1;
      }
    }
    ctx.strokeStyle = p.coast;
    ctx.lineWidth = px * 0.9;
    ctx.stroke(this.coast);
    for (const line of this.ground.lines.coast)
      if (line.name === 'frontier') {
        ctx.strokeStyle = p.frontier;
        ctx.lineWidth = px * 1.6;
        ctx.setLineDash([px * 7, px * 3, px * 1.2, px * 3]);
        strokeLine(ctx, line.points);
        ctx.setLineDash([]);
      }
    if (!off.has('parallel'))
      for (const line of this.ground.lines.parallels) {
        const truce = line.name !== 'parallel';
        ctx.strokeStyle = p.parallel;
        ctx.globalAlpha = truce ? 0.75 : 0.8;
        ctx.lineWidth = px * (truce ? 1.5 : 1.1);
        ctx.setLineDash(truce ? [px * 1.5, px * 4] : [px * 9, px * 5]);
        strokeLine(ctx, line.points);
        ctx.setLineDash([]);
        ctx.globalAlpha = 1;
      }
    inKm(ctx, look);
    this.fog.draw(ctx, p.sea);
    this.namesAround(ctx, look);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!off.has('parallel')) {
      const east = this.parallelEnd;
      if (east) {
        const [x, y] = toScreen(camera, size, east[0], east[1]);
        ctx.font = `italic ${11.5 * factor}px ${SERIF}`;
        ctx.textAlign = 'left';
        ctx.textBaseline = 'middle';
        halo(ctx, '38° N', x + 6, y, p.soft, p.halo, 3);
      }
    }
  }

  /** Return the part of the world that is known [km]. */
  window(): { west: number; south: number; east: number; north: number } {
    const [west, south, east, north] = this.extent;
    return { west: west - 24, south: south - 94, east: east + 59, north: north + 14 };
  }

  /** Copy the names, each by itself: between them there is nothing to copy. */
  copyNames(ctx: CanvasRenderingContext2D, look: Look): void {
    const { ratio, factor, origin } = look;
    const high = 13 * factor;
    ctx.setTransform(1, 0, 0, 1, -origin[0], -origin[1]);
    for (const one of this.labels) {
      const left = one.align === 'left' ? one.tx : one.align === 'right' ? one.tx - one.width : one.tx - one.width / 2;
      const x = Math.max(Math.floor((left - 4) * ratio), 0);
      const y = Math.max(Math.floor((one.ty - high) * ratio), 0);
      const w = Math.min(Math.ceil((one.width + 8) * ratio), this.names.width - x);
      const h = Math.min(Math.ceil(2 * high * ratio), this.names.height - y);
      if (w > 0 && h > 0) ctx.drawImage(this.names, x, y, w, h, x, y, w, h);
    }
  }

  /** Return places and their names as boxes [px] from the origin of the ground, for symbols to keep clear of. */
  obstacles(factor: number, scale: number): { px: number; py: number; w: number; h: number }[] {
    const letter = 12.5 * factor * growth(scale / factor);
    const seas = this.around.filter((one) => !one.turn && scale >= SMALL * factor).map((one) => {
      const [x, y] = toKm(one.lon, one.lat);
      return { px: x * scale, py: -y * scale, w: one.name.length * (one.land ? 0.75 : 0.6) * one.size * letter, h: one.size * letter * (one.second ? 3 : 1.2) };
    });
    if (this.parallelEnd) seas.push({ px: this.parallelEnd[0] * scale + 22 * factor, py: -this.parallelEnd[1] * scale, w: 40 * factor, h: 13 * factor });
    return seas.concat(this.laid.flatMap((one) => [
      {
        px: one.align === 'left' ? one.tx + one.width / 2 : one.align === 'right' ? one.tx - one.width / 2 : one.tx,
        py: one.ty, w: one.width + 4, h: sizeOf(one.rank) * factor,
      },
      { px: one.x, py: one.y, w: DOT * factor, h: DOT * factor },
    ]));
  }

  private drawNames(ctx: CanvasRenderingContext2D, look: Look): void {
    const { palette: p, camera, size, names, factor, off, ratio } = look;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    this.labels = [];
    if (off.has('places')) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const font = (rank: number) =>
      `${rank === 0 ? 600 : rank === 1 ? 500 : 400} ${sizeOf(rank) * factor}px ${rank < 2 ? SERIF : SANS}`;
    const scale = camera.scale;
    const mark = [scale, names, factor].join();
    if (mark !== this.laidFor) {
      this.laidFor = mark;
      this.laid = placed(this.ground.places, (x, y) => [x * scale, -y * scale], scale / factor, names, (text, rank) => {
        ctx.font = font(rank);
        return ctx.measureText(text).width;
      }, factor);
    }
    const [left, top] = [size.width / 2 - camera.x * scale, size.height / 2 + camera.y * scale];
    for (const one of this.laid) {
      const label = { ...one, x: one.x + left, y: one.y + top, tx: one.tx + left, ty: one.ty + top };
      const inView = label.x > -20 && label.y > -20 && label.x < size.width + 20 && label.y < size.height + 20;
      if (inView) this.labels.push(label);
    }
    ctx.textBaseline = 'middle';
    for (const label of this.labels) {
      ctx.font = font(label.rank);
      ctx.textAlign = label.align;
      const up = label.second ? -6 * factor : 0;
      halo(ctx, label.text, label.tx, label.ty + up, p.ink, p.halo, 3.2 * factor);
      if (label.second) {
        ctx.font = font(3);
        halo(ctx, label.second, label.tx, label.ty + 7 * factor, p.soft, p.halo, 2.6 * factor);
      }
    }
  }
}
