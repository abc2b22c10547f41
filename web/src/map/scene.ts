/** Draws the war on a canvas: the ground below, control as tint, fronts, places, formations. */

import type { Ground, Order, RecordFront } from '../data';
import { Base, inKm, type Look } from './base';
import { toScreen } from './camera';
import { canvas, halo, SANS, strokeLine, stretch } from './drawing';
import { contour, fill, lattice, raster, sample, spread, type Lattice, type Raster } from './field';
import type { Palette } from './palette';
import { Sprites } from './symbols';
import { apart, type Group, grouped, levelAt, sidc, type Unit } from './units';

type Box4 = [number, number, number, number];

export const LAYERS = [
  'control', 'pattern', 'relief', 'rivers', 'roads', 'rail', 'places', 'parallel', 'record', 'model', 'units',
] as const;
export type Layer = (typeof LAYERS)[number];

export interface Moment {
  held: Float32Array; // share of the South by cell
  ensemble: boolean;
  difference: Float32Array | null; // who holds what without the change, where that is compared
  record: RecordFront | null;
  recordAge: number; // days since the record's line was true
  units: Unit[];
  chosen: { place?: string | undefined; cell?: number | undefined; formation?: number | undefined };
}

const FIELD_STEP = 2; // [km]
const HATCH_PX = 9;
const BARS: ((g: Group) => number)[] = [
  (g) => g.strength,
  (g) => g.cohesion,
  (g) => Math.min(g.stock / 7, 1),
];
export const BAR_COLOURS = ['#2f8f5b', '#d9a514', '#8b5fbf'];

export class Scene {
  readonly grid: Lattice;
  readonly raster: Raster;
  private readonly values: Float32Array;
  private readonly mixed: Float32Array;
  private readonly small: HTMLCanvasElement;
  private readonly pixels: ImageData;
  private readonly sprites: Sprites;
  readonly base: Base;
  groups: (Group & { px: number; py: number; w: number; h: number; hx: number; hy: number })[] = [];

  constructor(
    readonly ground: Ground,
    readonly order: Order | null,
    arrived: () => void,
  ) {
    this.grid = lattice(ground);
    this.raster = raster(this.grid, FIELD_STEP);
    this.values = new Float32Array(this.grid.count);
    this.mixed = new Float32Array(ground.cells.x.length);
    this.small = canvas(this.raster.width, this.raster.height);
    this.pixels = new ImageData(this.raster.width, this.raster.height);
    this.base = new Base(ground);
    this.sprites = new Sprites(arrived);
  }

  /** Draw one moment. */
  draw(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    this.base.prepare(look);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.base.under, 0, 0);
    this.tinted(moment);
    if (!look.off.has('control')) this.tint(ctx, moment, look);
    spread(this.grid, moment.held, this.values);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.base.over, 0, 0);
    this.fronts(ctx, moment, look);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.base.names, 0, 0);
    ctx.setTransform(look.ratio, 0, 0, look.ratio, 0, 0);
    if (!look.off.has('places')) this.places(ctx, moment, look);
    this.choice(ctx, moment, look);
    if (!look.off.has('units') && this.order) this.units(ctx, moment, look);
    else this.groups = [];
  }

  /** Fill the raster with what is tinted: control, or what a change did to it. */
  private tinted(moment: Moment): void {
    const { difference } = moment;
    if (difference) {
      for (let c = 0; c < difference.length; c++) this.mixed[c] = 0.5 + (moment.held[c]! - difference[c]!) / 2;
      spread(this.grid, this.mixed, this.values);
    } else spread(this.grid, moment.held, this.values);
    fill(this.raster, this.values);
  }

  private tint(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { palette: p, off, camera } = look;
    const { data } = this.pixels;
    const { inside, values } = this.raster;
    const [south, north] = [p.southTint, p.northTint];
    for (let k = 0; k < inside.length; k++) {
      const at = inside[k]!;
      const v = values[at]!;
      const sure = Math.abs(v - 0.5) * 2;
      const from = v >= 0.5 ? south : north;
      const i = 4 * at;
      data[i] = from[0];
      data[i + 1] = from[1];
      data[i + 2] = from[2];
      data[i + 3] = 255 * p.tint * (moment.difference ? Math.min(sure * 1.25, 1) : moment.ensemble ? 0.12 + 0.88 * sure : Math.min(0.25 + sure, 1));
    }
    this.small.getContext('2d')!.putImageData(this.pixels, 0, 0);
    inKm(ctx, look);
    ctx.save();
    ctx.clip(this.base.korea);
    if (!p.dark) ctx.globalCompositeOperation = 'multiply';
    const r = this.raster;
    ctx.translate(r.west - r.step / 2, r.north + r.step / 2);
    ctx.scale(r.step, -r.step);
    ctx.drawImage(this.small, 0, 0);
    ctx.globalCompositeOperation = 'source-over';
    inKm(ctx, look);
    if (!off.has('pattern')) this.hatch(ctx, camera.scale, p, moment);
    ctx.restore();
  }

  /** Hatch what the North holds, and dot what neither holds in most wars. */
  private hatch(ctx: CanvasRenderingContext2D, scale: number, p: Palette, moment: Moment): void {
    const ensemble = moment.ensemble && !moment.difference;
    const r = this.raster;
    const gap = 2 ** Math.ceil(Math.log2(HATCH_PX / scale));
    const step = r.step * 1.5;
    const east = r.west + r.width * r.step;
    const south = r.north - r.height * r.step;
    const low = Math.floor((r.west + south) / gap);
    const high = Math.ceil((east + r.north) / gap);
    const sure = moment.difference ? 0.4 : ensemble ? 0.25 : 0.5;
    ctx.strokeStyle = p.hatch;
    ctx.lineWidth = 1.1 / scale;
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

  private fronts(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { palette: p, camera, off, factor } = look;
    inKm(ctx, look);
    const px = (factor / camera.scale) * Math.min(Math.max(camera.scale / 1.3, 0.85), 1.5);
    ctx.lineJoin = ctx.lineCap = 'round';
    if (!off.has('model')) {
      const lines = contour(this.grid, this.values, 0.5);
      if (moment.difference) this.unchanged(ctx, moment.difference, look, px);
      ctx.save();
      ctx.clip(this.base.korea);
      for (const [width, colour] of [[4.6, p.modelHalo], [2.2, p.model]] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = px * width;
        if (moment.ensemble && colour === p.model) ctx.setLineDash([px * 6, px * 4]);
        for (const one of lines) strokeLine(ctx, one);
        ctx.setLineDash([]);
      }
      ctx.restore();
    }
    if (!off.has('record') && moment.record) {
      ctx.globalAlpha = Math.max(1 - moment.recordAge / 60, 0.45);
      for (const [width, colour] of [[5.4, p.recordHalo], [2.8, p.record]] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = px * width;
        if (moment.recordAge > 7 && colour === p.record) ctx.setLineDash([px * 10, px * 4]);
        for (const one of moment.record.lines) strokeLine(ctx, one);
        ctx.setLineDash([]);
      }
      ctx.globalAlpha = 1;
    }
  }

  /** Draw the front as it would lie without the change. */
  private unchanged(ctx: CanvasRenderingContext2D, held: Float32Array, look: Look, px: number): void {
    const { palette: p } = look;
    const values = new Float32Array(this.grid.count);
    spread(this.grid, held, values);
    ctx.save();
    ctx.clip(this.base.korea);
    for (const [width, colour] of [[4.4, p.modelHalo], [2, p.soft]] as const) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = px * width;
      if (colour === p.soft) ctx.setLineDash([px * 3, px * 4]);
      for (const one of contour(this.grid, values, 0.5)) strokeLine(ctx, one);
      ctx.setLineDash([]);
    }
    ctx.restore();
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

  private choice(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { camera, size, palette: p, factor } = look;
    const { place, cell } = moment.chosen;
    if (cell !== undefined && cell >= 0) {
      const radius = this.ground.pitch / Math.sqrt(3);
      ctx.beginPath();
      for (let k = 0; k < 6; k++) {
        const angle = (Math.PI / 3) * k + Math.PI / 6;
        const x = this.ground.cells.x[cell]! + radius * Math.cos(angle);
        const y = this.ground.cells.y[cell]! + radius * Math.sin(angle);
        const [sx, sy] = toScreen(camera, size, x, y);
        if (k) ctx.lineTo(sx, sy);
        else ctx.moveTo(sx, sy);
      }
      ctx.closePath();
      ctx.strokeStyle = p.ink;
      ctx.lineWidth = 2 * factor;
      ctx.stroke();
    }
    const found = place ? this.ground.places.find((one) => one.id === place) : undefined;
    if (found) {
      const [x, y] = toScreen(camera, size, found.x, found.y);
      ctx.beginPath();
      ctx.arc(x, y, 10 * factor, 0, 7);
      ctx.strokeStyle = p.ink;
      ctx.lineWidth = 2 * factor;
      ctx.stroke();
    }
  }

  private units(ctx: CanvasRenderingContext2D, moment: Moment, look: Look): void {
    const { camera, size, palette: p, ratio, factor } = look;
    const level = levelAt(camera.scale / factor);
    const symbol = Math.round((level === 'formation' ? 15 : level === 'corps' ? 15 : 14) * factor);
    const all = grouped(moment.units, this.order!, level);
    this.groups = [];
    for (const group of all) {
      const [hx, hy] = toScreen(camera, size, group.x, group.y);
      if (hx < -40 || hy < -40 || hx > size.width + 40 || hy > size.height + 40) continue;
      this.groups.push({ ...group, px: hx, py: hy, hx, hy, w: symbol * 2, h: symbol * 2.5 });
    }
    this.groups.sort((a, b) => a.key.localeCompare(b.key));
    const names = this.base.labels
      .filter((one) => one.rank < 2)
      .map((one) => ({ px: one.align === 'left' ? one.tx + one.width / 2 : one.align === 'right' ? one.tx - one.width / 2 : one.tx, py: one.ty, w: one.width, h: 12 * factor }));
    apart(this.groups, this.groups.length > 120 ? 4 : 8, names);
    for (const group of this.groups) {
      const away = Math.hypot(group.px - group.hx, group.py - group.hy);
      if (away > 9 * factor) {
        ctx.beginPath();
        ctx.moveTo(group.hx, group.hy);
        ctx.lineTo(group.px, group.py);
        ctx.strokeStyle = p.soft;
        ctx.globalAlpha = 0.6 * group.fade;
        ctx.lineWidth = 1 * factor;
        ctx.stroke();
        ctx.globalAlpha = 1;
      }
    }
    const named: Box4[] = [];
    for (const group of [...this.groups].sort((a, b) => a.py - b.py)) {
      const entry = this.order!.formations[group.members[0]!.index]!;
      const code = sidc(group.side, group.kind, entry.motor, group.echelon);
      const sprite = this.sprites.of(code, symbol, p, ratio);
      const chosen = group.members.some((one) => one.index === moment.chosen.formation);
      ctx.globalAlpha = group.fade;
      if (sprite) {
        const more = level === 'formation' ? Math.min(group.members.length - 1, 3) : 0;
        for (let n = more; n >= 0; n--)
          ctx.drawImage(
            sprite.picture,
            group.px - sprite.x + n * 3 * factor, group.py - sprite.y - n * 3 * factor,
            sprite.width, sprite.height,
          );
        if (chosen) {
          ctx.strokeStyle = p.ink;
          ctx.lineWidth = 2 * factor;
          ctx.strokeRect(group.px - symbol * 1.1, group.py - symbol * 1.1, symbol * 2.2, symbol * 2.2);
        }
      } else {
        ctx.fillStyle = group.side === 0 ? p.unitFriend : p.unitHostile;
        ctx.fillRect(group.px - symbol * 0.7, group.py - symbol * 0.45, symbol * 1.4, symbol * 0.9);
      }
      this.bars(ctx, group, symbol, look, named);
      ctx.globalAlpha = 1;
    }
  }

  private bars(ctx: CanvasRenderingContext2D, group: Scene['groups'][number], symbol: number, look: Look, named: Box4[]): void {
    const { palette: p, factor } = look;
    const width = symbol * 1.5;
    const thick = 2 * factor;
    const left = group.px - width / 2;
    let top = group.py + symbol * (group.side === 0 ? 0.56 : 0.78) + 1;
    ctx.fillStyle = p.plate;
    ctx.fillRect(left - 1, top - 1, width + 2, 3 * (thick + 0.6) + 1.4);
    BARS.forEach((bar, i) => {
      ctx.fillStyle = BAR_COLOURS[i]!;
      ctx.fillRect(left, top, width * Math.min(Math.max(bar(group), 0.02), 1), thick);
      top += thick + 0.6;
    });
    ctx.font = `600 ${9.5 * factor}px ${SANS}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    const count = group.members.length > 1 && look.camera.scale >= 3.1 * factor ? ` +${group.members.length - 1}` : '';
    const text = `${group.label}${count}`;
    const half = ctx.measureText(text).width / 2 + 2;
    const box: Box4 = [group.px - half, top, group.px + half, top + 10 * factor];
    const clash = (o: Box4) => !(box[2] < o[0] || box[0] > o[2] || box[3] < o[1] || box[1] > o[3]);
    const under = this.groups.some((g) => g !== group && clash([g.px - symbol * 0.75, g.py - symbol * 0.5, g.px + symbol * 0.75, g.py + symbol * 0.5]));
    if (under || named.some(clash)) return;
    named.push(box);
    halo(ctx, text, group.px, top + 0.5, p.ink, p.halo, 2.4 * factor);
  }
}
