import { describe, expect, it } from 'vitest';
import type { FormationEntry, Order } from '../src/data';
import type { March } from '../src/map/units';
import { about, command, placeNear } from '../src/standing';
import { smallGround } from './ground';

const entry = (id: string, nation: number, army: number): FormationEntry => ({
  id, name: id, nation, side: 0, kind: 0, motor: 0, army, toe: 1, guns: 0, tanks: 0, note: '', source: '',
});
const order: Order = {
  nations: [], groups: [], rules: {}, decides: {}, behind: {},
  armies: [{ id: 'corps', name: '', parent: 'army' }, { id: 'army', name: '', parent: '' }, { id: 'far', name: '', parent: '' }],
  formations: [entry('a', 0, 0), entry('b', 0, 1), entry('c', 1, 2)],
};
const ground = smallGround();
const row = (...numbers: number[]) => Int16Array.from(numbers);
const march = { days: 1, last: 0, status: row(1, 1, 1), cell: row(0, 0, 1), men: row(100, 300, 50) } as unknown as March;

describe('where formations stand', () => {
  it('counts by nation, about a point alone', () => {
    const [x, y] = [ground.cells.x[0]!, ground.cells.y[0]!];
    expect(about(march, order, ground, 0, x, y, 0.5)).toEqual([{ nation: 0, count: 2, men: 400 }]);
    expect(about(march, order, ground, 0, x, y, 1e6).map((one) => one.nation)).toEqual([0, 1]);
  });
  it('adds up an army with those below it, and leaves out who is not in the field', () => {
    expect(command(march, order, 0, 'army')).toEqual({ count: 2, men: 400, cell: 0, all: 2 });
    expect(command(march, order, 0, 'c')).toEqual({ count: 1, men: 50, cell: 1, all: 1 });
    const gone = { ...march, status: row(3, 1, 1) } as March;
    expect(command(gone, order, 0, 'corps')).toEqual({ count: 0, men: 0, cell: -1, all: 1 });
    expect(command(march, order, 0, 'nobody').all).toBe(0);
  });
  it('names a cell after the nearest place, if one is near', () => {
    const place = { ...ground.places[0], name: 'Town', x: ground.cells.x[1]! + 1, y: ground.cells.y[1]! } as never;
    expect(placeNear({ ...ground, places: [place] }, 1, 5)).toBe('Town');
    expect(placeNear({ ...ground, places: [place] }, 1, 0.5)).toBe('');
  });
});
