import { describe, expect, it } from 'vitest';
import { named, pieces } from '../src/told';

const numbers = (sentence: string) => pieces(sentence).filter((p) => p.number).map((p) => p.words);

describe('a label', () => {
  it('is parted into what it names and how that rests on claims', () => {
    expect(named('air.close = 50000 men, claims bear on it, none makes the number (judgement in their light: guns)')).toEqual(
      ['air.close = 50000 men', 'claims bear on it, none makes the number (judgement in their light: guns)']);
    expect(named('startle (judgement: a new war)')).toEqual(['startle', 'judgement: a new war']);
    expect(named('1st Cavalry Division (infantry), 10276 men')).toEqual(['1st Cavalry Division (infantry), 10276 men', '']);
  });
});

describe('a sentence in pieces', () => {
  it('keeps every letter', () => {
    const words = 'At 1.3 to 1 or better, with 12,400 – 13,000 men, it would attack: 45 % today.';
    expect(pieces(words).map((p) => p.before + p.words + p.after).join('')).toBe(words);
  });
  it('takes numbers with their units', () => {
    expect(numbers('It counts 31,200 of its own against 28,000: 1.1 to 1.')).toEqual(['31,200', '28,000', '1.1 to 1']);
    expect(numbers('212 km by rail, 14 km on road; 45 % arrives at 38.1° N.')).toEqual(['212 km', '14 km', '45 %', '38.1° N']);
    expect(numbers('a chance of 1 in 4, 220,996 km² of land in 1951')).toEqual(['1 in 4', '220,996 km²', '1951']);
    expect(numbers('5.2 (4.1 … 6.3) km, 1,200 t a day')).toEqual(['5.2', '4.1 … 6.3', '1,200 t']);
  });
  it('keeps days whole, and tells which row is named', () => {
    expect(numbers('begins 1951-03-01 to 1953-07/1953-08 (en.167)')).toEqual(['1 Mar 1951', 'Jul 1953 – Aug 1953', 'en.167']);
    const rows = pieces('as in ps.12, holders:seoul/1951-03-15; offensives:CPV2W.').filter((p) => p.row).map((p) => p.row);
    expect(rows).toEqual(['ps.12', 'holders:seoul/1951-03-15', 'offensives:CPV2W']);
  });
  it('keeps days in words whole, and knows what only looks like a day', () => {
    expect(numbers('First from 31 Jul; 24 Aug 1950, broken in 1950-51, 12 Mayors')).toEqual(['31 Jul', '24 Aug 1950', '1950-51', '12']);
  });
  it('keeps brackets and stops with their number', () => {
    const [, number, words] = pieces('killed (25,300 to 9), or 3.');
    expect(number).toMatchObject({ words: '25,300', before: '(', after: '' });
    expect(words!.words).toBe(' to ');
    expect(pieces('or 3.').at(-1)).toMatchObject({ words: '3', after: '.' });
  });
  it('leaves words alone, and numbers that are part of a name', () => {
    expect(pieces('No way over land.')).toEqual([{ words: 'No way over land.', number: false, row: '', before: '', after: '' }]);
    expect(numbers('The 24th Infantry, a T34 and CPV2W.')).toEqual([]);
    expect(pieces('')).toEqual([]);
  });
});
