import { tablesOf, type Db, type GrantedException, type Person } from '@heping/db';
import { may, type Phase, type Role } from '@heping/scoring';
import { and, asc, eq, isNull } from 'drizzle-orm';

/** The exceptions that hold in an evaluation, each with who granted it, by requirement. [CE6] */
export function exceptionsInForce(
  db: Db,
  evaluationId: string,
): Promise<{ readonly exception: GrantedException; readonly by: Person }[]> {
  const { exceptions, people } = tablesOf(db);
  return db
    .select({ exception: exceptions, by: people })
    .from(exceptions)
    .innerJoin(people, eq(people.id, exceptions.grantedBy))
    .where(and(eq(exceptions.evaluationId, evaluationId), isNull(exceptions.withdrawnAt)))
    .orderBy(asc(exceptions.requirement));
}

/** Why a ceiling was lifted speaks of what the panel found: it is for those who read the facts, or the locked sheet. [CM4] */
export const mayKnowExceptions = (roles: readonly Role[], phase: Phase): boolean =>
  may(roles, 'record.read', phase) || may(roles, 'sheet.read', phase);
