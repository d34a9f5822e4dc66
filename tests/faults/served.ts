/** A server in a process of its own, to be killed: prints where it listens and the sessions of the panel. */
import type { AddressInfo } from 'node:net';
import { createDocument } from '../../apps/server/src/evaluations/create-document.ts';
import { PANEL } from '../../apps/server/src/sync/testing/world.ts';
import { cookieOf, testApp } from '../../apps/server/src/testing/app.ts';
import { CAST_AT, seedEvaluation } from '../../apps/server/src/testing/cast.ts';

const [dataDir, isFirst, ...evaluations] = process.argv.slice(2);
if (dataDir === undefined || evaluations.length === 0)
  throw new Error('expected: served.ts <data directory> first|again <evaluation> …');

const app = await testApp({ dataDir, seed: isFirst === 'first' });
if (isFirst === 'first') {
  for (const id of evaluations) {
    await seedEvaluation(app.store, { id, kind: 'spot-check' });
    await app.store.tx((db) => createDocument(db, { kind: 'record', evaluation: id }, CAST_AT));
    await app.corridor.command(id, (moment) => moment.commit(async () => undefined, { phase: 'scoring' }));
  }
}
await app.listen({ port: 0, host: '127.0.0.1' });
const cookies = Object.fromEntries(
  await Promise.all(PANEL.map(async (person) => [person, await cookieOf(app, person)])),
);
console.log(JSON.stringify({ port: (app.server.address() as AddressInfo).port, cookies }));
