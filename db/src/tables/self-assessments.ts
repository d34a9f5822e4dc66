/** 自评 as it was handed in: shown beside, never counted. */
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { checksOf } from './checks.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function defineSelfAssessments(k: Kit, { people }: Places, { evaluations }: Planning) {
  const { notNegative } = checksOf(k);
  const person = () => k.text().references(() => people.id);

  /** Each time it was handed in; taken back it stays, and another may follow until scoring opens. */
  const selfAssessments = k.table(
    'self_assessments',
    {
      id: k.text().primaryKey(),
      evaluationId: k
        .text()
        .notNull()
        .references(() => evaluations.id),
      /** Over its scores and statements, as canonical JSON. */
      hash: k.text().notNull(),
      handedInBy: person().notNull(),
      handedInAt: k.time().notNull(),
      takenBackBy: person(),
      takenBackAt: k.time(),
    },
    (t) => [
      // One is in force; two leaders who press at once hand in one.
      k
        .uniqueIndex('self_assessments_in_force')
        .on(t.evaluationId)
        .where(sql`${t.takenBackAt} is null`),
    ],
  );

  /** Append-only. */
  const selfScores = k.table(
    'self_scores',
    {
      assessmentId: k
        .text()
        .notNull()
        .references(() => selfAssessments.id),
      indicator: k.text().notNull(),
      /** Tenths; null is not scored, never zero. */
      score: k.int(),
      statement: k.text().notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.assessmentId, t.indicator] }),
      notNegative('self_scores_score', t.score),
    ],
  );

  return { selfAssessments, selfScores };
}
