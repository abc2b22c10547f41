/** The view as a picture: pixels as they are seen, or lines that can be set in print. */

import type { atlas as Atlas } from '../atlas.svelte';
import { recordAt } from '../holding';
import { brief, dateOf } from '../calendar';
import { contour, lattice, spread } from '../map/field';
import { rankOf } from '../map/labels';
import { LIGHT } from '../map/palette';
import { grouped, unitsAt } from '../map/units';
import { t } from '../strings';
import { heldNow } from './geojson';

/** Return the map as it is seen, as a PNG. */
export function mapPng(): Promise<Blob> {
  const { atlasMap } = window as unknown as { atlasMap: { picture: () => HTMLCanvasElement } };
  const canvas = atlasMap.picture();
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
  );
}

const MM = 0.25; // millimetres of paper a kilometre
const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** Return the whole map of the day as SVG text. */
export function mapSvg(atlas: typeof Atlas): string {
  const ground = atlas.ground!;
  const p = LIGHT;
  const { x, y } = ground.cells;
  const box = { west: Math.min(...x) - 30, east: Math.max(...x) + 30, south: Math.min(...y) - 60, north: Math.max(...y) + 20 };
  const spot = (a: number, b: number) => [Math.round((a - box.west) * 10) / 10, Math.round((box.north - b) * 10) / 10] as const;
  const path = (flat: number[], close = false) => {
    let d = '';
    for (let i = 0; i + 1 < flat.length; i += 2) d += `${i ? 'L' : 'M'}${spot(flat[i]!, flat[i + 1]!).join(' ')}`;
    return d + (close ? 'Z' : '');
  };
  const held = heldNow(atlas);
  const grid = lattice(ground);
  const values = new Float32Array(grid.count);
  spread(grid, held, values);
  const radius = ground.pitch / Math.sqrt(3) + 0.1;
  const hexes = [...held].map((v, c) => {
    if (ground.cells.sanctuary[c]) return '';
    const ring = Array.from({ length: 6 }, (_, k) => {
      const angle = (Math.PI / 3) * k + Math.PI / 6;
      return [x[c]! + radius * Math.cos(angle), y[c]! + radius * Math.sin(angle)];
    }).flat();
    return `<path d="${path(ring, true)}" fill="${v >= 0.5 ? p.south : p.north}" fill-opacity="${(0.08 + 0.4 * Math.abs(v - 0.5) * 2).toFixed(2)}"/>`;
  });
  const stroke = (d: string, colour: string, width: number, more = '') =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"${more}/>`;
  const { front } = recordAt(atlas.record!.fronts, atlas.day);
  const parts = [
    `<rect width="100%" height="100%" fill="${p.sea}"/>`,
    ...hexes,
    ...ground.lines.coast.map((l) => stroke(path(l.points), l.name === 'coast' ? p.coast : p.frontier, l.name === 'coast' ? 0.9 : 1.2)),
    ...ground.lines.rivers.map((l) => stroke(path(l.points), p.river, l.class === 2 ? 1.4 : 0.7)),
    ...ground.lines.parallels.map((l) => stroke(path(l.points), p.parallel, 1, ' stroke-dasharray="7 4"')),
    ...contour(grid, values, 0.5).map((l) => stroke(path(l), p.model, 2)),
    ...(front ? front.lines.map((l) => stroke(path(l), p.record, 2.8)) : []),
    ...ground.places.filter((one) => rankOf(one) < 2).map((one) => {
      const [px, py] = spot(one.x, one.y);
      return `<circle cx="${px}" cy="${py}" r="2.4" fill="${p.ink}"/><text x="${px + 5}" y="${py + 3.5}" font-size="11">${escape(one.name)}</text>`;
    }),
  ];
  if (atlas.mode === 'war' && atlas.march && atlas.order) {
    const units = unitsAt(atlas.march, ground, atlas.order.formations.length, atlas.day);
    for (const group of grouped(units, atlas.order, 'corps')) {
      const [px, py] = spot(group.x, group.y);
      const fill = group.side ? p.unitHostile : p.unitFriend;
      parts.push(
        group.side
          ? `<path d="M${px} ${py - 8}l8 8-8 8-8-8z" fill="${fill}" stroke="#222" stroke-width=".8"/>`
          : `<path d="M${px - 9} ${py - 6}h18v12h-18zl18 12m0-12l-18 12" fill="${fill}" stroke="#222" stroke-width=".8"/>`,
        `<text x="${px}" y="${py + 17}" font-size="7.5" text-anchor="middle">${escape(group.label)}</text>`,
      );
    }
  }
  const which = atlas.mode === 'war' ? t.show.number(atlas.war) : t.show.all(atlas.run!.wars);
  parts.push(
    `<text x="14" y="30" font-size="22" font-weight="600">${brief(dateOf(atlas.start, atlas.day))}</text>`,
    `<text x="14" y="48" font-size="10">${escape(`parallel38, ${atlas.run!.name}, ${which}. ${t.map.model}: ${p.model}; ${t.map.record}: ${p.record}`)}</text>`,
  );
  const [w, h] = [box.east - box.west, box.north - box.south];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w.toFixed(1)} ${h.toFixed(1)}" width="${(w * MM).toFixed(1)}mm" height="${(h * MM).toFixed(1)}mm" font-family="Source Serif 4, Georgia, serif" fill="${p.ink}">\n${parts.join('\n')}\n</svg>\n`;
}
