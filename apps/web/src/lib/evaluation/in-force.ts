/** Scores as they count: of a score and what the facts allow, the lower one. What was written stays as it is. Pure. */
import { inForce, type Ceiling, type IndicatorCode, type Tenths } from '@heping/scoring';

/** The scores that totals are made of; not scored stays not scored. [CE8] */
export function scoresInForce(
  scores: Readonly<Record<IndicatorCode, Tenths | null>>,
  ceilings: (code: IndicatorCode) => Pick<Ceiling, 'ceiling'>,
): Record<IndicatorCode, Tenths | null> {
  return Object.fromEntries(
    Object.entries(scores).map(([code, score]) => [
      code,
      score === null ? null : inForce(score, ceilings(code)),
    ]),
  );
}
