/** What an approved revision does to measures that are there: their lines, their links, what was asked. [PN12–PN14] */
import { giveMeasure, removeMeasure, wordsOf, writeText } from '@heping/protocol';
import { and, asc, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { actOnMeasure } from '../measures/act.ts';
import { makeLink } from '../links/make.ts';
import { openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import { acting, visitorOf } from '../testing/walk.ts';
import { readCaseHistory } from '../responses/history.ts';
import { approvePlan } from './decide.ts';
import { submitPlan } from './submit.ts';
import { accept, deliver, draft, findingIdOf, latestOf, planFor, write } from './testing/plan.ts';

let office: Office;
let id: string;
let measure: string;

/** Written by the leader, submitted, approved by the officer. */
async function approveWith(change: (plan: Y.Doc) => void): Promise<void> {
  await write(office.desk, id, change);
  await submitPlan(office.desk, await acting(office.desk, id, 'leader'));
  const { revision, hash } = await latestOf(office.desk, id);
  await approvePlan(office.desk, await acting(office.desk, id, 'officer'), { revision, hash });
  office.clock.now += 1;
}
const rowAt = async (place: string) => {
  const { measures } = office.app.store.tables;
  const [row] = await office.app.store.db.select().from(measures).where(eq(measures.place, place));
  if (row === undefined) throw new Error(`no measure at ${place}`);
  return row;
};
const linesOf = async (subject: string) => {
  const { auditLog } = office.app.store.tables;
  const isIts = and(eq(auditLog.evaluationId, id), eq(auditLog.subject, subject));
  return office.app.store.db.select().from(auditLog).where(isIts).orderBy(asc(auditLog.seq));
};
const linkTo = async () =>
  makeLink(office.desk, { measure, visitor: await visitorOf(office.app, 'leader') }, {});

beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
  await deliver(office.desk, id);
  await accept(office.desk, id, 1);
  await approveWith((plan) => {
    planFor(1)(plan);
    draft(plan, 1, { slot: 'bbbbbb', owner: null, ownerName: '王师傅' });
  });
  measure = (await rowAt('1.bbbbbb')).id;
});
afterEach(() => office.app.close());

it('[PN12] given to somebody else, its links end with their sessions; one that stays with its owner keeps them', async () => {
  const { store } = office.app;
  const { ownerLinks, linkSessions } = store.tables;
  const { link } = await linkTo();
  const session = { tokenHash: 'session', linkId: link.id, createdAt: 1, expiresAt: office.clock.now * 2 };
  await store.tx((db) => db.insert(linkSessions).values(session));
  await approveWith((plan) => writeText(wordsOf(plan, '1.bbbbbb'), '改写的措施'));
  expect(await store.db.select().from(ownerLinks)).toMatchObject([{ revokedAt: null }]);
  expect(await store.db.select().from(linkSessions)).toHaveLength(1);
  const at = office.clock.now;
  await approveWith((plan) => giveMeasure(plan, '1.bbbbbb', { id: null, name: '李师傅' }));
  expect(await store.db.select().from(ownerLinks)).toMatchObject([{ revokedAt: at }]);
  expect(await store.db.select().from(linkSessions)).toEqual([]);
  expect((await linesOf(measure)).slice(-2)).toMatchObject([
    { action: 'measure.change', detail: { before: { ownerName: '王师傅' }, after: { ownerName: '李师傅' } } },
    { action: 'link.revoke', personId: 'officer', detail: { link: link.id, name: '王师傅', revision: 3 } },
  ]);
});

it('[PN13] added, changed and dropped each have their line, and the history says so', async () => {
  await approveWith((plan) => {
    writeText(wordsOf(plan, '1.aaaaaa'), '增设两个窗口');
    removeMeasure(plan, '1.bbbbbb');
  });
  const changed = await linesOf((await rowAt('1.aaaaaa')).id);
  expect(changed).toMatchObject([
    { action: 'measure.add', detail: { revision: 1, text: '措施 1.aaaaaa', ownerName: '石工作' } },
    {
      action: 'measure.change',
      personId: 'officer',
      detail: {
        ...{ revision: 2, fields: ['text'] },
        ...{ before: { text: '措施 1.aaaaaa' }, after: { text: '增设两个窗口' } },
      },
    },
  ]);
  expect((await linesOf(measure)).at(-1)).toMatchObject({
    action: 'measure.drop',
    detail: { revision: 2, from: 'doing', to: 'dropped' },
  });
  const history = await readCaseHistory(office.app.store.db, {
    ...{ evaluation: id, finding: await findingIdOf(office.desk, id, 1) },
    visitor: await visitorOf(office.app, 'leader'),
  });
  const said = history.map(({ text }) => text.zh);
  expect(said).toContain('整改方案第 2 版调整了措施（1 处）');
  expect(said).toContain('整改方案第 2 版取消了措施');
});

it('[PN14] an extension that waits is refused with the measure that is dropped', async () => {
  const { store } = office.app;
  const actor = { kind: 'person', visitor: await visitorOf(office.app, 'leader') } as const;
  await actOnMeasure(
    office.desk,
    { measure, actor },
    { act: 'ask-extension', until: '2026-04-01', reason: '待料' },
  );
  await approveWith((plan) => removeMeasure(plan, '1.bbbbbb'));
  const rows = await store.db.select().from(store.tables.extensions);
  expect(rows).toMatchObject([
    { state: 'refused', decidedBy: 'officer', decision: expect.stringContaining('整改方案第 2 版取消') },
  ]);
  expect((await linesOf(measure)).at(-1)).toMatchObject({
    action: 'measure.refuse-extension',
    detail: { until: '2026-04-01', to: 'dropped' },
  });
});
