/** Who watches their ledger is told what changed in it, and of nothing else. [LG10, NO1] */
import type { AddressInfo } from 'node:net';
import type { NoticesToBrowser, NoticesToServer } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cookieOf, testApp } from '../testing/app.ts';
import { MONDAY } from '../testing/desk.ts';
import { seedLedger } from '../testing/ledger.ts';
import { until } from './testing/world.ts';

interface Ear {
  readonly socket: Socket<NoticesToBrowser, NoticesToServer>;
  readonly heard: (readonly string[])[];
}
let app: FastifyInstance;
let ears: Ear[] = [];

beforeEach(async () => {
  app = await testApp({ now: () => MONDAY });
  await app.listen({ port: 0, host: '127.0.0.1' });
  await seedLedger(app.store, {
    ...{ count: 40, now: MONDAY, areas: ['qianyuan', 'xinshi'], findingsEach: 10 },
    ...{
      campaignId: 'county-campaign',
      leadBodyId: 'county-body',
      officer: 'county-officer',
      leader: 'leader',
    },
  });
});
afterEach(async () => {
  for (const { socket } of ears) socket.disconnect();
  ears = [];
  await app.close();
});

async function listen(person: string): Promise<Ear> {
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const socket: Ear['socket'] = io(origin, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false },
    extraHeaders: { origin, cookie: await cookieOf(app, person) },
  });
  const ear: Ear = { socket, heard: [] };
  socket.on('ledger:changed', ({ evaluations }) => ear.heard.push(evaluations));
  ears.push(ear);
  await until(() => socket.connected, `${person} connected`);
  return ear;
}
const watch = ({ socket }: Ear): Promise<boolean> => socket.emitWithAck('ledger:watch');

it('[LG10] many changes are one hint, to each what lies in their own ledger', async () => {
  const county = await listen('county-officer');
  const town = await listen('officer');
  const idle = await listen('county-officer');
  const stranger = await listen('alice');
  expect(await Promise.all([watch(county), watch(town), watch(stranger)])).toEqual([true, true, false]);
  for (let change = 0; change < 100; change += 1) app.notices.evaluationChanged(`many-${change % 2}`);
  await until(() => county.heard.length > 0 && town.heard.length > 0, 'both told');
  // The next hint comes after whatever the first has led to.
  app.notices.evaluationChanged('many-1');
  await until(() => county.heard.length > 1, 'told again');
  expect(county.heard.map((one) => one.toSorted())).toEqual([['many-0', 'many-1'], ['many-1']]);
  expect(town.heard).toEqual([['many-0']]);
  expect([idle.heard, stranger.heard]).toEqual([[], []]);
});

it('[LG10] who has left the ledger is told nothing any more', async () => {
  const county = await listen('county-officer');
  const town = await listen('officer');
  await Promise.all([watch(county), watch(town)]);
  county.socket.emit('ledger:unwatch');
  // An answer comes after what was said before it.
  await county.socket.emitWithAck('evaluation:watch', 'nothing');
  app.notices.evaluationChanged('many-0');
  await until(() => town.heard.length > 0, 'the other is told');
  await county.socket.emitWithAck('evaluation:watch', 'nothing');
  expect(county.heard).toEqual([]);
});
