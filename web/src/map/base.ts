/** The ground: what changes only when the map is moved. Drawn once for a view, then kept. */

import type { Ground } from '../data';
import { type Camera, type Size, toScreen } from './camera';
import { canvas, halo, outlines, SANS, SERIF, smoothLine, strokeLine } from './drawing';
import { type Label, type Names, placed, sizeOf } from './labels';
import type { Palette } from './palette';
import { picture, shades, type Shades } from './relief';

export interface Look {
  camera: Camera;
  size: Size;
  ratio: number;
  palette: Palette;
  names: Names;
  off: ReadonlySet<string>;
  factor: number; // how much larger letters and symbols are on a large wall
}

/** Set the canvas so that it is drawn on in kilometres. */
export function inKm(ctx: CanvasRenderingContext2D, look: Look): void {
  const { camera: c, size: s, ratio } = look;
  const k = c.scale * ratio;
  ctx.setTransform(k, 0, 0, -k, (s.width / 2) * ratio - c.x * k, (s.height / 2) * ratio + c.y * k);
}

export class Base {
  readonly korea: Path2D;
  labels: Label[] = [];
  under: HTMLCanvasElement = canvas(1, 1); // sea, land, relief
  over: HTMLCanvasElement = canvas(1, 1); // rivers, ways, shores
  names: HTMLCanvasElement = canvas(1, 1);
  private readonly land: Path2D;
  private readonly coast: Path2D;
  private readonly shades: Shades | null;
  private readonly reliefs = new Map<boolean, HTMLCanvasElement>();
  private drawnFor = '';

  constructor(private readonly ground: Ground) {
    this.shades = ground.heights ? shades(ground.heights) : null;
    [this.land, this.korea, this.coast] = outlines(ground);
  }

  /** Draw the ground anew, as when letters have arrived. */
  forget(): void {
    this.drawnFor = '';
  }

  /** Bring the three pictures up to date for a view. */
  prepare(look: Look): void {
    const { camera: c, size: s, ratio, palette, names, off, factor } = look;
    const mark = [c.x, c.y, c.scale, s.width, s.height, ratio, palette.dark, names, factor, ...off].join();
    if (mark === this.drawnFor) return;
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
    const relief = this.shades && !look.off.has('relief') ? this.reliefOf(p.dark) : null;
    if (relief && this.shades) {
      const s = this.shades;
      ctx.save();
      ctx.clip(this.land);
      ctx.translate(s.west - s.step / 2, s.north + s.step / 2);
      ctx.scale(s.step, -s.step);
      ctx.imageSmoothingEnabled = true;
      ctx.imageSmoothingQuality = 'high';
      ctx.drawImage(relief, 0, 0);
      ctx.restore();
      inKm(ctx, look);
    }
  }

  private reliefOf(dark: boolean): HTMLCanvasElement {
    let found = this.reliefs.get(dark);
    if (!found) {
      found = canvas(this.shades!.width, this.shades!.height);
      found.getContext('2d')!.putImageData(picture(this.shades!, dark), 0, 0);
      this.reliefs.set(dark, found);
    }
    return found;
  }

  private drawOver(ctx: CanvasRenderingContext2D, look: Look): void {
    const { palette: p, camera, size, off, ratio, factor } = look;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    inKm(ctx, look);
    const px = factor / camera.scale;
    ctx.lineJoin = ctx.lineCap = 'round';
    const grow = Math.min(Math.max(camera.scale / 1.4, 0.7), 2.2);
    if (!off.has('rivers'))
      for (const line of this.ground.lines.rivers) {
        ctx.strokeStyle = p.river;
        ctx.lineWidth = px * grow * (line.class === 2 ? 1.7 : 0.9);
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
    this.fadeEdges(ctx, look);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!off.has('parallel')) {
      let east: [number, number] | null = null;
      for (const line of this.ground.lines.parallels)
        if (line.name === 'parallel')
          for (let i = 0; i < line.points.length; i += 2)
            if (!east || line.points[i]! > east[0]) east = [line.points[i]!, line.points[i + 1]!];
      if (east) {
        const [x, y] = toScreen(camera, size, east[0], east[1]);
        ctx.font = `italic ${11.5 * factor}px ${SERIF}`;
        ctx.textAlign = 'left';
        ctx.textBaseline = 'middle';
        halo(ctx, '38° N', x + 6, y, p.soft, p.halo, 3);
      }
    }
  }

  /** Let the ground end softly where it is no longer known. */
  private fadeEdges(ctx: CanvasRenderingContext2D, look: Look): void {
    const box = this.window();
    const { size, camera, ratio, palette } = look;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const [left, top] = toScreen(camera, size, box.west, box.north);
    const [right] = toScreen(camera, size, box.east, box.south);
    const soft = 46 * camera.scale;
    const clear = `${palette.sea}00`;
    const band = (x0: number, y0: number, x1: number, y1: number, x: number, y: number, w: number, h: number) => {
      if (w <= 0 || h <= 0) return;
      const fade = ctx.createLinearGradient(x0, y0, x1, y1);
      fade.addColorStop(0, palette.sea);
      fade.addColorStop(1, clear);
      ctx.fillStyle = fade;
      ctx.fillRect(x, y, w, h);
    };
    band(left, 0, left + soft, 0, -1, 0, left + soft + 1, size.height);
    band(right, 0, right - soft, 0, right - soft, 0, size.width - right + soft + 1, size.height);
    band(0, top, 0, top + soft, 0, -1, size.width, top + soft + 1);
  }

  /** Return the part of the world that is known [km]. */
  window(): { west: number; south: number; east: number; north: number } {
    const { x, y } = this.ground.cells;
    return {
      west: Math.min(...x) - 40,
      south: Math.min(...y) - 110,
      east: Math.max(...x) + 75,
      north: Math.max(...y) + 30,
    };
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
    this.labels = placed(
      this.ground.places,
      (x, y) => toScreen(camera, size, x, y),
      size, camera.scale / factor, names,
      (text, rank) => {
        ctx.font = font(rank);
        return ctx.measureText(text).width;
      },
      factor,
    );
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
