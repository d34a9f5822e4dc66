/** One contract, every store: SQLite in a file, PostgreSQL in this process, and a real one when it is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditSuite } from './contract/audit-suite.ts';
import { keptSuite } from './contract/kept.ts';
import { logSuite } from './contract/log-suite.ts';
import { seedSuite } from './contract/seed-suite.ts';
import { type Subject, SUBJECTS } from './contract/stores.ts';
import { triggersSuite } from './contract/triggers-suite.ts';
import { unitsSuite } from './contract/units.ts';

describe.each(SUBJECTS)('%s', (_name, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.store.close());
  const now = () => subject;

  // First, while nobody is there yet.
  seedSuite(now);
  unitsSuite(now);
  logSuite(now);
  keptSuite(now);

  // Before the chain's, which puts its triggers back in words of its own.
  triggersSuite(now);
  auditSuite(now);

  test('closing waits for the unit under way, then refuses further ones', async () => {
    const { store } = subject;
    const unit = store.tx(async (db) => {
      await db.select().from(store.tables.settings);
      return 'finished';
    });
    await Promise.all([store.close(), store.close()]);
    expect(await unit).toBe('finished');
    await expect(store.tx(() => Promise.resolve())).rejects.toThrow('closed');
  });
});
