/** Until when more time may be asked for and given: one rule for a finding and for a measure. [LG7, MA6] */
import { daysAfter } from '@heping/scoring';
import { Refused } from '../refused.ts';

/** One extension reaches at most this far, so that a slip of the finger is no date in the next century. */
const LONGEST_EXTENSION = 366;

/** Throws EXTENSION_NOT_LATER, EXTENSION_TOO_FAR. */
export function requireExtension(
  until: string,
  {
    due,
    today,
  }: {
    /** The date that there is. */
    readonly due: string;
    /** In the campaign's time zone. */
    readonly today: string;
  },
): void {
  if (until <= today || until <= due) throw new Refused('EXTENSION_NOT_LATER', { due });
  const latest = daysAfter(today, LONGEST_EXTENSION);
  if (until > latest) throw new Refused('EXTENSION_TOO_FAR', { latest });
}
