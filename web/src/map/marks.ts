/** Marks on the ground: places by who holds them, the way of supplies, what is chosen. */

import type { Ground } from '../data';
import { inKm, inPx, type Look } from './base';
import { toScreen } from './camera';
import type { Label } from './labels';

/** What the reader has opened. */
export interface Chosen {
  place?: string | undefined;
  cell?: number | undefined;
  formation?: number | undefined;
}

/** Draw a dot for each place that has a name on the window. */
export function drawPlaces(ctx: CanvasRenderingContext2D, labels: Label[], held: Float32Array, look: Look): void {
  const { palette: p, factor } = look;
  inPx(ctx, look);
  for (const label of labels) {
    const cell = label.place.cell;
    const v = cell >= 0 ? held[cell]! : NaN;
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

/** Draw the way that supplies take, flat points [km], from where they come in. */
export function drawWay(ctx: CanvasRenderingContext2D, way: number[], look: Look): void {
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

/** Draw a frame about the place or cell that is open. */
export function drawChoice(ctx: CanvasRenderingContext2D, { place, cell }: Chosen, ground: Ground, look: Look): void {
  const { camera, size, palette: p, factor } = look;
  inPx(ctx, look);
  ctx.strokeStyle = p.ink;
  ctx.lineWidth = 2 * factor;
  if (cell !== undefined && cell >= 0 && cell < ground.cells.x.length) {
    const radius = ground.pitch / Math.sqrt(3);
    ctx.beginPath();
    for (let k = 0; k < 6; k++) {
      const angle = (Math.PI / 3) * k + Math.PI / 6;
      const x = ground.cells.x[cell]! + radius * Math.cos(angle);
      const y = ground.cells.y[cell]! + radius * Math.sin(angle);
      ctx.lineTo(...toScreen(camera, size, x, y));
    }
    ctx.closePath();
    ctx.stroke();
  }
  const found = place ? ground.places.find((one) => one.id === place) : undefined;
  if (found) {
    const [x, y] = toScreen(camera, size, found.x, found.y);
    ctx.beginPath();
    ctx.arc(x, y, 10 * factor, 0, 7);
    ctx.stroke();
  }
}
