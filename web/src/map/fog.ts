/** Where the ground is no longer known it ends softly: haze that grows with the distance from the cells. */

import type { Ground } from '../data';
import { canvas } from './drawing';

const STEP = 5; // of the picture of haze [km]
const CLEAR = 34; // about a cell no haze lies [km]
const THICK = 92; // from here on nothing is seen [km]

export class Fog {
  private readonly pictures = new Map<string, HTMLCanvasElement>();
  private readonly west: number;
  private readonly north: number;
  private readonly columns: number;
  private readonly rows: number;

  constructor(private readonly ground: Ground) {
    const { x, y } = ground.cells;
    this.west = Math.min(...x) - THICK;
    this.north = Math.max(...y) + THICK;
    this.columns = Math.ceil((Math.max(...x) + THICK - this.west) / STEP);
    this.rows = Math.ceil((this.north - Math.min(...y) + THICK) / STEP);
  }

  /** Lay haze of a colour over a canvas that is drawn on in kilometres. */
  draw(ctx: CanvasRenderingContext2D, colour: string): void {
    const picture = this.of(colour);
    const [width, height] = [this.columns * STEP, this.rows * STEP];
    ctx.save();
    ctx.beginPath(); // all but the picture
    ctx.rect(this.west - 1e4, this.north - 1e4, 2e4, 2e4);
    ctx.rect(this.west, this.north - height, width, height);
    ctx.fillStyle = colour;
    ctx.fill('evenodd');
    ctx.translate(this.west, this.north);
    ctx.scale(STEP, -STEP);
    ctx.imageSmoothingEnabled = true;
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(picture, 0, 0);
    ctx.restore();
  }

  private of(colour: string): HTMLCanvasElement {
    let found = this.pictures.get(colour);
    if (found) return found;
    found = canvas(this.columns, this.rows);
    const ctx = found.getContext('2d')!;
    const { x, y } = this.ground.cells;
    const sight = new Float32Array(this.columns * this.rows).fill(Infinity);
    for (let c = 0; c < x.length; c++) this.near(sight, x[c]!, y[c]!);
    const pixels = ctx.createImageData(this.columns, this.rows);
    const [red, green, blue] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    for (let i = 0; i < sight.length; i++) {
      const t = Math.min(Math.max((Math.sqrt(sight[i]!) - CLEAR) / (THICK - CLEAR), 0), 1);
      pixels.data.set([red!, green!, blue!, Math.round(255 * t * t * (3 - 2 * t))], 4 * i);
    }
    ctx.putImageData(pixels, 0, 0);
    this.pictures.set(colour, found);
    return found;
  }

  /** Note the square of the distance to a cell wherever it is the least [km2]. */
  private near(sight: Float32Array, x: number, y: number): void {
    const [i0, j0] = [(x - this.west) / STEP, (this.north - y) / STEP];
    const reach = THICK / STEP + 1;
    for (let j = Math.max(Math.floor(j0 - reach), 0); j < Math.min(j0 + reach, this.rows); j++)
      for (let i = Math.max(Math.floor(i0 - reach), 0); i < Math.min(i0 + reach, this.columns); i++) {
        const away = ((i + 0.5 - i0) ** 2 + (j + 0.5 - j0) ** 2) * STEP ** 2;
        if (away < sight[j * this.columns + i]!) sight[j * this.columns + i] = away;
      }
  }
}
