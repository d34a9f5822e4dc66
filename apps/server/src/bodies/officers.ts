/** Who works for a body. Sockets that lose their right close within a second; webhooks are switched off with it. */
import { appendAudit, tablesOf, type Db } from '@heping/db';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { retireWebhooks } from '../notifications/retire-webhooks.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export interface Office {
  readonly bodyId: string;
  readonly personId: string;
}

/** Makes somebody an officer; it is no error when they are. Throws NOT_FOUND. */
export async function addOfficer(app: FastifyInstance, by: Visitor, office: Office): Promise<void> {
  await changeOffice(app, by, office, 'officer.add', async (db) => {
    const { officers, bodies, people } = tablesOf(db);
    const [body] = await db.select().from(bodies).where(eq(bodies.id, office.bodyId));
    const [person] = await db.select().from(people).where(eq(people.id, office.personId));
    if (body === undefined || person === undefined) throw new Refused('NOT_FOUND');
    await db.insert(officers).values(office).onConflictDoNothing();
  });
}

/** Throws NOT_FOUND for who is no officer of it. */
export async function removeOfficer(app: FastifyInstance, by: Visitor, office: Office): Promise<void> {
  await changeOffice(app, by, office, 'officer.remove', async (db) => {
    const { officers } = tablesOf(db);
    const gone = await db
      .delete(officers)
      .where(and(eq(officers.bodyId, office.bodyId), eq(officers.personId, office.personId)))
      .returning();
    if (gone.length === 0) throw new Refused('NOT_FOUND');
  });
}

async function changeOffice(
  app: FastifyInstance,
  by: Visitor,
  { bodyId, personId }: Office,
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
      subject: bodyId,
      detail: { person: personId },
    });
    await retireWebhooks(db, personId, { by, at: app.clock() });
  });
  await app.corridor.revalidate(personId);
  app.notices.workChanged([personId]);
}
