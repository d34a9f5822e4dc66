/** A server with a small cast, on a data directory of its own, for tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { buildApp } from '../app.ts';
import type { AppOptions } from '../config.ts';
import { hashPassword } from '../sessions/password.ts';
import { cookieName, hashToken } from '../sessions/token.ts';
import { ABSOLUTE_MS } from '../sessions/sessions.ts';
import { CAST_PASSWORD, seedCast } from './cast.ts';

export const ORIGIN = 'http://localhost:3000';
/** Cheap on purpose: what is tested is never how long a hash takes. */
export const CHEAP = { memory: 8, passes: 1 } as const;

export type TestAppOptions = Partial<AppOptions> & {
  /** Without the cast when false. */
  readonly seed?: boolean;
};

let castHash: Promise<string> | undefined;

/** Builds the app; closing it removes its data. */
export async function testApp({ seed = true, ...options }: TestAppOptions = {}): Promise<FastifyInstance> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'heping-test-')));
  const app = await buildApp({ webDir: null, passwordCost: CHEAP, timedWork: false, ...options, dataDir });
  if (options.dataDir === undefined) {
    app.addHook('onClose', () => rm(dataDir, { recursive: true, force: true }));
  }
  await app.ready();
  castHash ??= hashPassword(CAST_PASSWORD, CHEAP);
  if (seed) await seedCast(app.store, await castHash);
  return app;
}

/** A session for somebody, without the sign-in. Answers the `Cookie` header. */
export async function cookieOf(app: FastifyInstance, personId: string): Promise<string> {
  const { token } = await app.store.tx((db) => app.sessions.begin(db, personId, '127.0.0.1'));
  return `${cookieName(app.config)}=${token}`;
}

/** A session that began at some time, e.g. to see it expire. */
export async function oldCookieOf(app: FastifyInstance, personId: string, begun: number): Promise<string> {
  const token = `old-${personId}-${begun}`;
  await app.store.tx((db) =>
    db.insert(app.store.tables.sessions).values({
      tokenHash: hashToken(token),
      personId,
      createdAt: begun,
      seenAt: begun,
      expiresAt: begun + ABSOLUTE_MS,
      address: '127.0.0.1',
    }),
  );
  return `${cookieName(app.config)}=${token}`;
}

export interface Answer {
  readonly status: number;
  // What an API answers has no type in a test; it is compared as a whole value.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Record<string, string | string[] | number | undefined>;
}

export interface Caller {
  readonly cookie: string | undefined;
  get(path: string, options?: InjectOptions): Promise<Answer>;
  post(path: string, body?: object, options?: InjectOptions): Promise<Answer>;
  put(path: string, body?: object): Promise<Answer>;
  patch(path: string, body?: object): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** Calls /api/v1 in somebody's name, with cookie and Origin; `null` is nobody. The cast's names are its ids. */
export async function as(app: FastifyInstance, personId: string | null): Promise<Caller> {
  const cookie = personId === null ? undefined : await cookieOf(app, personId);
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    options?: InjectOptions,
  ): Promise<Answer> => {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      ...options,
      headers: { origin: ORIGIN, ...(cookie === undefined ? {} : { cookie }), ...options?.headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    };
  };
  return {
    cookie,
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
}
