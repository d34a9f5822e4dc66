import { appendAudit } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { Throttle } from '../sessions/throttle.ts';

export type ChangePassword = (
  visitor: Visitor,
  passwords: { readonly current: string; readonly next: string },
) => Promise<void>;

const WRONG_PASSWORDS = { most: 5, windowMs: 15 * 60_000 };

/** One's own password; every other session of the person ends. Throws WRONG_PASSWORD, SLOW_DOWN. */
export function createChangePassword(app: FastifyInstance): ChangePassword {
  const { store, sessions, clock } = app;
  const { people } = store.tables;
  const wrong = new Throttle(WRONG_PASSWORDS);

  return async ({ personId, tokenHash }, { current, next }) => {
    const now = clock();
    const wait = wrong.waitFor(personId, now);
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      throw new Refused('SLOW_DOWN', { seconds }, { retryAfter: seconds });
    }
    if (!(await sessions.verifyPassword(personId, current))) {
      wrong.fail(personId, now);
      throw new Refused('WRONG_PASSWORD');
    }
    const passwordHash = await sessions.hashPassword(next);
    await store.tx(async (db) => {
      await db.update(people).set({ passwordHash }).where(eq(people.id, personId));
      await appendAudit(db, {
        at: now,
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
