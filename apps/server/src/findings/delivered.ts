/** All that a delivery turns into findings, in the order of their numbers: deductions, then suggestions. Pure. [FI1, FI5] */
import type { Finding } from '@heping/db';
import type { SheetContent } from '@heping/protocol';
import { findingsFrom, type UnitWords } from './from-sheet.ts';
import { findingsFromSuggestions, type StandingSuggestion } from './from-suggestions.ts';
import { NOTHING_MEASURED } from './read.ts';

export type DeliveredFinding = Omit<Finding, 'id' | 'evaluationId' | 'createdAt'>;

/** As the rows say it; the suggestions are those that stand, in order. */
export function deliveredFindings(
  content: SheetContent,
  suggestions: readonly StandingSuggestion[],
  unitWords?: UnitWords,
): readonly DeliveredFinding[] {
  const deductions = findingsFrom(content, unitWords);
  const suggested = findingsFromSuggestions(content, suggestions, deductions.length);
  return [
    ...deductions.map((draft) => ({ ...draft, source: 'deduction' as const })),
    ...suggested.map((draft) => ({ ...draft, source: 'suggestion' as const })),
  ].map((draft) => ({
    ...draft,
    standard: draft.standard ?? NOTHING_MEASURED,
    actual: draft.actual ?? NOTHING_MEASURED,
  }));
}
