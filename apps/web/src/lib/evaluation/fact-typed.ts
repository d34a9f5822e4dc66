/** Why a number typed for a fact is not kept, in the reader's words. Pure. [RQ11] */
import { judgeFact, parsePoints, parseQuantity, type Requirement, type Threshold } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';

/** What `parsePoints` reads at most: six whole digits, one decimal. */
const MOST_WHOLE = '999999';
const MOST_TENTHS = '999999.9';
const SIGNED = /^([-−－‒–]?)(\d+)(?:\.(\d+))?$/u;

const inAscii = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .replace('。', '.')
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '');

/** A number that was written as one, but is no number this kind of fact keeps. */
function notKept({ kind }: Requirement, text: string): string {
  const [, minus, whole = '', decimals = ''] = SIGNED.exec(inAscii(text)) ?? [];
  if (minus === undefined) return m.score_fact_not_a_number();
  const isZero = /^0*$/.test(whole + decimals);
  if (minus !== '' && !isZero) return m.score_fact_below_zero();
  if (whole.replace(/^0+/, '').length > MOST_WHOLE.length) {
    if (kind === 'rate') return m.score_fact_over_hundred();
    return m.score_fact_too_large({ most: kind === 'count' ? MOST_WHOLE : MOST_TENTHS });
  }
  if (minus !== '' || decimals === '') return m.score_fact_not_a_number();
  return kind === 'count' ? m.score_fact_not_whole() : m.score_fact_one_decimal();
}

/** “300 ㎡”, “5次”: the unit that stands behind the field already may be said once more. */
function withoutUnit(text: string, { unit }: Requirement): string {
  const plain = text.normalize('NFKC').trim();
  const said = [unit?.zh ?? '', unit?.en ?? ''].map((word) => word.normalize('NFKC'));
  const found = said.find((word) => word !== '' && plain.endsWith(word));
  return found === undefined ? text : plain.slice(0, -found.length);
}

export type Typed = { readonly value: number } | { readonly why: string };

/** The value to keep, or the sentence why there is none. */
export function takeTyped(requirement: Requirement, threshold: Threshold, typed: string): Typed {
  const text = withoutUnit(typed, requirement);
  const value = parseQuantity(requirement.kind, text);
  if (value === null)
    return { why: parsePoints(text) === null ? notKept(requirement, text) : m.score_fact_not_whole() };
  const judged = judgeFact(requirement, threshold, value);
  if (judged === 'ok') return { value };
  return {
    why: {
      'not-a-number': m.score_fact_not_a_number,
      'below-zero': m.score_fact_below_zero,
      'not-whole': m.score_fact_not_whole,
      'over-hundred': m.score_fact_over_hundred,
      'not-yes-or-no': m.score_fact_not_a_number,
      'not-a-checklist': m.score_fact_not_a_number,
      'unknown-item': m.score_fact_not_a_number,
    }[judged](),
  };
}
