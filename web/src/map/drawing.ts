/** Small pieces of drawing: lines, letters with a halo, the outlines of land. */

import type { Ground } from '../data';

export const SERIF = '"Source Serif 4 Variable", Georgia, "Noto Serif", serif';
export const SANS = '"Inter Variable", "Segoe UI", system-ui, "Noto Sans", sans-serif';

export function stretch(path: Path2D, x0: number, x1: number, sum: number): void {
  path.moveTo(x0, sum - x0);
  path.lineTo(x1, sum - x1);
}

export function canvas(width: number, height: number): HTMLCanvasElement {
  const made = document.createElement('canvas');
  made.width = Math.max(width, 1);
  made.height = Math.max(height, 1);
  return made;
}

export function halo(
  ctx: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string, around: string, width: number,
): void {
  ctx.lineJoin = 'round';
  ctx.strokeStyle = around;
  ctx.lineWidth = width;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

export function strokeLine(ctx: CanvasRenderingContext2D, points: number[]): void {
  ctx.beginPath();
  for (let i = 0; i + 1 < points.length; i += 2)
    if (i) ctx.lineTo(points[i]!, points[i + 1]!);
    else ctx.moveTo(points[i]!, points[i + 1]!);
  ctx.stroke();
}

/** Round a chain of cell centres so that it reads as a road. */
export function smoothLine(points: number[]): number[] {
  if (points.length < 6) return points;
  const out = [points[0]!, points[1]!];
  for (let i = 0; i + 3 < points.length; i += 2)
    out.push((points[i]! + points[i + 2]!) / 2, (points[i + 1]! + points[i + 3]!) / 2);
  out.push(points[points.length - 2]!, points[points.length - 1]!);
  return out;
}

/** Return the land, the peninsula alone, and the shore, as paths [km]. */
export function outlines(ground: Ground): [Path2D, Path2D, Path2D] {
  const land = new Path2D();
  const korea = new Path2D();
  const coast = new Path2D();
  const shores = ground.lines.coast.filter((one) => one.name === 'coast');
  const frontier = ground.lines.coast.find((one) => one.name === 'frontier')?.points;
  for (const { points } of shores) {
    const n = points.length;
    const ring = points[0] === points[n - 2] && points[1] === points[n - 1];
    trace(coast, points);
    trace(land, points);
    if (!ring) {
      const top = Math.max(...ground.cells.y) + 400;
      land.lineTo(points[n - 2]! - 400, points[n - 1]!);
      land.lineTo(points[n - 2]! - 400, top);
      land.lineTo(points[0]! + 400, top);
      land.lineTo(points[0]! + 400, points[1]!);
    }
    land.closePath();
    trace(korea, ring || !frontier ? points : closedAlong(points, frontier));
    korea.closePath();
  }
  if (!shores.length) hexagons(ground, land, korea);
  return [land, korea, coast];
}

/** Take the cells themselves for land, where a scenario draws no coast. */
function hexagons(ground: Ground, ...paths: Path2D[]): void {
  const radius = ground.pitch / Math.sqrt(3) + 0.05;
  ground.cells.x.forEach((x, c) => {
    const ring = Array.from({ length: 6 }, (_, k) => {
      const angle = (Math.PI / 3) * k + Math.PI / 6;
      return [x + radius * Math.cos(angle), ground.cells.y[c]! + radius * Math.sin(angle)];
    }).flat();
    for (const path of paths) {
      trace(path, ring);
      path.closePath();
    }
  });
}

/** Cut an open shore where the frontier meets it, and close it along the frontier. */
export function closedAlong(shore: number[], frontier: number[]): number[] {
  const nearest = (x: number, y: number) => {
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < shore.length; i += 2) {
      const away = Math.hypot(shore[i]! - x, shore[i + 1]! - y);
      if (away < least) [best, least] = [i, away];
    }
    return best;
  };
  const n = frontier.length;
  let a = nearest(frontier[0]!, frontier[1]!);
  let b = nearest(frontier[n - 2]!, frontier[n - 1]!);
  let border = frontier;
  if (a > b) {
    [a, b] = [b, a];
    border = [];
    for (let i = n - 2; i >= 0; i -= 2) border.push(frontier[i]!, frontier[i + 1]!);
  }
  const back: number[] = [];
  for (let i = border.length - 2; i >= 0; i -= 2) back.push(border[i]!, border[i + 1]!);
  return [...shore.slice(a, b + 2), ...back];
}

function trace(path: Path2D, points: number[]): void {
  path.moveTo(points[0]!, points[1]!);
  for (let i = 2; i + 1 < points.length; i += 2) path.lineTo(points[i]!, points[i + 1]!);
}
