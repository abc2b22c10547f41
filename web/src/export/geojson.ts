/** Fronts, ground and formations of one day as GeoJSON, in longitude and latitude. */

import type { atlas as Atlas } from '../atlas.svelte';
import { Holders, chancesAt, recordAt } from '../holding';
import { contour, lattice, spread } from '../map/field';
import { toDegrees } from '../map/projection';
import { unitsAt } from '../map/units';

const five = (n: number) => Math.round(n * 1e5) / 1e5;
const point = (x: number, y: number): [number, number] => {
  const [lon, lat] = toDegrees(x, y);
  return [five(lon), five(lat)];
};
const pairs = (flat: number[]) => {
  const out = [];
  for (let i = 0; i + 1 < flat.length; i += 2) out.push(point(flat[i]!, flat[i + 1]!));
  return out;
};

/** Return the share of the South by cell on the day shown. */
export function heldNow(atlas: typeof Atlas): Float32Array {
  const held = new Float32Array(atlas.ground!.cells.x.length);
  if (atlas.mode === 'all' && atlas.chances) chancesAt(atlas.chances, atlas.day, held);
  else if (atlas.control) new Holders(atlas.ground!.cells.home, atlas.control).at(atlas.day, held);
  return held;
}

export function geojson(atlas: typeof Atlas): string {
  const ground = atlas.ground!;
  const held = heldNow(atlas);
  const grid = lattice(ground);
  const values = new Float32Array(grid.count);
  spread(grid, held, values);
  const features: object[] = [];
  const put = (geometry: object, properties: object) => features.push({ type: 'Feature', geometry, properties });
  const { front, age } = recordAt(atlas.record!.fronts, atlas.day);
  if (front)
    for (const line of front.lines)
      put({ type: 'LineString', coordinates: pairs(line) }, { what: 'front', of: 'record', date: front.date, days_old: age, precision_km: front.precision, sources: front.sources });
  for (const line of contour(grid, values, 0.5))
    put({ type: 'LineString', coordinates: pairs(line) }, { what: 'front', of: 'model', date: atlas.date, simulated: true });
  const radius = ground.pitch / Math.sqrt(3);
  for (let c = 0; c < held.length; c++) {
    if (ground.cells.sanctuary[c]) continue;
    const ring = Array.from({ length: 7 }, (_, k) => {
      const angle = (Math.PI / 3) * (k % 6) + Math.PI / 6;
      return point(ground.cells.x[c]! + radius * Math.cos(angle), ground.cells.y[c]! + radius * Math.sin(angle));
    });
    put({ type: 'Polygon', coordinates: [ring] }, { what: 'cell', cell: c, south: Math.round(held[c]! * 1000) / 1000, simulated: true });
  }
  if (atlas.mode === 'war' && atlas.march && atlas.order)
    for (const unit of unitsAt(atlas.march, ground, atlas.order.formations.length, atlas.day)) {
      const entry = atlas.order.formations[unit.index]!;
      put({ type: 'Point', coordinates: point(unit.x, unit.y) }, { what: 'formation', id: entry.id, name: entry.name, side: entry.side ? 'north' : 'south', men: Math.round(unit.men), cohesion: unit.cohesion, stock_days: unit.stock, simulated: true });
    }
  return JSON.stringify({
    type: 'FeatureCollection',
    name: `parallel38 ${atlas.run!.name} ${atlas.date}`,
    simulated_by: { command: atlas.run!.command, version: atlas.run!.version, war: atlas.mode === 'war' ? atlas.war : null },
    features,
  });
}
