/** The plan's commands. [PN] */
import {
  causeOf,
  causeRoot,
  giveMeasure,
  measureRoot,
  removeMeasure,
  setMeasure,
  setRectification,
  setResponsible,
  wordsOf,
  writeText,
} from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishResult } from '../evaluations/commands/publish.ts';
import { actOnFinding } from '../rectification/act.ts';
import { sha256 } from '../sheets/hash.ts';
import { as as asCaller } from '../testing/app.ts';
import { everythingIn, MONDAY, openOfficeWithoutNotice, refusalOf, type Office } from '../testing/desk.ts';
import { acting } from '../testing/walk.ts';
import { commentPlan, settleComment } from './comment.ts';
import { approvePlan, returnPlan } from './decide.ts';
import { openMissingPlans } from './open-missing.ts';
import { readRectificationPlan } from './read.ts';
import { submitPlan, withdrawPlan } from './submit.ts';
import { accept, deliver, draft, findingIdOf, latestOf, planFor, write } from './testing/plan.ts';

let office: Office;
let id: string;
const as = (person: string) => acting(office.desk, id, person);
const submit = async (person = 'leader') => submitPlan(office.desk, await as(person));
const seen = async () => {
  const { revision, hash } = await latestOf(office.desk, id);
  return { revision, hash };
};
const approve = async (person = 'officer') => approvePlan(office.desk, await as(person), await seen());
const linesOfLog = async () => {
  const { store } = office.app;
  return (await store.db.select().from(store.tables.auditLog)).map(({ action }) => action);
};
const caseOf = async (number: number) => {
  const findingId = await findingIdOf(office.desk, id, number);
  const { store } = office.app;
  const [kept] = await store.db
    .select()
    .from(store.tables.cases)
    .where(eq(store.tables.cases.findingId, findingId));
  return kept;
};
const measureAt = async (place: string) => {
  const { store } = office.app;
  const [row] = await store.db
    .select()
    .from(store.tables.measures)
    .where(eq(store.tables.measures.place, place));
  return row;
};

beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
  const { store } = office.app;
  // Two officers, so that one decides what the other did.
  await store.tx((db) =>
    db.insert(store.tables.officers).values({ bodyId: 'town-body', personId: 'outsider' }),
  );
  await deliver(office.desk, id);
});
afterEach(() => office.app.close());

describe('PN1 the document', () => {
  it('[PN1] is made at delivery, and for what was delivered before at the next start, once', async () => {
    const { store } = office.app;
    const plans = async () =>
      (await store.db.select().from(store.tables.documents)).filter(({ kind }) => kind === 'plan');
    expect(await plans()).toMatchObject([{ name: `plan:${id}` }]);
    expect(await openMissingPlans(store, MONDAY)).toBe(0);
    await store.tx((db) => db.delete(store.tables.documents).where(eq(store.tables.documents.kind, 'plan')));
    expect([await openMissingPlans(store, MONDAY), await openMissingPlans(store, MONDAY)]).toEqual([1, 0]);
    expect(await plans()).toHaveLength(1);
  });
});

describe('PN2, PN3 submitting', () => {
  it('[PN2] before a finding is answered there is nothing to plan for', async () => {
    expect((await refusalOf(submit())).code).toBe('PLAN_EMPTY');
  });

  it('[PN2] every gap is named with its place, and nothing has changed', async () => {
    await accept(office.desk, id, 1, 2);
    await write(office.desk, id, (plan) => {
      draft(plan, 1, { text: ' ', due: '2027-01-01' });
      draft(plan, 1, { slot: 'bbbbbb', due: '2020-01-01' });
      writeText(causeOf(plan, 2), '原因');
    });
    const before = await everythingIn(office.desk);
    const { code, details } = await refusalOf(submit());
    const until = (await caseOf(1))?.dueOn;
    expect({ code, details }).toEqual({
      code: 'PLAN_GAPS',
      details: [
        { kind: 'cause', finding: 1 },
        { kind: 'text', finding: 1, place: '1.aaaaaa' },
        { kind: 'due-late', finding: 1, place: '1.aaaaaa', until },
        { kind: 'due-past', finding: 1, place: '1.bbbbbb' },
        { kind: 'measures', finding: 2 },
      ],
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[PN2] what is kept is what stands at that instant, byte for byte under its hash; unanswered findings stay out', async () => {
    await accept(office.desk, id, 1);
    await write(office.desk, id, (plan) => {
      planFor(1, 2)(plan);
      draft(plan, 1, { slot: 'bbbbbb', kind: 'preventive', owner: null, ownerName: '王师傅' });
      setRectification(plan, 1, 'by-date');
      setResponsible(plan, 1, 'deputy');
    });
    await submit();
    const { canonical, hash, content, state, revision } = await latestOf(office.desk, id);
    expect({ hash, state, revision }).toEqual({ hash: sha256(canonical), state: 'submitted', revision: 1 });
    const finding = await findingIdOf(office.desk, id, 1);
    expect(content).toEqual({
      ...{ format: 'heping-plan-1', evaluation: id, revision: 1 },
      findings: [
        {
          ...{ id: finding, finding: 1, number: '2026-001', cause: '原因 1', kind: 'by-date' },
          responsible: { id: 'deputy', name: '傅副主任', nameEn: 'Deputy Fu' },
          measures: [
            {
              ...{
                place: '1.aaaaaa',
                kind: 'corrective',
                text: '措施 1.aaaaaa',
                due: '2026-03-10',
                expected: '',
              },
              owner: { id: 'staff', name: '石工作', nameEn: 'Staff Shi' },
            },
            {
              ...{
                place: '1.bbbbbb',
                kind: 'preventive',
                text: '措施 1.bbbbbb',
                due: '2026-03-10',
                expected: '',
              },
              owner: { id: null, name: '王师傅', nameEn: '' },
            },
          ],
        },
      ],
    });
  });

  it('[PN3] one waits, is written on meanwhile, and can be taken back', async () => {
    await accept(office.desk, id, 1);
    await write(office.desk, id, planFor(1));
    await submit();
    expect(await refusalOf(submit('deputy'))).toMatchObject({
      code: 'PLAN_WAITS',
      params: { revision: 1, person: { zh: '金主任', en: 'Leader Jin' }, at: '2026-03-02 09:00' },
    });
    await write(office.desk, id, (plan) => writeText(causeOf(plan, 1), '原因，改过'), 'officer');
    expect((await latestOf(office.desk, id)).content.findings[0]?.cause).toBe('原因 1');
    await withdrawPlan(office.desk, await as('deputy'), { revision: 1 });
    await submit();
    const { revision, content } = await latestOf(office.desk, id);
    expect([revision, content.findings[0]?.cause]).toEqual([2, '原因，改过']);
    expect((await refusalOf(withdrawPlan(office.desk, await as('leader'), { revision: 1 }))).code).toBe(
      'PLAN_STATE',
    );
    expect((await refusalOf(withdrawPlan(office.desk, await as('leader'), { revision: 7 }))).code).toBe(
      'NO_PLAN',
    );
  });
});

describe('PN4–PN8 deciding', () => {
  beforeEach(async () => {
    await accept(office.desk, id, 1, 2);
    await write(office.desk, id, (plan) => {
      planFor(1, 2)(plan);
      setRectification(plan, 1, 'at-once');
      setResponsible(plan, 1, 'leader');
    });
    await submit();
  });

  it('[PN4] returned with a reason; without one, or by its hash not the one that was seen, it is not', async () => {
    const back = async (change: object) =>
      returnPlan(office.desk, await as('officer'), { ...(await seen()), reason: '措施不具体', ...change });
    expect((await refusalOf(back({ reason: ' ' }))).code).toBe('REASON_MISSING');
    expect((await refusalOf(back({ hash: '0'.repeat(64) }))).code).toBe('CHANGED');
    await back({});
    expect(await latestOf(office.desk, id)).toMatchObject({
      ...{ state: 'returned', reason: '措施不具体', decidedBy: 'officer' },
    });
    await submit();
    expect((await latestOf(office.desk, id)).revision).toBe(2);
  });

  it('[PN4] nobody decides what they submitted themselves', async () => {
    const { store } = office.app;
    await store.tx((db) =>
      db
        .insert(store.tables.centrePeople)
        .values({ centreId: 'town-centre', personId: 'officer', role: 'deputy' }),
    );
    await withdrawPlan(office.desk, await as('leader'), { revision: 1 });
    await submit('officer');
    expect((await refusalOf(approve())).code).toBe('OWN_PLAN');
    await approve('outsider');
  });

  it('[PN4, FA6] nobody decides about the plan of a centre that they are tied to', async () => {
    const { store } = office.app;
    await store.tx((db) =>
      db
        .insert(store.tables.centrePeople)
        .values({ centreId: 'town-centre', personId: 'officer', role: 'staff' }),
    );
    const before = await everythingIn(office.desk);
    expect((await refusalOf(approve())).code).toBe('OFFICER_TIED');
    const back = returnPlan(office.desk, await as('officer'), { ...(await seen()), reason: '再改' });
    expect((await refusalOf(back)).code).toBe('OFFICER_TIED');
    expect(await everythingIn(office.desk)).toEqual(before);
    await approve('outsider');
  });

  it('[PN5] approved: measures, cases, states and the lines of the log, all of it at once', async () => {
    await approve();
    const { store } = office.app;
    const measures = await store.db.select().from(store.tables.measures);
    expect(measures).toMatchObject([
      { place: '1.aaaaaa', ownerId: 'staff', ownerName: '石工作', dueOn: '2026-03-10', state: 'doing' },
      { place: '2.aaaaaa', firstDueOn: '2026-03-10', text: '措施 2.aaaaaa', reported: 0 },
    ]);
    expect(await caseOf(1)).toMatchObject({
      ...{ state: 'rectifying', kind: 'at-once', responsibleId: 'leader', ownerNames: '石工作' },
    });
    expect(await caseOf(3)).toMatchObject({ state: 'awaiting-response', kind: null, ownerNames: '' });
    const lines = await linesOfLog();
    expect(lines.slice(-5)).toEqual([
      ...['plan.approve', 'measure.add', 'measure.add'],
      ...['finding.approve-plan', 'finding.approve-plan'],
    ]);
  });

  it('[PN8] of two decisions at once one is done, the other is told by whom and when', async () => {
    const asked = await seen();
    const both = await Promise.allSettled([
      approvePlan(office.desk, await as('officer'), asked),
      returnPlan(office.desk, await as('outsider'), { ...asked, reason: '再想想' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const again = returnPlan(office.desk, await as('outsider'), { ...asked, reason: '再想想' });
    expect(await refusalOf(again)).toMatchObject({
      code: 'PLAN_STATE',
      params: { state: { zh: '已批准' }, person: { zh: '镇经办' }, at: '2026-03-02 09:00' },
    });
  });

  it('[PN6] a later revision changes, drops and adds; ids stay, and so does what is verified', async () => {
    await write(office.desk, id, (plan) => {
      draft(plan, 1, { slot: 'cccccc', text: '已核验的' });
      draft(plan, 1, { slot: 'dddddd', text: '要取消的' });
    });
    await withdrawPlan(office.desk, await as('leader'), { revision: 1 });
    await submit();
    await approve();
    const { store } = office.app;
    const { measures } = store.tables;
    const before = await measureAt('1.aaaaaa');
    await store.tx((db) =>
      db
        .update(measures)
        .set({ state: 'verified', reported: 100, verified: 100 })
        .where(eq(measures.place, '1.cccccc')),
    );
    expect((await refusalOf(submit())).code).toBe('PLAN_UNCHANGED');
    await write(office.desk, id, (plan) => {
      writeText(wordsOf(plan, '1.aaaaaa'), '增设两个窗口');
      writeText(wordsOf(plan, '1.cccccc'), '改不了');
      removeMeasure(plan, '1.dddddd');
      draft(plan, 1, { slot: 'eeeeee', kind: 'preventive', owner: 'leader' });
    });
    await submit();
    await approve();
    const places = Object.fromEntries(
      (await store.db.select().from(measures)).map(({ place, state, text }) => [place, `${state} ${text}`]),
    );
    expect(places).toEqual({
      '1.aaaaaa': 'doing 增设两个窗口',
      '1.cccccc': 'verified 已核验的',
      '1.dddddd': 'dropped 要取消的',
      '1.eeeeee': 'doing 措施 1.eeeeee',
      '2.aaaaaa': 'doing 措施 2.aaaaaa',
    });
    expect((await measureAt('1.aaaaaa'))?.id).toBe(before?.id);
    // Three of finding 1 stand: 0, 100 and 0.
    expect(await caseOf(1)).toMatchObject({ ownerNames: '石工作、金主任', reported: 33, verified: 33 });
    await write(office.desk, id, (plan) => setMeasure(plan, '1.dddddd', 'kind', 'corrective'));
    expect((await refusalOf(submit())).details).toEqual([{ kind: 'dropped', finding: 1, place: '1.dddddd' }]);
  });

  it('[PN2] who it is counts and not how they are called: a new name alone is nothing to submit', async () => {
    await approve();
    const { store } = office.app;
    await store.tx((db) =>
      db
        .update(store.tables.people)
        .set({ nameEn: 'Shi Gongzuo' })
        .where(eq(store.tables.people.id, 'staff')),
    );
    expect((await refusalOf(submit())).code).toBe('PLAN_UNCHANGED');
    await write(office.desk, id, (plan) => giveMeasure(plan, '1.aaaaaa', { id: 'deputy', name: null }));
    await submit();
  });

  it('[PN6] an extension stands, unless the plan names another date', async () => {
    await approve();
    const { store } = office.app;
    const { measures } = store.tables;
    await store.tx((db) =>
      db.update(measures).set({ dueOn: '2026-12-31' }).where(eq(measures.place, '1.aaaaaa')),
    );
    await write(office.desk, id, (plan) => writeText(causeOf(plan, 1), '原因，补充'));
    await submit();
    await approve();
    expect(await measureAt('1.aaaaaa')).toMatchObject({ dueOn: '2026-12-31', firstDueOn: '2026-03-10' });
    await write(office.desk, id, (plan) => setMeasure(plan, '1.aaaaaa', 'due', '2026-12-30'));
    await submit();
    await approve();
    expect(await measureAt('1.aaaaaa')).toMatchObject({ dueOn: '2026-12-30', firstDueOn: '2026-12-30' });
  });

  it('[PN7] a finding that went on to its acceptance meanwhile holds the revision back', async () => {
    await approve();
    await write(office.desk, id, (plan) => writeText(causeOf(plan, 1), '原因，补充'));
    await submit();
    const { store } = office.app;
    await store.tx((db) => db.update(store.tables.measures).set({ state: 'reported', reported: 100 }));
    const finding = await findingIdOf(office.desk, id, 1);
    await actOnFinding(
      office.desk,
      { ...(await as('leader')), finding },
      { action: 'case.submit', act: 'submit' },
    );
    expect(await refusalOf(approve())).toMatchObject({
      code: 'PLAN_OVERTAKEN',
      params: { numbers: '2026-001' },
    });
    await returnPlan(office.desk, await as('officer'), { ...(await seen()), reason: '问题 1 已报验收' });
    expect((await refusalOf(submit())).code).toBe('PLAN_UNCHANGED');
  });

  it('[PN5, PH5] published meanwhile, the evaluation goes its way with the findings', async () => {
    await accept(office.desk, id, 3);
    await publishResult(office.desk, await as('officer'));
    await approve();
    const { evaluation } = await office.desk.corridor.command(id, async (moment) => moment);
    expect(evaluation.phase).toBe('rectifying');
  });
});

describe('PN9 comments', () => {
  const position = (root: string, clock: number) => ({
    type: null,
    tname: root,
    item: { client: 7, clock },
    assoc: 0,
  });
  const comment = async (change: object = {}, person = 'officer') =>
    commentPlan(office.desk, await as(person), {
      ...{ root: causeRoot(1), anchor: null, quote: '原因', text: '请写具体', ...change },
    });

  beforeEach(async () => {
    await accept(office.desk, id, 1);
    await write(office.desk, id, planFor(1));
  });

  it('[PN9] there are none before the first submission', async () => {
    expect((await refusalOf(comment())).code).toBe('NO_PLAN');
  });

  it('[PN9] stand at their words and are settled once', async () => {
    await submit();
    const anchor = { anchor: position('measure:1.aaaaaa', 0), head: position('measure:1.aaaaaa', 2) };
    await comment({ root: measureRoot('1.aaaaaa'), anchor, quote: '措施' });
    const plan = await readRectificationPlan(office.app.store.db, id, (await as('bo')).visitor);
    expect(plan.comments).toMatchObject([
      {
        root: 'measure:1.aaaaaa',
        anchor,
        quote: '措施',
        text: '请写具体',
        finding: 1,
        revision: 1,
        settledAt: null,
      },
    ]);
    const [{ id: said } = { id: '' }] = plan.comments;
    await settleComment(office.desk, await as('leader'), said);
    expect(await refusalOf(settleComment(office.desk, await as('officer'), said))).toMatchObject({
      code: 'COMMENT_SETTLED',
      params: { person: { zh: '金主任' } },
    });
    expect((await refusalOf(settleComment(office.desk, await as('officer'), 'none'))).code).toBe('NOT_FOUND');
  });

  it('[PN11] of a finding that is over there are no more', async () => {
    await submit();
    const { store } = office.app;
    const { cases } = store.tables;
    const findingId = await findingIdOf(office.desk, id, 1);
    await store.tx((db) => db.update(cases).set({ state: 'closed' }).where(eq(cases.findingId, findingId)));
    expect((await refusalOf(comment())).code).toBe('COMMENT_OVER');
  });

  it('[PN9] belong to a text of the plan, and say something', async () => {
    await submit();
    const foreign = { anchor: position('note:A1.1.1', 0), head: position('note:A1.1.1', 1) };
    for (const change of [
      { root: 'cause:9' },
      { root: 'note:A1.1.1' },
      { anchor: foreign },
      { anchor: { anchor: 1, head: 2 } },
    ])
      expect((await refusalOf(comment(change))).code).toBe('COMMENT_PLACE');
    expect((await refusalOf(comment({ text: '\u200b' }))).code).toBe('COMMENT_BLANK');
    expect((await refusalOf(comment({}, 'leader'))).code).toBe('NOT_FOUND');
  });
});

describe('PN10 reading', () => {
  it('[PN10] findings with their dates, the centre’s people, leaders first', async () => {
    const { db } = office.app.store;
    const plan = await readRectificationPlan(db, id, (await as('leader')).visitor);
    expect(
      plan.findings.map(({ finding, number, indicator, state }) => [finding, number, indicator, state]),
    ).toEqual([
      [1, '2026-001', 'A1.1.1', 'awaiting-response'],
      [2, '2026-002', 'A1.2.2', 'awaiting-response'],
      [3, '2026-003', 'A2.3.8', 'awaiting-response'],
    ]);
    expect(plan.people.map((person) => person.id)).toEqual(['leader', 'deputy', 'staff']);
    for (const person of ['admin', 'staff', 'county-officer'])
      expect((await refusalOf(readRectificationPlan(db, id, (await as(person)).visitor))).code).toBe(
        'NOT_FOUND',
      );
  });

  it('[PN10] nothing of it reaches anybody else, whatever door they try', async () => {
    await accept(office.desk, id, 1);
    const SECRET = '只给中心和经办人看的话';
    await write(office.desk, id, (plan) => {
      planFor(1)(plan);
      writeText(causeOf(plan, 1), SECRET);
    });
    await submit();
    await commentPlan(office.desk, await as('officer'), {
      ...{ root: causeRoot(1), anchor: null, quote: SECRET, text: SECRET },
    });
    // Words of an approved measure are the ledger's, which has its own readers.
    await approve();
    const doors = office.app.doors.filter(({ method, path }) => method === 'GET' && path !== '/openapi.json');
    for (const person of ['admin', 'county-officer', 'staff', null]) {
      const caller = await asCaller(office.app, person);
      for (const { path } of doors) {
        const { body } = await caller.get(path.replaceAll(/:\w+/g, id));
        expect({ person, path, said: JSON.stringify(body).includes(SECRET) }).toEqual({
          person,
          path,
          said: false,
        });
      }
    }
    expect(
      JSON.stringify((await (await asCaller(office.app, 'bo')).get(`/evaluations/${id}/plan`)).body),
    ).toContain(SECRET);
  });
});
