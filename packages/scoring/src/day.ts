/** On which day an evaluation may be held. [DA1, DA2] */
import type { RuleId } from './rules.ts';

export interface DayQuestion {
  /** Days are written as 2026-11-23. */
  readonly day: string;
  readonly periodFrom: string;
  readonly periodTo: string;
}

/**
 * What is to be said about a day: DA1 where it lies before the campaign's period, DA2 where it lies more than a year
 * after; null where it fits.
 */
export function judgeDay({ day, periodFrom, periodTo }: DayQuestion): Extract<RuleId, 'DA1' | 'DA2'> | null {
  if (day < periodFrom) return 'DA1';
  return day > aYearAfter(periodTo) ? 'DA2' : null;
}

/** Days written so compare as text; that a 29 February has no like in the next year does not matter to that. */
const aYearAfter = (day: string): string =>
  `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
