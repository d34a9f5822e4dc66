/** What an empty database is given: the demo, or a first administrator. */
import { appendAudit, seedDemo, type DemoAccount } from '@heping/db';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { demoAccounts } from './demo/accounts.ts';
import type { StoryClock } from './demo/clock.ts';
import { seedEvaluations } from './demo/seed.ts';
import { newId } from './ids.ts';

export interface FirstStart {
  readonly accounts: readonly DemoAccount[];
  readonly administrator?: { readonly username: string; readonly password: string };
}

export interface FirstStartOptions {
  readonly demo: boolean;
  /** The clock that the server was built with. */
  readonly clock: StoryClock;
  /** Says what takes long, or what went wrong. */
  readonly say: (line: string) => void;
}

/** The settings row that stands while the demo is being loaded: a start that was cut off is noticed. */
const LOADING = 'demo.loading';
const SAID = {
  loading: '正在装入演示数据…… Loading the demo data …',
  cutOff:
    '演示数据上次没有装完：请停止服务，删除数据目录后重新启动。\n' +
    'The demo data was not loaded to its end: stop, delete the data directory and start again.',
} as const;

/** Loads the demo unless told not to, else makes an administrator; where there is anybody already, nothing. */
export async function firstStart(
  app: FastifyInstance,
  { demo, clock, say }: FirstStartOptions,
): Promise<FirstStart> {
  const { store } = app;
  const { people, settings } = store.tables;
  const [anybody] = await store.db.select({ id: people.id }).from(people).limit(1);
  if (anybody !== undefined) {
    const [loading] = await store.db.select().from(settings).where(eq(settings.key, LOADING));
    if (loading !== undefined) say(SAID.cutOff);
    return { accounts: await demoAccounts(app) };
  }
  if (!demo) return { accounts: [], administrator: await createAdministrator(app) };
  say(SAID.loading);
  return { accounts: await loadDemo(app, clock) };
}

async function loadDemo(app: FastifyInstance, clock: StoryClock): Promise<DemoAccount[]> {
  const { store, sessions } = app;
  const { settings } = store.tables;
  const now = new Date(clock.now());
  await store.tx((db) => db.insert(settings).values({ key: LOADING, value: true }).onConflictDoNothing());
  const accounts = await seedDemo(store, { now, hashPassword: sessions.hashPassword });
  await seedEvaluations(app, { now, clock });
  await store.tx((db) => db.delete(settings).where(eq(settings.key, LOADING)));
  return accounts;
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
