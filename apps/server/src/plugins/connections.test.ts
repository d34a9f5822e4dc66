/** Connections that never become a request, or never end as one; over real sockets. */
import { connect, type AddressInfo, type Socket } from 'node:net';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_HEADER } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { buildApp } from '../app.ts';
import { cookieOf, testApp, type TestAppOptions } from '../testing/app.ts';

let app: FastifyInstance;
afterEach(() => app.close());

async function serve(options: TestAppOptions = {}): Promise<{ port: number; origin: string }> {
  app = await testApp(options);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return { port, origin: `http://127.0.0.1:${port}` };
}

/** All that came until the server closed. */
async function hear(socket: Socket): Promise<string> {
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  // A reset is an end, too.
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return heard;
}

const PATIENCE = { headersMs: 200, bodyMs: 400, fileMs: 20_000, idleMs: 200, checkMs: 50 };

describe('[C8] who is slow holds no place for ever', () => {
  it.each([
    ['in the middle of the headers', 'GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'TOO_SLOW'],
    [
      'in the middle of the body',
      'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
      'TOO_SLOW',
    ],
    ['between two requests', 'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n', '"ok":true'],
  ])('%s', async (_, begun, answer) => {
    const { port } = await serve({ patience: PATIENCE });
    const socket = connect(port, '127.0.0.1');
    socket.write(begun);
    expect(await hear(socket)).toContain(answer);
  });

  it('many of them keep nobody out, and an open socket is no slow request', async () => {
    const { port, origin } = await serve({ patience: PATIENCE });
    const cookie = await cookieOf(app, 'alice');
    const live = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie, origin },
    });
    await once(live, 'message');
    const slow = Array.from({ length: 200 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
      return hear(socket);
    });
    expect((await fetch(`${origin}/api/v1/health`)).status).toBe(200);
    const heard = await Promise.all(slow);
    expect(heard.filter((text) => text.startsWith('HTTP/1.1 408 '))).toHaveLength(200);
    expect(live.readyState).toBe(WebSocket.OPEN);
    live.terminate();
  });
});

describe('[C8] requests of one connection', () => {
  const ask = 'GET /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n';
  /** How many are being answered at once, at the most. */
  function atOnce(): { most: number } {
    const seen = { most: 0 };
    let now = 0;
    app.addHook('onRequest', async () => {
      now += 1;
      seen.most = Math.max(seen.most, now);
    });
    app.addHook('onResponse', async () => void (now -= 1));
    return seen;
  }
  /** Hooks are added before it listens. */
  async function serveCounted() {
    const dataDir = await mkdtemp(join(tmpdir(), 'heping-line-'));
    app = await buildApp({ dataDir, webDir: null });
    app.addHook('onClose', () => rm(dataDir, { recursive: true, force: true }));
    const seen = atOnce();
    await app.listen({ port: 0, host: '127.0.0.1' });
    return { seen, port: (app.server.address() as AddressInfo).port };
  }

  it('are answered one after another, in their order', async () => {
    const { seen, port } = await serveCounted();
    const socket = connect(port, '127.0.0.1');
    const heard = hear(socket);
    socket.write(`${ask.repeat(9)}GET /api/v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect((await heard).match(/HTTP\/1\.1 200/g)).toHaveLength(10);
    expect(seen.most).toBe(1);
  });

  it('more than sixteen that nobody waited for end it, and nobody else’s', async () => {
    const { seen, port } = await serveCounted();
    const socket = connect(port, '127.0.0.1');
    const heard = hear(socket);
    socket.write(ask.repeat(500));
    expect(((await heard).match(/HTTP\/1\.1 200/g) ?? []).length).toBeLessThan(18);
    expect(seen.most).toBe(1);
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/health`)).status).toBe(200);
  });
});

describe('[F3] what is no request', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'NOT_HTTP'],
    ['a header that cannot be', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n', 400, 'NOT_HTTP'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'NOT_HTTP',
    ],
    [
      'an endless address',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
  ])('%s is refused in words, with the headers of every answer', async (_, sent, status, error) => {
    const { port } = await serve();
    const socket = connect(port, '127.0.0.1');
    socket.write(sent);
    const [head = '', body = ''] = (await hear(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain("content-security-policy: default-src 'none'; frame-ancestors 'none'");
    expect(head).toContain('x-content-type-options: nosniff');
    expect(head).toContain(`${SERVER_HEADER}: 1`);
    expect(JSON.parse(body)).toEqual({ error, message: expect.stringMatching(/。 .+\.$/), ref: '-' });
  });
});

describe('[C16] who leaves in the middle', () => {
  it('of a request is no fault', async () => {
    const log: string[] = [];
    const logged = new EventEmitter();
    const { port } = await serve({
      logger: { level: 'info', stream: { write: (line) => void (log.push(line), logged.emit('line')) } },
    });
    const sees = async (words: RegExp) => {
      while (!log.some((line) => words.test(line))) await once(logged, 'line');
    };
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await sees(/incoming request/);
    socket.resetAndDestroy();
    await sees(/left in the middle|fault/);
    expect(log.filter((line) => /fault|"level":[45]0/.test(line))).toEqual([]);
  });
});
