import { describe, expect, it } from 'vitest';
import { dayOf, edtfDays, isoOf, months } from '../src/calendar';
import { type Link, NOWHERE, read, write } from '../src/url';

describe('links', () => {
  it('come back as they were written', () => {
    const link: Link = {
      run: 'korea1950', date: '1950-12-05', mode: 'all', war: 17, panel: 'evidence:ask/How many Chinese died?',
      camera: [980.5, 2000.1, 1.234], theme: 'dark', names: 'now', off: ['rail', 'units'], compare: 'diff',
    };
    expect(read(write(link))).toEqual(link);
    expect(write(NOWHERE)).toBe('#');
    expect(read('#')).toEqual(NOWHERE);
  });

  it('may be nonsense without harm', () => {
    expect(read('#day=yesterday&war=-7&at=1,x&theme=pink&off=../..&show=<b>')).toEqual(NOWHERE);
  });
});

describe('calendar', () => {
  it('counts days from the first', () => {
    expect(dayOf('1950-06-25', '1953-07-27')).toBe(1128);
    expect(isoOf('1950-06-25', 1128)).toBe('1953-07-27');
    expect(dayOf('1950-06-25', '27 July')).toBeNaN();
  });

  it('reads the dates of captions', () => {
    expect(edtfDays('1950-06-25', '1950-09-15/1950-09-19')).toEqual([82, 86]);
    expect(edtfDays('1950-06-25', '1950-07')).toEqual([6, 36]);
    expect(edtfDays('1950-06-25', '1951')![1] - edtfDays('1950-06-25', '1951')![0]).toBe(364);
    expect(edtfDays('1950-06-25', '')).toBeNull();
  });

  it('knows the months of the war', () => {
    const found = months('1950-06-25', 1128);
    expect(found.length).toBe(37);
    expect(found[0]).toEqual({ day: 6, month: 6, year: 1950 });
  });
});
