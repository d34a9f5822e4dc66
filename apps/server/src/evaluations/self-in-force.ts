/** The self-assessment that is handed in. [SA4] */
import { given, question, tablesOf, type Db, type Person } from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';

export interface SelfInForce {
  readonly id: string;
  readonly handedInAt: number;
  readonly person: Person;
}

/** The one that is handed in; undefined while none is, and once it was taken back. */
export async function selfInForce(db: Db, evaluationId: string): Promise<SelfInForce | undefined> {
  const [row] = await standingIn(db, { id: evaluationId });
  return row;
}

const standingIn = question((db) => {
  const { selfAssessments, people } = tablesOf(db);
  return db
    .select({ id: selfAssessments.id, handedInAt: selfAssessments.handedInAt, person: people })
    .from(selfAssessments)
    .innerJoin(people, eq(people.id, selfAssessments.handedInBy))
    .where(and(eq(selfAssessments.evaluationId, given('id')), isNull(selfAssessments.takenBackAt)));
});
