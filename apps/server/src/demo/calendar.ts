/** Days of the demo: working days before and after today, where the campaign is. */
import { dayIn, TIME_ZONE } from '@heping/scoring';
import calendar from 'chinese-days';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** China keeps one time all year. */
const OFFSET = 8 * 60 * MINUTE;

export interface DemoCalendar {
  /** The date so many working days from today: negative is before. Today itself is 0. */
  day(workingDays: number): string;
  /** An instant of such a day: minutes after 9:00, and for today minutes after four hours ago. */
  at(workingDays: number, minutes: number): number;
  /** The first working day after a date, at 9:00. */
  morningAfter(date: string): number;
}

export function demoCalendar(now: number): DemoCalendar {
  const today = dayIn(TIME_ZONE, now);
  const step = (date: string, days: number) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
  const walk = (date: string, workingDays: number) => {
    const direction = Math.sign(workingDays);
    let left = Math.abs(workingDays);
    let at = date;
    while (left > 0) {
      at = step(at, direction);
      if (calendar.isWorkday(at)) left -= 1;
    }
    return at;
  };
  const nine = (date: string) => Date.parse(`${date}T09:00:00Z`) - OFFSET;
  return {
    day: (workingDays) => walk(today, workingDays),
    at: (workingDays, minutes) =>
      workingDays === 0
        ? now - 4 * 60 * MINUTE + minutes * MINUTE
        : nine(walk(today, workingDays)) + minutes * MINUTE,
    morningAfter: (date) => nine(walk(date, 1)),
  };
}
