/** A moment as the browser's own field writes it, in China, which has no summer time: `2026-11-30T14:05`. */
import { momentOf } from '#lib/words.ts';

const TYPED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;

/** Milliseconds UTC at the end of that minute; null for what is no moment. */
export function readMoment(typed: string): number | null {
  if (!TYPED.test(typed)) return null;
  const moment = Date.parse(`${typed.slice(0, 16)}:59.999+08:00`);
  return Number.isNaN(moment) ? null : moment;
}

/** What the field shows for a moment. */
export const writeMoment = (moment: number): string => momentOf(moment).replace(' ', 'T');

/** The moment in an address; null where there is none, or none that could be. */
export function momentIn(search: Pick<URLSearchParams, 'get'>): number | null {
  const typed = search.get('moment');
  const moment = typed === null || typed === '' ? Number.NaN : Number(typed);
  return Number.isSafeInteger(moment) && moment >= 0 ? moment : null;
}
