/** A log of many entries: its pages, its search and its limit, on both databases. [AL7, AL8, AL13] */
import { ACTIVITIES_OF_YEAR } from '@heping/protocol';
import type { ActivityType } from '@heping/scoring';
import { afterEach, describe, expect, it } from 'vitest';
import { as, type Answer, type TestAppOptions } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';

const LOG = '/centres/town-centre/activities';
const DATABASES = [
  ['SQLite', {}],
  ['PGlite', { databaseUrl: 'pglite:' }],
] as const satisfies readonly (readonly [string, TestAppOptions])[];

let office: Office;
afterEach(() => office.app.close());
const open = async (options: TestAppOptions = {}) => void (office = await openOffice(options));

interface Made {
  readonly id: string;
  readonly day?: string;
  readonly text?: string;
  readonly type?: ActivityType;
  readonly indicators?: readonly string[];
}
/** Entries as they were kept, without a question for each. */
async function keep(made: readonly Made[]) {
  const { tables, tx } = office.app.store;
  const createdAt = office.clock.now;
  await tx(async (db) => {
    for (let from = 0; from < made.length; from += 500) {
      const some = made.slice(from, from + 500);
      await db
        .insert(tables.activities)
        .values(
          some.map(({ id }) => ({ id, centreId: 'town-centre', version: 1, createdBy: 'staff', createdAt })),
        );
      await db.insert(tables.activityVersions).values(
        some.map(({ id, day = '2026-02-01', text = id, type = 'study', indicators = ['A2.3.8'] }) => ({
          ...{ activityId: id, version: 1, type, day, text, indicators, people: null, who: '', place: '' },
          ...{ recipient: '', by: 'staff', at: createdAt },
        })),
      );
    }
  });
}
const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `n-${String(at).padStart(5, '0')}` }));
const ask = async (who: string, path: string) => (await as(office.app, who)).get(path);
const idsOf = ({ body }: Answer) => (body.activities as { id: string }[]).map(({ id }) => id);
const textsOf = ({ body }: Answer) => (body.activities as { text: string }[]).map(({ text }) => text);

const SAID = [
  ...['完成100%', '完成1000', 'a_b', 'axb', "O'Neil", '他说"好"', 'C:\\台账', '学习党章', 'école'],
] as const;
/** What is typed, and the one that has it. */
const SOUGHT = [
  ['100%', '完成100%'],
  ['%', '完成100%'],
  ['a_b', 'a_b'],
  ['A_B', 'a_b'],
  ["'", "O'Neil"],
  ['"', '他说"好"'],
  ['\\', 'C:\\台账'],
  ['台账', 'C:\\台账'],
  ['党 章', '学习党章'],
  ['ÉCOLE', 'école'],
] as const satisfies readonly (readonly [string, (typeof SAID)[number]])[];

describe.each(DATABASES)('a long log: %s', (_name, options) => {
  it('[AL8] of an indicator comes a hundred at a time, with how many there are', async () => {
    await open(options);
    const id = await seedEvaluation(office.app.store);
    const made = numbered(230);
    await keep([
      ...made,
      { id: 'other', indicators: ['A2.3.80', 'XA2.3.8', 'A2.3.1'] },
      { id: 'before', day: '2025-12-31' },
    ]);
    const found: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const more = after === '' ? '' : `&after=${after}`;
      const answer = await ask('bo', `/evaluations/${id}/activities?indicator=A2.3.8${more}`);
      expect([answer.body.total, idsOf(answer).length <= 100]).toEqual([230, true]);
      expect(answer.body.counts).toContainEqual({ indicator: 'A2.3.8', type: 'study', count: 230, late: 0 });
      found.push(...idsOf(answer));
      after = answer.body.next as string | null;
    }
    expect(found).toEqual(made.map((one) => one.id).toReversed());
    const { body } = await ask('bo', `/evaluations/${id}/activities?indicator=A2.3.8&after=before`);
    expect(body.error).toBe('NOT_FOUND');
  });

  it('[AL7] each sign of a word is itself', async () => {
    await open(options);
    await keep(SAID.map((text, at) => ({ id: `n-${at}`, text })));
    for (const [q, found] of SOUGHT) {
      const answer = await ask('leader', `${LOG}?q=${encodeURIComponent(q)}`);
      expect([q, textsOf(answer), answer.body.total]).toEqual([q, [found], 1]);
    }
  });
});

it('[AL7] words are found on whatever page they stand, and counted', async () => {
  await open();
  await keep(numbered(450).map(({ id }, at) => ({ id, text: at % 4 === 0 ? '来访接待' : '值班' })));
  const first = await ask('officer', `${LOG}?q=${encodeURIComponent('来访')}`);
  expect([idsOf(first).length, first.body.total]).toEqual([100, 113]);
  const last = await ask(
    'officer',
    `${LOG}?q=${encodeURIComponent('来访')}&after=${first.body.next as string}`,
  );
  expect([idsOf(last).length, last.body.total, last.body.next]).toEqual([13, 113, null]);
});

it('[AL13] a centre’s log takes so many entries in a calendar year, and says so', async () => {
  await open();
  await keep(numbered(ACTIVITIES_OF_YEAR));
  const add = async () =>
    (await as(office.app, 'staff')).post(LOG, { type: 'study', day: '2026-02-27', text: '学习党章' });
  const { status, body } = await add();
  expect([status, body.error]).toEqual([409, 'ACTIVITY_FULL']);
  expect(body.message).toBe(
    '这个中心 2026 年已登记满 10000 条，没有保存。同一天的同类工作可合并写在已有的一条中；请用“更正”补充。',
  );
  expect((await ask('staff', LOG)).body.total).toBe(ACTIVITIES_OF_YEAR);
  office.clock.now = Date.parse('2027-01-01T00:00:00+08:00');
  expect((await add()).status).toBe(200);
}, 60_000);

it('[AL7] one person’s questions are answered one after the other, and more than a line of them not', async () => {
  await open();
  await keep(numbered(300));
  const leader = await as(office.app, 'leader');
  const answers = await Promise.all(Array.from({ length: 12 }, () => leader.get(`${LOG}?q=n-0`)));
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([...Array<number>(8).fill(200), ...Array<number>(4).fill(429)]);
});
