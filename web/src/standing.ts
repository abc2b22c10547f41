/** Where the formations of one war stand on a day, about a place or of one command. */

import type { Ground, Order } from './data';
import { FIELD, type March } from './map/units';

export interface Standing {
  count: number;
  men: number;
}

/** Return what of each nation stands within some distance [km] of a point, the most men first. */
export function about(march: March, order: Order, ground: Ground, day: number, x: number, y: number, reach: number): (Standing & { nation: number })[] {
  const found = new Map<number, Standing>();
  order.formations.forEach((one, f) => {
    const i = f * march.days + day;
    const cell = march.cell[i]!;
    if (march.status[i] !== FIELD || cell < 0 || Math.hypot(ground.cells.x[cell]! - x, ground.cells.y[cell]! - y) > reach) return;
    const sum = found.get(one.nation) ?? { count: 0, men: 0 };
    found.set(one.nation, { count: sum.count + 1, men: sum.men + march.men[i]! });
  });
  return [...found].map(([nation, sum]) => ({ nation, ...sum })).sort((a, b) => b.men - a.men);
}

/** Return what of a formation, or of an army and those below it, is in the field, and the cell of its greatest part (-1: none). */
export function command(march: March, order: Order, day: number, id: string): Standing & { cell: number; all: number } {
  const armies = new Set([id]);
  for (let before = 0; before !== armies.size; ) {
    before = armies.size;
    for (const army of order.armies) if (armies.has(army.parent)) armies.add(army.id);
  }
  const sum = { count: 0, men: 0, cell: -1, all: 0 };
  let most = -1;
  order.formations.forEach((one, f) => {
    if (one.id !== id && !armies.has(order.armies[one.army]?.id ?? '')) return;
    sum.all++;
    const i = f * march.days + day;
    if (march.status[i] !== FIELD) return;
    sum.count++;
    sum.men += march.men[i]!;
    if (march.men[i]! > most) [most, sum.cell] = [march.men[i]!, march.cell[i]!];
  });
  return sum;
}

/** Return the name of the place nearest to a cell, '' where none is within some distance [km]. */
export function placeNear(ground: Ground, cell: number, reach: number): string {
  let name = '';
  let least = reach;
  for (const place of ground.places) {
    const away = Math.hypot(place.x - ground.cells.x[cell]!, place.y - ground.cells.y[cell]!);
    if (away < least) [least, name] = [away, place.name];
  }
  return name;
}
