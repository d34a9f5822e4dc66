import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';
import { TAGS } from './openapi.ts';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

let app: FastifyInstance;
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; components: object };
let operations: { name: string; path: string; operation: Operation }[];
beforeAll(async () => {
  app = await testApp({ seed: false });
  document = (await app.inject({ url: '/api/v1/openapi.json' })).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );
});
afterAll(() => app.close());

/** Every `$ref` anywhere below. */
function* refsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* refsIn(inner);
  }
}

describe('the OpenAPI document', () => {
  it('has every door of the API but itself', () => {
    const doors = app.doors
      .filter(({ path }) => path !== '/openapi.json')
      .map(({ method, path }) => `${method} /api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(document.openapi).toBe('3.1.0');
    expect(operations.map(({ name }) => name).toSorted()).toEqual(doors.toSorted());
  });

  it('says of each what it is, what it answers and how it refuses', () => {
    const tags = TAGS.map(({ name }) => name as string);
    for (const { name, operation } of operations) {
      expect({ name, summary: operation.summary }).toEqual({ name, summary: expect.stringMatching(/\S{2}/) });
      expect(tags).toEqual(expect.arrayContaining(operation.tags ?? ['none']));
      const { 200: good, '4XX': refused, '5XX': failed } = operation.responses;
      for (const response of [good, refused, failed]) {
        // A download answers in its own type.
        const [content] = Object.values(response?.content ?? {});
        expect({ name, schema: content?.schema }).toEqual({
          name,
          schema: expect.any(Object),
        });
      }
    }
  });

  it('declares every parameter in a path', () => {
    for (const { name, path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect({ name, declared: declared.toSorted() }).toEqual({ name, declared: inPath.toSorted() });
    }
  });

  it('says which doors need no session', () => {
    const open = operations
      .filter(({ operation }) => operation.security?.length === 0)
      .map(({ name }) => name);
    expect(open).toContain('POST /api/v1/sessions');
    expect(open).toContain('GET /api/v1/rubrics/{code}');
    expect(open).not.toContain('GET /api/v1/me');
  });

  it('refers to nothing that is not in it', () => {
    for (const ref of refsIn(document)) {
      const found = ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect({ ref, found: typeof found }).toEqual({ ref, found: 'object' });
    }
  });

  it('has a page, for which nobody needs to sign in and nothing comes from elsewhere', async () => {
    const page = await app.inject({ url: '/api/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
    const script = /src="\.?\/?([^"]+\.js)"/.exec(page.body)?.[1] ?? '';
    expect((await app.inject({ url: `/api/docs/${script.replace(/^api\/docs\//, '')}` })).statusCode).toBe(
      200,
    );
  });
});
