/** One's own address, and which kinds are mailed to it: all, unless one said otherwise. [NT5] */
import { appendAudit, type Db } from '@heping/db';
import { NOTIFICATION_KINDS, NOTIFICATIONS, type MailChoices, type NotificationKind } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';

/** Kinds that somebody does not want by mail. */
export async function refusedKinds(
  db: Db,
  { notificationChoices }: FastifyInstance['store']['tables'],
  personId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db.select().from(notificationChoices).where(eq(notificationChoices.personId, personId));
  return new Set(rows.filter(({ mail }) => !mail).map(({ kind }) => kind));
}

export async function readChoices(
  { store, config }: FastifyInstance,
  personId: string,
): Promise<MailChoices> {
  const { people } = store.tables;
  const [person] = await store.db.select({ email: people.email }).from(people).where(eq(people.id, personId));
  if (person === undefined) throw new Refused('LOGIN');
  const refused = await refusedKinds(store.db, store.tables, personId);
  return {
    isMailOn: config.mail !== null,
    email: person.email,
    kinds: NOTIFICATION_KINDS.map((kind) => ({
      ...{ kind, mail: !refused.has(kind) },
      isUrgent: NOTIFICATIONS[kind].isUrgent === true,
    })),
  };
}

export interface Choices {
  readonly email?: string | undefined;
  readonly kinds?: readonly { readonly kind: NotificationKind; readonly mail: boolean }[] | undefined;
}

/** The address itself stays out of the log. */
export async function changeChoices(
  { store, clock }: FastifyInstance,
  personId: string,
  { email, kinds = [] }: Choices,
): Promise<void> {
  const { people, notificationChoices } = store.tables;
  await store.tx(async (db) => {
    for (const { kind, mail } of kinds)
      await db
        .insert(notificationChoices)
        .values({ personId, kind, mail })
        .onConflictDoUpdate({
          target: [notificationChoices.personId, notificationChoices.kind],
          set: { mail },
        });
    if (email === undefined) return;
    const [before] = await db.select({ email: people.email }).from(people).where(eq(people.id, personId));
    if (before?.email === email) return;
    await db.update(people).set({ email }).where(eq(people.id, personId));
    await appendAudit(db, {
      ...{ at: clock(), personId, action: 'person.email', evaluationId: null, subject: personId },
      detail: { isSet: email !== '' },
    });
  });
}
