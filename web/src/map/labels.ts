/** Which places are named at a scale, and where their names go so that none lies over another. */

import type { Place } from '../data';

export interface Label {
  place: Place;
  text: string;
  second: string;
  x: number; // of the place [px]
  y: number;
  tx: number; // of the text
  ty: number;
  align: 'left' | 'right' | 'center';
  rank: number;
  width: number;
}

export type Names = 'then' | 'now' | 'hangul';

export function nameOf(place: Place, names: Names): string {
  if (names === 'now') return place.modern || place.name;
  if (names === 'hangul') return place.hangul || place.name;
  return place.name;
}

/** Return the rank of a place: 0 the capitals, then cities and ports, then the rest. */
export function rankOf(place: Place): number {
  if (place.worth >= 0.9) return 0;
  if (place.worth >= 0.35 || (place.kind === 'city' && place.worth > 0.1)) return 1;
  if (place.kind === 'city' || place.kind === 'port' || place.worth > 0) return 2;
  return 3;
}

const FROM_SCALE = [0, 0.52, 1.15, 2.6]; // a rank is named from this scale on [px/km]
const SIZES = [15, 12.5, 11.5, 10.5];

export const sizeOf = (rank: number): number => SIZES[rank]!;

/** Place the names of the places shown at a scale, beside letters of their plain size; the greater go first, those that clash are left out. */
export function placed(
  places: Place[],
  spot: (x: number, y: number) => [number, number],
  scale: number,
  names: Names,
  widthOf: (text: string, rank: number) => number,
  factor = 1,
): Label[] {
  const taken: [number, number, number, number][] = [];
  const found: Label[] = [];
  const free = (box: [number, number, number, number]) =>
    taken.every((o) => box[2] < o[0] || box[0] > o[2] || box[3] < o[1] || box[1] > o[3]);
  const ranked = places.map((place) => [rankOf(place), place] as const).sort((a, b) => a[0] - b[0]);
  const dots: [number, number][] = ranked
    .filter(([rank]) => scale >= FROM_SCALE[rank]!)
    .map(([, place]) => spot(place.x, place.y));
  for (const [rank, place] of ranked) {
    if (scale < FROM_SCALE[rank]!) continue;
    const [x, y] = spot(place.x, place.y);
    const text = nameOf(place, names);
    const second = names === 'hangul' && place.hangul && rank < 2 ? place.name : '';
    const h = SIZES[rank]! * factor;
    const w = Math.max(widthOf(text, rank), second ? widthOf(second, 3) : 0);
    const tall = h + (second ? 12 * factor : 0);
    const gap = 7 * factor;
    const tries: [number, number, Label['align']][] = [
      [x + gap, y, 'left'],
      [x - gap, y, 'right'],
      [x, y - gap - h / 2, 'center'],
      [x, y + gap + h / 2, 'center'],
    ];
    for (const [tx, ty, align] of tries) {
      const left = align === 'left' ? tx : align === 'right' ? tx - w : tx - w / 2;
      const box: [number, number, number, number] = [left - 3, ty - tall / 2 - 1, left + w + 3, ty + tall / 2 + 1];
      const over = dots.some(([dx, dy]) => (dx !== x || dy !== y) && dx > box[0] - 2 && dx < box[2] + 2 && dy > box[1] && dy < box[3]);
      if (!free(box) || over) continue;
      taken.push(box, [x - 4, y - 4, x + 4, y + 4]);
      found.push({ place, text, second, x, y, tx, ty, align, rank, width: w });
      break;
    }
  }
  return found;
}
