/** From ballots to an agreed score: what may be adopted in one step, and what comes first to the table. [AG6–AG8] */
import type { Aggregate } from './aggregate.ts';
import { isFlagged } from './aggregate.ts';
import type { Ceiling } from './ceiling.ts';
import { inForce } from './ceiling.ts';
import { floorToStep } from './points.ts';
import { compareCodes } from './rubric-lookup.ts';
import type { IndicatorCode, Step, Tenths } from './types.ts';

/**
 * The trimmed mean at the nearest step, half down, never above the ceiling; `null` without a ballot. [AG6]
 *
 * @example a mean of 8.25 points, step 0.5 → 8 points (half goes down)
 */
export function adoptable({
  aggregate,
  ceiling,
  maximum,
  step,
}: {
  readonly aggregate: Pick<Aggregate, 'trimmedMean'>;
  readonly ceiling: Pick<Ceiling, 'ceiling'>;
  readonly maximum: Tenths;
  readonly step: Step;
}): Tenths | null {
  const mean = aggregate.trimmedMean;
  if (mean === null) return null;
  const below = floorToStep(Math.floor(mean.numerator / mean.denominator), maximum, step);
  const above = Math.min(below + step, maximum);
  // Nearer to `above` than to `below`, compared in whole numbers; a tie stays below. [AG6]
  const isNearerAbove = 2 * mean.numerator > (below + above) * mean.denominator;
  return inForce(isNearerAbove ? above : below, ceiling);
}

/** Neither flagged nor in conflict nor capped, and somebody scored it: may be adopted without talk. [AG7] */
export function isUndisputed({
  aggregate,
  ceiling,
  conflict,
  maximum,
}: {
  readonly aggregate: Pick<Aggregate, 'count' | 'spread'>;
  readonly ceiling: Pick<Ceiling, 'ceiling'>;
  readonly conflict: boolean;
  readonly maximum: Tenths;
}): boolean {
  const isCapped = ceiling.ceiling < maximum;
  return aggregate.count > 0 && !conflict && !isCapped && !isFlagged(aggregate, maximum);
}

export interface AgendaRow {
  readonly indicator: IndicatorCode;
  readonly maximum: Tenths;
  readonly aggregate: Pick<Aggregate, 'spread'>;
}

const weightOf = ({ maximum, aggregate }: AgendaRow) => maximum * (aggregate.spread ?? 0);

/** The same rows by points at stake × spread, greatest first; equal ones in the order of the rubric. [AG8] */
export function agendaOf<Row extends AgendaRow>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => weightOf(b) - weightOf(a) || compareCodes(a.indicator, b.indicator));
}
