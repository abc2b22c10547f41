import { describe, expect, it } from 'vitest';
import type { FormationEntry, Order } from '../src/data';
import { apart, commandOf, echelonOf, grouped, levelAt, type March, sidc, type Unit, unitsAt } from '../src/map/units';
import { brief, short, shortArmy } from '../src/map/names';
import { entitled } from '../src/map/titles';
import { smallGround } from './ground';

const entry = (id: string, more: Partial<FormationEntry> = {}): FormationEntry => ({
  id, name: `${id} Infantry Division`, nation: 0, side: 0, kind: 0, motor: 0, army: 0, toe: 10000, guns: 0, tanks: 0, note: '', source: '', ...more,
});
const order: Order = {
  nations: [{ id: 'us', name: 'US', other: '', group: 'us', side: 0 }],
  groups: [],
  armies: [{ id: 'corps', name: 'I Corps', parent: 'army' }, { id: 'army', name: 'Eighth Army', parent: '' }],
  formations: [entry('1st'), entry('2nd'), entry('3rd', { army: 1 })],
  rules: {},
  decides: {},
  behind: {},
};
const wider: Order = { ...order, formations: [...order.formations, entry('4th')] };
const ground = smallGround();
const days = 2;
const plane = (...rows: number[][]) => Int16Array.from(rows.flat());
const march: March = {
  days, last: 1,
  status: plane([1, 1], [1, 1], [0, 1]),
  cell: plane([0, 1], [1, 1], [-1, 3]),
  goal: plane([1, 1], [-1, -1], [-1, -1]), target: plane([-1, -1], [-1, -1], [-1, -1]),
  men: plane([10000, 8000], [5000, 5000], [0, 900]),
  cohesion: plane([200, 100], [200, 200], [0, 200]), stock: plane([70, 70], [35, 35], [0, 10]),
  delivery: plane([200, 200], [200, 200], [0, 0]), cutOff: plane([0, 0], [0, 0], [0, 0]), hidden: plane([0, 0], [0, 0], [0, 0]),
  posture: plane([0, 0], [0, 0]), taken: [], serial: 0,
};

describe('formations', () => {
  it('stand where the war put them, and move evenly between two days', () => {
    const [first, second, third] = unitsAt(march, ground, 3, 0);
    expect([first!.x, first!.men]).toEqual([ground.cells.x[0], 10000]);
    expect(second!.stock).toBeCloseTo(3.5);
    expect(third!.fade).toBe(0);
    const half = unitsAt(march, ground, 3, 0.5)[0]!;
    expect(half.x).toBeCloseTo((ground.cells.x[0]! + ground.cells.x[1]!) / 2);
    expect(half.men).toBe(9000);
    expect(unitsAt(march, ground, 3, 99)[0]!.cell).toBe(1);
  });

  it('are put together by corps and army, men-weighted', () => {
    const units = unitsAt(march, ground, 3, 1);
    expect(grouped(units, order, 'formation').length).toBe(2);
    const corps = grouped(units, order, 'corps');
    expect(corps.map((g) => g.members.length).sort()).toEqual([1, 2]);
    const [army] = grouped(units, order, 'army');
    expect(army!.members.length).toBe(3);
    expect(entitled([army!], order, 'army')[0]!.label).toBe('Eighth Army');
    expect(army!.strength).toBeCloseTo(13900 / 30000);
  });

  it('bear the name of a command only where most of it stands', () => {
    const unit = (index: number, men: number, x: number): Unit => ({ index, x, y: 0, cell: index, men, cohesion: 1, stock: 3, fade: 1 });
    const apart = grouped([unit(0, 9000, 0), unit(1, 8000, 10), unit(2, 900, 500), unit(3, 800, 505)], wider, 'army');
    const names = entitled(apart, wider, 'army').map((one) => `${one.label} +${one.more}`);
    expect(names.sort()).toEqual(['3rd Div +1', 'Eighth Army +0']);
  });

  it('know the army above them', () => {
    expect(commandOf(order.formations[0]!, order, 'corps')).toBe(0);
    expect(commandOf(order.formations[0]!, order, 'army')).toBe(1);
  });

  it('are told apart more closely the nearer the map', () => {
    expect([0.8, 2, 5].map(levelAt)).toEqual(['army', 'corps', 'formation']);
  });

  it('have codes of twenty digits', () => {
    expect(sidc(0, 0, 0, '21')).toBe('10031000211211000000');
    expect(sidc(1, 1, 0, '18')).toBe('10061000181205000000');
    expect(echelonOf(entry('x', { name: '27th British Commonwealth Brigade' }))).toBe('18');
  });

  it('have short names', () => {
    expect(short('1st Marine Division')).toBe('1 Mar');
    expect(short('24th Infantry Division')).toBe('24');
    expect(short('Capital Division')).toBe('Capital');
    expect(brief('ROK 8th Division')).toBe('ROK 8th Div');
    expect(brief('1st Bn Royal Australian Regiment')).toBe('1st Bn');
    expect(brief('KPA 104th Security Brigade')).toBe('KPA 104th Sec Bde');
    expect(brief('Greek Expeditionary Battalion (Sparta)')).toBe('Greek Bn');
    expect(brief('KPA Front HQ, I and II')).toBe('KPA Front HQ');
    expect(shortArmy('Eighth United States Army')).toBe('Eighth Army');
    expect(shortArmy("Chinese People's Volunteers, troops of the headquarters")).toBe('PVA headquarters');
  });

  it('are pushed apart until none lies over another', () => {
    const boxes = [0, 1, 2].map((i) => ({ px: 100 + i, py: 100, w: 20, h: 20 }));
    apart(boxes, 60);
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b) expect(Math.abs(a.px - b.px) > 12 || Math.abs(a.py - b.py) > 12).toBe(true);
  });
});
