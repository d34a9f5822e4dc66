/** Hints over real Socket.IO connections. [NO] */
import { once } from 'node:events';
import { connect as openSocket, type AddressInfo } from 'node:net';
import { tablesOf } from '@heping/db';
import type { NoticesToBrowser, NoticesToServer } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { IDLE_MS } from '../sessions/sessions.ts';
import { cookieOf, testApp } from '../testing/app.ts';
import { CAST_AT, seedEvaluation } from '../testing/cast.ts';
import type { OpenNotices } from './notices.ts';
import { EVALUATION, until } from './testing/world.ts';

let app: FastifyInstance;
let now: number;
let origin: string;
let opened: { disconnect(): void }[] = [];

beforeEach(async () => {
  now = CAST_AT;
  app = await testApp({ now: () => now });
  await app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  await seedEvaluation(app.store, { id: EVALUATION });
});
afterEach(async () => {
  for (const socket of opened) socket.disconnect();
  opened = [];
  await app.close();
});

const enter = (phase: Phase) =>
  app.store.tx((db) => {
    const { evaluations } = tablesOf(db);
    return db.update(evaluations).set({ phase }).where(eq(evaluations.id, EVALUATION));
  });

/** What a bare WebSocket is answered; it stays open. */
function raw(headers: Record<string, string>, query = '?EIO=4&transport=websocket'): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket.io/${query}`, {
    headers: { origin, ...headers },
  });
  opened.push({ disconnect: () => socket.terminate() });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.on('error', reject);
    socket.once('unexpected-response', (_request, { statusCode }) => reject(new Error(String(statusCode))));
  });
}
const knock = (headers: Record<string, string>, query?: string): Promise<number | 'open'> =>
  raw(headers, query).then(
    () => 'open' as const,
    (error: Error) => Number(error.message),
  );

type Door = Socket<NoticesToBrowser, NoticesToServer>;
interface Ear {
  readonly socket: Door;
  readonly heard: [string, ...unknown[]][];
}

function connect(headers: Record<string, string>, transports = ['websocket']): Ear {
  const socket: Door = io(origin, {
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin, ...headers },
  });
  opened.push(socket);
  const heard: Ear['heard'] = [];
  socket.onAny((event: string, ...values: unknown[]) => heard.push([event, ...values]));
  return { socket, heard };
}

/** Somebody's page, connected. */
async function listen(person: string, cookie?: string): Promise<Ear> {
  const ear = connect({ cookie: cookie ?? (await cookieOf(app, person)) });
  await until(() => ear.socket.connected, `${person} connected`);
  return ear;
}

const watch = ({ socket }: Ear, evaluation = EVALUATION): Promise<boolean> =>
  socket.emitWithAck('evaluation:watch', evaluation);

/** Everything that was on its way has come: an answer comes after it. */
const caughtUp = (...ears: Ear[]) => Promise.all(ears.map((ear) => watch(ear, 'nothing')));

describe('NO hints', () => {
  test('[AL14] an entry of the centre’s log is heard by whoever has an evaluation open that counts it, until the delivery', async () => {
    const alice = await listen('alice');
    const bo = await listen('bo');
    expect(await watch(alice)).toBe(true);
    const cookie = await cookieOf(app, 'staff');
    const log = () =>
      fetch(`${origin}/api/v1/centres/town-centre/activities`, {
        method: 'POST',
        headers: { origin, cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'duty', day: '2020-01-01', who: '施琳' }),
      });
    expect((await log()).status).toBe(200);
    await until(() => alice.heard.length === 1, 'heard');
    expect(alice.heard).toEqual([['log:changed', { evaluation: EVALUATION }]]);
    await enter('notice');
    expect((await log()).status).toBe(200);
    await caughtUp(alice, bo);
    expect([alice.heard.length, bo.heard.length]).toEqual([1, 0]);
  });

  test('[NO1] say that something changed and nothing else, in a number that grows', async () => {
    const alice = await listen('alice');
    const bo = await listen('bo');
    expect(await watch(alice)).toBe(true);
    app.notices.evaluationChanged(EVALUATION);
    app.notices.evaluationChanged(EVALUATION);
    app.notices.workChanged(['bo']);
    await until(() => alice.heard.length === 2 && bo.heard.length === 1, 'heard');
    const [first, second] = alice.heard.map(([, notice]) => notice as { seq: number });
    expect(alice.heard).toEqual([
      ['evaluation:changed', { evaluation: EVALUATION, seq: first?.seq }],
      ['evaluation:changed', { evaluation: EVALUATION, seq: (first?.seq ?? 0) + 1 }],
    ]);
    expect(second?.seq).toBeGreaterThan(first?.seq ?? Infinity);
    expect(bo.heard).toEqual([['work:changed']]);
    alice.socket.emit('evaluation:unwatch', EVALUATION);
    await caughtUp(alice);
    app.notices.evaluationChanged(EVALUATION);
    await caughtUp(alice);
    expect(alice.heard).toHaveLength(2);
  });

  test('[NO2] by WebSocket, with a session, from our own pages', async () => {
    const cookie = await cookieOf(app, 'alice');
    const strangers = [
      connect({}),
      connect({ cookie: 'heping=none' }),
      connect({ cookie, origin: 'https://evil.example' }),
      connect({ cookie }, ['polling']),
    ];
    const why: string[] = [];
    for (const { socket } of strangers) socket.on('connect_error', ({ message }) => why.push(message));
    await until(() => why.length === strangers.length, 'all turned away');
    expect(strangers.map(({ socket }) => socket.connected)).toEqual([false, false, false, false]);
  });

  test('[NO3] nobody watches what they may not see, and who loses a seat hears no more', async () => {
    const outsider = await listen('outsider');
    const bo = await listen('bo');
    expect(await watch(outsider)).toBe(false);
    expect(await watch(bo, 'no-such-evaluation')).toBe(false);
    expect(await watch(bo, '../etc')).toBe(false);
    expect(await watch(bo)).toBe(true);
    const { panelMembers } = app.store.tables;
    await app.store.tx((db) => db.delete(panelMembers).where(eq(panelMembers.personId, 'bo')));
    await app.corridor.revalidate('bo');
    app.notices.evaluationChanged(EVALUATION);
    await caughtUp(bo, outsider);
    expect([bo.heard, outsider.heard]).toEqual([[], []]);
  });

  test('[NO4] twenty sockets a person, sixty questions a minute', async () => {
    const cookie = await cookieOf(app, 'alice');
    const ears = await Promise.all(Array.from({ length: 20 }, () => listen('alice', cookie)));
    const last = connect({ cookie });
    const why = new Promise<string>((resolve) =>
      last.socket.on('connect_error', ({ message }) => resolve(message)),
    );
    expect(await why).toBe('SLOW_DOWN');
    const [first] = ears as [Ear];
    const answers = [];
    for (let at = 0; at < 61; at += 1) answers.push(await watch(first));
    expect([answers[59], answers[60]]).toEqual([true, false]);
  });

  test('[NO9] without a session nothing is opened: 401, and after thirty times a minute 429', async () => {
    const statuses: (number | 'open')[] = [];
    for (let at = 0; at < 31; at += 1)
      statuses.push(await knock(at % 2 === 0 ? {} : { cookie: 'heping=no' }));
    expect([...new Set(statuses.slice(0, 30)), statuses[30]]).toEqual([401, 429]);
    expect((await listen('alice')).socket.connected).toBe(true);
  });

  test('[NO2] a socket beside one that is there, or by another version, is not opened', async () => {
    const cookie = await cookieOf(app, 'alice');
    const alice = await listen('alice', cookie);
    const sid = alice.socket.io.engine.id;
    const asked = [`?EIO=4&transport=websocket&sid=${sid}`, '?EIO=3&transport=websocket', '?EIO=4'];
    const statuses = [];
    for (const query of asked) statuses.push(await knock({ cookie }, query));
    expect(statuses).toEqual([404, 404, 404]);
    expect(await watch(alice)).toBe(true);
  });

  test('[NO12] forty sockets a person stand open, whether they say hello or not', async () => {
    const cookie = await cookieOf(app, 'alice');
    const statuses = [];
    for (let at = 0; at < 41; at += 1) statuses.push(await knock({ cookie }));
    expect([...new Set(statuses.slice(0, 40)), statuses[40]]).toEqual(['open', 429]);
    expect((await listen('bo')).socket.connected).toBe(true);
  });

  test('[NO10] packets over the rate, another namespace, a second hello, bytes: the line is cut at once', async () => {
    const cookie = await cookieOf(app, 'alice');
    const bo = await listen('bo');
    const said: (string | Buffer)[][] = [
      Array.from({ length: 200 }, () => '3'),
      ['40/x,'],
      ['40', '40'],
      ['40', Buffer.of(1)],
    ];
    for (const packets of said) {
      const socket = await raw({ cookie });
      let heard = '';
      socket.on('message', (data: Buffer) => (heard += data.toString()));
      const gone = once(socket, 'close');
      for (const packet of packets) socket.send(packet);
      await gone;
      expect(heard).not.toContain('Invalid namespace');
    }
    expect(await watch(bo)).toBe(true);
  });

  test('[NO5] a session that is over says so and is out', async () => {
    const alice = await listen('alice');
    const bo = await listen('bo');
    await app.sessions.endAll('alice');
    await until(() => !alice.socket.connected, 'out');
    expect(alice.heard).toEqual([['session:ended']]);
    expect([bo.socket.connected, bo.heard]).toEqual([true, []]);
  });

  test('[NO5, C1] a page that is only open keeps no session alive', async () => {
    const alice = await listen('alice');
    now += IDLE_MS - 1;
    await app.corridor.revalidate('alice');
    expect(alice.socket.connected).toBe(true);
    now += 2;
    await app.corridor.revalidate('alice');
    await until(() => !alice.socket.connected, 'out');
    expect(alice.heard).toEqual([['session:ended']]);
  });

  test('[NO8] that a ballot has changed is told to those who may see how far the scoring is', async () => {
    const ears = await Promise.all(['alice', 'officer', 'leader', 'admin'].map((person) => listen(person)));
    await enter('scoring');
    expect(await Promise.all(ears.map((ear) => watch(ear)))).toEqual([true, true, true, true]);
    // Safe: what the door decorates with can do this, too; routes are not shown it.
    (app.notices as OpenNotices).progressChanged(EVALUATION);
    await until(() => ears.slice(0, 2).every(({ heard }) => heard.length === 1), 'heard');
    await caughtUp(...ears);
    expect(ears.map(({ heard }) => heard.length)).toEqual([1, 1, 0, 0]);
  });

  test('[NO6] a summons reaches those who may read what the panel agrees on, and nobody else', async () => {
    const ears = {
      alice: await listen('alice'),
      bo: await listen('bo'),
      officer: await listen('officer'),
      leader: await listen('leader'),
      admin: await listen('admin'),
    };
    const all = Object.values(ears);
    expect(await Promise.all(all.map((ear) => watch(ear)))).toEqual([true, true, true, true, true]);
    const by = { personId: 'alice', name: '艾丽' };
    await enter('scoring');
    app.notices.summon(EVALUATION, 'A1.2.2', by);
    await caughtUp(...all);
    expect(all.flatMap(({ heard }) => heard)).toEqual([]);
    await enter('deliberation');
    app.notices.summon(EVALUATION, 'A1.2.2', by);
    app.notices.summon(EVALUATION, 'B1.1', by, 'score');
    await until(
      () => [ears.alice, ears.bo, ears.officer].every(({ heard }) => heard.length === 2),
      'summoned',
    );
    await caughtUp(...all);
    const called = { evaluation: EVALUATION, by: 'alice', name: '艾丽' };
    expect(ears.officer.heard).toEqual([
      ['evaluation:summons', { ...called, indicator: 'A1.2.2' }],
      ['evaluation:summons', { ...called, indicator: 'B1.1', view: 'score' }],
    ]);
    expect([ears.leader.heard, ears.admin.heard]).toEqual([[], []]);
  });
});

test('[NO7] whoever pings and never reads the answers is cut off', async () => {
  const cookie = await cookieOf(app, 'alice');
  const socket = openSocket(Number(new URL(origin).port), '127.0.0.1');
  let isCut = false;
  socket.on('error', () => undefined);
  socket.once('close', () => (isCut = true));
  const key = Buffer.alloc(16).toString('base64');
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nOrigin: ${origin}\r\nCookie: ${cookie}\r\n` +
      `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  socket.pause();
  const ping = Buffer.concat([Buffer.from([0x89, 0x80 | 125, 0, 0, 0, 0]), Buffer.alloc(125)]);
  const many = Buffer.concat(Array.from({ length: 1000 }, () => ping));
  // The kernel holds some megabytes of answers before anybody has to wait.
  for (let sent = 0; sent < 256 && !isCut; sent += 1) {
    await new Promise<void>((resolve) => socket.write(many, () => resolve()));
  }
  // One that is not read tells of its end only when it is written to.
  await until(() => {
    if (!isCut) socket.write(ping);
    return isCut;
  }, 'the socket is cut');
  socket.destroy();
});
