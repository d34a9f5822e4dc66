/** A desk at a test's clock, and refusals as values. */
import type { FastifyInstance } from 'fastify';
import { deskOf, type Desk } from '../evaluations/commands/desk.ts';
import { Refused } from '../refused.ts';
import { sha256 } from '../sheets/hash.ts';
import { testApp, type TestAppOptions } from './app.ts';
import { seedEvaluation } from './cast.ts';

export interface Office {
  readonly app: FastifyInstance;
  readonly desk: Desk;
  /** The test's clock, milliseconds UTC. */
  readonly clock: { now: number };
}

/** Monday, 2 March 2026, 9:00 in Huzhou. */
export const MONDAY = Date.UTC(2026, 2, 2, 1);

export async function openOffice(options: TestAppOptions = {}): Promise<Office> {
  const clock = { now: MONDAY };
  const app = await testApp({ now: () => clock.now, ...options });
  return { app, desk: deskOf(app), clock };
}

/** An office with one evaluation planned, whose result can be published as soon as it is delivered. */
export async function openOfficeWithoutNotice(): Promise<{ readonly office: Office; readonly id: string }> {
  const office = await openOffice();
  const { store } = office.app;
  const id = await seedEvaluation(store);
  await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
  return { office, id };
}

/** What a command was refused with; a fault stays a fault, and being let through is one, too. */
export async function refusalOf(
  command: Promise<unknown>,
): Promise<{ code: string; params: object; details: unknown }> {
  try {
    await command;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { code: error.code, params: error.params, details: error.detailsIn('zh') };
  }
  throw new Error('expected a refusal, the command was done');
}

/** Sessions are not the command's; progress is a projection that follows the documents in its own time. */
const ASIDE: ReadonlySet<string> = new Set(['sessions', 'progress']);

/** A fingerprint of every table, to see that a refused command changed nothing. */
export async function everythingIn({ store }: Desk): Promise<Readonly<Record<string, string>>> {
  const prints: Record<string, string> = {};
  for (const [name, table] of Object.entries(store.tables)) {
    if (ASIDE.has(name)) continue;
    const rows = await store.db.select().from(table);
    const text = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    );
    prints[name] = `${rows.length} rows, ${sha256(text).slice(0, 12)}`;
  }
  return prints;
}
