import { appendAudit } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export type ChangePassword = (
  visitor: Visitor,
  passwords: { readonly current: string; readonly next: string },
  address: string,
) => Promise<void>;

/** One's own password; every other session of the person ends. Throws WRONG_PASSWORD, SLOW_DOWN. */
export function createChangePassword(app: FastifyInstance): ChangePassword {
  const { store, sessions, clock } = app;
  const { people } = store.tables;

  return async ({ personId, tokenHash }, { current, next }, address) => {
    if (!(await sessions.verifyPassword(personId, current, address))) throw new Refused('WRONG_PASSWORD');
    const passwordHash = await sessions.hashPassword(next);
    await store.tx(async (db) => {
      await db.update(people).set({ passwordHash }).where(eq(people.id, personId));
      await appendAudit(db, {
        at: clock(),
        personId,
        action: 'password.change',
        evaluationId: null,
        subject: personId,
        detail: {},
      });
    });
    await sessions.endAll(personId, { except: tokenHash });
  };
}
