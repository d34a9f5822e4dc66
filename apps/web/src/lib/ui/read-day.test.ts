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
