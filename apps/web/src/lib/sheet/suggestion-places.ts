/** What a suggestion can be about, in words: clauses without points first, then the indicators as in Appendix A. Pure. */
import { indicatorsOf, suggestionPlace, unscoredClauses, type Rubric, type Tier } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { textOf } from '#lib/words.ts';

export interface PlaceOption {
  readonly value: string;
  readonly label: string;
}

export const placesOf = (rubric: Rubric, tier: Tier): readonly PlaceOption[] => [
  ...unscoredClauses(rubric, tier).map(({ clause }) => ({
    value: clause,
    label: placeWords(rubric, tier, clause),
  })),
  ...indicatorsOf(rubric).map(({ code }) => ({ value: code, label: placeWords(rubric, tier, code) })),
];

/** `A1.2.2 面积达到要求`; `4.4.1 专家库（不计分）`; a place that is none any more by its number alone. */
export function placeWords(rubric: Rubric, tier: Tier, at: string): string {
  const place = suggestionPlace(rubric, tier, at);
  if (place === undefined) return at;
  const text = textOf(place.text);
  return place.indicator === '' ? m.suggest_unscored({ clause: at, text }) : `${at} ${text}`;
}
