import { describe, expect, it } from 'vitest';
import { readDay } from './read-day.ts';

describe('a day as people type it', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026/1/2', '2026-01-02'],
    ['20261123', '2026-11-23'],
    [' 2026年11月23日 ', '2026-11-23'],
    ['２０２６-１１-２３', '2026-11-23'],
    ['２０２６－１２－１５', '2026-12-15'],
    ['２０２６／１２／１５', '2026-12-15'],
    ['2026。12。15', '2026-12-15'],
    ['２０２６．３．５', '2026-03-05'],
    ['２０２６／３／５', '2026-03-05'],
  ])('reads %s', (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });

  it.each(['', '11/23/2026', '2026-02-30', '2026-13-01', '明天'])('knows that “%s” is none', (typed) => {
    expect(readDay(typed)).toBeNull();
  });
});

describe('a day without a year', () => {
  const today = '2026-11-30';
  it.each([
    ['12月15日', '2025-12-15', '2026-12-15'],
    ['１１月３０日', '2026-11-30', '2026-11-30'],
    ['3月5', '2026-03-05', '2027-03-05'],
    ['11-30', '2026-11-30', '2026-11-30'],
    ['1.2', '2026-01-02', '2027-01-02'],
  ])('%s is the last one where it has happened, the next one where it is to come', (typed, past, coming) => {
    expect([
      readDay(typed, { today, lean: 'past' }),
      readDay(typed, { today, lean: 'coming' }),
      readDay(typed),
    ]).toEqual([past, coming, null]);
  });

  it.each(['2月30日', '13月1日', '3/4', '2月29日', '12月'])('%s is none', (typed) => {
    expect(readDay(typed, { today, lean: 'past' })).toBeNull();
  });

  it('29 February is one of the year before or after', () => {
    expect(readDay('2月29日', { today: '2028-03-01', lean: 'past' })).toBe('2028-02-29');
    expect(readDay('2月29日', { today: '2027-03-01', lean: 'coming' })).toBe('2028-02-29');
  });
});
