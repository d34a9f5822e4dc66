import { appendAudit } from '@heping/db';
import { and, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

export type ChangePassword = (
  visitor: Visitor,
  passwords: { readonly current: string; readonly next: string },
  address: string,
) => Promise<void>;

/** One's own password; every other session of the person ends. Throws WRONG_PASSWORD, WRONG_TOO_OFTEN, SLOW_DOWN. */
export function createChangePassword(app: FastifyInstance): ChangePassword {
  const { store, sessions, clock } = app;
  const { people } = store.tables;

  return async ({ personId, tokenHash }, { current, next }, address) => {
    const checked = await sessions.verifyPassword(personId, current, address);
    if (checked === null) throw new Refused('WRONG_PASSWORD');
    const passwordHash = await sessions.hashPassword(next);
    await store.tx(async (db) => {
      // Hashing takes long: an administrator may have set another one meanwhile.
      const changed = await db
        .update(people)
        .set({ passwordHash })
        .where(and(eq(people.id, personId), eq(people.passwordHash, checked.passwordHash)))
        .returning({ id: people.id });
      if (changed.length === 0) throw new Refused('WRONG_PASSWORD');
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
