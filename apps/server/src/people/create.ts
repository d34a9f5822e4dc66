import { appendAudit, isUniqueViolation } from '@heping/db';
import type { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { newId } from '../ids.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** Answers the new person's id. Throws NAME_TAKEN. */
export async function createPerson(
  app: FastifyInstance,
  by: Visitor,
  { password, ...person }: z.output<typeof schemas.NewPerson>,
): Promise<string> {
  const { store, sessions, clock } = app;
  const id = newId();
  const passwordHash = await sessions.hashPassword(password);
  try {
    await store.tx(async (db) => {
      await db.insert(store.tables.people).values({ ...person, id, passwordHash });
      await appendAudit(db, {
        at: clock(),
        personId: by.personId,
        action: 'person.create',
        evaluationId: null,
        subject: id,
        detail: { username: person.username, isAdministrator: person.isAdministrator },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refused('NAME_TAKEN', { name: person.username });
    throw error;
  }
  return id;
}
