/** The real server on a real port with a real database, and the whole cast around it, each with an ear. */
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FILE_HASH_HEADER, FILE_NAME_HEADER } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { io, type Socket } from 'socket.io-client';
import { eq } from 'drizzle-orm';
import { openScoring } from '../../apps/server/src/evaluations/commands/open.ts';
import { deskOf } from '../../apps/server/src/evaluations/commands/desk.ts';
import { until } from '../../apps/server/src/sync/testing/world.ts';
import { cookieOf, testApp } from '../../apps/server/src/testing/app.ts';
import { seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { acting } from '../../apps/server/src/testing/walk.ts';
import { ACCOUNTS, type Account } from './accounts.ts';
import { Ear } from './ear.ts';
import { scoresIn } from './scores.ts';
import { Tablet } from './tablet.ts';

export const EVALUATION = 'blind-1';
const AGENT = new Agent({ keepAlive: true, maxSockets: 16 });

export interface House {
  readonly app: FastifyInstance;
  readonly origin: string;
  readonly cookies: Readonly<Partial<Record<Account, string>>>;
  readonly ears: Readonly<Record<Account, Ear>>;
  readonly log: Ear;
  /** Scoring opens. */
  openScoring(): Promise<void>;
}

/** Opens a house with one evaluation, planned, its scores in tenths. */
export async function openHouse(): Promise<House> {
  const log = new Ear(null);
  const stream = { write: (line: string) => log.hear('log', line) };
  const app = await testApp({ logger: { level: 'trace', stream } });
  await seedEvaluation(app.store, { id: EVALUATION });
  const { campaigns } = app.store.tables;
  await app.store.tx((db) => db.update(campaigns).set({ step: 1 }).where(eq(campaigns.id, 'campaign')));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const cookies: Partial<Record<Account, string>> = {};
  for (const account of ACCOUNTS) if (account !== 'nobody') cookies[account] = await cookieOf(app, account);
  return {
    app,
    origin: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    cookies,
    // Safe: one for each account.
    ears: Object.fromEntries(ACCOUNTS.map((account) => [account, new Ear(account)])) as Record<Account, Ear>,
    log,
    openScoring: async () => openScoring(deskOf(app), await acting(deskOf(app), EVALUATION, 'alice')),
  };
}

interface File {
  readonly name: string;
  readonly bytes: Buffer;
}
interface Call {
  readonly method?: string;
  readonly path: string;
  readonly body?: object;
  readonly file?: File;
}

const headersOf = ({ name, bytes }: File): Readonly<Record<string, string>> => ({
  'content-type': 'application/octet-stream',
  'content-length': String(bytes.length),
  [FILE_NAME_HEADER]: encodeURIComponent(name),
  [FILE_HASH_HEADER]: createHash('sha256').update(bytes).digest('hex'),
});

/** One request in somebody's name; everything of the answer is written down. Answers the status. */
export function call(
  { origin, cookies, ears }: House,
  account: Account,
  { method = 'GET', path, body, file }: Call,
): Promise<number> {
  const ear = ears[account];
  const cookie = cookies[account];
  const payload = file?.bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, {
      method,
      agent: AGENT,
      headers: {
        origin,
        'accept-encoding': 'gzip, br',
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(file === undefined ? {} : headersOf(file)),
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const where = `${method} ${path}`;
      const parts: Buffer[] = [];
      ear.hear(where, response.rawHeaders.join('\n'));
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const whole = Buffer.concat(parts);
        ear.hear(where, whole, response.headers['content-encoding']);
        if (String(response.headers['content-type']).includes('json') && !path.includes('openapi'))
          for (const found of scoresIn(JSON.parse(whole.toString()))) ear.scores.push(`${where}: ${found}`);
        resolve(response.statusCode ?? 0);
      });
    });
    sent.end(payload);
  });
}

export function openTablet(
  { origin, cookies, ears }: House,
  account: Account,
  name: string,
  speaksOurs = true,
): Tablet {
  // However crooked it is spelled: who asks for another's by such a name may be its owner.
  const isOwnBallot = addressed(name) === `ballot:${EVALUATION}:${account}`;
  return new Tablet({ origin, cookie: cookies[account], name, ear: ears[account], isOwnBallot, speaksOurs });
}

/** Somebody's Socket.IO connection, watching the evaluation if it may; every packet is written down. */
export async function listen({ origin, cookies, ears }: House, account: Account): Promise<Socket> {
  const cookie = cookies[account];
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin, ...(cookie === undefined ? {} : { cookie }) },
  });
  const ear = ears[account];
  const hear = () =>
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string' || Buffer.isBuffer(data)) ear.hear('Socket.IO', data);
    });
  socket.io.on('open', hear);
  let isRefused = false;
  socket.on('connect_error', ({ message }) => {
    ear.hear('Socket.IO', message);
    isRefused = true;
  });
  await until(() => socket.connected || isRefused, `${account} connected`);
  if (socket.connected) await socket.emitWithAck('evaluation:watch', EVALUATION);
  return socket;
}

/** The document that a name in an address leads to, as far as it leads to one. */
function addressed(name: string): string {
  const { pathname } = new URL(`./${name}`, 'http://localhost/sync/');
  try {
    return decodeURIComponent(pathname.replace('/sync/', ''));
  } catch {
    return name;
  }
}
