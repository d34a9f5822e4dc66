/** Measures over HTTP and by the verb: who reports, who verifies, what is kept. [MA, ME, PO9] */
import { schemas } from '@heping/protocol';
import { may, PHASES, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type Answer } from '../testing/app.ts';
import { everythingIn, openOfficeWithoutNotice, refusalOf, type Office } from '../testing/desk.ts';
import { deliverWith, rectify } from '../testing/rectify.ts';
import { visitorOf } from '../testing/walk.ts';
import { actOnMeasure } from './act.ts';
import type { MeasureActor } from './actor.ts';
import type { MeasureDoing } from './doing.ts';

let office: Office;
let evaluation: string;
let findings: string[];
let measure: string;

beforeEach(async () => {
  const opened = await openOfficeWithoutNotice();
  ({ office, id: evaluation } = opened);
  findings = await deliverWith(office.desk, evaluation);
  const [finding = ''] = findings;
  const [first = ''] = await rectify(office.desk, {
    evaluation,
    finding,
    measures: [{ ownerId: 'staff' }, { ownerId: null }],
  });
  measure = first;
});
afterEach(() => office.app.close());

async function post(who: string, verb: string, body: object, id = measure): Promise<Answer> {
  const answer = await (await as(office.app, who)).post(`/measures/${id}/${verb}`, body);
  office.clock.now += 1;
  return answer;
}
const refused = ({ status, body }: Answer) => [status, body.error];
const second = () => measure.replace(/-1$/, '-2');

async function rowOf(id = measure) {
  const { measures } = office.app.store.tables;
  const [row] = await office.app.store.db.select().from(measures).where(eq(measures.id, id));
  return row;
}
async function caseOf(finding = findings[0] ?? '') {
  const { cases } = office.app.store.tables;
  const [row] = await office.app.store.db.select().from(cases).where(eq(cases.findingId, finding));
  return row;
}
async function linesOf(subject = measure) {
  const { auditLog } = office.app.store.tables;
  const rows = await office.app.store.db.select().from(auditLog).where(eq(auditLog.subject, subject));
  return rows.map(({ action, personId, detail }) => ({ action, personId, detail }));
}

describe('what is reported, and what is seen', () => {
  it('[MA1, MA2, ME4] the owner notes progress; the finding counts the mean of its measures', async () => {
    const answer = await post('staff', 'note', { percent: 45, text: '地面已铺好' });
    expect([answer.status, answer.body.measure?.reported]).toEqual([200, 45]);
    expect(schemas.MeasurePage.safeParse(answer.body).error).toBeUndefined();
    expect(answer.body.measure.notes).toMatchObject([
      { kind: 'note', percent: 45, text: '地面已铺好', name: '石工作' },
    ]);
    // Two measures, one of them at 45: rounded down.
    expect(await caseOf()).toMatchObject({ reported: 22, verified: 0, state: 'rectifying' });
    expect(await linesOf()).toMatchObject([
      { action: 'measure.note', personId: 'staff', detail: { from: 'doing', to: 'doing', percent: 45 } },
    ]);
  });

  it('[MA4] goes down only with a word on it, and nothing at all is no note', async () => {
    await post('staff', 'note', { percent: 60 });
    expect(refused(await post('staff', 'note', { percent: 30 }))).toEqual([422, 'PERCENT_DOWN']);
    expect(refused(await post('staff', 'note', { percent: 60 }))).toEqual([422, 'NOTHING_SAID']);
    expect(refused(await post('staff', 'note', { percent: 100, text: '好了' }))).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    expect((await post('officer', 'check', { percent: 50 })).status).toBe(200);
    expect((await post('leader', 'note', { percent: 30, text: '一处返工' })).status).toBe(200);
    expect(await rowOf()).toMatchObject({ reported: 30, verified: 30 });
  });

  it('[MA8] takes two hundred notes; a list has the newest fifty of each and says how many there are', async () => {
    const { store, clock } = { store: office.app.store, clock: office.clock };
    const note = (place: number) => ({
      ...{ id: `note-${String(place).padStart(3, '0')}`, measureId: measure, kind: 'note', percent: 1 },
      ...{ text: `第 ${place} 条`, personId: 'staff', personName: '石工作', at: clock.now + place },
    });
    const many = Array.from({ length: 199 }, (_, place) => note(place));
    await store.tx((db) => db.insert(store.tables.progressNotes).values(many as never));
    clock.now += 1_000;
    expect((await post('staff', 'note', { percent: 2, text: '最后一条' })).status).toBe(200);
    expect(refused(await post('staff', 'note', { percent: 3, text: '再一条' }))).toEqual([
      409,
      'NOTES_ENOUGH',
    ]);
    const leader = await as(office.app, 'leader');
    const [first] = (await leader.get(`/evaluations/${evaluation}/measures`)).body.measures;
    expect([first.notes.length, first.noteCount]).toEqual([50, 200]);
    expect([first.notes[0].text, first.notes.at(-1).text]).toEqual(['第 150 条', '最后一条']);
    expect((await leader.get(`/measures/${measure}`)).body.measure.notes).toHaveLength(200);
    expect((await post('staff', 'report', { text: '完成' })).status).toBe(200);
  });

  it('[MA4] an officer sees at most what is reported', async () => {
    await post('staff', 'note', { percent: 40 });
    expect(refused(await post('officer', 'check', { percent: 41 }))).toEqual([422, 'ABOVE_REPORTED']);
    expect((await post('officer', 'check', { percent: 40, text: '看过' })).status).toBe(200);
    expect(await caseOf()).toMatchObject({ reported: 20, verified: 20 });
  });

  it('[ME2, ME5] reported with a text, verified by an officer, or returned with a reason', async () => {
    expect(refused(await post('staff', 'report', { text: ' ' }))).toEqual([422, 'REPORT_TEXT_MISSING']);
    expect((await post('staff', 'report', { text: '全部完成' })).body.measure.state).toBe('reported');
    expect(refused(await post('staff', 'note', { percent: 50, text: '再改' }))).toEqual([
      409,
      'MEASURE_STATE',
    ]);
    expect(refused(await post('officer', 'return', { reason: '' }))).toEqual([422, 'REASON_MISSING']);
    const returned = await post('officer', 'return', { reason: '东侧未做' });
    expect(returned.body.measure).toMatchObject({ state: 'doing', reported: 99, reportedBy: null });
    await post('staff', 'report', { text: '东侧已做' });
    const verified = await post('officer', 'verify', {});
    expect(verified.body.measure).toMatchObject({ state: 'verified', reported: 100, verified: 100 });
    expect(verified.body.measure.notes.map(({ kind }: { kind: string }) => kind)).toEqual([
      'report',
      'return',
      'report',
      'verify',
    ]);
    expect(await caseOf()).toMatchObject({ reported: 50, verified: 50 });
  });

  it('[ME5] who owns it does not verify it, officer or not', async () => {
    const { store } = office.app;
    await store.tx((db) =>
      db
        .update(store.tables.measures)
        .set({ ownerId: 'officer' })
        .where(eq(store.tables.measures.id, measure)),
    );
    await post('leader', 'report', { text: '完成' });
    expect(refused(await post('officer', 'verify', {}))).toEqual([409, 'OWN_MEASURE']);
    const page = await (await as(office.app, 'officer')).get(`/measures/${measure}`);
    expect(page.body.measure.acts).toContainEqual({
      act: 'verify',
      why: { code: 'OWN_MEASURE', params: expect.anything() },
    });
  });

  it('[MA5] of two at once one is done, the other hears by whom and when', async () => {
    await post('staff', 'report', { text: '完成' });
    const { store } = office.app;
    await store.tx((db) =>
      db.insert(store.tables.officers).values({ bodyId: 'town-body', personId: 'outsider' }),
    );
    const answers = await Promise.all([post('officer', 'verify', {}), post('outsider', 'verify', {})]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body.error).toBe('MEASURE_STATE');
    expect(lost?.body.message).toMatch(/(镇经办|路人)已于 2026-03-02 09:00 处理过/);
  });
});

describe('more time', () => {
  it('[MA6] asked for with a reason and a later day, granted by an officer; the finding moves with it', async () => {
    const before = await caseOf();
    const dueOn = before?.dueOn ?? '';
    expect(refused(await post('staff', 'ask-extension', { until: dueOn, reason: '待料' }))).toEqual([
      422,
      'EXTENSION_NOT_LATER',
    ]);
    const never = await post('staff', 'ask-extension', { until: '2200-01-01', reason: '待料' });
    expect(refused(never)).toEqual([422, 'EXTENSION_TOO_FAR']);
    expect(never.body.message).toContain('2027-03-03');
    expect(refused(await post('staff', 'ask-extension', { until: '2026-09-01', reason: '' }))).toEqual([
      422,
      'REASON_MISSING',
    ]);
    expect(refused(await post('staff', 'ask-extension', { until: '2026-02-30', reason: '待料' }))).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    const asked = await post('staff', 'ask-extension', { until: '2026-09-01', reason: '待料' });
    const extension = asked.body.measure.extensions[0].id as string;
    expect(refused(await post('leader', 'ask-extension', { until: '2026-10-01', reason: '再延' }))).toEqual([
      409,
      'EXTENSION_ASKED',
    ]);
    expect(refused(await post('officer', 'grant-extension', { extension: 'other', reason: '可' }))).toEqual([
      409,
      'CHANGED',
    ]);
    const granted = await post('officer', 'grant-extension', { extension, reason: '确有困难' });
    expect(granted.body.measure).toMatchObject({ dueOn: '2026-09-01', firstDueOn: dueOn, state: 'doing' });
    expect(await caseOf()).toMatchObject({ dueOn: '2026-09-01', firstDueOn: dueOn });
    const again = await post('officer', 'refuse-extension', { extension, reason: '不同意' });
    expect(refused(again)).toEqual([409, 'NO_EXTENSION']);
    expect(again.body.message).toContain('镇经办');
    expect((await linesOf()).map(({ action }) => action)).toEqual([
      'measure.ask-extension',
      'measure.grant-extension',
    ]);
    expect((await linesOf(findings[0])).at(-1)).toMatchObject({
      ...{ action: 'finding.extend', personId: 'officer' },
      detail: { from: dueOn, to: '2026-09-01', measure, reason: '确有困难' },
    });
  });

  it('[MA6] what was asked for a day that is over, or too far, is granted no more', async () => {
    const asked = await post('staff', 'ask-extension', { until: '2026-09-01', reason: '待料' });
    const extension = asked.body.measure.extensions[0].id as string;
    const { store } = office.app;
    const until = (day: string) => store.tx((db) => db.update(store.tables.extensions).set({ until: day }));
    await until('9999-12-31');
    const grant = () => post('officer', 'grant-extension', { extension, reason: '可' });
    expect(refused(await grant())).toEqual([422, 'EXTENSION_TOO_FAR']);
    await until('2026-03-02');
    const late = await grant();
    expect(refused(late)).toEqual([422, 'EXTENSION_NOT_LATER']);
    expect(late.body.message).not.toMatch(/[{}]|due/);
  });

  it('[NT2] what is told of one that was asked for says no decision', async () => {
    const asked = await post('staff', 'ask-extension', { until: '2026-09-01', reason: '待料' });
    const extension = asked.body.measure.extensions[0].id as string;
    await post('officer', 'refuse-extension', { extension, reason: '时间充足' });
    const { store } = office.app;
    const told = await store.db.select().from(store.tables.notifications);
    const decisions = (kind: string) =>
      told.filter((one) => one.kind === kind).map(({ params }) => params['decision']);
    expect(new Set(decisions('extension.asked'))).toEqual(new Set([undefined]));
    expect(new Set(decisions('extension.decided'))).toEqual(new Set(['refused']));
  });

  it('[MA6] refused: the dates stay', async () => {
    const before = await caseOf();
    const asked = await post('staff', 'ask-extension', { until: '2026-09-01', reason: '待料' });
    const extension = asked.body.measure.extensions[0].id as string;
    const answer = await post('officer', 'refuse-extension', { extension, reason: '时间充足' });
    expect(answer.body.measure.extensions).toMatchObject([
      { state: 'refused', decision: { by: { id: 'officer' }, reason: '时间充足' } },
    ]);
    expect(await caseOf()).toMatchObject({ dueOn: before?.dueOn });
    expect(await rowOf()).toMatchObject({ dueOn: before?.dueOn });
  });
});

describe('who reaches it', () => {
  it('[PO9] its owner with an account reaches this measure and nothing else of the evaluation', async () => {
    const staff = await as(office.app, 'staff');
    const page = await staff.get(`/measures/${measure}`);
    expect([page.status, page.body.seesEvaluation]).toEqual([200, false]);
    expect((await staff.get(`/measures/${second()}`)).status).toBe(404);
    expect(refused(await post('staff', 'note', { percent: 10 }, second()))).toEqual([404, 'NOT_FOUND']);
    expect(refused(await post('staff', 'verify', {}))).toEqual([404, 'NOT_FOUND']);
    for (const path of ['/measures', `/cases/${findings[0] ?? ''}/acceptance`])
      expect((await staff.get(`/evaluations/${evaluation}${path}`)).status).toBe(404);
  });

  it('[PO8] the panel reads, strangers hear that there is none, nothing changes', async () => {
    const before = await everythingIn(office.desk);
    expect((await (await as(office.app, 'bo')).get(`/measures/${measure}`)).status).toBe(200);
    for (const who of ['bo', 'outsider', 'county-officer', 'admin'])
      expect(refused(await post(who, 'note', { percent: 10 }))).toEqual([404, 'NOT_FOUND']);
    for (const who of ['outsider', 'county-officer'])
      expect((await (await as(office.app, who)).get(`/measures/${measure}`)).status).toBe(404);
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[PO8, PO9] phase by phase, as the policy gives it; for everybody else there is nothing', async () => {
    const { evaluations } = office.app.store.tables;
    const owner: readonly Role[] = ['leader', 'public'];
    const roles: Readonly<Record<string, readonly Role[]>> = {
      ...{ alice: ['chair', 'panelist', 'public'], officer: ['officer', 'public'], leader: owner },
      ...{ staff: owner, admin: ['administrator', 'public'], outsider: ['public'] },
    };
    const doors = [
      ['case.read', '', undefined],
      ['measure.report', '/ask-extension', { until: '2020-01-01', reason: '早' }],
      ['measure.verify', '/return', { reason: '' }],
    ] as const;
    for (const phase of PHASES) {
      await office.app.store.tx((db) => db.update(evaluations).set({ phase }));
      for (const [who, theirs] of Object.entries(roles)) {
        const caller = await as(office.app, who);
        for (const [action, path, body] of doors) {
          const { status, body: said } = await (body === undefined
            ? caller.get(`/measures/${measure}`)
            : caller.post(`/measures/${measure}${path}`, body));
          const mayIn = (one: Phase) => may(theirs, action, one) && may(theirs, 'evaluation.see', one);
          const otherwise = PHASES.some(mayIn) ? 'WRONG_PHASE' : 'NOT_FOUND';
          const passed = {
            '': undefined,
            '/ask-extension': 'EXTENSION_NOT_LATER',
            '/return': 'MEASURE_STATE',
          };
          expect({ phase, who, path, error: status === 200 ? undefined : said.error }).toEqual({
            ...{ phase, who, path },
            error: mayIn(phase) ? passed[path] : otherwise,
          });
        }
      }
    }
  });

  it('[PO9] its owner by link, as long as the link holds', async () => {
    const { store, clock } = { store: office.app.store, clock: office.clock };
    const link = { id: 'link', measureId: second(), name: '王师傅', tokenHash: 't', codeHash: 'c' };
    await store.tx((db) =>
      db.insert(store.tables.ownerLinks).values({
        ...{ ...link, createdBy: 'leader', createdAt: clock.now, expiresAt: clock.now + 1_000 },
      }),
    );
    const actor: MeasureActor = { kind: 'link', linkId: 'link', measureId: second(), name: '王师傅' };
    const doing: MeasureDoing = { act: 'note', percent: 20, text: '已开工' };
    await actOnMeasure(office.desk, { measure: second(), actor }, doing);
    expect(await rowOf(second())).toMatchObject({ reported: 20 });
    expect(await linesOf(second())).toMatchObject([
      { personId: null, detail: { link: 'link', name: '王师傅' } },
    ]);
    expect((await refusalOf(actOnMeasure(office.desk, { measure, actor }, doing))).code).toBe('NOT_FOUND');
    clock.now += 2_000;
    const late = actOnMeasure(office.desk, { measure: second(), actor }, { ...doing, percent: 30 });
    expect((await refusalOf(late)).code).toBe('NOT_FOUND');
  });

  it('[MA1] files of others prove nothing', async () => {
    const { store } = office.app;
    await store.tx((db) =>
      db.insert(store.tables.files).values({
        ...{ id: 'photo', evaluationId: evaluation, sha256: 'x', type: 'image/png', size: 1, name: '照片' },
        ...{ personId: 'leader', personName: '金主任', at: 1 },
      }),
    );
    const files = [{ id: 'photo', role: 'after' }];
    const before = await everythingIn(office.desk);
    expect(refused(await post('staff', 'note', { text: '见图', files }))).toEqual([422, 'FILE_UNKNOWN']);
    expect(await everythingIn(office.desk)).toEqual(before);
    const used = await post('leader', 'note', { text: '见图', files });
    expect(used.body.measure.notes[0].files).toEqual([
      expect.objectContaining({ id: 'photo', role: 'after', name: '照片', type: 'image/png' }),
    ]);
    const visitor = await visitorOf(office.app, 'leader');
    const twice = [...files, ...files] as const;
    const doing = { act: 'note', text: '两次', files: twice } as unknown as MeasureDoing;
    const again = actOnMeasure(office.desk, { measure, actor: { kind: 'person', visitor } }, doing);
    expect((await refusalOf(again)).code).toBe('FILE_UNKNOWN');
  });
});
