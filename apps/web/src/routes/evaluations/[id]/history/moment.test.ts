import { describe, expect, it } from 'vitest';
import { momentIn, readMoment, writeMoment } from './moment.ts';

describe('[HI4] a moment that is looked at', () => {
  it('is the whole minute that was typed, in China', () => {
    expect(readMoment('2026-11-30T14:05')).toBe(Date.UTC(2026, 10, 30, 6, 5, 59, 999));
    expect(writeMoment(Date.UTC(2026, 10, 30, 6, 5, 59, 999))).toBe('2026-11-30T14:05');
  });
  it.each(['', 'yesterday', '2026-11-30', '2026-13-40T99:99'])('is none where “%s” was typed', (typed) => {
    expect(readMoment(typed)).toBeNull();
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
