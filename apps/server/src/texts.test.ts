/** Every text that may be sent in, found in the published description of the API, so that a new one cannot be forgotten. */
import { schemas } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, testApp, type Caller } from './testing/app.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

/** Goes on by a second with each question, so that their pace is that of a person. */
let now = Date.UTC(2026, 2, 2, 1);
let app: FastifyInstance;
let alice: Caller;
beforeAll(async () => {
  app = await testApp({ now: () => now });
  alice = await as(app, 'alice');
});
afterAll(() => app.close());

/** Secrets are hashed and shown nowhere; any character may be in one. */
const SECRETS = new Set(['password', 'current', 'next']);
const isFree = ({ type, enum: list, const: one, format, pattern }: Schema) =>
  type === 'string' &&
  list === undefined &&
  one === undefined &&
  format === undefined &&
  pattern === undefined;

/** Paths of free texts in a body, as a refusal spells them. */
function textsIn({ properties = {} }: Schema): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (SECRETS.has(name)) return [];
    if (isFree(schema)) return [name];
    return textsIn(schema).map((path) => `${name}.${path}`);
  });
}

const bodyWith = (path: string, text: string): object =>
  path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), text) as object;

async function operations() {
  const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json<{
    paths: Record<string, Record<string, Operation>>;
  }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      door: `${method.toUpperCase()} ${path}`,
      path: path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, 'x'),
      method,
      operation,
    })),
  );
}

const UNCLEAN = ['一\u0000二', '一\u001b[31m', '一\ud800二', '\ufffe', '一\u202e二', '一\u{e0041}二'];

describe('[LA8] a text that cannot be kept everywhere', () => {
  it('is refused with its field, whatever door it comes to', async () => {
    const tried: string[] = [];
    for (const { door, path, method, operation } of await operations()) {
      const schema = operation.requestBody?.content['application/json'].schema;
      // Whoever comes without a link's session is sent away before anything is read; the measure's own doors take the same.
      const isRead = !path.startsWith('/link/measure/');
      for (const field of schema === undefined || !isRead ? [] : textsIn(schema)) {
        tried.push(`${door} ${field}`);
        for (const text of UNCLEAN) {
          const send = { post: alice.post, put: alice.put, patch: alice.patch }[method as 'post'];
          now += 1000;
          const { status, body } = await send(path, bodyWith(field, text));
          const named = (body.details ?? []).find((detail: { path: string }) => detail.path === field);
          expect({ door, field, status, named }).toEqual({
            door,
            field,
            status: 400,
            named: { path: field, expected: '不含控制字符等无法保存的字符' },
          });
        }
      }
      for (const { in: place, name, schema } of operation.parameters ?? []) {
        if (place !== 'query' || !isFree(schema)) continue;
        tried.push(`${door} ?${name}`);
        now += 1000;
        const { status, body } = await alice.get(`${path}?${name}=a%00b`);
        // Of a list it is the first.
        const where = body.details?.[0]?.path?.replace('[0]', '');
        expect({ door, name, status, path: where }).toEqual({
          door,
          name,
          status: 400,
          path: name,
        });
      }
    }
    expect(tried).toContain('POST /api/v1/campaigns title');
    expect(tried).toContain('POST /api/v1/evaluations/{id}/approve minutes');
    expect(tried).toContain('GET /api/v1/people ?q');
    expect(tried.length).toBeGreaterThan(20);
  });

  it('line ends are one kind, whatever system they were typed on', () => {
    expect(schemas.text(20).parse(' 一\r\n二\r三\n四 ')).toBe('一\n二\n三\n四');
  });
});
