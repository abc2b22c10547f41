/** Rows of the messages as plain numbers for the charts. */

import type { Message } from '../wire';

export function row(message: Message | null, name: string, n = 0): Float64Array {
  const plane = message?.planes[name];
  if (!plane) return new Float64Array(0);
  const days = plane.shape[plane.shape.length - 1]!;
  const out = new Float64Array(days);
  for (let d = 0; d < days; d++) out[d] = plane.numbers[n * days + d]! * plane.scale;
  return out;
}

export function sum(rows: Float64Array[]): Float64Array {
  const out = new Float64Array(rows[0]?.length ?? 0);
  for (const one of rows) for (let d = 0; d < out.length; d++) out[d] = out[d]! + one[d]!;
  return out;
}

export const most = (values: ArrayLike<number>): number => {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > found) found = values[i]!;
  return found;
};
