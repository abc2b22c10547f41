/** The view as a picture: pixels as they are seen, or lines that can be set in print. */

import type { atlas as Atlas } from '../atlas.svelte';
import { recordAt } from '../holding';
import { brief, dateOf } from '../calendar';
import { contour, lattice, spread } from '../map/field';
import { rankOf } from '../map/labels';
import { LIGHT } from '../map/palette';
import type { Look } from '../map/base';
import { covered } from '../map/cover';
import { closedAlong, halo, SERIF } from '../map/drawing';
import { laid } from '../map/layout';
import { unitsAt } from '../map/units';
import { t } from '../strings';
import { heldNow } from './geojson';

const LETTER = 13; // of the words on a picture [px]

/** Return the map as it is seen, without what panels and bars lie over, as a PNG that says what it shows. */
export function mapPng(atlas: typeof Atlas): Promise<Blob> {
  const { atlasMap } = window as unknown as { atlasMap: { picture: () => HTMLCanvasElement; look: () => Look } };
  const whole = atlasMap.picture();
  const { ratio, factor, palette, size } = atlasMap.look();
  const cover = covered(document.querySelector('main')!);
  const [left, top] = [cover.left, cover.top].map((v) => Math.round(v * ratio)) as [number, number];
  const width = Math.max(Math.round((size.width - cover.right) * ratio) - left, 1);
  const height = Math.max(Math.round((size.height - cover.bottom) * ratio) - top, 1);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const ctx = canvas.getContext('2d')!;
  ctx.drawImage(whole, left, top, width, height, 0, 0, width, height);
  const letter = LETTER * factor * ratio;
  let down = 0.6 * letter;
  const line = (text: string, tall: number, bold = false, colour = '') => {
    ctx.font = `${bold ? 600 : 400} ${tall * letter}px ${SERIF}`;
    ctx.textBaseline = 'top';
    ctx.fillStyle = colour || palette.ink;
    if (colour) ctx.fillRect(0.8 * letter, down + 0.5 * tall * letter, 1.8 * letter, 0.2 * letter);
    halo(ctx, text, (colour ? 3.1 : 0.8) * letter, down, palette.ink, palette.halo, 0.25 * letter);
    down += 1.35 * tall * letter;
  };
  line(brief(dateOf(atlas.start, atlas.day)), 1.7, true);
  line(shown(atlas), 0.95);
  line(t.map.record, 0.95, false, palette.record);
  line(t.map.model, 0.95, false, palette.model);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
  );
}

const PAPER = [236, 230, 212]; // of the palette's land
const LETTERS = 0.62; // size of symbols and their names beside those on a desk
/** Return which run and war, or how many, a picture shows. */
const shown = (atlas: typeof Atlas): string => `${t.name}, ${atlas.run!.name}, ${atlas.mode === 'war' ? t.show.number(atlas.war) : t.show.all(atlas.run!.wars)}`;

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
    const [r, g, b] = (v >= 0.5 ? p.southTint : p.northTint).map((one, i) => Math.round(PAPER[i]! + (one - PAPER[i]!) * (0.08 + 0.8 * Math.abs(v - 0.5))));
    return `<path d="${path(ring, true)}" fill="rgb(${r},${g},${b})"/>`;
  });
  const stroke = (d: string, colour: string, width: number, more = '') =>
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"${more}/>`;
  const shores = ground.lines.coast.filter((l) => l.name === 'coast').map((l) => l.points);
  const border = ground.lines.coast.find((l) => l.name === 'frontier')?.points;
  const ring = (flat: number[]) => flat[0] === flat.at(-2) && flat[1] === flat.at(-1);
  const land = shores.length ? shores.map((flat) => (ring(flat) || !border ? flat : closedAlong(flat, border))) : [[box.west, box.south, box.east, box.south, box.east, box.north, box.west, box.north]];
  const named = ground.places.filter((one) => rankOf(one) < 2);
  const { front } = recordAt(atlas.record!.fronts, atlas.day);
  const parts = [
    `<rect width="100%" height="100%" fill="${p.sea}"/>`,
    `<clipPath id="land">${land.map((flat) => `<path d="${path(flat, true)}"/>`).join('')}</clipPath>`,
    `<g clip-path="url(#land)"><rect width="100%" height="100%" fill="${p.land}"/>${hexes.join('\n')}</g>`,
    ...ground.lines.coast.map((l) => stroke(path(l.points), l.name === 'coast' ? p.coast : p.frontier, l.name === 'coast' ? 0.9 : 1.2)),
    ...ground.lines.rivers.map((l) => stroke(path(l.points), p.river, l.class === 2 ? 1.4 : 0.7)),
    ...ground.lines.parallels.map((l) => stroke(path(l.points), p.parallel, 1, ' stroke-dasharray="7 4"')),
    ...contour(grid, values, 0.5).map((l) => stroke(path(l), p.model, 2)),
    ...(front ? front.lines.map((l) => stroke(path(l), p.record, 2.8)) : []),
    ...named.map((one) => {
      const [px, py] = spot(one.x, one.y);
      return `<circle cx="${px}" cy="${py}" r="2.4" fill="${p.ink}"/><text x="${px + 5}" y="${py + 3.5}" font-size="11">${escape(one.name)}</text>`;
    }),
  ];
  if (atlas.mode === 'war' && atlas.march && atlas.order) {
    const units = unitsAt(atlas.march, ground, atlas.order.formations.length, atlas.day).filter((one) => one.fade > 0);
    const obstacles = named.flatMap((one) => [
      { px: one.x + 5 + one.name.length * 2.9, py: -one.y, w: one.name.length * 5.8, h: 12 },
      { px: one.x, py: -one.y, w: 6, h: 6 },
    ]);
    const view = { scale: 1, factor: LETTERS, obstacles, mark: '', widthOf: (text: string) => text.length * 6 * LETTERS };
    for (const one of laid(units, atlas.order, view)) {
      const round = (v: number) => Math.round(v * 10) / 10;
      const [px, py, hx, hy] = [one.px - box.west, one.py + box.north, one.hx - box.west, one.hy + box.north].map(round) as [number, number, number, number];
      const fill = one.side ? p.unitHostile : p.unitFriend;
      const [half, wide] = [one.symbol / 2, one.symbol * 0.75];
      if (Math.hypot(px - hx, py - hy) > one.symbol) parts.push(stroke(`M${hx} ${hy}L${px} ${py}`, p.ink, 0.6), `<circle cx="${hx}" cy="${hy}" r="1.2" fill="${p.ink}"/>`);
      parts.push(
        one.side
          ? `<path d="M${px} ${py - wide}l${wide} ${wide}-${wide} ${wide}-${wide}-${wide}z" fill="${fill}" stroke="#222" stroke-width=".8"/>`
          : `<path d="M${px - wide} ${py - half}h${2 * wide}v${2 * half}h-${2 * wide}zl${2 * wide} ${2 * half}m0-${2 * half}l-${2 * wide} ${2 * half}" fill="${fill}" stroke="#222" stroke-width=".8"/>`,
        ...(one.named ? [`<text x="${px}" y="${round(py + wide + 10 * LETTERS)}" font-size="${10.5 * LETTERS}" font-family="sans-serif" font-weight="600" text-anchor="middle">${escape(one.text)}</text>`] : []),
      );
    }
  }
  parts.push(
    `<text x="14" y="30" font-size="22" font-weight="600">${brief(dateOf(atlas.start, atlas.day))}</text>`,
    `<text x="14" y="48" font-size="10">${escape(shown(atlas))}</text>`,
    ...([[t.map.record, p.record], [t.map.model, p.model]] as const).flatMap(([words, colour], i) => [
      stroke(`M14 ${62 + 14 * i}h22`, colour, 2.4), `<text x="42" y="${65 + 14 * i}" font-size="10">${escape(words)}</text>`,
    ]),
  );
  const [w, h] = [box.east - box.west, box.north - box.south];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w.toFixed(1)} ${h.toFixed(1)}" width="${(w * MM).toFixed(1)}mm" height="${(h * MM).toFixed(1)}mm" font-family="Source Serif 4, Georgia, serif" fill="${p.ink}">\n${parts.join('\n')}\n</svg>\n`;
}
