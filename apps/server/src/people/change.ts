import { appendAudit, type Person } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { and, eq, isNull, ne } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { retireWebhooks } from '../notifications/retire-webhooks.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

type Change = z.output<typeof schemas.ChangePerson>;

/**
 * Changes a person. A new password, a disabled account and gaining or losing administration end all sessions of the
 * person; their sockets close. Throws NOT_FOUND, LAST_ADMINISTRATOR.
 */
export async function changePerson(
  app: FastifyInstance,
  by: Visitor,
  id: string,
  { password, isDisabled, ...change }: Change,
): Promise<void> {
  const { store, sessions, clock } = app;
  const { people } = store.tables;
  const passwordHash = password === undefined ? undefined : await sessions.hashPassword(password);

  const before = await store.tx(async (db) => {
    const [person] = await db.select().from(people).where(eq(people.id, id));
    if (person === undefined) throw new Refused('NOT_FOUND');
    const disabledAt = disabledAtAfter(person, isDisabled, clock());
    const after = { ...change, disabledAt, ...(passwordHash === undefined ? {} : { passwordHash }) };
    await db.update(people).set(after).where(eq(people.id, id));
    if (isActing(person) && !isActing({ ...person, ...change, disabledAt })) {
      const [other] = await db
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.isAdministrator, true), isNull(people.disabledAt), ne(people.id, id)))
        .limit(1);
      if (other === undefined) throw new Refused('LAST_ADMINISTRATOR');
    }
    await appendAudit(db, {
      at: clock(),
      personId: by.personId,
      action: 'person.change',
      evaluationId: null,
      subject: id,
      detail: {
        ...change,
        ...(isDisabled === undefined ? {} : { isDisabled }),
        ...(password === undefined ? {} : { password: true }),
      },
    });
    await retireWebhooks(db, id, { by, at: clock() });
    return person;
  });

  const losesSessions =
    password !== undefined ||
    isDisabled === true ||
    (change.isAdministrator !== undefined && change.isAdministrator !== before.isAdministrator);
  if (losesSessions) await sessions.endAll(id);
  await app.corridor.revalidate(id);
}

const isActing = ({ isAdministrator, disabledAt }: Pick<Person, 'isAdministrator' | 'disabledAt'>) =>
  isAdministrator && disabledAt === null;

function disabledAtAfter({ disabledAt }: Person, isDisabled: boolean | undefined, now: number) {
  if (isDisabled === undefined) return disabledAt;
  return isDisabled ? (disabledAt ?? now) : null;
}
