/** Tables for those who go on with the numbers. */

import type { atlas as Atlas } from '../atlas.svelte';
import { isoOf } from '../calendar';
import { row } from '../charts/rows';
import { COHESION, SHARE, STOCK } from '../map/units';

const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export function table(head: string[], rows: (string | number)[][]): string {
  return [head, ...rows].map((cells) => cells.map((c) => quote(String(c))).join(',')).join('\n') + '\n';
}

/** Return the daily series of one war, or the quantiles over all wars, as CSV. */
export function csvOfSeries(atlas: typeof Atlas): string {
  const one = atlas.mode === 'war' && atlas.series;
  const message = one || atlas.bands;
  if (!message) return '';
  const quantiles = one ? [null] : (message.header['quantiles'] as number[]);
  const columns = Object.keys(message.planes).flatMap((name) =>
    quantiles.map((q, i) => ({
      head: q === null ? name : `${name}_p${String(Math.round(q * 100)).padStart(2, '0')}`,
      values: row(message, name, i),
    })),
  );
  const days = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: days }, (_, d) => [
    isoOf(atlas.start, d),
    ...columns.map((c) => Math.round(c.values[d]! * 1000) / 1000),
  ]);
  return note(atlas) + table(['date', ...columns.map((c) => c.head)], rows);
}

/** Return the formations in the field on the day shown as CSV. */
export function csvOfUnits(atlas: typeof Atlas): string {
  const m = atlas.march;
  if (!m || !atlas.order || !atlas.ground) return '';
  const { lat, lon } = atlas.ground.cells;
  const rows = atlas.order.formations.flatMap((entry, f) => {
    const i = f * m.days + atlas.day;
    if (m.status[i] !== 1) return [];
    const cell = m.cell[i]!;
    return [[
      entry.id, entry.name, atlas.order!.nations[entry.nation]!.id, cell, lat[cell]!, lon[cell]!, m.men[i]!,
      (m.cohesion[i]! * COHESION).toFixed(2), (m.stock[i]! * STOCK).toFixed(1), (m.delivery[i]! * SHARE).toFixed(2), m.cutOff[i]!,
    ]];
  });
  const head = ['id', 'name', 'nation', 'cell', 'lat', 'lon', 'men', 'cohesion', 'stock_days', 'delivery', 'days_cut_off'];
  return note(atlas) + table(head, rows);
}

/** Return the line that says what a file shows. */
export function note(atlas: typeof Atlas): string {
  const which = atlas.mode === 'war' ? `war ${atlas.war}` : `${atlas.run!.wars} wars`;
  return `# simulated by parallel38 ${atlas.run!.version}: run ${atlas.run!.name}, ${which}, ${atlas.date}; ${atlas.run!.command}\n`;
}
