/** Finds each symbol seen from afar, with its name, a spot where it hides nothing. */

import type { Box, Piece, View } from './layout';
import type { Level } from './units';

type Edges = readonly [left: number, top: number, right: number, bottom: number];
type Spot = readonly [x: number, y: number]; // from where it stands [px]

const HOME: Spot = [0, 0];
const DIRECTIONS = 16;
const RINGS = 24;
const STEP = 7; // between two rings [px]
const AGAINST = 3; // how much dearer a spot on the enemy's side is than one behind
const DEAREST = 130; // a spot that costs more would tell a wrong tale [px]
const KEEN = 1.6; // yesterday's spot is kept unless another is so many times cheaper
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

/** Return what stands about the middle of a symbol whose name is left out. */
const bare = (one: Piece): Edges => [-one.symbol * 0.8, -one.symbol * 1.05, one.symbol * 0.8, one.symbol * 0.8];

/**
 * Move symbols, the greatest first, to the nearest free spot. One for which none with its name is
 * near goes without the name; one for which there is none either is `lost`, and goes far.
 */
export function settle(pieces: Piece[], view: View, about: (one: Piece) => Edges, before: Piece[]): void {
  const taken: Edges[] = view.obstacles.map(edgesOf);
  const was = new Map(before.map((one) => [one.key, one]));
  for (const one of [...pieces].sort((a, b) => b.men - a.men)) {
    const at = (box: Edges, [x, y]: Spot): Edges => [one.hx + x + box[0], one.hy + y + box[1], one.hx + x + box[2], one.hy + y + box[3]];
    const open = (box: Edges) => (spot: Spot) => taken.every((other) => clear(at(box, spot), other));
    const far = (spot: Spot | undefined) => !spot || cost(one.side, ...spot) > DEAREST * view.factor;
    const all = spots(one.side, view.factor);
    const named = all.find(open(about(one)));
    const alone = far(named) ? all.find(open(bare(one))) : undefined;
    one.named = !far(named) || (far(alone) && named !== undefined);
    const [box, near] = one.named ? [about(one), named] : [bare(one), alone];
    one.lost = far(near);
    const old = was.get(one.key);
    const stay: Spot | null = old ? [old.px - old.hx, old.py - old.hy] : null;
    const keeps = near && stay && cost(one.side, ...stay) <= KEEN * cost(one.side, ...near) && open(box)(stay);
    const spot = (keeps ? stay : near) ?? HOME;
    [one.px, one.py] = [one.hx + spot[0], one.hy + spot[1]];
    taken.push(at(box, spot));
  }
}

/** Return how dear a spot is: near ones, and those behind one's own lines, are cheap. */
function cost(side: number, x: number, y: number): number {
  const away = Math.hypot(x, y);
  const behind = side === 0 ? y : -y; // the South lies below
  return away + (AGAINST * (away - behind)) / 2;
}

const known = new Map<string, Spot[]>();

/** Return the spots about a place in the order in which they are tried, the cheapest first. */
function spots(side: number, factor: number): Spot[] {
  const name = `${side}/${factor}`;
  const found = known.get(name);
  if (found) return found;
  const made: Spot[] = [[0, 0]];
  for (let ring = 1; ring <= RINGS; ring++)
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (2 * Math.PI * k) / DIRECTIONS;
      made.push([ring * STEP * factor * Math.cos(angle), ring * STEP * factor * Math.sin(angle)]);
    }
  made.sort((a, b) => cost(side, ...a) - cost(side, ...b));
  known.set(name, made);
  return made;
}

const edgesOf = (b: Box): Edges => [b.px - b.w / 2, b.py - b.h / 2, b.px + b.w / 2, b.py + b.h / 2];
const clear = (a: Edges, b: Edges) => a[2] + GAP < b[0] || a[0] > b[2] + GAP || a[3] + GAP < b[1] || a[1] > b[3] + GAP;
