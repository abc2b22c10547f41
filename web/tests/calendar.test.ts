import { describe, expect, it } from 'vitest';
import { faultOf, written } from '../src/calendar';

const fault = (text: string) => faultOf(text, '1950-06-25', '1953-07-27');

describe('a date of the record', () => {
  it('is written as a reader writes it, as closely as it is known', () => {
    expect(['1950-11-27', '1950-12', '1951', '1950-11-27/1950-12-13', '1950-12~'].map(written)).toEqual(
      ['27 Nov 1950', 'Dec 1950', '1951', '27 Nov 1950 – 13 Dec 1950', 'Dec 1950 (?)']);
    for (const text of ['1950-51', '1950/..', '', 'x']) expect(written(text)).toBe(text);
  });
});

describe('a day of the war as it is written', () => {
  it('may be left out, and may be any day of the war', () => {
    for (const text of ['', '  ', '1950-06-25', ' 1952-02-29 ', '1953-07-27']) expect(fault(text)).toBe('');
  });
  it('is said to be wrong in its form, to be no day, or to lie outside', () => {
    for (const text of ['11/27/1950', '1950-11', 'x', '50-11-27', '1950-1-1']) expect(fault(text)).toBe('form');
    for (const text of ['1951-02-29', '1951-13-01', '1950-11-31']) expect(fault(text)).toBe('none');
    for (const text of ['1950-06-24', '1953-07-28', '2026-01-01']) expect(fault(text)).toBe('outside');
  });
});
