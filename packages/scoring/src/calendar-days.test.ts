import { describe, expect, it } from 'vitest';
import { daysAfter, daysBetween, daysOf, mondayOf, sundayOf } from './calendar-days.ts';

describe('days of the calendar', () => {
  it('are counted over the ends of months and years and over a leap day, in both directions', () => {
    expect([
      daysAfter('2026-12-31', 1),
      daysAfter('2028-02-28', 1),
      daysAfter('2028-03-01', -1),
      daysAfter('2026-11-23', 0),
    ]).toEqual(['2027-01-01', '2028-02-29', '2028-02-29', '2026-11-23']);
    expect([
      daysBetween('2026-12-31', '2027-01-01'),
      daysBetween('2028-03-01', '2028-02-28'),
      daysBetween('2026-11-23', '2026-11-23'),
    ]).toEqual([1, -2, 0]);
  });

  it('a week begins on Monday and ends on Sunday', () => {
    const days = ['2026-11-29', '2026-11-30', '2026-12-06', '2026-12-07'];
    expect(days.map(mondayOf)).toEqual(['2026-11-23', '2026-11-30', '2026-11-30', '2026-12-07']);
    expect(days.map(sundayOf)).toEqual(['2026-11-29', '2026-12-06', '2026-12-06', '2026-12-13']);
  });

  it('a month has all of its days', () => {
    expect([daysOf('2028-02').length, daysOf('2026-02').at(-1), daysOf('2026-12').at(0)]).toEqual([
      29,
      '2026-02-28',
      '2026-12-01',
    ]);
  });
});
