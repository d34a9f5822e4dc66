/** Where a suggestion of the panel can stand: an indicator, or a clause without points. [SU1–SU3] */
import { checklistsFor, findIndicator } from './rubric-lookup.ts';
import type { IndicatorCode, Localized, Rubric, Tier } from './types.ts';
import { TIERS } from './types.ts';

/** A clause that the standard asks and Appendix A gives no points for (4.4.1, 4.5.1 …). */
export interface UnscoredClause {
  readonly clause: string;
  readonly text: Localized;
}

export interface SuggestionPlace {
  /** Empty where the clause carries no points. */
  readonly indicator: IndicatorCode;
  /** As one cites it: a line of the appendix, or a clause. */
  readonly clause: string;
  readonly text: Localized;
}

/** The clauses without points of a tier, once each, in the order of the rubric. [SU2] */
export function unscoredClauses(rubric: Rubric, tier: Tier): readonly UnscoredClause[] {
  const items = checklistsFor(rubric, tier, null).flatMap((checklist) => checklist.items);
  return [...new Set(items.map(({ clause }) => clause))].map((clause) => {
    const under = items.filter((item) => item.clause === clause);
    const zh = under.map(({ title }) => title.zh).join('、');
    return { clause, text: { zh, en: under.map(({ title }) => title.en).join(', ') } };
  });
}

/** The place that a code or clause names for a centre of this tier; undefined where there is none. [SU1, SU2] */
export function suggestionPlace(rubric: Rubric, tier: Tier, at: string): SuggestionPlace | undefined {
  const indicator = findIndicator(rubric, at);
  if (indicator !== undefined) return { indicator: at, clause: at, text: indicator.text };
  const found = unscoredClauses(rubric, tier).find(({ clause }) => clause === at);
  return found && { indicator: '', ...found };
}

/** What a clause without points asks, whoever it asks it of: for what was delivered already. [SU3] */
export function unscoredText(rubric: Rubric, clause: string): Localized | undefined {
  const found = TIERS.flatMap((tier) => unscoredClauses(rubric, tier)).find((one) => one.clause === clause);
  return found?.text;
}
