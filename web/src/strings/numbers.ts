/** Numbers in words and figures. */

export const many = (n: number, one: string, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`;

export function number(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** Return a number of people rounded to what is worth saying. */
export function about(value: number): string {
  const size = 10 ** Math.max(Math.floor(Math.log10(Math.max(value, 1))) - 2, 0);
  return number(Math.round(value / size) * size);
}
