/** Findings as they were delivered. */
import { tablesOf, type Campaign, type Db, type Evaluation, type Finding as Row } from '@heping/db';
import type { Finding } from '@heping/protocol';
import { findIndicator, unscoredText, type Localized, type Rubric, type Tenths } from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import { findingNumber } from './open-cases.ts';

/** How a row says that a deduction rests on judgement and no measured requirement. */
export const NOTHING_MEASURED: Localized = { zh: '', en: '' };
const measured = (words: Localized): Localized | null => (words.zh === '' ? null : words);

export interface FindingsQuestion {
  readonly evaluation: Pick<Evaluation, 'id' | 'deliveredAt'>;
  readonly campaign: Pick<Campaign, 'timeZone'>;
  readonly rubric: Rubric;
}

/** The findings of an evaluation in their order; none before delivery. Numbered within the year: `2026-001`. */
export async function readFindings(
  db: Db,
  { evaluation, campaign, rubric }: FindingsQuestion,
): Promise<Finding[]> {
  if (evaluation.deliveredAt === null) return [];
  const { findings } = tablesOf(db);
  const rows = await db
    .select()
    .from(findings)
    .where(eq(findings.evaluationId, evaluation.id))
    .orderBy(asc(findings.number));
  return rows.map(
    ({
      id,
      number,
      source,
      indicator,
      clauses,
      standard,
      actual,
      lost,
      severity,
      reason,
      evidence,
      ...row
    }) => {
      const found = placeOf(rubric, { id, indicator, clauses });
      return {
        id,
        number: findingNumber(campaign.timeZone, row.createdAt, number),
        source,
        indicator,
        text: { ...found.text },
        clauses: [...clauses],
        standard: measured(standard),
        actual: measured(actual),
        maximum: found.maximum,
        lost,
        severity,
        reason,
        evidence: evidence.map((line) => ({ ...line, runs: line.runs.map((run) => ({ ...run })) })),
      };
    },
  );
}

/** What it stands on: an indicator, or a clause that carries no points. [SU3] */
function placeOf(
  rubric: Rubric,
  { id, indicator, clauses }: Pick<Row, 'id' | 'indicator' | 'clauses'>,
): { readonly text: Localized; readonly maximum: Tenths } {
  const found = findIndicator(rubric, indicator);
  if (found !== undefined) return found;
  const [clause = ''] = clauses;
  const text = indicator === '' ? unscoredText(rubric, clause) : undefined;
  if (text === undefined) throw new Error(`finding ${id}: the rubric has neither ${indicator} nor ${clause}`);
  return { text, maximum: 0 };
}
