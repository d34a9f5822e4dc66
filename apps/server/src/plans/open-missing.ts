/** Evaluations that were delivered before there were plans get their document, once. [PN1] */
import { appendAudit, type Store } from '@heping/db';
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { createDocument } from '../evaluations/create-document.ts';

/** Answers how many were made; a second time none are. */
export async function openMissingPlans({ tx, tables }: Store, now: number): Promise<number> {
  const { evaluations, documents } = tables;
  return tx(async (db) => {
    const isPlan = and(eq(documents.evaluationId, evaluations.id), eq(documents.kind, 'plan'));
    const missing = await db
      .select({ id: evaluations.id })
      .from(evaluations)
      .leftJoin(documents, isPlan)
      .where(and(isNotNull(evaluations.deliveredAt), isNull(documents.name)));
    for (const { id } of missing) await createDocument(db, { kind: 'plan', evaluation: id }, now);
    if (missing.length > 0)
      await appendAudit(db, {
        at: now,
        personId: null,
        action: 'plans.open',
        evaluationId: null,
        subject: 'plans',
        detail: { evaluations: missing.length },
      });
    return missing.length;
  });
}
