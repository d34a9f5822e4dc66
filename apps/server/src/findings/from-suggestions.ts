/** Each suggestion of the panel as a finding, numbered after the deductions. Pure, but for the reading of them. [FI5] */
import { tablesOf, type Db, type Suggestion } from '@heping/db';
import type { SheetContent } from '@heping/protocol';
import { and, eq, isNull } from 'drizzle-orm';
import type { DraftFinding } from './from-sheet.ts';

export type StandingSuggestion = Pick<Suggestion, 'id' | 'indicator' | 'clause' | 'text' | 'createdAt'>;

/** As they were made; of those made at one instant the order is that of their ids. */
export const inOrder = <S extends Pick<Suggestion, 'id' | 'createdAt'>>(
  suggestions: readonly S[],
): readonly S[] =>
  suggestions.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id)));

/** The suggestions of an evaluation that nobody withdrew, in order. */
export async function standingSuggestions(db: Db, evaluationId: string): Promise<readonly Suggestion[]> {
  const { suggestions } = tablesOf(db);
  const rows = await db
    .select()
    .from(suggestions)
    .where(and(eq(suggestions.evaluationId, evaluationId), isNull(suggestions.withdrawnAt)));
  return inOrder(rows);
}

/** What they become at delivery: nothing lost, nothing measured, the clauses those of the signed line. [FI3, FI5] */
export const findingsFromSuggestions = (
  { lines }: Pick<SheetContent, 'lines'>,
  suggestions: readonly StandingSuggestion[],
  deductions: number,
): readonly DraftFinding[] =>
  suggestions.map(({ indicator, clause, text }, place) => ({
    number: deductions + place + 1,
    indicator,
    clauses: lines.find((line) => line.indicator === indicator)?.clauses ?? [clause],
    standard: null,
    actual: null,
    lost: 0,
    severity: 'suggestion',
    reason: text,
    evidence: [],
  }));
