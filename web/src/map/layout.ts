/**
 * Where symbols go. Each day has a layout of its own, made once: formations are put together, and
 * those that would hide each other become one. Seen from afar, each symbol with its name then takes
 * the free spot nearest to where it stands, the greatest first: none lies over another or over the
 * name of a place. One that finds no spot near enough joins its neighbour. Closer in, what still overlaps is pushed apart. Between two days a symbol glides
 * from one layout to the next; one that is in only one of them fades.
 *
 * Places are in pixels from the origin of the ground, so that moving the map moves them along.
 */

import type { Ground, Order } from '../data';
import { afar, settle } from './settle';
import { entitled } from './titles';
import { apart, type Group, grouped, join, levelAt, type Level, type March, smooth, type Unit, unitsAt } from './units';

export interface Box {
  px: number;
  py: number;
  w: number;
  h: number;
}

export interface Piece extends Group, Box {
  hx: number; // where it stands; `px` where it is drawn
  hy: number;
  symbol: number; // height of its frame [px]
  text: string; // its name, with how many commands or formations it stands for besides
  named: boolean; // whether its name has its place below it
  lost: boolean; // whether there is no room for it
}

export interface View {
  scale: number; // [px/km]
  factor: number;
  obstacles: readonly Box[];
  mark: string; // changes when obstacles do
  widthOf: (text: string) => number; // of a name [px]
}

const NEAR = 0.95; // in symbols: nearer than this, those of one side seen from afar are one
const ROUNDS = 3; // of joining
const MIDDLING = 60_000; // men of a symbol of middling size
const SIZES: Record<Level, number> = { formation: 15, corps: 15, army: 15 };
const KEPT = 8; // layouts
const MANY = 120; // symbols: so many are pushed apart less often

export class Layouts {
  private readonly kept = new Map<string, Piece[]>();

  constructor(
    private readonly ground: Ground,
    private readonly order: Order,
  ) {}

  /** Return the symbols at a time between two days. */
  at(march: March, time: number, view: View): Piece[] {
    const day = Math.min(Math.max(Math.floor(time + 1e-6), 0), march.days - 1);
    const t = smooth(time - day);
    const from = this.of(march, day, view);
    if (t <= 0 || day + 1 >= march.days) return from;
    const to = new Map(this.of(march, day + 1, view).map((one) => [one.key, one]));
    const mix = (a: number, b: number) => a + (b - a) * t;
    const found = from.map((a): Piece => {
      const b = to.get(a.key);
      to.delete(a.key);
      if (!b) return { ...a, fade: 1 - t };
      return {
        ...(t < 0.5 ? a : b),
        px: mix(a.px, b.px), py: mix(a.py, b.py), hx: mix(a.hx, b.hx), hy: mix(a.hy, b.hy),
        men: mix(a.men, b.men), strength: mix(a.strength, b.strength),
        cohesion: mix(a.cohesion, b.cohesion), stock: mix(a.stock, b.stock), fade: 1,
      };
    });
    for (const b of to.values()) found.push({ ...b, fade: t });
    return found;
  }

  private of(march: March, day: number, view: View): Piece[] {
    const mark = markOf(march, day, view);
    const known = this.kept.get(mark);
    if (known) return known;
    const units = unitsAt(march, this.ground, this.order.formations.length, day).filter((one) => one.fade > 0);
    const made = laid(units, this.order, view, this.kept.get(markOf(march, day - 1, view)));
    this.kept.set(mark, made);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return made;
  }
}

const markOf = (march: March, day: number, view: View) => `${day}/${view.scale}/${view.factor}/${view.mark}/${march.serial}`;

/** Return the symbols of one day where they can be told apart; those of the day `before` stay where they were if they can. */
export function laid(units: Unit[], order: Order, view: View, before: Piece[] = []): Piece[] {
  const { scale, factor } = view;
  const level = levelAt(scale / factor);
  const base = SIZES[level] * factor;
  let groups = grouped(units, order, level);
  if (level !== 'formation') groups = crowds(groups, order, level, (NEAR * 1.5 * base) / scale);
  let pieces = drawn(groups, order, level, view);
  if (level === 'formation') {
    apart(pieces, pieces.length > MANY ? 6 : 14, view.obstacles);
    return pieces;
  }
  for (let round = 0; ; round++) {
    settle(pieces, view, afar(level, view), before);
    const lost = pieces.filter((one) => one.lost);
    const fewer = round < ROUNDS ? gathered(groups, lost, order, level) : groups;
    if (fewer.length === groups.length) return pieces;
    groups = fewer;
    pieces = drawn(groups, order, level, view);
  }
}

/** Return groups as symbols, each where it stands. */
function drawn(groups: Group[], order: Order, level: Level, { scale, factor }: View): Piece[] {
  const base = SIZES[level] * factor;
  const pieces = entitled(groups, order, level).map((group): Piece => {
    const symbol = Math.round(base * (level === 'army' ? Math.min(Math.max((group.men / MIDDLING) ** 0.25, 0.8), 1.3) : 1));
    const [hx, hy] = [group.x * scale, -group.y * scale];
    const text = `${group.label}${group.more > 0 ? ` +${group.more}` : ''}`;
    return { ...group, symbol, text, named: false, lost: false, hx, hy, px: hx, py: hy, w: symbol * 1.8, h: symbol * 2.35 };
  });
  return pieces.sort((a, b) => a.key.localeCompare(b.key));
}

/** Join each group that has no spot of its own with its nearest neighbour of the same side. */
function gathered(groups: Group[], lost: Group[], order: Order, level: Level): Group[] {
  const found = [...groups];
  for (const { key } of lost) {
    const at = found.findIndex((one) => one.key === key);
    if (at < 0) continue; // it has taken in another already
    const one = found[at]!;
    const near = found.filter((other) => other !== one && other.side === one.side)
      .sort((a, b) => Math.hypot(a.x - one.x, a.y - one.y) - Math.hypot(b.x - one.x, b.y - one.y))[0];
    if (!near) continue;
    found.splice(at, 1);
    found[found.indexOf(near)] = join(near, one, order, level);
  }
  return found;
}

/** Join groups of one side that stand nearer to each other than `reach` [km], the nearest first. */
function crowds(groups: Group[], order: Order, level: Level, reach: number): Group[] {
  const found = [...groups];
  for (;;) {
    let best: [number, number] | null = null;
    let least = reach;
    for (let i = 0; i < found.length; i++)
      for (let k = i + 1; k < found.length; k++) {
        if (found[i]!.side !== found[k]!.side) continue;
        const away = Math.hypot(found[i]!.x - found[k]!.x, found[i]!.y - found[k]!.y);
        if (away < least) [least, best] = [away, [i, k]];
      }
    if (!best) return found;
    const [b] = found.splice(best[1], 1);
    found[best[0]] = join(found[best[0]]!, b!, order, level);
  }
}
