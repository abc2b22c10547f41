/** Draws formations: symbols, what they have left, their names, and a line to where they stand. */

import type { Order } from '../data';
import { type Look } from './base';
import { halo, SANS } from './drawing';
import type { Piece } from './layout';
import { LINE } from './settle';
import type { Sprites } from './symbols';
import { levelAt, sidc } from './units';

type Box4 = [number, number, number, number];

const BARS: ((one: Piece) => number)[] = [
  (one) => one.strength,
  (one) => one.cohesion,
  (one) => Math.min(one.stock / 7, 1),
];
export const BAR_COLOURS = ['#2f8f5b', '#d9a514', '#8b5fbf'];
const OFF_PLACE = 9; // further from where it stands a symbol gets a line [px]
const DECK = 3; // sheets drawn behind a symbol that stands for several

export const nameFont = (factor: number): string => `600 ${10.5 * factor}px ${SANS}`;

/** Draw symbols whose places are pixels of the window; greater ones, and names, give way to none. */
export function drawPieces(
  ctx: CanvasRenderingContext2D, pieces: Piece[], order: Order, sprites: Sprites, look: Look,
  chosen: number | undefined, names: Box4[],
): void {
  const { palette: p, factor } = look;
  const close = levelAt(look.camera.scale / factor);
  for (const one of pieces) {
    if (Math.hypot(one.px - one.hx, one.py - one.hy) <= OFF_PLACE * factor) continue;
    ctx.globalAlpha = 0.7 * one.fade;
    ctx.strokeStyle = ctx.fillStyle = p.ink;
    ctx.lineWidth = 0.9 * factor;
    ctx.beginPath();
    ctx.moveTo(one.hx, one.hy);
    ctx.lineTo(one.px, one.py);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(one.hx, one.hy, 1.6 * factor, 0, 7);
    ctx.fill();
  }
  for (const one of pieces) {
    ctx.globalAlpha = one.fade;
    const entry = order.formations[one.members[0]!.index]!;
    const sprite = sprites.of(sidc(one.side, one.kind, entry.motor, one.echelon), one.symbol, p, look.ratio);
    if (sprite) {
      const sheets = close === 'formation' ? Math.min(one.members.length - 1, DECK) : 0;
      for (let n = sheets; n >= 0; n--)
        ctx.drawImage(sprite.picture, one.px - sprite.x + n * 3 * factor, one.py - sprite.y - n * 3 * factor, sprite.width, sprite.height);
    } else {
      ctx.fillStyle = one.side === 0 ? p.unitFriend : p.unitHostile;
      ctx.fillRect(one.px - one.symbol * 0.75, one.py - one.symbol / 2, one.symbol * 1.5, one.symbol);
    }
    if (chosen !== undefined && one.members.some((member) => member.index === chosen)) {
      ctx.strokeStyle = p.ink;
      ctx.lineWidth = 2 * factor;
      ctx.strokeRect(one.px - one.symbol * 1.1, one.py - one.symbol * 1.1, one.symbol * 2.2, one.symbol * 2.2);
    }
    if (close !== 'army') bars(ctx, one, look);
  }
  ctx.font = nameFont(factor);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const taken = [...names];
  for (const one of [...pieces].sort((a, b) => b.men - a.men)) {
    const half = ctx.measureText(one.text).width / 2 + 2;
    const under = one.py + one.symbol * (one.side === 0 ? 0.56 : 0.76) + (close === 'army' ? 0 : bottom(factor)) + 1;
    const over = one.py - one.symbol * 1.05 - LINE * factor;
    for (const top of [under, over]) {
      const box: Box4 = [one.px - half, top, one.px + half, top + LINE * factor];
      const hidden = taken.some((o) => clash(box, o)) || pieces.some((o) => o !== one && clash(box, frame(o)));
      if (hidden && !one.named) continue;
      taken.push(box);
      ctx.globalAlpha = one.fade;
      halo(ctx, one.text, one.px, top + 0.5, p.ink, p.halo, 2.6 * factor);
      break;
    }
  }
  ctx.globalAlpha = 1;
}

const bottom = (factor: number) => 3 * (2.6 * factor) + 1;
const clash = (a: Box4, b: Box4) => !(a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3]);
const frame = (o: Piece): Box4 => [o.px - o.symbol * 0.78, o.py - o.symbol * 0.6, o.px + o.symbol * 0.78, o.py + o.symbol * 0.6];

function bars(ctx: CanvasRenderingContext2D, one: Piece, look: Look): void {
  const { palette: p, factor } = look;
  const width = one.symbol * 1.5;
  const thick = 2 * factor;
  const left = one.px - width / 2;
  let top = one.py + one.symbol * (one.side === 0 ? 0.56 : 0.76) + 1;
  ctx.fillStyle = p.plate;
  ctx.fillRect(left - 1, top - 1, width + 2, bottom(factor));
  BARS.forEach((bar, i) => {
    ctx.fillStyle = BAR_COLOURS[i]!;
    ctx.fillRect(left, top, width * Math.min(Math.max(bar(one), 0.02), 1), thick);
    top += thick + 0.6 * factor;
  });
}
