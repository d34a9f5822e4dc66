import { describe, expect, it } from 'vitest';
import { beginOfDay, dayIn, minuteIn, TIME_ZONE } from './time.ts';

describe('days and times of papers', () => {
  it('ND1: an instant has the day and the time of the zone asked for', () => {
    const at = Date.parse('2026-11-29T16:05:59Z');
    expect([minuteIn(TIME_ZONE, at), dayIn(TIME_ZONE, at)]).toEqual(['2026-11-30 00:05', '2026-11-30']);
    expect([minuteIn('UTC', at), dayIn('UTC', at)]).toEqual(['2026-11-29 16:05', '2026-11-29']);
  });

  it('ND1: a day begins where its instants begin to have its name', () => {
    for (const day of ['2026-01-01', '2026-07-15']) {
      expect(dayIn(TIME_ZONE, beginOfDay(day))).toBe(day);
      expect(dayIn(TIME_ZONE, beginOfDay(day) - 1)).not.toBe(day);
    }
  });
});
