/**
 * Deadlines count in Chinese working days, public holidays and make-up workdays included, in the campaign's time zone;
 * the day of delivery is not counted, the last day is (PRODUCT, section 5). [ND1–ND3]
 * The State Council publishes each year's holidays in the autumn before; a year the calendar does not hold yet counts
 * Monday to Friday, and what is counted so is provisional. [ND4]
 */
import { dayIn, daysAfter } from '@heping/scoring';
import calendar from 'chinese-days';

const nextDay = (date: string): string => daysAfter(date, 1);

/** The date `days` working days after `date`, which itself is not counted. Zero is the date itself. [ND2] */
export function afterWorkingDays(date: string, days: number): string {
  let end = date;
  for (let left = days; left > 0;) {
    end = nextDay(end);
    if (calendar.isWorkday(end)) left -= 1;
  }
  return end;
}

/** Whether people work on a day, and the Chinese name of the holiday that moves it; '' where none does. [ND2] */
export function dayDetail(date: string): { readonly isWorkday: boolean; readonly holiday: string } {
  const { work, name } = calendar.getDayDetail(date);
  return { isWorkday: work, holiday: name.split(',')[1] ?? '' };
}

/** Holidays of every year. */
const EVERY_YEAR = ['01-01', '05-01', '10-01'];

/** Whether the calendar holds the holidays of a year: it names them, and calls other days by their weekday. [ND4] */
const isPublished = (year: string): boolean =>
  EVERY_YEAR.some((day) => calendar.getDayDetail(`${year}-${day}`).name.includes(','));

const yearOf = (date: string): number => Number(date.slice(0, 4));

/**
 * Whether a last day was counted in or through a year whose holidays are not published: from the day the count began,
 * where it is known. [ND4]
 */
export function isProvisional(end: string | null, from: string | null = end): boolean {
  if (end === null || from === null) return false;
  const years = Array.from({ length: yearOf(end) - yearOf(from) + 1 }, (_, place) => yearOf(from) + place);
  return years.some((year) => !isPublished(String(year)));
}

/** How many working days come after `date` up to and with `until`; zero where that is not later. [ND2] */
export function workingDaysAfter(date: string, until: string): number {
  let days = 0;
  for (let day = date; day < until;) {
    day = nextDay(day);
    if (calendar.isWorkday(day)) days += 1;
  }
  return days;
}

/** The last day of the notice; null where the campaign wants none, and publication may follow at once. [ND3] */
export function noticeEnd(deliveredAt: number, days: number, timeZone: string): string | null {
  return days === 0 ? null : afterWorkingDays(dayIn(timeZone, deliveredAt), days);
}

/** Whether the last day is still to come or still running. [ND3] */
export const isNoticeRunning = (noticeEndsOn: string | null, timeZone: string, now: number): boolean =>
  noticeEndsOn !== null && dayIn(timeZone, now) <= noticeEndsOn;
