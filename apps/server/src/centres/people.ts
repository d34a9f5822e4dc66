/** Who leads a centre, works there or answers for it; each tie is a conflict of interest for scoring it. [CI1] */
import { appendAudit, tablesOf, type Db } from '@heping/db';
import type { CentreRole } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export interface Tie {
  readonly centreId: string;
  readonly personId: string;
  readonly role: CentreRole;
}

/** Ties somebody to a centre; from then on they score it no more. Throws NOT_FOUND. */
export async function addTie(app: FastifyInstance, by: Visitor, tie: Tie): Promise<void> {
  await changeTie(app, by, tie, 'tie.add', async (db) => {
    const { centrePeople, centres, people } = tablesOf(db);
    const [centre] = await db.select().from(centres).where(eq(centres.id, tie.centreId));
    const [person] = await db.select().from(people).where(eq(people.id, tie.personId));
    if (centre === undefined || person === undefined) throw new Refused('NOT_FOUND');
    await db.insert(centrePeople).values(tie).onConflictDoNothing();
  });
}

/** Takes one role away, or without one every tie. Throws NOT_FOUND where there is none. */
export async function removeTie(
  app: FastifyInstance,
  by: Visitor,
  tie: Omit<Tie, 'role'> & { readonly role?: CentreRole | undefined },
): Promise<void> {
  const { centreId, personId, role } = tie;
  await changeTie(app, by, tie, 'tie.remove', async (db) => {
    const { centrePeople } = tablesOf(db);
    const gone = await db
      .delete(centrePeople)
      .where(
        and(
          eq(centrePeople.centreId, centreId),
          eq(centrePeople.personId, personId),
          role === undefined ? undefined : eq(centrePeople.role, role),
        ),
      )
      .returning();
    if (gone.length === 0) throw new Refused('NOT_FOUND');
  });
}

async function changeTie(
  app: FastifyInstance,
  by: Visitor,
  { centreId, personId, role }: Omit<Tie, 'role'> & { readonly role?: CentreRole | undefined },
  action: string,
  change: (db: Db) => Promise<void>,
): Promise<void> {
  await app.store.tx(async (db) => {
    await change(db);
    await appendAudit(db, {
      at: app.clock(),
      personId: by.personId,
      action,
      evaluationId: null,
      subject: centreId,
      detail: { person: personId, ...(role === undefined ? {} : { role }) },
    });
  });
  await app.corridor.revalidate(personId);
  app.notices.workChanged([personId]);
}
