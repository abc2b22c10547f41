/**
 * Draws the war on a canvas. What stands still between two changes of ground (relief, control,
 * fronts, names) is kept as one picture; a frame of a playing map is that picture, where it lies
 * under what moves, and the symbols. While the map is dragged, a picture that takes long to draw
 * is shifted and stretched, and drawn anew as often as there is time.
 */

import type { Ground, Order } from '../data';
import type { Around } from '../strings/waters';
import { Base, inKm, type Look } from './base';
import { type Camera, toScreen } from './camera';
import { canvas } from './drawing';
import { Layouts, type Piece } from './layout';
import { drawPieces } from './pieces';
import { type Held, Still } from './still';
import { Sprites } from './symbols';
import type { March } from './units';

export const LAYERS = [
  'control', 'pattern', 'relief', 'rivers', 'roads', 'rail', 'places', 'parallel', 'record', 'model', 'units',
] as const;
export type Layer = (typeof LAYERS)[number];

export interface Moment extends Held {
  march: March | null; // formations, where they are shown
  time: number;
  way: number[]; // a way of supplies, as flat points [km]; [] none
  chosen: { place?: string | undefined; cell?: number | undefined; formation?: number | undefined };
}

const SAME = 1e-3; // ground that has changed less is the same
const EVERY = 33; // the ground is drawn at most this often, and for a third of the time [ms]
const SLOW = 12; // a picture that takes longer is stretched while the map is dragged [ms]
const PATIENCE = 160; // and drawn anew after this time at the latest [ms]
const EDGE = 60; // symbols stand out over the ground by this [px]

export class Scene {
  readonly base: Base;
  groups: Piece[] = []; // as they were last drawn
  private readonly still: Still;
  private readonly layouts: Layouts | null;
  private readonly sprites: Sprites;
  private picture: HTMLCanvasElement = canvas(1, 1);
  private pictured = '';
  private camera: Camera | null = null; // of the picture
  private held = new Float32Array(0);
  private before: Float32Array | null = null;
  private drawnAt = -Infinity;
  private took = 0;
  private lastBox: [number, number, number, number] | null = null;
  private forced = true;

  constructor(
    readonly ground: Ground,
    readonly order: Order | null,
    arrived: () => void,
    around: readonly Around[] = [],
  ) {
    this.base = new Base(ground, around);
    this.still = new Still(ground);
    this.layouts = order ? new Layouts(ground, order) : null;
    this.sprites = new Sprites(arrived);
  }

  /** Draw everything anew next time, as when letters have arrived. */
  forget(): void {
    this.base.forget();
    this.pictured = '';
  }

  /** Take note that the canvas has lost what was on it. */
  wiped(): void {
    this.forced = true;
  }

  /** Draw one moment. Return false when a better picture should follow soon. */
  draw(ctx: CanvasRenderingContext2D, moment: Moment, look: Look, moving = false): boolean {
    const now = performance.now();
    const size = `${look.size.width}x${look.size.height}@${look.ratio}`;
    const view = [
      size, look.palette.dark, look.names, look.factor, [...look.off].join(), moment.ensemble, !!moment.difference,
      moment.record?.day, Math.min(Math.floor(moment.recordAge), 60),
    ].join();
    const c = look.camera;
    const moved = !this.camera || c.x !== this.camera.x || c.y !== this.camera.y || c.scale !== this.camera.scale;
    const other = view !== this.pictured || this.changed(moment);
    const wait = moving && this.took > SLOW && now - this.drawnAt < Math.max(PATIENCE, 2 * this.took);
    const early = !moved && view === this.pictured && now - this.drawnAt < Math.max(EVERY, 3 * this.took);
    let whole = moved || this.forced;
    const stale = moved && wait && this.camera !== null;
    if ((moved || other) && !stale && !early) {
      this.redraw(moment, look, moved || view !== this.pictured);
      whole ||= view !== this.pictured;
      this.pictured = view;
      this.camera = { ...c };
      this.drawnAt = now;
      this.took = performance.now() - now;
    }
    const box = this.ground_(look);
    if (whole || stale) this.copyAll(ctx, look);
    else this.copy(ctx, this.united(box));
    this.lastBox = box;
    this.forced = stale;
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    this.way(ctx, moment, look);
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    this.choice(ctx, moment, look);
    this.units(ctx, moment, look);
    return !stale && !(early && other);
  }

  /** Say whether the ground is held otherwise than in the picture. */
  private changed(moment: Moment): boolean {
    const { held, difference } = moment;
    if (held.length !== this.held.length || !!difference !== !!this.before) return true;
    for (let i = 0; i < held.length; i++) if (Math.abs(held[i]! - this.held[i]!) > SAME) return true;
    if (difference && this.before)
      for (let i = 0; i < difference.length; i++) if (Math.abs(difference[i]! - this.before[i]!) > SAME) return true;
    return false;
  }

  private redraw(moment: Moment, look: Look, everything: boolean): void {
    const fresh = this.base.prepare(look);
    const { under, over } = this.base;
    if (this.picture.width !== under.width || this.picture.height !== under.height) this.picture = canvas(under.width, under.height);
    const ctx = this.picture.getContext('2d', { alpha: false })!;
    const [x, y, w, h] = everything || fresh ? [0, 0, under.width, under.height] : this.ground_(look);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, w, h);
    ctx.clip();
    ctx.drawImage(under, x, y, w, h, x, y, w, h);
    if (!look.off.has('control')) this.still.tint(ctx, moment, look);
    if (!look.off.has('model')) this.still.model(ctx, moment, look);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(over, x, y, w, h, x, y, w, h);
    if (!look.off.has('record')) this.still.record(ctx, moment, look);
    this.base.copyNames(ctx, look);
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    if (!look.off.has('places')) this.places(ctx, moment, look);
    ctx.restore();
    this.held = moment.held.slice();
    this.before = moment.difference?.slice() ?? null;
  }

  /** Return where the ground that can change lies on the canvas, whole pixels, cut at its edges. */
  private ground_(look: Look): [number, number, number, number] {
    const { size, camera, ratio } = look;
    const [west, south, east, north] = this.base.extent;
    const [l, t] = toScreen(camera, size, west, north);
    const [r, b] = toScreen(camera, size, east, south);
    const cut = (v: number, most: number) => Math.min(Math.max(Math.round(v * ratio), 0), most);
    const [w, h] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    const edge = EDGE * look.factor;
    const [x0, y0, x1, y1] = [cut(l - edge, w), cut(t - edge, h), cut(r + edge, w), cut(b + edge, h)];
    return [x0, y0, Math.max(x1 - x0, 1), Math.max(y1 - y0, 1)];
  }

  private united(box: [number, number, number, number]): [number, number, number, number] {
    if (!this.lastBox) return box;
    const [a, b] = [box, this.lastBox];
    const [x, y] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
    return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
  }

  private copy(ctx: CanvasRenderingContext2D, [x, y, w, h]: [number, number, number, number]): void {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.picture, x, y, w, h, x, y, w, h);
  }

  /** Copy the picture to where the map now looks. */
  private copyAll(ctx: CanvasRenderingContext2D, look: Look): void {
    const { camera: c, size, ratio } = look;
    const was = this.camera!;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (was.x === c.x && was.y === c.y && was.scale === c.scale) {
      ctx.drawImage(this.picture, 0, 0);
      return;
    }
    ctx.fillStyle = look.palette.sea;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const k = c.scale / was.scale;
    const [left, top] = toScreen(c, size, was.x - size.width / 2 / was.scale, was.y + size.height / 2 / was.scale);
    ctx.imageSmoothingQuality = 'low';
    ctx.drawImage(this.picture, left * ratio, top * ratio, this.picture.width * k, this.picture.height * k);
  }

  private places(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { palette: p, factor } = look;
    for (const label of this.base.labels) {
      const cell = label.place.cell;
      const v = cell >= 0 ? moment.held[cell]! : NaN;
      const radius = (label.rank === 0 ? 4.2 : label.rank === 1 ? 3.3 : 2.5) * factor;
      ctx.beginPath();
      ctx.arc(label.x, label.y, radius, 0, 7);
      ctx.fillStyle = Number.isNaN(v) ? p.halo : v >= 0.5 ? p.south : p.north;
      ctx.fill();
      ctx.lineWidth = 1.4 * factor;
      ctx.strokeStyle = p.halo;
      ctx.stroke();
    }
  }

  /** Draw the way that supplies take, from where they come in. */
  private way(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { way } = moment;
    if (way.length < 2) return;
    const { palette: p, factor, camera } = look;
    inKm(ctx, look);
    const px = factor / camera.scale;
    ctx.lineJoin = ctx.lineCap = 'round';
    for (const [width, colour] of [[6.5, p.halo], [3, p.supply]] as const) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = px * width;
      ctx.beginPath();
      for (let i = 0; i + 1 < way.length; i += 2)
        if (i) ctx.lineTo(way[i]!, way[i + 1]!);
        else ctx.moveTo(way[i]!, way[i + 1]!);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.rect(way[0]! - px * 6, way[1]! - px * 6, px * 12, px * 12);
    ctx.fillStyle = p.supply;
    ctx.strokeStyle = p.halo;
    ctx.lineWidth = px * 2;
    ctx.fill();
    ctx.stroke();
  }

  private choice(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { camera, size, palette: p, factor } = look;
    const { place, cell } = moment.chosen;
    ctx.strokeStyle = p.ink;
    ctx.lineWidth = 2 * factor;
    if (cell !== undefined && cell >= 0 && cell < this.ground.cells.x.length) {
      const radius = this.ground.pitch / Math.sqrt(3);
      ctx.beginPath();
      for (let k = 0; k < 6; k++) {
        const angle = (Math.PI / 3) * k + Math.PI / 6;
        const x = this.ground.cells.x[cell]! + radius * Math.cos(angle);
        const y = this.ground.cells.y[cell]! + radius * Math.sin(angle);
        ctx.lineTo(...toScreen(camera, size, x, y));
      }
      ctx.closePath();
      ctx.stroke();
    }
    const found = place ? this.ground.places.find((one) => one.id === place) : undefined;
    if (found) {
      const [x, y] = toScreen(camera, size, found.x, found.y);
      ctx.beginPath();
      ctx.arc(x, y, 10 * factor, 0, 7);
      ctx.stroke();
    }
  }

  private units(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { camera, size, factor, names, off } = look;
    this.groups = [];
    if (!moment.march || !this.layouts || !this.order || off.has('units')) return;
    const view = { scale: camera.scale, factor, obstacles: off.has('places') ? [] : this.base.obstacles(factor), mark: `${names}${off.has('places')}` };
    const [left, top] = [size.width / 2 - camera.x * camera.scale, size.height / 2 + camera.y * camera.scale];
    for (const one of this.layouts.at(moment.march, moment.time, view)) {
      const [px, py] = [one.px + left, one.py + top];
      if (px < -40 || py < -40 || px > size.width + 40 || py > size.height + 40) continue;
      this.groups.push({ ...one, px, py, hx: one.hx + left, hy: one.hy + top });
    }
    this.groups.sort((a, b) => a.py - b.py);
    const named = this.base.labels.map((one): [number, number, number, number] => {
      const x = one.align === 'left' ? one.tx : one.align === 'right' ? one.tx - one.width : one.tx - one.width / 2;
      return [x, one.ty - 6 * factor, x + one.width, one.ty + 6 * factor];
    });
    drawPieces(ctx, this.groups, this.order, this.sprites, look, moment.chosen.formation, named);
  }
}
