import { describe, expect, it } from 'vitest';
import { momentIn, readMoment, writeMoment } from './moment.ts';

describe('[HI4] a moment that is looked at', () => {
  const LATER = Date.UTC(2027, 0, 1);
  const TYPED = Date.UTC(2026, 10, 30, 6, 5, 59, 999);
  it.each(['14:05', '1405', ' 14：05 ', '１４:０５', '14.05', '14时05分'])(
    'is the whole minute that was typed, “%s”, in China',
    (time) => {
      expect(readMoment({ day: '2026-11-30', time }, LATER)).toBe(TYPED);
    },
  );
  it('reads the hours of the morning, and shows what was typed', () => {
    expect(readMoment({ day: '2026-11-30', time: '9:05' }, LATER)).toBe(
      Date.UTC(2026, 10, 30, 1, 5, 59, 999),
    );
    expect(writeMoment(TYPED)).toEqual({ day: '2026-11-30', time: '14:05' });
  });
  it('is the end of the day where no time was typed', () => {
    expect(readMoment({ day: '2026-11-30', time: ' ' }, LATER)).toBe(Date.UTC(2026, 10, 30, 15, 59, 59, 999));
  });
  it.each([
    ['', '14:05', 'day'],
    ['2026-11-30', 'noon', 'time'],
    ['2026-11-30', '99:99', 'time'],
    ['2026-11-30', '25:99', 'time'],
    ['2026-11-30', '24:01', 'time'],
    ['2026-11-30', '14', 'time'],
    ['2026-11-30', '14:06', 'to-come'],
    ['2026-12-01', '', 'to-come'],
  ] as const)('is none where “%s” and “%s” were typed: it is the %s', (day, time, fault) => {
    expect(readMoment({ day, time }, TYPED - 30_000)).toBe(fault);
  });
  it('is now where the minute or the day that was typed is not over', () => {
    const now = TYPED - 30_000;
    expect(readMoment({ day: '2026-11-30', time: '14:05' }, now)).toBe(now);
    expect(readMoment({ day: '2026-11-30', time: '' }, now)).toBe(now);
  });
  it.each([
    ['?moment=0', 0],
    ['?moment=1700000000000', 1_700_000_000_000],
    ['?moment=', null],
    ['?moment=-1', null],
    ['?moment=soon', null],
    ['', null],
  ])('comes from the address %s as %s', (search, moment) => {
    expect(momentIn(new URLSearchParams(search))).toBe(moment);
  });
});
