/** Why a score is not taken, and why it is capped, in words. */
import {
  formatPoints,
  type CeilingReason,
  type Requirement,
  type ScoreVerdict,
  type Step,
  type Tenths,
} from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { listOf, textOf } from '#lib/words.ts';
import { quantityWords } from './fact-words.ts';

export function refusedWords(verdict: Exclude<ScoreVerdict, 'ok'>, maximum: Tenths, step: Step): string {
  const scale = { maximum: formatPoints(maximum), step: formatPoints(step) };
  return {
    'not-a-number': m.score_refused_number(scale),
    'below-zero': m.score_refused_below(scale),
    'over-maximum': m.score_refused_over(scale),
    'off-step': m.score_refused_step(scale),
  }[verdict];
}

/** 5.2.4：总面积 要求 300 ㎡，实际 268 ㎡ */
export function ceilingWords(reason: CeilingReason, requirement: Requirement): string {
  const { clause, required, actual, missing } = reason;
  const title = textOf(requirement.title);
  if (missing.length > 0)
    return m.score_ceiling_missing({
      clause,
      title,
      items: listOf(missing.map((item) => textOf(item.title))),
    });
  if (required === null || typeof actual !== 'number') return m.score_ceiling_not_held({ clause, title });
  return m.score_ceiling_below({
    clause,
    title,
    required: quantityWords(requirement, required),
    actual: quantityWords(requirement, actual),
  });
}
