/** NATO symbols drawn once by milsymbol and kept as small pictures; the library comes when needed. */

import type { Palette } from './palette';

export interface Sprite {
  picture: HTMLCanvasElement;
  x: number; // where its middle is [px]
  y: number;
  width: number;
  height: number;
  ratio: number;
}

type Maker = typeof import('milsymbol').Symbol;

export class Sprites {
  private maker: Maker | null = null;
  private asked = false;
  private kept = new Map<string, Sprite>();

  constructor(private readonly arrived: () => void) {}

  /** Return a symbol, or null while the library is on its way. */
  of(sidc: string, size: number, palette: Palette, ratio: number): Sprite | null {
    if (!this.maker) {
      this.load();
      return null;
    }
    const name = `${sidc}/${size}/${palette.dark}/${ratio}`;
    let found = this.kept.get(name);
    if (!found) {
      found = this.draw(sidc, size, palette, ratio);
      this.kept.set(name, found);
    }
    return found;
  }

  private draw(sidc: string, size: number, palette: Palette, ratio: number): Sprite {
    const symbol = new this.maker!(sidc, {
      size: size * ratio,
      colorMode: {
        Civilian: '#cccccc',
        Friend: palette.unitFriend,
        Hostile: palette.unitHostile,
        Neutral: '#cccccc',
        Unknown: '#cccccc',
        Suspect: '#cccccc',
      },
      outlineColor: palette.dark ? 'rgba(228,236,242,0.9)' : 'rgba(255,255,255,0.9)',
      outlineWidth: 6,
      strokeWidth: size < 18 ? 7 : 5,
    });
    const at = symbol.getAnchor();
    const box = symbol.getSize();
    return {
      picture: symbol.asCanvas(),
      x: at.x / ratio,
      y: at.y / ratio,
      width: box.width / ratio,
      height: box.height / ratio,
      ratio,
    };
  }

  private load(): void {
    if (this.asked) return;
    this.asked = true;
    void import('milsymbol').then((library) => {
      // the library exports one object; its types name the parts of that object
      const whole = library as unknown as { default: { Symbol: Maker } };
      this.maker = whole.default.Symbol;
      this.arrived();
    });
  }
}
