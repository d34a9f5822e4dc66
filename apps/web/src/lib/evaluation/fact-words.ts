/** What the standard asks and what the panel saw, in words: the two columns of a fact. */
import {
  formatQuantity,
  isMet,
  isNotApplicable,
  type Fact,
  type Localized,
  type Requirement,
  type Threshold,
} from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { STRENGTH_WORDS, unitOf } from '#lib/words.ts';

/** `300 ㎡`, `4 次`, `90 %` */
export function quantityWords(
  { kind, unit }: Pick<Requirement, 'kind'> & { readonly unit?: Localized | null | undefined },
  value: number,
): string {
  const figure = formatQuantity(kind, value);
  return unit == null ? figure : `${figure} ${unitOf(unit, figure)}`;
}

/** 一般不少于 300 ㎡ */
export function standardWords(requirement: Requirement, threshold: Threshold): string {
  const strength = STRENGTH_WORDS[threshold.strength]();
  if (threshold.least !== undefined)
    return m.score_at_least({ strength, quantity: quantityWords(requirement, threshold.least) });
  if (threshold.items !== undefined) return m.score_all_items({ strength, count: threshold.items.length });
  return m.score_to_be_held({ strength });
}

export type Verdict = 'met' | 'below' | 'missing' | 'not-applicable' | 'conflict';
export const VERDICT_GLYPHS: Readonly<Record<Verdict, string>> = {
  met: '✓',
  below: '✕',
  missing: '◔',
  'not-applicable': '—',
  conflict: '⇄',
};
export const verdictWord = (verdict: Verdict): string =>
  ({
    met: m.score_verdict_met,
    below: m.score_verdict_below,
    missing: m.score_verdict_missing,
    'not-applicable': m.score_not_applicable,
    conflict: m.cell_conflict,
  })[verdict]();

/** While two values of a fact wait for a person, neither of them is judged. */
export function verdictOf(
  requirement: Requirement,
  threshold: Threshold,
  fact: Fact | undefined,
  isContested = false,
): Verdict {
  if (isContested) return 'conflict';
  if (isNotApplicable(fact)) return 'not-applicable';
  const met = isMet(requirement, threshold, fact);
  return met === null ? 'missing' : met ? 'met' : 'below';
}

/** 268 ㎡, 5/6, 是 */
export function actualWords(requirement: Requirement, threshold: Threshold, fact: Fact | undefined): string {
  if (isNotApplicable(fact)) return m.score_not_applicable();
  const value = fact?.value ?? null;
  if (value === null) return m.score_not_recorded();
  if (typeof value === 'number') return quantityWords(requirement, value);
  if (typeof value === 'boolean') return value ? m.score_yes() : m.score_no();
  const items = threshold.items ?? [];
  const missing = items.filter(({ code }) => value[code] === false).length;
  return m.score_items_there({
    there: items.filter(({ code }) => value[code] === true).length,
    count: items.length,
    missing,
  });
}
