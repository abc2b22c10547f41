/** The day in a sentence, for those who cannot see the map. */

import type { atlas as Atlas } from './atlas.svelte';
import { recordAt, valueAt } from './holding';
import { dateOf, spoken, written } from './calendar';
import { t } from './strings';

export function summary(atlas: typeof Atlas, day: number): string {
  const { run, record, ground } = atlas;
  if (!run || !record || !ground) return '';
  const one = valueAt(atlas.series, 'front', 0, day);
  const front =
    atlas.mode === 'all'
      ? t.day.frontAll(
          t.latitude(valueAt(atlas.bands, 'front', 0, day)),
          t.latitude(valueAt(atlas.bands, 'front', 2, day)),
          t.latitude(valueAt(atlas.bands, 'front', 4, day)),
        )
      : Number.isFinite(one)
        ? t.day.front(t.latitude(one))
        : '';
  const { front: line } = recordAt(record.fronts, day);
  const events = record.events.filter((event) => event.day === day).map((event) => event.text);
  const said = events.length ? events.join('. ') + '.' : '';
  return t.spoken(
    spoken(dateOf(run.start, day)),
    front,
    line ? t.map.recordSpoken(written(line.date), line.precision) : '',
    said,
  );
}
