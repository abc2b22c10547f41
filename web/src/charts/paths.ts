/** Lines and bands of charts as SVG path text; one unit across is a day. */

export interface Scale {
  low: number;
  high: number;
  height: number;
}

export const yOf = (s: Scale, value: number): number =>
  s.height - ((value - s.low) / (s.high - s.low || 1)) * s.height;

const short = (n: number): string => String(Math.round(n * 10) / 10);

/** Return a line through values by day; days without a value break it. */
export function line(values: ArrayLike<number>, scale: Scale, every = 1, from = 0): string {
  let text = '';
  let pen = false;
  for (let d = 0; d < values.length; d += every) {
    const v = values[d]!;
    if (!Number.isFinite(v)) {
      pen = false;
      continue;
    }
    text += `${pen ? 'L' : 'M'}${short(d + from)} ${short(yOf(scale, v))}`;
    pen = true;
  }
  return text;
}

/** Return the area between two series by day. */
export function band(low: ArrayLike<number>, high: ArrayLike<number>, scale: Scale, every = 1): string {
  const n = Math.min(low.length, high.length);
  if (!n) return '';
  let text = '';
  for (let d = 0; d < n; d += every) text += `${d ? 'L' : 'M'}${short(d)} ${short(yOf(scale, high[d]!))}`;
  for (let d = n - 1 - ((n - 1) % every); d >= 0; d -= every) text += `L${short(d)} ${short(yOf(scale, low[d]!))}`;
  return `${text}Z`;
}

/** Return the least and the most of a series with their days; null where it has no value. */
export function extremes(values: ArrayLike<number>): { low: number; lowDay: number; high: number; highDay: number } | null {
  let found: { low: number; lowDay: number; high: number; highDay: number } | null = null;
  for (let d = 0; d < values.length; d++) {
    const v = values[d]!;
    if (!Number.isFinite(v)) continue;
    found ??= { low: v, lowDay: d, high: v, highDay: d };
    if (v < found.low) [found.low, found.lowDay] = [v, d];
    if (v > found.high) [found.high, found.highDay] = [v, d];
  }
  return found;
}

/** Return round numbers for an axis, at most `most` of them. */
export function ticks(low: number, high: number, most: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * size).find((k) => span / k <= most) ?? 10 * size;
  const found = [];
  for (let v = Math.ceil(low / step) * step; v <= high + 1e-9; v += step) found.push(Math.round(v / step) * step);
  return found;
}

/** Return what a cumulative series grew by over the days before each day. */
export function growth(values: ArrayLike<number>, days: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let d = 0; d < values.length; d++) out[d] = Math.max(values[d]! - (d >= days ? values[d - days]! : 0), 0);
  return out;
}

/** Return a range on a logarithmic or plain scale from 0 to 1. */
export function spreadOf(low: number, high: number): { at: (v: number) => number; log: boolean; ticks: number[] } {
  const log = low > 0 && high / low > 12;
  if (log) {
    const a = Math.log10(low) - 0.08;
    const b = Math.log10(high) + 0.08;
    const marks = [];
    for (let p = Math.ceil(a); p <= b; p++) marks.push(10 ** p);
    return { at: (v) => (Math.log10(Math.max(v, 1e-9)) - a) / (b - a), log, ticks: marks };
  }
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const [a, b] = [low - pad, high + pad];
  return { at: (v) => (v - a) / (b - a), log, ticks: ticks(a, b, 5) };
}
