/** Findings as they were delivered. */
import { tablesOf, type Campaign, type Db, type Evaluation } from '@heping/db';
import type { Finding } from '@heping/protocol';
import { findIndicator, type Localized, type Rubric } from '@heping/scoring';
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
    ({ id, number, indicator, clauses, standard, actual, lost, severity, reason, evidence, createdAt }) => {
      const found = findIndicator(rubric, indicator);
      if (found === undefined) throw new Error(`finding ${id}: the rubric has no indicator ${indicator}`);
      return {
        id,
        number: findingNumber(campaign.timeZone, createdAt, number),
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
