/**
 * Draws the war on a canvas. What stands still between two changes of ground (relief, control,
 * fronts, names) is kept as one picture; a frame of a playing map is that picture, where it lies
 * under what moves, and the symbols. While the map is dragged, a picture that takes long to draw
 * is shifted and stretched, and drawn anew as often as there is time.
 */

import type { Ground, Order } from '../data';
import { Base, inPx, SMALL, type Look } from './base';
import { type Camera, toScreen } from './camera';
import { canvas } from './drawing';
import { Layouts, type Piece } from './layout';
import { type Chosen, drawChoice, drawPlaces, drawWay } from './marks';
import { drawPieces, nameFont } from './pieces';
import { ageOf, type Held, Still } from './still';
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
  chosen: Chosen;
}

/** A canvas that lies over the ground alone, and shows what moves while the map stands still. */
export interface Stage {
  ctx: CanvasRenderingContext2D;
  /** Show the canvas at a part of the window, in pixels of the canvas; null hides it. */
  put: (box: Box | null) => void;
}

type Box = readonly [x: number, y: number, width: number, height: number];

const SAME = 1e-3; // ground that has changed less is the same
const EVERY = 33; // the ground is drawn at most this often, and for a third of the time [ms]
const FRAME = 1000 / 60; // [ms]
const SELDOM = 5; // on a machine that does not keep up, the ground waits up to so many times longer
const SPREAD = 3.2; // cells about a changed one that its tint and the front reach
const SLOW = 12; // a picture that takes longer is stretched while the map is dragged [ms]
const PATIENCE = 160; // and drawn anew after this time at the latest [ms]
const EDGE = 60; // symbols stand out over the ground by this [px]
const FAR_EDGE = 240; // and by this where the map is so small that they find room at sea alone

export class Scene {
  readonly base: Base;
  groups: Piece[] = []; // as they were last drawn
  private readonly still: Still;
  private readonly layouts: Layouts | null;
  private readonly sprites: Sprites;
  private picture: HTMLCanvasElement = canvas(1, 1);
  private pictured = ''; // how the picture looks
  private lined = ''; // which lines are on it
  private camera: Camera | null = null; // of the picture
  private held = new Float32Array(0);
  private before: Float32Array | null = null;
  private drawnAt = -Infinity;
  private took = 0;
  private pace = FRAME; // of frames, the last few counting most [ms]
  private calledAt = 0;
  private box: Box = [0, 0, 1, 1]; // where the picture lies on the window, in pixels of the canvas
  private forced = true;

  constructor(
    readonly ground: Ground,
    readonly order: Order | null,
    arrived: () => void,
  ) {
    this.base = new Base(ground);
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

  /**
   * Draw one moment, on `stage` alone while nothing but it changes.
   * Return false when a better picture should follow soon.
   */
  draw(ctx: CanvasRenderingContext2D, moment: Moment, look: Look, moving = false, stage: Stage | null = null): boolean {
    const now = performance.now();
    this.pace += (Math.min(now - this.calledAt, 100) - this.pace) * 0.1;
    this.calledAt = now;
    const size = `${look.size.width}x${look.size.height}@${look.ratio}`;
    const view = [size, look.palette.dark, look.names, look.factor, [...look.off].join()].join();
    const lines = [moment.ensemble, !!moment.difference, moment.record?.day, ageOf(moment.recordAge)].join();
    const c = look.camera;
    const moved = !this.camera || c.x !== this.camera.x || c.y !== this.camera.y || c.scale !== this.camera.scale;
    const looked = view === this.pictured;
    const other = !looked || lines !== this.lined || this.changed(moment);
    const wait = moving && this.took > SLOW && now - this.drawnAt < Math.max(PATIENCE, 2 * this.took);
    const every = EVERY * Math.min(Math.max((this.pace / FRAME) ** 4, 1), SELDOM);
    const early = !moved && looked && lines === this.lined && now - this.drawnAt < Math.max(every, 3 * this.took);
    let whole = moved || this.forced;
    const stale = moved && wait && this.camera !== null;
    if ((moved || other) && !stale && !early) {
      this.redraw(moment, look, moved || !looked || lines !== this.lined);
      whole ||= !looked;
      this.pictured = view;
      this.lined = lines;
      this.camera = { ...c };
      this.drawnAt = now;
      this.took = performance.now() - now;
    }
    this.forced = stale;
    const better = !stale && !(early && other);
    if (whole || stale || !stage) {
      stage?.put(null);
      this.copyAll(ctx, look);
      this.live(ctx, moment, look);
    } else {
      const [x, y] = this.box;
      stage.put(this.box);
      stage.ctx.setTransform(1, 0, 0, 1, 0, 0);
      stage.ctx.drawImage(this.picture, 0, 0);
      this.live(stage.ctx, moment, { ...look, origin: [x, y] });
    }
    return better;
  }

  /** Draw what moves, or what the reader has opened. */
  private live(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    drawWay(ctx, moment.way, look);
    drawChoice(ctx, moment.chosen, this.ground, look);
    this.units(ctx, moment, look);
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
    const whole = this.onCanvas(look, this.base.extent, (look.camera.scale < SMALL * look.factor ? FAR_EDGE : EDGE) * look.factor);
    const [left, top, width, height] = whole;
    if (this.picture.width !== width || this.picture.height !== height) this.picture = canvas(width, height);
    const ctx = this.picture.getContext('2d', { alpha: false })!;
    this.box = whole;
    const [x, y, w, h] = everything || fresh ? whole : this.touched(moment, look);
    const inner: Look = { ...look, origin: [left, top] };
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x - left, y - top, w, h);
    ctx.clip();
    ctx.drawImage(under, x, y, w, h, x - left, y - top, w, h);
    if (!look.off.has('control')) this.still.tint(ctx, moment, inner);
    if (!look.off.has('model')) this.still.model(ctx, moment, inner);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(over, x, y, w, h, x - left, y - top, w, h);
    if (!look.off.has('record')) this.still.record(ctx, moment, inner);
    this.base.copyNames(ctx, inner);
    if (!look.off.has('places')) drawPlaces(ctx, this.base.labels, moment.held, inner);
    ctx.restore();
    this.held = moment.held.slice();
    this.before = moment.difference?.slice() ?? null;
  }

  /** Return the part of the canvas where the ground is held otherwise than in the picture. */
  private touched(moment: Moment, look: Look): Box {
    const { held, difference } = moment;
    if (difference || this.before || held.length !== this.held.length) return this.box;
    const { x, y } = this.ground.cells;
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < held.length; i++) {
      if (held[i] === this.held[i]) continue;
      west = Math.min(west, x[i]!);
      east = Math.max(east, x[i]!);
      south = Math.min(south, y[i]!);
      north = Math.max(north, y[i]!);
    }
    const reach = SPREAD * this.ground.pitch;
    return this.onCanvas(look, [west - reach, south - reach, east + reach, north + reach], 0);
  }

  /** Return where a part of the world [km] and an edge [px] lie on the canvas, whole pixels, cut at its ends. */
  private onCanvas(look: Look, [west, south, east, north]: readonly number[], edge: number): Box {
    const { size, camera, ratio } = look;
    const [l, t] = toScreen(camera, size, west!, north!);
    const [r, b] = toScreen(camera, size, east!, south!);
    const cut = (v: number, most: number) => Math.min(Math.max(Math.round(v * ratio), 0), most);
    const [w, h] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    const [x0, y0, x1, y1] = [cut(l - edge, w), cut(t - edge, h), cut(r + edge, w), cut(b + edge, h)];
    return [x0, y0, Math.max(x1 - x0, 1), Math.max(y1 - y0, 1)];
  }

  /** Copy the ground, and what lies around it, to where the map now looks. */
  private copyAll(ctx: CanvasRenderingContext2D, look: Look): void {
    const { camera: c, size, ratio } = look;
    const was = this.camera!;
    const { over } = this.base;
    const [x, y] = this.box;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (was.x === c.x && was.y === c.y && was.scale === c.scale) {
      ctx.drawImage(over, 0, 0);
      this.base.copyNames(ctx, look);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.drawImage(this.picture, x, y);
      return;
    }
    ctx.fillStyle = look.palette.sea;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const k = c.scale / was.scale;
    const [left, top] = toScreen(c, size, was.x - size.width / 2 / was.scale, was.y + size.height / 2 / was.scale);
    ctx.imageSmoothingQuality = 'low';
    ctx.setTransform(k, 0, 0, k, left * ratio, top * ratio);
    ctx.drawImage(over, 0, 0);
    ctx.drawImage(this.picture, x, y);
  }

  /** Return how wide the name of a symbol is [px]. */
  private widthOf(text: string, factor: number): number {
    const ctx = this.picture.getContext('2d')!;
    ctx.font = nameFont(factor);
    return ctx.measureText(text).width;
  }

  private units(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { camera, size, factor, names, off } = look;
    this.groups = [];
    if (!moment.march || !this.layouts || !this.order || off.has('units')) return;
    const view = { scale: camera.scale, factor, obstacles: off.has('places') ? [] : this.base.obstacles(factor, camera.scale), mark: `${names}${off.has('places')}`, widthOf: (text: string) => this.widthOf(text, factor) };
    const [left, top] = [size.width / 2 - camera.x * camera.scale, size.height / 2 + camera.y * camera.scale];
    for (const one of this.layouts.at(moment.march, moment.time, view)) {
      const [px, py] = [one.px + left, one.py + top];
      const [hx, hy] = [one.hx + left, one.hy + top];
      const half = one.named && hx > 0 && hx < size.width ? this.widthOf(one.text, factor) / 2 + 4 : -40;
      if (half < 0 && (px < half || px > size.width - half)) continue;
      if (py < -40 || py > size.height + 40) continue;
      // a name that stands half outside reads as another: it is drawn in, as far as it must be
      this.groups.push({ ...one, px: Math.min(Math.max(px, half), size.width - half), py, hx, hy });
    }
    inPx(ctx, look);
    this.groups.sort((a, b) => a.py - b.py);
    const named = this.base.labels.map((one): [number, number, number, number] => {
      const x = one.align === 'left' ? one.tx : one.align === 'right' ? one.tx - one.width : one.tx - one.width / 2;
      return [x, one.ty - 6 * factor, x + one.width, one.ty + 6 * factor];
    });
    drawPieces(ctx, this.groups, this.order, this.sprites, look, moment.chosen.formation, named);
  }
}
