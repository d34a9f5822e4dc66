import { describe, expect, it } from 'vitest';
import { judgeDay } from './day.ts';

const judge = (day: string, periodTo = '2026-12-31') => judgeDay({ day, periodFrom: '2026-01-01', periodTo });

describe('the day of an evaluation', () => {
  it('DA1: does not lie before the period that is judged', () => {
    expect(['2025-12-31', '2026-01-01', '2026-11-23', '2026-12-31'].map((day) => judge(day))).toEqual([
      'DA1',
      null,
      null,
      null,
    ]);
  });

  it('DA2: after the period it fits for a year, then it is remarked on', () => {
    expect(['2027-01-20', '2027-12-31', '2028-01-01', '2062-11-23'].map((day) => judge(day))).toEqual([
      null,
      null,
      'DA2',
      'DA2',
    ]);
    expect(['2029-02-28', '2029-03-01'].map((day) => judge(day, '2028-02-29'))).toEqual([null, 'DA2']);
  });
});
