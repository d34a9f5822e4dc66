import { minuteIn } from '@heping/scoring';

/** The instant at which the clocks of a time zone show this day and time. [ND1] */
export function instantOf(timeZone: string, day: string, time = '00:00'): number {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offsetAt = (at: number) => Date.parse(`${minuteIn(timeZone, at).replace(' ', 'T')}:00Z`) - at;
  // The second look is for a zone whose offset changed between the two.
  return wanted - offsetAt(wanted - offsetAt(wanted));
}
