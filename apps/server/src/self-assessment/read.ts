/** The self-assessment in force, as it was handed in. What is being written is opened by the leaders alone. [SA1, SA5] */
import { tablesOf, type Db } from '@heping/db';
import type { SelfAssessments } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { access, allow } from '../evaluations/access.ts';
import { personRef } from '../people/person-ref.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { selfInForce } from '../evaluations/self-in-force.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readSelfAssessment(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
): Promise<SelfAssessments> {
  allow(await access(db, evaluationId, visitor), 'self.read');
  const standing = await selfInForce(db, evaluationId);
  if (standing === undefined) return { selfAssessment: null };
  const { selfScores } = tablesOf(db);
  const rows = await db.select().from(selfScores).where(eq(selfScores.assessmentId, standing.id));
  return {
    selfAssessment: {
      at: standing.handedInAt,
      by: personRef(standing.person),
      scores: Object.fromEntries(rows.map(({ indicator, score }) => [indicator, score])),
      statements: Object.fromEntries(
        rows.filter(({ statement }) => statement !== '').map((row) => [row.indicator, row.statement]),
      ),
    },
  };
}
