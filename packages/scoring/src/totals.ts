/** Sums of agreed scores. [TO1–TO4] */
import type { Indicator, IndicatorCode, Rubric, Severity, Tenths } from './types.ts';

export interface Total {
  readonly points: Tenths;
  readonly maximum: Tenths;
  /** Points lost by what has been scored; what is not scored has lost nothing yet. */
  readonly lost: Tenths;
  readonly scored: number;
  readonly count: number;
}

export interface Totals {
  /** By group code, `A1.2`. */
  readonly groups: Readonly<Record<string, Total>>;
  /** By table code, `A.1`. The two tables stand side by side and are not added up. */
  readonly tables: Readonly<Record<string, Total>>;
}

export type Scores = Readonly<Record<IndicatorCode, Tenths | null | undefined>>;

/** Points, points lost and progress by group and by table. Empty is never zero. [TO1, TO2] */
export function totalsOf(rubric: Rubric, scores: Scores): Totals {
  const groups = rubric.tables.flatMap((table) => table.groups);
  return {
    groups: Object.fromEntries(groups.map((group) => [group.code, totalOf(group, group.indicators, scores)])),
    tables: Object.fromEntries(
      rubric.tables.map((table) => [
        table.code,
        totalOf(
          table,
          table.groups.flatMap((group) => group.indicators),
          scores,
        ),
      ]),
    ),
  };
}

function totalOf(
  whole: { readonly maximum: Tenths },
  indicators: readonly Indicator[],
  scores: Scores,
): Total {
  let points = 0;
  let lost = 0;
  let scored = 0;
  for (const { code, maximum } of indicators) {
    const score = scores[code] ?? null;
    if (score === null) continue;
    points += score;
    lost += pointsLost(maximum, score);
    scored += 1;
  }
  return { points, maximum: whole.maximum, lost, scored, count: indicators.length };
}

/** What a score takes off the maximum. [TO3] */
export function pointsLost(maximum: Tenths, score: Tenths): Tenths {
  return maximum - score;
}

/** Severe when half the points or more are lost; with nothing lost only a suggestion remains. [TO4] */
export function severityOf(maximum: Tenths, score: Tenths): Severity {
  const lost = pointsLost(maximum, score);
  if (lost <= 0) return 'suggestion';
  return lost * 2 >= maximum ? 'severe' : 'ordinary';
}
