/** Which step of a deadline is the newest on a day: of those before the date, and of the ladder after it. Pure. [RM2, RM3] */
import { LADDER, REMINDED_BEFORE, RUNGS, daysAfter, type Rung } from '@heping/scoring';
import { afterWorkingDays } from '../calendar/working-days.ts';

export type Step =
  | { readonly kind: 'before'; readonly days: (typeof REMINDED_BEFORE)[number]; readonly on: string }
  | { readonly kind: 'rung'; readonly rung: Rung; readonly on: string };

/** Every step of a date with the day on which it is reached, earliest first. */
export function stepsOf(lastDay: string): readonly Step[] {
  return [
    ...REMINDED_BEFORE.map((days): Step => ({ kind: 'before', days, on: daysAfter(lastDay, -days) })),
    ...RUNGS.map((rung): Step => ({ kind: 'rung', rung, on: afterWorkingDays(lastDay, LADDER[rung].after) })),
  ];
}

/**
 * The newest step that is reached: what was missed before it is over and is not sent after the event, or whoever comes
 * back from a pause would be given five letters at once. Undefined before the first.
 */
export function newestStep(lastDay: string, today: string): Step | undefined {
  const newest = stepsOf(lastDay).findLast(({ on }) => on <= today);
  // Once the last day is over nobody is told how many days are left.
  return newest?.kind === 'before' && today > lastDay ? undefined : newest;
}

/** The earliest step's distance: dates further off than this have none yet. */
export const FIRST_BEFORE = Math.max(...REMINDED_BEFORE);

/** As it stands in a key: `7`, `0`, `urge`. */
export const nameOfStep = (step: Step): string => (step.kind === 'before' ? String(step.days) : step.rung);
