/** What an empty database is given: the demo, or a first administrator. */
import {
  DEMO,
  DEMO_ROLES,
  appendAudit,
  seedDemo,
  type DemoAccount,
} from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { newId } from './ids.ts';

export interface FirstStart {
  /** Whether the demo was loaded just now. */
  readonly isFresh: boolean;
  readonly accounts: readonly DemoAccount[];
  readonly administrator?: { readonly username: string; readonly password: string };
}

/** Loads the demo unless told not to, else makes an administrator; where there is anybody already, nothing. */
export async function firstStart(app: FastifyInstance, { demo }: { readonly demo: boolean }): Promise<FirstStart> {
  const { store, sessions, clock } = app;
  const { people } = store.tables;
  const [anybody] = await store.db.select({ id: people.id }).from(people).limit(1);
  if (anybody !== undefined) return { isFresh: false, accounts: await demoAccounts(app) };
  if (!demo) return { isFresh: false, accounts: [], administrator: await createAdministrator(app) };
  const accounts = await seedDemo(store, { now: new Date(clock()), hashPassword: sessions.hashPassword });
  return { isFresh: true, accounts };
}

/** The demo's accounts, where this is a demo. */
async function demoAccounts({ store }: FastifyInstance): Promise<DemoAccount[]> {
  const { people } = store.tables;
  const rows = await store.db.select().from(people).where(eq(people.isDemo, true));
  return DEMO_ROLES.flatMap(([username, role, roleEn]) =>
    rows
      .filter((person) => person.username === username)
      .map(({ id, name, nameEn }) => ({ username, password: DEMO.password, personId: id, name, nameEn, role, roleEn })),
  );
}

async function createAdministrator({ store, sessions, clock }: FastifyInstance) {
  const username = 'admin';
  const password = newId();
  const passwordHash = await sessions.hashPassword(password);
  const id = newId();
  await store.tx(async (db) => {
    await db
      .insert(store.tables.people)
      .values({ id, username, name: '管理员', nameEn: 'Administrator', passwordHash, isAdministrator: true });
    await appendAudit(db, {
      at: clock(),
      personId: null,
      action: 'person.create',
      evaluationId: null,
      subject: id,
      detail: { username, isAdministrator: true },
    });
  });
  return { username, password };
}
