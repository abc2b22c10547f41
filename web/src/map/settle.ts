/** Finds each symbol seen from afar, with its name, a spot where it hides nothing. */

import type { Box, Piece, View } from './layout';
import type { Level } from './units';

type Edges = readonly [left: number, top: number, right: number, bottom: number];

const DIRECTIONS = 16;
const RINGS = 24;
const STEP = 7; // between two rings [px]
const AGAINST = 3; // how much dearer a spot on the enemy's side is than one behind
const GAP = 1.5; // [px]
export const LINE = 11; // height of a name [px]
const BARS = 9; // height of the three bars [px]

/** Return what stands about the middle of a symbol seen at a level: its echelon above, its name below. */
export function afar(level: Level, view: View): (one: Piece) => Edges {
  const { factor, widthOf } = view;
  return (one) => {
    const half = Math.max(widthOf(one.text) / 2 + 2, one.symbol * 0.8);
    const low = one.symbol * (one.side === 0 ? 0.56 : 0.76) + (level === 'army' ? 1 : BARS * factor) + LINE * factor;
    return [-half, -one.symbol * 1.05, half, low];
  };
}

/** Move symbols, the greatest first, to the nearest free spot; a symbol without any stays where it stands. */
export function settle(pieces: Piece[], view: View, about: (one: Piece) => Edges, before: Piece[]): void {
  const taken: Edges[] = view.obstacles.map(edgesOf);
  const was = new Map(before.map((one) => [one.key, one]));
  for (const one of [...pieces].sort((a, b) => b.men - a.men)) {
    const box = about(one);
    const at = (x: number, y: number): Edges => [one.hx + x + box[0], one.hy + y + box[1], one.hx + x + box[2], one.hy + y + box[3]];
    const old = was.get(one.key);
    const spots = old ? [[0, 0] as const, [old.px - old.hx, old.py - old.hy] as const, ...spotsFor(one.side, view.factor)] : spotsFor(one.side, view.factor);
    const free = spots.find(([x, y]) => taken.every((other) => clear(at(x, y), other)));
    const [x, y] = free ?? [0, 0];
    one.named = free !== undefined;
    one.px = one.hx + x;
    one.py = one.hy + y;
    taken.push(at(x, y));
  }
}

/** Return the spots about a place in the order in which they are tried: near ones, and those behind one's own lines. */
function spotsFor(side: number, factor: number): (readonly [number, number])[] {
  const behind = side === 0 ? 1 : -1; // the South lies below
  const spots: { x: number; y: number; cost: number }[] = [{ x: 0, y: 0, cost: 0 }];
  for (let ring = 1; ring <= RINGS; ring++)
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (2 * Math.PI * k) / DIRECTIONS;
      const away = ring * STEP * factor;
      spots.push({ x: away * Math.cos(angle), y: away * Math.sin(angle), cost: away * (1 + (AGAINST * (1 - behind * Math.sin(angle))) / 2) });
    }
  return spots.sort((a, b) => a.cost - b.cost).map(({ x, y }) => [x, y] as const);
}

const edgesOf = (b: Box): Edges => [b.px - b.w / 2, b.py - b.h / 2, b.px + b.w / 2, b.py + b.h / 2];
const clear = (a: Edges, b: Edges) => a[2] + GAP < b[0] || a[0] > b[2] + GAP || a[3] + GAP < b[1] || a[1] > b[3] + GAP;
