/** The door itself, over real sockets: a stock provider, strangers, and sockets that break. [SK1–SK10] */
import { connect as connectTcp, type AddressInfo, type Socket as TcpSocket } from 'node:net';
import { tablesOf } from '@heping/db';
import { PEOPLE_COLORS, PROTOCOL_VERSION } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createDocument } from '../evaluations/create-document.ts';
import { FAREWELL_MS } from '../sync/farewell.ts';
import { ballotOf, CONSENSUS, EVALUATION, RECORD, nameOf, PANEL, until } from '../sync/testing/world.ts';
import { cookieOf, testApp, type TestAppOptions } from '../testing/app.ts';
import { CAST_AT, seedEvaluation } from '../testing/cast.ts';

let app: FastifyInstance;
let port: number;
let origin: string;
let opened: { destroy(): void }[] = [];

beforeEach(() => start());

async function start(options: TestAppOptions = {}): Promise<void> {
  app = await testApp(options);
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
  origin = `http://127.0.0.1:${port}`;
  await seedEvaluation(app.store, { id: EVALUATION });
  await app.store.tx(async (db) => {
    for (const person of PANEL) await createDocument(db, ballotOf(person), CAST_AT);
    await createDocument(db, RECORD, CAST_AT);
    await createDocument(db, CONSENSUS, CAST_AT);
    const { evaluations } = tablesOf(db);
    await db.update(evaluations).set({ phase: 'scoring', epoch: 1 }).where(eq(evaluations.id, EVALUATION));
  });
}

/** Started anew; nothing that happens by the clock happens here. */
async function startWithoutRounds(): Promise<void> {
  await app.close();
  vi.useFakeTimers({ toFake: ['setInterval'] });
  await start();
  vi.useRealTimers();
}

/** Who is told to go and does not answer stays, until the test lets time pass. */
function holdFarewells(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

afterEach(async () => {
  vi.useRealTimers();
  for (const one of opened) one.destroy();
  opened = [];
  await app.close();
});

const url = (name: string, query = '') => `ws://127.0.0.1:${port}/sync/${name}${query}`;

/** A stock provider with a session, as the browser opens it. */
async function provide(
  person: string | null,
  name: string,
  params: Record<string, string> = {},
  from = origin,
) {
  const cookie = person === null ? '' : await cookieOf(app, person);
  class WithSession extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin: from } });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, name, doc, {
    WebSocketPolyfill: WithSession as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params,
  });
  const seen = { code: null as number | null, reconnects: 0 };
  provider.on('closed', ({ code }) => (seen.code = code));
  provider.on('status', ({ status }) => {
    if (status === 'connecting') seen.reconnects += 1;
  });
  opened.push(provider, provider.awareness, doc);
  return { doc, provider, seen };
}

/** What answers a raw upgrade. */
function upgrade(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(port, '127.0.0.1');
    let answer = '';
    socket.on('connect', () => socket.write(request(path, headers)));
    socket.on('data', (data) => {
      answer += String(data);
      socket.destroy();
      resolve(answer.split('\r\n', 1)[0] ?? '');
    });
    socket.on('error', reject);
  });
}

const request = (path: string, headers: Record<string, string>) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

describe('SK a stock provider', () => {
  test('[SK1] connects, syncs, edits, and sees who else is there', async () => {
    const alice = await provide('alice', nameOf(RECORD));
    const bo = await provide('bo', nameOf(RECORD));
    await until(() => alice.provider.synced && bo.provider.synced, 'both synced');
    alice.doc.getMap('facts').set('floor-area', 3000);
    await until(() => bo.doc.getMap('facts').get('floor-area') === 3000, 'bo sees it');
    alice.provider.awareness.setLocalStateField('at', 'A1.2.2');
    alice.provider.awareness.setLocalStateField('user', { id: 'eve', name: 'Eve', color: '#000000' });
    const seen = () => bo.provider.awareness.getStates().get(alice.doc.clientID);
    await until(() => seen()?.['at'] === 'A1.2.2', 'bo sees where alice is');
    expect(seen()?.['user']).toEqual({ id: 'alice', name: '艾丽', nameEn: 'Alice', color: PEOPLE_COLORS[0] });
    expect(alice.seen.reconnects).toBe(0);
  });

  test('[SK4] stops when it is not signed in, and when the document is not there or not its own', async () => {
    const stranger = await provide(null, nameOf(RECORD));
    const outsider = await provide('outsider', nameOf(RECORD));
    const bo = await provide('bo', nameOf(ballotOf('alice')));
    const early = await provide('bo', nameOf(CONSENSUS));
    const lost = await provide('bo', 'record:no-such-evaluation');
    const all = [stranger, outsider, bo, early, lost];
    await until(() => all.every(({ seen }) => seen.code !== null), 'all shown out');
    expect(all.map(({ seen }) => seen.code)).toEqual([4401, 4404, 4404, 4404, 4404]);
    expect(all.map(({ seen }) => seen.reconnects)).toEqual([0, 0, 0, 0, 0]);
  });

  test('[SK10] of a page that belongs to somebody else than the session is shown out as without one', async () => {
    const own = await provide('alice', nameOf(RECORD), { v: PROTOCOL_VERSION, as: 'alice' });
    const others = await provide('alice', nameOf(RECORD), { v: PROTOCOL_VERSION, as: 'bo' });
    await until(() => own.provider.synced && others.seen.code !== null, 'one in, one out');
    expect([own.seen.code, others.seen.code]).toEqual([null, 4401]);
  });

  test('[SK5] of another version is told to load again', async () => {
    const old = await provide('alice', nameOf(RECORD), { v: '1' });
    await until(() => old.seen.code !== null, 'shown out');
    expect(old.seen.code).toBe(4410);
  });

  test('[AU4] is out at once when its session ends, not when it is next looked at', async () => {
    await startWithoutRounds();
    const alice = await provide('alice', nameOf(RECORD));
    await until(() => alice.provider.synced, 'synced');
    await app.sessions.endAll('alice');
    await until(() => alice.seen.code !== null, 'shown out');
    expect(alice.seen.code).toBe(4401);
  });

  test('[AU4] is out at once when its seat is taken, not when it is next looked at', async () => {
    await startWithoutRounds();
    const bo = await provide('bo', nameOf(RECORD));
    await until(() => bo.provider.synced, 'synced');
    const { panelMembers } = app.store.tables;
    await app.store.tx((db) => db.delete(panelMembers).where(eq(panelMembers.personId, 'bo')));
    await app.corridor.revalidate('bo');
    await until(() => bo.seen.code !== null, 'shown out');
    expect(bo.seen.code).toBe(4404);
  });
});

describe('SK the door', () => {
  test('[SK2] lets nobody in from elsewhere', async () => {
    const cookie = await cookieOf(app, 'alice');
    const path = `/sync/${nameOf(RECORD)}`;
    const answers = [];
    for (const from of [
      undefined,
      'null',
      'https://evil.example',
      `http://127.0.0.1:${port + 1}`,
      `https://127.0.0.1:${port}`,
    ]) {
      answers.push(await upgrade(path, { cookie, ...(from === undefined ? {} : { origin: from }) }));
    }
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 403 Forbidden']));
    expect(await upgrade(path, { cookie, origin })).toBe('HTTP/1.1 101 Switching Protocols');
  });

  test('[SK3] knows no names but those of documents', async () => {
    const cookie = await cookieOf(app, 'alice');
    const names = [
      '%00',
      '..%2f..%2fetc',
      '%',
      'record',
      'record:',
      'record:A',
      'record:evaluation:x',
      'ballot:evaluation',
      'other:x',
      'x'.repeat(2000),
    ];
    const answers = [];
    for (const name of names) answers.push(await upgrade(`/sync/${name}`, { cookie, origin }));
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 404 Not Found']));
    expect(await upgrade('/elsewhere', { cookie, origin })).toBe('HTTP/1.1 404 Not Found');
  });

  test('[SK7] after thirty refused upgrades in a minute an address waits', async () => {
    const answers = [];
    for (let at = 0; at < 31; at += 1) answers.push(await upgrade('/sync/x', { origin }));
    expect(answers[29]).toBe('HTTP/1.1 404 Not Found');
    expect(answers[30]).toBe('HTTP/1.1 429 Too Many Requests');
  });

  test('[SK7] who is signed in is let in all the same, and who is not is counted', async () => {
    const cookie = await cookieOf(app, 'alice');
    const path = `/sync/${nameOf(RECORD)}`;
    const answers = [];
    for (let at = 0; at < 31; at += 1) answers.push(await upgrade(path, { origin, cookie: 'heping=none' }));
    expect(answers[29]).toBe('HTTP/1.1 101 Switching Protocols');
    expect(answers[30]).toBe('HTTP/1.1 429 Too Many Requests');
    for (let at = 0; at < 40; at += 1)
      expect(await upgrade(path, { cookie, origin })).toBe('HTTP/1.1 101 Switching Protocols');
    expect(await upgrade('/sync/x', { cookie, origin })).toBe('HTTP/1.1 429 Too Many Requests');
  });

  test('[SK7] an older page without a session is counted, too', async () => {
    const answers = [];
    for (let at = 0; at < 31; at += 1) answers.push(await upgrade(`/sync/${nameOf(RECORD)}?v=1`, { origin }));
    expect([...new Set(answers.slice(0, 30)), answers[30]]).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'HTTP/1.1 429 Too Many Requests',
    ]);
  });

  test('[SK7] forty sockets of a person stand at the door; one more is not even told', async () => {
    const cookie = await cookieOf(app, 'alice');
    const tooOld = { path: `/sync/${nameOf(RECORD)}?v=1` };
    holdFarewells();
    const held = await Promise.all(Array.from({ length: 40 }, () => rawSocket(cookie, tooOld)));
    const path = `/sync/${nameOf(RECORD)}`;
    expect(await upgrade(path, { cookie, origin })).toBe('HTTP/1.1 429 Too Many Requests');
    expect(await upgrade(path, { cookie: await cookieOf(app, 'bo'), origin })).toBe(
      'HTTP/1.1 101 Switching Protocols',
    );
    for (const socket of held) socket.destroy();
    await until(
      async () => (await upgrade(path, { cookie, origin })) === 'HTTP/1.1 101 Switching Protocols',
      'there is room again',
    );
  });

  test('[SK9] who is told to go and does not answer is gone two seconds later, and counted until then', async () => {
    const cookie = await cookieOf(app, 'alice');
    const hello = Buffer.from([0x81, 0x82, 0, 0, 0, 0, ...Buffer.from('40')]);
    holdFarewells();
    const deaf = await Promise.all([
      ...Array.from({ length: 20 }, () => rawSocket(cookie)),
      rawSocket(cookie, { path: '/socket.io/?EIO=4&transport=websocket', first: hello }),
      rawSocket('heping=none'),
      rawSocket(cookie, { path: '/sync/nothing' }),
    ]);
    await app.sessions.endAll('alice');
    const again = await cookieOf(app, 'alice');
    const next = new WebSocket(url(nameOf(RECORD)), { headers: { cookie: again, origin } });
    expect(await new Promise<number>((resolve) => next.on('close', resolve))).toBe(4508);
    vi.advanceTimersByTime(FAREWELL_MS - 1);
    expect(deaf.map(({ destroyed }) => destroyed)).toEqual(deaf.map(() => false));
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await until(async () => (await connections()) === 0, 'all gone');
    const last = new WebSocket(url(nameOf(RECORD)), { headers: { cookie: again, origin } });
    opened.push({ destroy: () => last.terminate() });
    await new Promise((resolve) => last.once('message', resolve));
  });

  test('[SK7] behind a trusted proxy the address it names is counted, and nobody can name one to us', async () => {
    const from = (address: string) => upgrade('/sync/x', { origin, 'x-forwarded-for': address });
    for (let at = 0; at < 30; at += 1) await from(`203.0.113.${at}`);
    expect(await from('203.0.113.99')).toBe('HTTP/1.1 429 Too Many Requests');
    await app.close();
    await start({ trustedProxies: '127.0.0.1, 10.0.0.0/8' });
    for (let at = 0; at < 30; at += 1) await from('203.0.113.1, 10.1.2.3');
    expect(await from('203.0.113.1')).toBe('HTTP/1.1 429 Too Many Requests');
    expect(await from('198.51.100.7, 203.0.113.1')).toBe('HTTP/1.1 429 Too Many Requests');
    expect(await from('203.0.113.2')).toBe('HTTP/1.1 404 Not Found');
  });

  test('[SK6] frames that break the protocol end their socket and nothing else', async () => {
    const canary = await provide('bo', nameOf(RECORD));
    await until(() => canary.provider.synced, 'synced');
    const cookie = await cookieOf(app, 'alice');
    const mask = [0, 0, 0, 0];
    const frames: number[][] = [
      [0xc2, 0x80, ...mask], // a reserved bit
      [0x83, 0x80, ...mask], // a reserved opcode
      [0x89, 0xfe, 0, 126, ...mask], // a ping of 126 bytes
      [0x88, 0x82, ...mask, 0, 1], // close code 1
      [0x82, 0xff, 0, 0, 0, 0, 6, 64, 0, 0, ...mask], // announces 100 MiB
      [0x81, 0x82, ...mask, 0xc3, 0x28], // bad UTF-8
      [0x82, 0x02, 0, 0], // not masked
    ];
    for (const bytes of frames) {
      const socket = await rawSocket(cookie);
      socket.write(Buffer.from(bytes));
      await until(
        () => socket.destroyed || socket.readableEnded,
        `closed after ${bytes.slice(0, 2).join(' ')}`,
      );
    }
    const text = new WebSocket(url(nameOf(RECORD)), { headers: { cookie, origin } });
    text.on('open', () => text.send('9007199254740993'));
    expect(await new Promise<number>((resolve) => text.on('close', resolve))).toBe(4403);
    canary.doc.getMap('facts').set('floor-area', 1);
    const other = await provide('chen', nameOf(RECORD));
    await until(() => other.doc.getMap('facts').get('floor-area') === 1, 'the canary is heard');
    expect(canary.seen.reconnects).toBe(0);
  });

  test('[SK6] a frame over the limit ends with 4413, so that a provider does not send it again for ever', async () => {
    const cookie = await cookieOf(app, 'alice');
    const codes: number[] = [];
    for (const size of [300 << 10, 4_600_000]) {
      const socket = new WebSocket(url(nameOf(RECORD)), { headers: { cookie, origin } });
      opened.push({ destroy: () => socket.terminate() });
      await new Promise((resolve) => socket.on('open', resolve));
      const frame = new Uint8Array(size);
      frame.set([0, 2]);
      socket.send(frame);
      codes.push(await new Promise<number>((resolve) => socket.on('close', resolve)));
    }
    expect(codes).toEqual([4413, 4413]);
  });

  test('[SK8] a socket that is reset while it is asked who it is harms nobody', async () => {
    const cookie = await cookieOf(app, 'alice');
    for (const path of [`/sync/${nameOf(RECORD)}`, '/socket.io/?EIO=4&transport=websocket']) {
      for (let at = 0; at < 25; at += 1) {
        await new Promise<void>((resolve) => {
          const socket = connectTcp(port, '127.0.0.1', () => {
            socket.write(request(path, { cookie, origin }), () => socket.resetAndDestroy());
          });
          socket.on('error', () => undefined);
          socket.on('close', () => resolve());
        });
      }
    }
    const alice = await provide('alice', nameOf(RECORD));
    await until(() => alice.provider.synced, 'still served');
  });

  test('[SO11] twenty sockets of a person are served, the twenty-first is told to come later', async () => {
    const cookie = await cookieOf(app, 'alice');
    const sockets = Array.from(
      { length: 20 },
      () => new WebSocket(url(nameOf(RECORD)), { headers: { cookie, origin } }),
    );
    opened.push(...sockets.map((socket) => ({ destroy: () => socket.terminate() })));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('message', resolve))));
    const last = new WebSocket(url(nameOf(RECORD)), { headers: { cookie, origin } });
    expect(await new Promise<number>((resolve) => last.on('close', resolve))).toBe(4508);
    expect(sockets.every((socket) => socket.readyState === WebSocket.OPEN)).toBe(true);
  });
});

const connections = () =>
  new Promise<number>((resolve, reject) =>
    app.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
  );

/** One that reads and never answers anything, a goodbye neither. */
function rawSocket(
  cookie: string,
  { path = `/sync/${nameOf(RECORD)}`, first }: { path?: string; first?: Uint8Array } = {},
): Promise<TcpSocket> {
  return new Promise((resolve, reject) => {
    // Half open, as a browser's is not: it does not go because the other side has nothing more to say.
    const socket = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
      socket.write(request(path, { cookie, origin })),
    );
    socket.once('data', () => {
      socket.resume();
      if (first !== undefined) socket.write(first);
      resolve(socket);
    });
    socket.on('error', reject);
    opened.push(socket);
  });
}
