/** Deductions that nothing stands beside: pointed out before signing, and no bar to it. [GA7] */
import type { Indicator, IndicatorCode, Rubric } from './types.ts';
import { indicatorsOf } from './rubric-lookup.ts';
import type { Scores } from './totals.ts';

/** Indicators scored below their maximum without a note, a photo or a file, in the order of the rubric. [GA7] */
export const unprovenIn = (
  rubric: Rubric,
  scores: Scores,
  hasEvidence: (indicator: IndicatorCode) => boolean,
): readonly Indicator[] =>
  indicatorsOf(rubric).filter(({ code, maximum }) => {
    const score = scores[code] ?? null;
    return score !== null && score < maximum && !hasEvidence(code);
  });
