/** Whoever works for a body no longer hears its events: their webhooks are switched off with their right. [NT11] */
import { appendAudit, tablesOf, type Db } from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';
import type { Visitor } from '../sessions/sessions.ts';

/**
 * Switches off what somebody registered for bodies of which they are no officer, unless they administer; all of it where
 * the account is disabled. In the transaction that took the right away, each with its line.
 */
export async function retireWebhooks(
  tx: Db,
  makerId: string,
  { by, at }: { readonly by: Visitor; readonly at: number },
): Promise<void> {
  const { webhooks, people, officers } = tablesOf(tx);
  const [maker] = await tx.select().from(people).where(eq(people.id, makerId));
  const isActing = maker !== undefined && maker.disabledAt === null;
  if (isActing && maker.isAdministrator) return;
  const offices = await tx.select().from(officers).where(eq(officers.personId, makerId));
  const theirs = await tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.createdBy, makerId), isNull(webhooks.disabledAt)));
  for (const { id, bodyId } of theirs) {
    if (isActing && offices.some((office) => office.bodyId === bodyId)) continue;
    await tx.update(webhooks).set({ disabledAt: at }).where(eq(webhooks.id, id));
    await appendAudit(tx, {
      ...{ at, personId: by.personId, action: 'webhook.retire', evaluationId: null, subject: id },
      detail: { body: bodyId, maker: makerId },
    });
  }
}
