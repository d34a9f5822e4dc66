/**
 * Every count of working days over the holidays of 2024, 2025 and 2026, against a calendar written here by hand from the
 * notices of the State Council (国办发明电〔2023〕7号、〔2024〕12号、〔2025〕7号), and dates counted on paper. [ND1–ND4]
 */
import { dayIn } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { afterWorkingDays, isProvisional, noticeEnd, workingDaysAfter } from './working-days.ts';

/** 放假: from, to. */
const OFF: readonly (readonly [string, string])[] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-10', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  // 国庆节、中秋节
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
];
/** 调休上班: Saturdays and Sundays. */
const WORKED = [
  ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29'],
  ...['2024-10-12', '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
];

const DAY = 86_400_000;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const days = (from: string, to: string) => {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return Array.from({ length: (last - first) / DAY + 1 }, (_, place) => dateOf(first + place * DAY));
};
const off = new Set(OFF.flatMap(([from, to]) => days(from, to)));
const worked = new Set(WORKED);
const isWorked = (date: string) =>
  worked.has(date) || (!off.has(date) && ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()));

const CALENDAR = days('2024-01-01', '2026-12-31');
const WORKDAYS = CALENDAR.filter(isWorked);

describe('working days over three years of holidays', () => {
  it('[ND2] the calendar written by hand is one: make-up days are weekend days outside every holiday', () => {
    for (const date of WORKED)
      expect([date, [0, 6].includes(new Date(date).getUTCDay()), off.has(date)]).toEqual([date, true, false]);
    // 2024: 251, 2025: 248, 2026: 248 working days.
    const countOf = (year: string) => WORKDAYS.filter((date) => date.startsWith(year)).length;
    expect(['2024', '2025', '2026'].map(countOf)).toEqual([251, 248, 248]);
  });

  it('[ND2] from every day of 2024 to 2026 and for every count of a campaign up to sixty, the day is that of the table', () => {
    const wrong: unknown[] = [];
    CALENDAR.forEach((date) => {
      const first = WORKDAYS.findIndex((one) => one > date);
      for (const count of [1, 2, 3, 5, 7, 10, 15, 30, 60]) {
        const expected = first < 0 ? undefined : WORKDAYS[first + count - 1];
        if (expected !== undefined && afterWorkingDays(date, count) !== expected)
          wrong.push([date, count, afterWorkingDays(date, count), expected]);
      }
    });
    expect(wrong).toEqual([]);
  });

  it('[ND2] counting there and counting back agree', () => {
    const wrong = CALENDAR.slice(0, -90).filter(
      (date) => workingDaysAfter(date, afterWorkingDays(date, 15)) !== 15,
    );
    expect(wrong).toEqual([]);
    expect([
      workingDaysAfter('2026-09-30', '2026-09-30'),
      workingDaysAfter('2026-10-01', '2026-09-30'),
    ]).toEqual([0, 0]);
  });

  it.each([
    ['the day after a Friday is Monday', '2026-03-06', 1, '2026-03-09'],
    ['a make-up Sunday counts', '2026-09-18', 1, '2026-09-20'],
    ['a make-up Saturday counts', '2026-10-09', 1, '2026-10-10'],
    ['National Day 2026 does not', '2026-09-30', 1, '2026-10-08'],
    ['National Day and Mid-Autumn 2025 together do not', '2025-09-30', 1, '2025-10-09'],
    ['fifteen days over both, with two make-up days', '2025-09-26', 15, '2025-10-23'],
    ['Mid-Autumn and National Day 2026, ten days apart', '2026-09-24', 5, '2026-10-09'],
    ['Spring Festival 2026: nine days, two make-up Saturdays', '2026-02-13', 3, '2026-02-25'],
    ['Spring Festival 2025, with its make-up Sunday before', '2025-01-24', 3, '2025-02-05'],
    ['the leap day is a day like others', '2024-02-28', 1, '2024-02-29'],
    ['and the day after it is counted from it', '2024-02-29', 1, '2024-03-01'],
    ['delivered on a holiday, the first working day is the first', '2026-10-03', 1, '2026-10-08'],
    ['the year ends, New Year is off, the Sunday after is worked', '2025-12-31', 1, '2026-01-04'],
    ['thirty days from late autumn into the next year', '2025-11-28', 30, '2026-01-12'],
    ['no days: the day itself, a holiday or not', '2026-10-01', 0, '2026-10-01'],
  ])('[ND2, ND3] %s', (_, from, count, end) => {
    expect(afterWorkingDays(from, count)).toBe(end);
  });

  it('[ND1, ND3] a minute before and after midnight in Huzhou are two days of delivery', () => {
    const before = Date.parse('2026-09-30T23:59:00+08:00');
    expect([noticeEnd(before, 1, 'Asia/Shanghai'), noticeEnd(before + 60_000, 1, 'Asia/Shanghai')]).toEqual([
      '2026-10-08',
      '2026-10-08',
    ]);
    const friday = Date.parse('2026-03-05T23:59:30+08:00');
    expect([noticeEnd(friday, 5, 'Asia/Shanghai'), noticeEnd(friday + 60_000, 5, 'Asia/Shanghai')]).toEqual([
      '2026-03-12',
      '2026-03-13',
    ]);
    // In Ürümqi by its own clock it is still the day before.
    expect([dayIn('Asia/Shanghai', friday + 60_000), dayIn('Asia/Urumqi', friday + 60_000)]).toEqual([
      '2026-03-06',
      '2026-03-05',
    ]);
    expect(noticeEnd(friday + 60_000, 5, 'Asia/Urumqi')).toBe('2026-03-12');
  });

  it('[ND4] provisional: counted in, or only through, a year that is not published', () => {
    expect([
      isProvisional('2026-12-31', '2026-12-01'),
      isProvisional('2026-01-05', '2025-12-20'),
      isProvisional('2027-01-04', '2026-12-28'),
      // Ends where holidays are known, and began where they are not.
      isProvisional('2004-02-10', '2003-12-20'),
      isProvisional('2028-03-01', '2026-12-01'),
      isProvisional(null),
      isProvisional(null, '2026-01-01'),
    ]).toEqual([false, false, true, true, true, false, false]);
  });
});
