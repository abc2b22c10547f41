/** Who holds the ground, in a war, over the wars and by the record; values of a message by day. */

import type { RecordFront, WarRecord } from './data';
import type { Message } from './wire';

export interface Control {
  day: ArrayLike<number>;
  cell: ArrayLike<number>;
  side: ArrayLike<number>;
  front: ArrayLike<number>;
  decisions: Record<string, number>;
  end: number;
}

export function controlOf(found: Message): Control {
  return {
    day: found.planes['day']!.numbers,
    cell: found.planes['cell']!.numbers,
    side: found.planes['side']!.numbers,
    front: found.planes['front']!.numbers,
    decisions: found.header['decisions'] as Record<string, number>,
    end: Number(found.header['end']),
  };
}

/** Keeps who holds each cell of one war, day by day. */
export class Holders {
  private now: Float32Array;
  private next: Float32Array;
  private day = -2;
  private readonly first: Float32Array;

  constructor(
    home: number[],
    private readonly control: Control,
  ) {
    this.first = Float32Array.from(home.map((side) => (side === 0 ? 1 : 0)));
    this.now = this.first.slice();
    this.next = this.first.slice();
  }

  /** Fill `out` with the share of the South by cell at a time between two days. */
  at(time: number, out: Float32Array): void {
    const day = Math.floor(time);
    if (day !== this.day) {
      this.fill(day, this.now);
      this.fill(day + 1, this.next);
      this.day = day;
    }
    const f = time - day;
    for (let c = 0; c < out.length; c++) out[c] = this.now[c]! + (this.next[c]! - this.now[c]!) * f;
  }

  private fill(day: number, out: Float32Array): void {
    out.set(this.first);
    const { day: days, cell, side } = this.control;
    for (let i = 0; i < days.length && days[i]! <= day; i++) out[cell[i]!] = side[i] === 0 ? 1 : 0;
  }
}

/** Fill `out` with the share of wars in which the South holds each cell, between two days. */
export function chancesAt(chances: Message, time: number, out: Float32Array): void {
  const plane = chances.planes['south']!;
  const days = plane.shape[1]!;
  const day = Math.min(Math.floor(time), days - 1);
  const next = Math.min(day + 1, days - 1);
  const f = time - Math.floor(time);
  const { numbers, scale } = plane;
  for (let c = 0; c < out.length; c++) {
    const a = numbers[c * days + day]!;
    out[c] = (a + (numbers[c * days + next]! - a) * f) * scale;
  }
}

/** Return the latest front of the record at a time, and how old it is [day]. */
export function recordAt(fronts: RecordFront[], time: number): { front: RecordFront | null; age: number } {
  let found: RecordFront | null = null;
  for (const one of fronts) if (one.day <= time + 0.5) found = one;
  return { front: found, age: found ? Math.max(time - found.day, 0) : 0 };
}

/** Return who held a place by the record at a day: 0 South, 1 North, -1 unknown. */
export function recordHolder(record: WarRecord, place: string, day: number): number {
  let side = -1;
  let at = -Infinity;
  for (const fact of record.holders)
    if (fact.place === place && fact.day <= day && fact.day >= at) {
      side = fact.side;
      at = fact.day;
    }
  return side;
}

/** Return the value of a plane (row, day) of a message. */
export function valueAt(found: Message | null, name: string, row: number, day: number): number {
  const plane = found?.planes[name];
  if (!plane) return NaN;
  const days = plane.shape[plane.shape.length - 1]!;
  return plane.numbers[row * days + Math.min(Math.max(day, 0), days - 1)]! * plane.scale;
}

/** Return who holds a cell of one war on the evening of a day, who began with it at `home`. */
export function holderAt(home: number, control: Control, cell: number, day: number): number {
  let side = home;
  for (let i = 0; i < control.day.length && control.day[i]! <= day; i++) if (control.cell[i] === cell) side = control.side[i]!;
  return side;
}
