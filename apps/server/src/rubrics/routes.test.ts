import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, testApp, type Answer } from '../testing/app.ts';

let app: FastifyInstance;
let answer: Answer;
beforeAll(async () => {
  app = await testApp({ seed: false });
  answer = await (await as(app, null)).get('/rubrics/huzhou');
});
afterAll(() => app.close());

interface Line {
  code: string;
  maximum: number;
  text: { zh: string; en: string };
  clauses: string[];
}
interface Group {
  code: string;
  maximum: number;
  title: { zh: string; en: string };
  indicators: Line[];
}
interface Table {
  code: string;
  maximum: number;
  title: { zh: string; en: string };
  groups: Group[];
}
const sum = (lines: { maximum: number }[]) =>
  lines.reduce((total, { maximum }) => total + maximum * 10, 0) / 10;

describe('GET /rubrics/huzhou', () => {
  it('is there without signing in, in the shape of the standard', () => {
    expect(answer.status).toBe(200);
    const { code, title, tables, requirements } = answer.body;
    expect([code, typeof title.zh, typeof title.en]).toEqual(['huzhou', 'string', 'string']);
    expect(tables.map((table: Table) => [table.code, table.maximum, table.groups.length])).toEqual([
      ['A.1', 100, 6],
      ['A.2', 100, 5],
    ]);
    expect(requirements.length).toBeGreaterThan(0);
    const [first] = tables[0].groups[0].indicators;
    expect(first).toMatchObject({
      code: 'A1.1.1',
      text: { zh: expect.any(String), en: expect.any(String) },
      maximum: expect.any(Number),
      clauses: expect.any(Array),
    });
  });

  it('gives points as printed, and every sum is right', () => {
    const tables = answer.body.tables as Table[];
    const groups = tables.flatMap((table) => table.groups);
    const lines = groups.flatMap((group) => group.indicators);
    expect([groups.length, lines.length]).toEqual([11, 40]);
    for (const table of tables) expect(sum(table.groups)).toBe(table.maximum);
    for (const group of groups) expect(sum(group.indicators)).toBe(group.maximum);
  });

  it('may be kept by a cache and asked about by its hash', async () => {
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=\d+$/);
    const again = await app.inject({
      url: '/api/v1/rubrics/huzhou',
      headers: { 'if-none-match': String(answer.headers['etag']) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const none = await app.inject({ url: '/api/v1/rubrics/none' });
    expect([none.statusCode, none.json().error]).toEqual([404, 'NOT_FOUND']);
  });
});
