/** A moment as one types it, a day and a time of it, in China, which has no summer time. */
import { momentOf } from '#lib/words.ts';

/** 14:05, 9:05, 1405, 14时05分, and what a Chinese keyboard makes of the colon. */
const TIME = /^(\d{1,2})[:.时点]?(\d{2})分?$/;
/** Without a time a day is looked at as it ended. */
const DAYS_END = '23:59';

export interface TypedMoment {
  /** `2026-11-30` */
  readonly day: string;
  readonly time: string;
}

/** Milliseconds UTC at the end of that minute; null for what is no moment. */
export function readMoment({ day, time }: TypedMoment): number | null {
  const [, hour = '', minute = ''] = TIME.exec(time.normalize('NFKC').trim() || DAYS_END) ?? [];
  if (day === '' || hour === '') return null;
  const moment = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:59.999+08:00`);
  return Number.isNaN(moment) ? null : moment;
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
