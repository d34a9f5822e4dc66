/** One place of the second typing: what was written on the paper, in the words of whoever types. Pure. */
import {
  judgeScore,
  parsePoints,
  type Indicator,
  type ScoreVerdict,
  type Step,
  type Tenths,
} from '@heping/scoring';

/** What stands for an empty place of the paper. */
const EMPTY = new Set(['空', '-', '—', '－', 'empty']);

export type Typed =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'score'; readonly score: Tenths | null }
  | { readonly kind: 'refused'; readonly verdict: Exclude<ScoreVerdict, 'ok'> };

/** An untouched field says nothing; an empty place has to be said, since empty is never zero. [PB1] */
export function readTyped(text: string, { maximum }: Pick<Indicator, 'maximum'>, step: Step): Typed {
  const plain = text.trim();
  if (plain === '') return { kind: 'nothing' };
  if (EMPTY.has(plain)) return { kind: 'score', score: null };
  const score = parsePoints(plain);
  const verdict = score === null ? 'not-a-number' : judgeScore(score, maximum, step);
  return verdict === 'ok' ? { kind: 'score', score } : { kind: 'refused', verdict };
}
