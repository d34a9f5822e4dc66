/** A server in a process of its own, to be killed: prints where it listens and the sessions of the panel. */
import type { AddressInfo } from 'node:net';
import { createDocument } from '../../apps/server/src/evaluations/create-document.ts';
import { EVALUATION, PANEL, RECORD } from '../../apps/server/src/sync/testing/world.ts';
import { cookieOf, testApp } from '../../apps/server/src/testing/app.ts';
import { CAST_AT, seedEvaluation } from '../../apps/server/src/testing/cast.ts';

const [dataDir, isFirst] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('expected: served.ts <data directory> [first]');

const app = await testApp({ dataDir, seed: isFirst === 'first' });
if (isFirst === 'first') {
  await seedEvaluation(app.store, { id: EVALUATION });
  await app.store.tx((db) => createDocument(db, RECORD, CAST_AT));
  await app.corridor.command(EVALUATION, (moment) =>
    moment.commit(async () => undefined, { phase: 'scoring' }),
  );
}
await app.listen({ port: 0, host: '127.0.0.1' });
const cookies = Object.fromEntries(
  await Promise.all(PANEL.map(async (person) => [person, await cookieOf(app, person)])),
);
console.log(JSON.stringify({ port: (app.server.address() as AddressInfo).port, cookies }));
