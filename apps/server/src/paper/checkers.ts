/** Who may be asked to type a panelist's paper a second time: nobody whom knowing a ballot could sway. [PP2] */
import { tablesOf, type Db, type Person } from '@heping/db';
import { asc, eq, isNull, and } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';

/** Officers of the lead body without a seat here, a recused one included, and without a tie to the centre. */
export async function checkersFor(
  db: Db,
  { evaluation, centre }: Pick<Access, 'evaluation' | 'centre'>,
): Promise<readonly Person[]> {
  const { officers, people, panelMembers, centrePeople } = tablesOf(db);
  const [office, seats, ties] = await Promise.all([
    db
      .select({ person: people })
      .from(officers)
      .innerJoin(people, eq(people.id, officers.personId))
      .where(and(eq(officers.bodyId, evaluation.leadBodyId), isNull(people.disabledAt)))
      .orderBy(asc(people.username)),
    db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluation.id)),
    db.select().from(centrePeople).where(eq(centrePeople.centreId, centre.id)),
  ]);
  const swayed = new Set([...seats, ...ties].map(({ personId }) => personId));
  return office.map(({ person }) => person).filter(({ id }) => !swayed.has(id));
}
