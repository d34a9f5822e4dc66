import { dayIn } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { afterWorkingDays, isNoticeRunning, isProvisional, noticeEnd } from './working-days.ts';

const shanghai = 'Asia/Shanghai';
const at = (local: string) => Date.parse(`${local}+08:00`);

describe('working days', () => {
  it('[ND1] an instant has the date of the campaign’s time zone, not of UTC', () => {
    expect(dayIn(shanghai, at('2026-03-02T00:30:00'))).toBe('2026-03-02');
    expect(dayIn(shanghai, at('2026-03-01T23:59:59'))).toBe('2026-03-01');
    expect(dayIn('UTC', at('2026-03-02T00:30:00'))).toBe('2026-03-01');
  });

  it('[ND2] the day of delivery is not counted, the last day is', () => {
    expect(afterWorkingDays('2026-03-02', 5)).toBe('2026-03-09');
    expect(afterWorkingDays('2026-03-06', 1)).toBe('2026-03-09');
    expect(afterWorkingDays('2026-03-07', 1)).toBe('2026-03-09');
  });

  it('[ND2] the holidays of National Day are left out, make-up Saturdays and Sundays are counted', () => {
    // 2026: 1 to 7 October are holidays; Sunday 20 September and Saturday 10 October are worked.
    expect(afterWorkingDays('2026-09-18', 1)).toBe('2026-09-20');
    expect(afterWorkingDays('2026-09-30', 1)).toBe('2026-10-08');
    expect(afterWorkingDays('2026-09-29', 5)).toBe('2026-10-12');
    expect(afterWorkingDays('2026-09-30', 3)).toBe('2026-10-10');
  });

  it('[ND2] Spring Festival: nine days off, a make-up Saturday before and after', () => {
    // 2026: 15 to 23 February off; Saturday 14 and Saturday 28 February are worked.
    expect(afterWorkingDays('2026-02-12', 3)).toBe('2026-02-24');
    expect(afterWorkingDays('2026-02-13', 1)).toBe('2026-02-14');
    expect(afterWorkingDays('2026-02-26', 2)).toBe('2026-02-28');
  });

  it('[ND4] a last day in a year whose holidays are not published is provisional', () => {
    expect(isProvisional(noticeEnd(at('2026-12-24T10:00:00'), 5, shanghai))).toBe(false);
    expect(noticeEnd(at('2026-12-28T10:00:00'), 5, shanghai)).toBe('2027-01-04');
    expect(isProvisional('2027-01-04')).toBe(true);
    expect(['2025-12-31', '2026-01-05', '2026-12-31', null].map((day) => isProvisional(day))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('[ND3] no notice days: no end, nothing runs', () => {
    expect(noticeEnd(at('2026-03-02T10:00:00'), 0, shanghai)).toBeNull();
    expect(isNoticeRunning(null, shanghai, at('2026-03-02T10:00:00'))).toBe(false);
  });

  it('[ND3] the notice runs to the end of its last day', () => {
    const end = noticeEnd(at('2026-03-02T23:59:00'), 5, shanghai);
    expect(end).toBe('2026-03-09');
    expect(isNoticeRunning(end, shanghai, at('2026-03-09T23:59:59'))).toBe(true);
    expect(isNoticeRunning(end, shanghai, at('2026-03-10T00:00:00'))).toBe(false);
  });
});
