/** A moment as one types it, a day and a time of it, in China, which has no summer time. */
import { dayOf, momentOf } from '#lib/words.ts';

/** 14:05, 9:05, 1405, 14时05分, and what a Chinese keyboard makes of the colon. */
const TIME = /^(\d{1,2})[:.时点]?(\d{2})分?$/;
/** Without a time a day is looked at as it ended. */
const DAYS_END = '23:59';
const MINUTE = 60_000;

export interface TypedMoment {
  /** `2026-11-30` */
  readonly day: string;
  readonly time: string;
}

/** What is wrong with what was typed: no day, no time of it, or it is still to come. */
export type MomentFault = 'day' | 'time' | 'to-come';

/** Milliseconds UTC at the end of that minute, or now where the minute or the day is not over; or what is wrong with it. */
export function readMoment({ day, time }: TypedMoment, now: number): number | MomentFault {
  if (day === '') return 'day';
  const typed = time.normalize('NFKC').trim();
  const [, hour = '', minute = ''] = TIME.exec(typed === '' ? DAYS_END : typed) ?? [];
  const end = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:59.999+08:00`);
  if (Number.isNaN(end)) return 'time';
  const isBegun = typed === '' ? day <= dayOf(now) : end - MINUTE < now;
  return isBegun ? Math.min(end, now) : 'to-come';
}

/** What the fields show for a moment. */
export function writeMoment(moment: number): TypedMoment {
  const [day = '', time = ''] = momentOf(moment).split(' ');
  return { day, time };
}

/** The moment in an address; null where there is none, or none that could be. */
export function momentIn(search: Pick<URLSearchParams, 'get'>): number | null {
  const typed = search.get('moment');
  const moment = typed === null || typed === '' ? Number.NaN : Number(typed);
  return Number.isSafeInteger(moment) && moment >= 0 ? moment : null;
}
