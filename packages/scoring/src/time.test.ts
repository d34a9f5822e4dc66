import { describe, expect, it } from 'vitest';
import { dayIn, minuteIn, TIME_ZONE } from './time.ts';

describe('days and times of papers', () => {
  it('ND1: an instant has the day and the time of the zone asked for', () => {
    const at = Date.parse('2026-11-29T16:05:59Z');
    expect([minuteIn(TIME_ZONE, at), dayIn(TIME_ZONE, at)]).toEqual(['2026-11-30 00:05', '2026-11-30']);
    expect([minuteIn('UTC', at), dayIn('UTC', at)]).toEqual(['2026-11-29 16:05', '2026-11-29']);
  });
});
