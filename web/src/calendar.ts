/** Days of the war and dates; everything in UTC, so that no reader's clock shifts a day. */

const DAY_MS = 86_400_000;

export function dateOf(start: string, day: number): Date {
  return new Date(Date.parse(`${start}T00:00:00Z`) + Math.floor(day) * DAY_MS);
}

export function isoOf(start: string, day: number): string {
  return dateOf(start, day).toISOString().slice(0, 10);
}

/** Return the day of the war of an ISO date, NaN where it is none. */
export function dayOf(start: string, iso: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return NaN;
  return Math.round((Date.parse(`${iso}T00:00:00Z`) - Date.parse(`${start}T00:00:00Z`)) / DAY_MS);
}

const LONG = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
});
const SHORT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC',
});
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

export const spoken = (date: Date): string => LONG.format(date);
export const brief = (date: Date): string => SHORT.format(date);
export const weekday = (date: Date): string => WEEKDAY.format(date);

/** Return an EDTF date or interval as a reader writes it: `27 Nov 1950`, `Dec 1950 – 1951`; what is none stays as it is. */
export function written(edtf: string): string {
  const one = (part: string): string => {
    const found = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([~?%]?)$/.exec(part);
    if (!found) return part;
    const [, year, month, day, vague] = found;
    const date = new Date(Date.UTC(+year!, +(month ?? 1) - 1, +(day ?? 1)));
    return `${day ? brief(date) : month ? MONTH.format(date) : year}${vague ? ' (?)' : ''}`;
  };
  const parts = edtf.split('/').map(one);
  return parts.some((part) => !part || part === '..') ? edtf : parts.join(' – ');
}

/** Return the first days of the months between two days, with their month and year. */
export function months(start: string, last: number): { day: number; month: number; year: number }[] {
  const first = dateOf(start, 0);
  const found = [];
  for (let m = 0; ; m++) {
    const date = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + m, 1));
    const day = Math.round((date.getTime() - first.getTime()) / DAY_MS);
    if (day > last) return found;
    if (day >= 0) found.push({ day, month: date.getUTCMonth(), year: date.getUTCFullYear() });
  }
}

/** Return the first and last day that an EDTF date or interval may mean; null where it has none. */
export function edtfDays(start: string, text: string): [number, number] | null {
  const ends = text.split('/').filter(Boolean);
  if (!ends.length) return null;
  const spans = ends.map((part) => /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(part));
  if (spans.some((span) => !span)) return null;
  const from = spans[0]!;
  const to = spans[spans.length - 1]!;
  const a = Date.UTC(+from[1]!, from[2] ? +from[2] - 1 : 0, from[3] ? +from[3] : 1);
  const b = to[3]
    ? Date.UTC(+to[1]!, +to[2]! - 1, +to[3])
    : to[2]
      ? Date.UTC(+to[1]!, +to[2], 0)
      : Date.UTC(+to[1]!, 11, 31);
  const zero = Date.parse(`${start}T00:00:00Z`);
  return [Math.round((a - zero) / DAY_MS), Math.round((b - zero) / DAY_MS)];
}

export type Fault = '' | 'form' | 'none' | 'outside';

/** Return what is wrong with a day of the war as it is written, '' where nothing is or nothing is written. */
export function faultOf(text: string, start: string, end: string): Fault {
  const written = text.trim();
  if (!written) return '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return 'form';
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written) return 'none';
  return written < start || written > end ? 'outside' : '';
}
