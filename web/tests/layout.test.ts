import { describe, expect, it } from 'vitest';
import type { FormationEntry, Order } from '../src/data';
import { eased } from '../src/map/field';
import { laid, Layouts, type View } from '../src/map/layout';
import { afar } from '../src/map/settle';
import type { March, Unit } from '../src/map/units';
import { smallGround } from './ground';

const entry = (id: string, side: number, army: number): FormationEntry => ({
  id, name: `${id} Infantry Division`, nation: side, side, kind: 0, motor: 0, army, toe: 10000, guns: 0, tanks: 0, note: '', source: '',
});
const order: Order = {
  nations: [{ id: 'us', name: 'US', other: '', group: 'us', side: 0 }, { id: 'kpa', name: 'KPA', other: '', group: 'kpa', side: 1 }],
  groups: [],
  armies: [{ id: 'a', name: 'A Corps', parent: '' }, { id: 'b', name: 'B Corps', parent: '' }, { id: 'c', name: 'C Corps', parent: '' }],
  formations: [entry('1st', 0, 0), entry('2nd', 0, 1), entry('3rd', 1, 2)],
  rules: {},
  decides: {},
  behind: {},
};
const unit = (index: number, x: number, y = 2000): Unit => ({ index, x, y, cell: index, men: 9000, cohesion: 1, stock: 3, fade: 1 });
const far: View = { scale: 1, factor: 1, obstacles: [], mark: '', widthOf: (text) => 6 * text.length };

describe('a layout', () => {
  it('joins what would hide each other, never the two sides', () => {
    const pieces = laid([unit(0, 1000), unit(1, 1006), unit(2, 1003)], order, far);
    expect(pieces.map((one) => [one.side, one.members.length, one.text]).sort()).toEqual([[0, 2, 'A Corps +1'], [1, 1, '3rd Div']]);
  });

  it('leaves apart what stands apart', () => {
    expect(laid([unit(0, 1000), unit(1, 1100), unit(2, 1200)], order, far).length).toBe(3);
  });

  it('keeps symbols and their names off each other, and off the names of places', () => {
    const name = { px: 1050, py: -2000, w: 60, h: 14 };
    const crowd = Array.from({ length: 3 }, (_, i) => unit(i, 1050 + 2 * i));
    const view = { ...far, obstacles: [name] };
    const pieces = laid(crowd, order, view);
    expect(pieces.every((one) => one.named)).toBe(true);
    const about = afar('army', view);
    const boxes = pieces.map((one) => about(one).map((edge, i) => edge + (i % 2 ? one.py : one.px)));
    boxes.push([1020, -2007, 1080, -1993]);
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b) expect(a[2]! < b[0]! || b[2]! < a[0]! || a[3]! < b[1]! || b[3]! < a[1]!).toBe(true);
  });

  it('leaves a symbol where it was the day before, while there is room', () => {
    const view = { ...far, obstacles: [{ px: 1050, py: -2000, w: 60, h: 14 }] };
    const before = laid([unit(0, 1050)], order, view);
    before[0]!.px += 3;
    before[0]!.py += 4;
    const [after] = laid([unit(0, 1051)], order, view, before);
    expect([after!.px - after!.hx, after!.py - after!.hy]).toEqual([before[0]!.px - before[0]!.hx, before[0]!.py - before[0]!.hy]);
  });

  it('glides from day to day, and lets what comes or goes fade', () => {
    const ground = smallGround();
    const plane = (...rows: number[][]) => Int16Array.from(rows.flat());
    const none = plane([0, 0], [0, 0], [0, 0]);
    const march: March = {
      days: 2, last: 1, status: plane([1, 1], [0, 0], [0, 1]), cell: plane([0, 5], [-1, -1], [-1, 30]),
      goal: none, target: none, men: plane([9000, 9000], [0, 0], [0, 9000]), cohesion: none, stock: none,
      delivery: none, cutOff: none, hidden: none, posture: none, taken: [], serial: 1,
    };
    const layouts = new Layouts(ground, order);
    const [start] = layouts.at(march, 0, far);
    const half = layouts.at(march, 0.5, far);
    const [mine, other] = [half.find((one) => one.side === 0)!, half.find((one) => one.side === 1)!];
    const end = layouts.at(march, 1, far).find((one) => one.side === 0)!;
    expect(mine.px).toBeCloseTo((start!.px + end.px) / 2, 6);
    expect([mine.fade, other.fade]).toEqual([1, 0.5]);
  });
});

describe('an eased line', () => {
  const teeth = Array.from({ length: 21 }, (_, i) => [i * 8, i % 2 ? 4 : 0]).flat();
  it('loses its teeth, keeps its ends, and stays within them', () => {
    const soft = eased(teeth);
    expect(soft.slice(0, 2)).toEqual(teeth.slice(0, 2));
    expect(soft.slice(-2)).toEqual(teeth.slice(-2));
    for (let i = 9; i < 33; i += 2) expect(Math.abs(soft[i]! - 2)).toBeLessThan(0.8);
  });
  it('stays a ring', () => {
    const ring = eased([0, 0, 10, 0, 10, 10, 0, 10, 0, 0]);
    expect(ring.slice(0, 2)).toEqual(ring.slice(-2));
  });
});
