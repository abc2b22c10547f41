/** Formations on the map: where each stands, and how they are put together when seen from afar. */

import type { FormationEntry, Ground, Order } from '../data';
import type { Message, Numbers } from '../wire';
import { short } from './names';

export const FIELD = 1;
export const AFLOAT = 2;
export const KINDS = ['infantry', 'armour', 'artillery', 'antiaircraft', 'security'] as const;
export const POSTURES = ['hold', 'attack', 'limited', 'withdraw', 'recover'] as const;

/** One war's formations: planes of (formation, day). */
export interface March {
  days: number;
  last: number;
  status: Numbers;
  cell: Numbers;
  goal: Numbers;
  target: Numbers;
  men: Numbers;
  cohesion: Numbers;
  stock: Numbers;
  delivery: Numbers;
  cutOff: Numbers;
  hidden: Numbers;
  posture: Numbers;
  taken: [number, string][]; // day, decision
  serial: number; // differs between any two marches
}

let marches = 0;

export const COHESION = 1 / 200;
export const STOCK = 1 / 10;
export const SHARE = 1 / 200;

export function march(message: Message): March {
  const plane = (name: string) => {
    const found = message.planes[name];
    if (!found) throw new Error(`the formations lack ${name}`);
    return found.numbers;
  };
  return {
    days: message.planes['cell']!.shape[1]!,
    last: Number(message.header['last']),
    status: plane('status'),
    cell: plane('cell'),
    goal: plane('goal'),
    target: plane('target'),
    men: plane('men'),
    cohesion: plane('cohesion'),
    stock: plane('stock'),
    delivery: plane('delivery'),
    cutOff: plane('cut_off'),
    hidden: plane('hidden'),
    posture: plane('posture'),
    taken: message.header['taken'] as [number, string][],
    serial: ++marches,
  };
}

export interface Unit {
  index: number; // of the formation
  x: number; // [km]
  y: number;
  cell: number;
  men: number;
  cohesion: number;
  stock: number; // [day]
  fade: number; // 0 to 1, while it comes or goes
}

/** Return the formations in the field at a time between two days; they move in straight lines. */
export function unitsAt(m: March, ground: Ground, count: number, time: number): Unit[] {
  const day = Math.min(Math.max(Math.floor(time), 0), m.days - 1);
  const next = Math.min(day + 1, m.days - 1);
  const t = smooth(time - day);
  const { x, y } = ground.cells;
  const found: Unit[] = [];
  for (let f = 0; f < count; f++) {
    const a = f * m.days + day;
    const b = f * m.days + next;
    const here = m.status[a] === FIELD && m.cell[a]! >= 0;
    const there = m.status[b] === FIELD && m.cell[b]! >= 0;
    if (!here && !there) continue;
    const from = here ? m.cell[a]! : m.cell[b]!;
    const to = there ? m.cell[b]! : m.cell[a]!;
    found.push({
      index: f,
      x: x[from]! + (x[to]! - x[from]!) * t,
      y: y[from]! + (y[to]! - y[from]!) * t,
      cell: t < 0.5 ? from : to,
      men: mix(here ? m.men[a]! : 0, there ? m.men[b]! : 0, t),
      cohesion: mix(m.cohesion[here ? a : b]!, m.cohesion[there ? b : a]!, t) * COHESION,
      stock: mix(m.stock[here ? a : b]!, m.stock[there ? b : a]!, t) * STOCK,
      fade: here && there ? 1 : here ? 1 - t : t,
    });
  }
  return found;
}

export const smooth = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t));
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

export type Level = 'formation' | 'corps' | 'army';

/** How closely formations are told apart at a scale [px/km]. */
export function levelAt(scale: number): Level {
  return scale >= 3.1 ? 'formation' : scale >= 1.6 ? 'corps' : 'army';
}

/** Several formations shown as one symbol. */
export interface Group {
  key: string;
  side: number;
  nation: number;
  kind: number;
  label: string;
  echelon: string; // digits 9-10 of the symbol's code
  members: Unit[];
  x: number;
  y: number;
  men: number;
  more: number; // how many it stands for besides the one that it is named for
  strength: number; // share of authorised strength
  cohesion: number;
  stock: number;
  fade: number;
}

const REACH: Record<Level, number> = { formation: 0, corps: 48, army: 75 }; // [km]

/** Put formations together: those of one corps or army that stand near to each other. */
export function grouped(units: Unit[], order: Order, level: Level): Group[] {
  const sets = new Map<string, Unit[]>();
  for (const unit of units) {
    const entry = order.formations[unit.index]!;
    const name = level === 'formation' ? `f${unit.cell}.${entry.side}` : `a${commandOf(entry, order, level)}`;
    const known = sets.get(name);
    if (known) known.push(unit);
    else sets.set(name, [unit]);
  }
  const found: Group[] = [];
  for (const [name, members] of sets)
    if (level === 'formation') found.push(groupOf(name, members, order, level));
    else
      clusters(members, REACH[level]).forEach((part, i) =>
        found.push(groupOf(`${name}.${i}`, part, order, level)),
      );
  return found;
}

/** Return two groups as one. */
export function join(a: Group, b: Group, order: Order, level: Level): Group {
  return groupOf(a.men >= b.men ? a.key : b.key, [...a.members, ...b.members], order, level);
}

/** Return the army under whose name a formation is shown: its own, or the highest above it that is no headquarters of armies of armies. */
export function commandOf(entry: FormationEntry, order: Order, level: Level): number {
  let army = entry.army;
  if (level !== 'army') return army;
  for (let n = 0; n < order.armies.length; n++) {
    const parent = order.armies[army]?.parent;
    const above = parent ? order.armies.findIndex((one) => one.id === parent) : -1;
    if (above < 0 || commandsCommands(parent!, order)) break;
    army = above;
  }
  return army;
}

/** Say whether armies below this one have armies below them: it is a headquarters of the whole, no army. */
function commandsCommands(id: string, order: Order): boolean {
  const below = new Set(order.armies.filter((one) => one.parent === id).map((one) => one.id));
  return order.armies.some((one) => below.has(one.parent));
}

function clusters(units: Unit[], reach: number): Unit[][] {
  const left = [...units];
  const found: Unit[][] = [];
  while (left.length) {
    const part = [left.pop()!];
    for (let i = 0; i < part.length; i++)
      for (let k = left.length - 1; k >= 0; k--)
        if (Math.hypot(left[k]!.x - part[i]!.x, left[k]!.y - part[i]!.y) <= reach)
          part.push(...left.splice(k, 1));
    found.push(part);
  }
  return found;
}

const GROUP = '24'; // of armies
const MANY = 16; // formations
const ARMY = '23';
const CORPS = '22';
const DIVISION = '21';
const BRIGADE = '18';
const REGIMENT = '17';

function groupOf(key: string, members: Unit[], order: Order, level: Level): Group {
  let [x, y, men, toe, cohesion, stock, fade] = [0, 0, 0, 0, 0, 0, 0];
  const byNation = new Map<number, number>();
  const byKind = new Map<number, number>();
  for (const unit of members) {
    const entry = order.formations[unit.index]!;
    const weight = Math.max(unit.men, 1);
    x += unit.x * weight;
    y += unit.y * weight;
    cohesion += unit.cohesion * weight;
    stock += unit.stock * weight;
    men += weight;
    toe += Math.max(entry.toe, 1) * unit.fade;
    fade = Math.max(fade, unit.fade);
    byNation.set(entry.nation, (byNation.get(entry.nation) ?? 0) + weight);
    byKind.set(entry.kind, (byKind.get(entry.kind) ?? 0) + weight);
  }
  const most = (counts: Map<number, number>) => [...counts].sort((a, b) => b[1] - a[1])[0]![0];
  const lead = members.reduce((a, b) => (b.men > a.men ? b : a));
  const entry = order.formations[lead.index]!;
  const single = members.length === 1;
  return {
    key,
    side: entry.side,
    nation: most(byNation),
    kind: most(byKind),
    label: short(entry.name),
    echelon: single || level === 'formation' ? echelonOf(entry) : members.length > MANY ? GROUP : members.length > 4 ? ARMY : CORPS,
    members: members.sort((a, b) => b.men - a.men),
    x: x / men,
    y: y / men,
    men,
    more: 0,
    strength: Math.min(men / Math.max(toe, 1), 1),
    cohesion: cohesion / men,
    stock: stock / men,
    fade,
  };
}

export function echelonOf(entry: FormationEntry): string {
  if (/brigade/i.test(entry.name)) return BRIGADE;
  if (/regiment|battalion|combat team|task force/i.test(entry.name) || entry.toe < 4200) return REGIMENT;
  return DIVISION;
}

/** Return the code of a NATO symbol, 20 digits, of a group. */
export function sidc(side: number, kind: number, motor: number, echelon: string): string {
  const identity = side === 0 ? '3' : '6';
  const entity =
    kind === 1 ? '120500' : kind === 2 ? '130300' : kind === 3 ? '130100' : kind === 4 ? '140000' : motor ? '121104' : '121100';
  return `100${identity}1000${echelon}${entity}0000`;
}

/** Push boxes apart that lie over each other, or over what stands fast; each stays as near to its place as it can. */
export function apart(
  boxes: { px: number; py: number; w: number; h: number }[],
  rounds = 8,
  fixed: readonly { px: number; py: number; w: number; h: number }[] = [],
): void {
  const home = boxes.map((b) => [b.px, b.py] as const);
  for (let n = 0; n < rounds; n++) {
    for (let i = 0; i < boxes.length; i++)
      for (let k = i + 1; k < boxes.length; k++) {
        const a = boxes[i]!;
        const b = boxes[k]!;
        const ox = (a.w + b.w) / 2 - Math.abs(a.px - b.px);
        const oy = (a.h + b.h) / 2 - Math.abs(a.py - b.py);
        if (ox <= 0 || oy <= 0) continue;
        if (ox < oy) {
          const push = (ox / 2) * (a.px <= b.px ? -1 : 1);
          a.px += push;
          b.px -= push;
        } else {
          const push = (oy / 2) * (a.py <= b.py ? -1 : 1);
          a.py += push;
          b.py -= push;
        }
      }
    for (const a of boxes)
      for (const b of fixed) {
        const ox = (a.w + b.w) / 2 - Math.abs(a.px - b.px);
        const oy = (a.h + b.h) / 2 - Math.abs(a.py - b.py);
        if (ox <= 0 || oy <= 0) continue;
        if (ox < oy) a.px += (ox / 2) * (a.px <= b.px ? -1 : 1);
        else a.py += (oy / 2) * (a.py <= b.py ? -1 : 1);
      }
    boxes.forEach((b, i) => {
      b.px += (home[i]![0] - b.px) * 0.06;
      b.py += (home[i]![1] - b.py) * 0.06;
    });
  }
}
