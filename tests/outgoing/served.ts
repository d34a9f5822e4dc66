/**
 * A server in a process of its own whose clock somebody else winds, to be killed: `served.ts <data directory> first|again
 * <clock file> <mail server>`. First, it delivers evaluations with findings whose dates lie apart and registers a webhook.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tablesOf } from '@heping/db';
import { deskOf } from '../../apps/server/src/evaluations/commands/desk.ts';
import { testApp } from '../../apps/server/src/testing/app.ts';
import { seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { walkTo } from '../../apps/server/src/testing/walk.ts';

const [dataDir, isFirst, clockFile, mail, hook] = process.argv.slice(2);
if (dataDir === undefined || clockFile === undefined || mail === undefined || hook === undefined)
  throw new Error('expected: served.ts <data directory> first|again <clock file> <mail server> <webhook>');

const EVALUATIONS = ['one', 'two'];
const SCORES = { 'A1.1.1': 0, 'A1.1.2': 0, 'A1.2.2': 0, 'A1.4.1': 0 };

const app = await testApp({
  ...{ dataDir, seed: isFirst === 'first', timedWork: true },
  now: () => Number(readFileSync(clockFile, 'utf8')),
  mail: { url: mail, from: 'heping@example.cn' },
});
if (isFirst === 'first') {
  await app.store.tx(async (db) => {
    const t = tablesOf(db);
    await db.update(t.people).set({ email: 'somebody@example.cn' });
    await db.insert(t.webhooks).values({
      ...{
        id: 'hook',
        bodyId: 'town-body',
        url: hook,
        secret: 'whsec_test',
        createdBy: 'officer',
        createdAt: 1,
      },
      kinds: [
        'finding.lapsed',
        'reminder.remind',
        'reminder.urge',
        'reminder.supervise',
        'reminder.circular',
      ],
    });
  });
  for (const id of EVALUATIONS) {
    await seedEvaluation(app.store, { id, kind: 'spot-check' });
    await walkTo(deskOf(app), id, 'notice', { scores: SCORES });
  }
}
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(JSON.stringify({ port: (app.server.address() as AddressInfo).port }));
// What the start found to do is done, and what is to leave has left or failed.
await app.timed.run();
app.outgoing.outbox.wake();
await app.outgoing.outbox.idle();
console.log('settled');
