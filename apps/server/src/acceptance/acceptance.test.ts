/** Acceptance by another person, look-back, and the same problem again. [AC, LB, RP, FN5, FN8, PH5] */
import { schemas } from '@heping/protocol';
import { verifyAudit } from '@heping/db';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyKept } from '../sheets/verify.ts';
import { as, type Answer } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { everythingIn, openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import { dropTriggers, write } from '../testing/in-hand.ts';
import { deliverWith, rectify } from '../testing/rectify.ts';

let office: Office;
let evaluation: string;
let findings: string[];
let measures: readonly string[];
const DAY = 86_400_000;

beforeEach(async () => {
  ({ office, id: evaluation } = await openOfficeWithoutNotice());
  const { store } = office.app;
  await store.tx((db) =>
    db.insert(store.tables.officers).values([
      { bodyId: 'town-body', personId: 'outsider' },
      { bodyId: 'town-body', personId: 'admin' },
    ]),
  );
  findings = await deliverWith(office.desk, evaluation);
  measures = await rectify(office.desk, { evaluation, finding: first() });
});
afterEach(() => office.app.close());

const first = () => findings[0] ?? '';
const other = () => findings[1] ?? '';
const refused = ({ status, body }: Answer) => [status, body.error];
const at = (finding: string, verb: string, of = evaluation) => `/evaluations/${of}/cases/${finding}/${verb}`;

async function act(who: string, verb: string, body: object = {}, finding = first()): Promise<Answer> {
  const seen = verb === 'close' || verb === 'return' ? { submittedAt: await submittedAt(finding) } : {};
  const answer = await (await as(office.app, who)).post(at(finding, verb), { ...seen, ...body });
  office.clock.now += 1;
  return answer;
}
/** Of the submission as it stands. */
const submittedAt = async (finding: string): Promise<number> =>
  (await look('officer', finding)).body.submitted?.at ?? 0;
async function measure(who: string, verb: string, body: object, id = measures[0] ?? ''): Promise<Answer> {
  const answer = await (await as(office.app, who)).post(`/measures/${id}/${verb}`, body);
  office.clock.now += 1;
  return answer;
}
const look = async (who: string, finding = first()) =>
  (await as(office.app, who)).get(at(finding, 'acceptance'));
const phase = async (id = evaluation) => {
  const { evaluations } = office.app.store.tables;
  const [row] = await office.app.store.db.select().from(evaluations).where(eq(evaluations.id, id));
  return row?.phase;
};

/** The finding submitted with everything reported. */
async function submitted(): Promise<void> {
  await measure('staff', 'report', { text: '完成' });
  await act('leader', 'submit');
}
/** Both findings closed, the first with a look-back. */
async function closedAll(): Promise<void> {
  await submitted();
  const opinion = { reason: '现场核实无误', verifyReported: true, lookBackOn: '2026-06-01' };
  expect((await act('officer', 'close', opinion)).status).toBe(200);
  const [one = ''] = await rectify(office.desk, { evaluation, finding: other() });
  await measure('staff', 'report', { text: '完成' }, one);
  await act('leader', 'submit', {}, other());
  expect((await act('officer', 'close', { reason: '可', verifyReported: true }, other())).status).toBe(200);
}

describe('acceptance', () => {
  it('[AC1, FN3] the leader submits once everything is reported, and may take it back', async () => {
    expect(refused(await act('leader', 'submit'))).toEqual([409, 'MEASURES_NOT_REPORTED']);
    expect((await look('leader')).body.acts).toEqual([
      { act: 'submit', why: { code: 'MEASURES_NOT_REPORTED', params: expect.anything() } },
    ]);
    await measure('staff', 'report', { text: '完成' });
    const answer = await act('leader', 'submit', { statement: '请验收' });
    expect([answer.body.state, answer.body.submitted.by.id]).toEqual(['awaiting-acceptance', 'leader']);
    expect(schemas.Acceptance.safeParse(answer.body).error).toBeUndefined();
    const back = await act('deputy', 'recall');
    expect([back.body.state, back.body.submitted]).toEqual(['rectifying', null]);
    expect(refused(await act('leader', 'recall'))).toEqual([409, 'FINDING_STATE']);
  });

  it('[AC6] submitted again with the same file; what was taken back does not stand with the closure', async () => {
    const { store } = office.app;
    const row = { evaluationId: evaluation, sha256: 'x', type: 'image/png', size: 1, at: 1 } as const;
    const by = { personId: 'leader', personName: '金主任' };
    await store.tx((db) =>
      db.insert(store.tables.files).values([
        { id: 'before', name: '整改前', ...row, ...by },
        { id: 'after', name: '整改后', ...row, ...by },
      ]),
    );
    await measure('staff', 'report', { text: '完成' });
    const use = (id: string) => ({ id, role: 'evidence' });
    const submit = (...ids: string[]) => act('leader', 'submit', { statement: '完', files: ids.map(use) });
    expect((await submit('before', 'after')).status).toBe(200);
    await act('leader', 'recall');
    expect((await submit('after')).status).toBe(200);
    const closed = await act('officer', 'close', { reason: '通过', verifyReported: true });
    expect(closed.body.closed.files.map(({ id }: { id: string }) => id)).toEqual(['after']);
  });

  it('[AC5] what the centre says as it submits is read by who decides, in the case and in its history', async () => {
    const { store } = office.app;
    const by = { personId: 'leader', personName: '金主任' };
    const row = { evaluationId: evaluation, sha256: 'x', type: 'image/png', size: 1, at: 1, ...by } as const;
    await store.tx((db) =>
      db.insert(store.tables.files).values([
        { id: 'first', name: '第一次', ...row },
        { id: 'second', name: '第二次', ...row },
      ]),
    );
    await measure('staff', 'report', { text: '完成' });
    const files = (id: string) => [{ id, role: 'evidence' }];
    await act('leader', 'submit', { statement: '第一份说明', files: files('first') });
    await act('leader', 'recall');
    await act('leader', 'submit', { statement: '第二份说明', files: files('second') });
    const { body } = await look('officer');
    expect(body.submitted).toMatchObject({ statement: '第二份说明', files: [{ id: 'second' }] });
    expect(body.submitted.files).toHaveLength(1);
    const history = await (await as(office.app, 'officer')).get(at(first(), 'history'));
    expect(history.body.events.map(({ reason }: { reason: string | null }) => reason)).toEqual(
      expect.arrayContaining(['第一份说明', '第二份说明']),
    );
    await act('leader', 'recall');
    await act('leader', 'submit');
    expect((await look('officer')).body.submitted).toMatchObject({ statement: '', files: [] });
  });

  it('[AC7] what was submitted anew meanwhile is neither closed nor returned unseen', async () => {
    await submitted();
    const seen = await submittedAt(first());
    await act('leader', 'recall');
    await act('leader', 'submit', { statement: '另一份说明' });
    const decision = { submittedAt: seen, reason: '按先前所见' };
    for (const [verb, more] of [
      ['close', { verifyReported: true }],
      ['return', {}],
    ] as const) {
      const late = await act('officer', verb, { ...decision, ...more });
      expect(refused(late)).toEqual([409, 'SUBMITTED_ANEW']);
      expect(late.body.message).toMatch(/^金主任已于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 重新提交验收/);
    }
    expect((await act('officer', 'close', { reason: '按现在所见', verifyReported: true })).status).toBe(200);
  });

  it('[AC2, FN4] returned with a reason, single measures with it', async () => {
    await submitted();
    expect(refused(await act('officer', 'return', { reason: ' ' }))).toEqual([422, 'REASON_MISSING']);
    const [id = ''] = measures;
    const back = await act('officer', 'return', {
      reason: '未整改到位',
      measures: [{ id, reason: '缺照片' }],
    });
    expect(back.body).toMatchObject({
      ...{ state: 'rectifying', submitted: null, reported: 99 },
      returns: [{ by: { id: 'officer' }, reason: '未整改到位' }],
    });
    expect((await (await as(office.app, 'staff')).get(`/measures/${id}`)).body.measure).toMatchObject({
      ...{ state: 'doing', notes: [{ kind: 'report' }, { kind: 'return', text: '缺照片' }] },
    });
  });

  it('[AC3, FN5] closed only once all is verified, or with the word for it in the same step', async () => {
    await submitted();
    expect(refused(await act('officer', 'close', { reason: '通过' }))).toEqual([
      409,
      'MEASURES_NOT_VERIFIED',
    ]);
    expect(refused(await act('officer', 'close', { reason: '', verifyReported: true }))).toEqual([
      422,
      'REASON_MISSING',
    ]);
    const today = await act('officer', 'close', {
      ...{ reason: '通过', verifyReported: true, lookBackOn: '2026-03-02' },
    });
    expect(refused(today)).toEqual([422, 'LOOK_BACK_NOT_LATER']);
    const never = await act('officer', 'close', {
      ...{ reason: '通过', verifyReported: true, lookBackOn: '2028-03-03' },
    });
    expect(refused(never)).toEqual([422, 'LOOK_BACK_TOO_FAR']);
    const closed = await act('officer', 'close', {
      ...{ reason: '通过', verifyReported: true, lookBackOn: '2026-06-01' },
    });
    expect(closed.body).toMatchObject({
      ...{ state: 'closed', reported: 100, verified: 100, lookBackOn: '2026-06-01' },
      closed: { by: { id: 'officer' }, reason: '通过' },
    });
    const { auditLog } = office.app.store.tables;
    const lines = await office.app.store.db.select().from(auditLog);
    expect(lines.slice(-2).map(({ action, personId }) => [action, personId])).toEqual([
      ['measure.verify', 'officer'],
      ['finding.close', 'officer'],
    ]);
  });

  it('[AC3, FN5] who reported a measure does not close the finding; another officer does', async () => {
    const { store } = office.app;
    const { centrePeople } = store.tables;
    // The officer was a leader of the centre when it was reported.
    await store.tx((db) =>
      db.insert(centrePeople).values({ centreId: 'town-centre', personId: 'officer', role: 'deputy' }),
    );
    await measure('officer', 'report', { text: '完成' });
    await store.tx((db) => db.delete(centrePeople).where(eq(centrePeople.personId, 'officer')));
    await act('leader', 'submit');
    const opinion = { reason: '通过', verifyReported: true };
    const before = await everythingIn(office.desk);
    expect(refused(await act('officer', 'close', opinion))).toEqual([409, 'OWN_WORK']);
    expect(await everythingIn(office.desk)).toEqual(before);
    expect((await look('officer')).body.acts).toContainEqual({
      act: 'close',
      why: { code: 'OWN_WORK', params: expect.anything() },
    });
    expect((await act('outsider', 'close', opinion)).body.state).toBe('closed');
  });

  it('[AC4, FA3] of two officers at once one closes; the other hears by whom and when', async () => {
    await submitted();
    const opinion = { reason: '通过', verifyReported: true };
    const answers = await Promise.all([act('officer', 'close', opinion), act('outsider', 'return', opinion)]);
    const [lost] = answers.filter(({ status }) => status !== 200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    // `return` has no such field, which is said before anything else.
    expect(['FINDING_STATE', 'BAD_REQUEST']).toContain(lost?.body.error);
    const late = await act('outsider', 'return', { reason: '再看' });
    expect(refused(late)).toEqual([409, 'FINDING_STATE']);
    expect(late.body.message).toContain('镇经办已于 2026-03-02 09:00 处理过');
  });

  it('[FN6] nothing leads out of closed', async () => {
    await submitted();
    await act('officer', 'close', { reason: '通过', verifyReported: true });
    for (const [who, verb, body] of [
      ['leader', 'submit', {}],
      ['leader', 'recall', {}],
      ['officer', 'return', { reason: '重来' }],
      ['outsider', 'close', { reason: '再来' }],
    ] as const)
      expect([verb, ...refused(await act(who, verb, body))]).toEqual([verb, 409, 'FINDING_STATE']);
    expect(refused(await act('officer', 'look-back', { effect: 'not', statement: '又坏了' }))).toEqual([
      409,
      'NO_LOOK_BACK',
    ]);
    expect((await look('officer')).body.acts).toEqual([]);
  });
});

describe('look-back', () => {
  it('[LB1] effective: said once, and it changes no state', async () => {
    await closedAll();
    expect(await phase()).toBe('closed');
    expect(refused(await act('officer', 'look-back', { effect: 'effective', statement: '' }))).toEqual([
      422,
      'REASON_MISSING',
    ]);
    const held = await act('officer', 'look-back', { effect: 'effective', statement: '保持良好' });
    expect(held.body).toMatchObject({
      state: 'closed',
      lookBack: { effect: 'effective', statement: '保持良好', by: { id: 'officer' }, opened: null },
    });
    // Whatever was done to it since: by whom and when it was held.
    await (
      await as(office.app, 'outsider')
    ).put(`/ledger/rows/${first()}/remark`, { remark: '已看', was: '' });
    const late = await act('outsider', 'look-back', { effect: 'not', statement: '再看' });
    expect(refused(late)).toEqual([409, 'LOOKED_BACK']);
    expect(late.body.message).toMatch(/^镇经办已于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 记录/);
    expect(await phase()).toBe('closed');
  });

  it('[LB2, FN8, PH5] not effective: a finding of its own, and the evaluation is rectifying again', async () => {
    await closedAll();
    office.clock.now += 100 * DAY;
    const held = await act('outsider', 'look-back', { effect: 'not', statement: '展板又掉了' });
    expect(held.body.state).toBe('closed');
    const { finding, number, reason, state } = held.body.lookBack.opened;
    expect([number, reason, state]).toEqual(['2026-003', '展板又掉了', 'awaiting-response']);
    expect(await phase()).toBe('rectifying');
    const { cases, findings: rows, auditLog } = office.app.store.tables;
    const { db } = office.app.store;
    const [kept] = await db.select().from(cases).where(eq(cases.findingId, finding));
    expect(kept).toMatchObject({ state: 'awaiting-response', repeatOf: null, indicator: 'A1.1.1' });
    expect(kept?.respondBy.startsWith('2026-06')).toBe(true);
    const [row] = await db.select().from(rows).where(eq(rows.id, finding));
    expect(row).toMatchObject({ source: 'look-back', lost: 0, severity: 'severe' });
    const lines = (await db.select().from(auditLog)).slice(-3);
    expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
      ['finding.open', finding],
      ['finding.look-back', first()],
      ['rectification.reopen', evaluation],
    ]);
    // The sheet stands as it was signed, and the findings beside it are those it makes.
    expect(
      (await (await as(office.app, 'officer')).get(`/evaluations/${evaluation}/sheets`)).body.sheets[0]
        .faults,
    ).toEqual([]);
    expect(await verifyAudit(office.app.store)).toMatchObject({ ok: true });
  });

  it('[LB3, SE5] a look-back’s finding that nobody opened is found', async () => {
    await closedAll();
    const held = await act('officer', 'look-back', { effect: 'not', statement: '又掉了' });
    const keys = await office.app.seal.publicKeys();
    const faults = async () => (await verifyKept(office.app.store, keys)).faulty;
    expect(await faults()).toEqual([]);
    await dropTriggers(office);
    await write(
      office,
      'update findings set reason = ? where id = ?',
      '无事',
      held.body.lookBack.opened.finding,
    );
    expect(await faults()).toMatchObject([{ evaluation, faults: ['findings'] }]);
  });
});

describe('the same problem again', () => {
  /** Another campaign, a year later, loses points on the first indicator again. */
  async function nextYear(id = 'next', scores = { 'A1.1.1': 5 }): Promise<string> {
    const { store } = office.app;
    await store.tx(async (db) => {
      const [campaign] = await db
        .select()
        .from(store.tables.campaigns)
        .where(eq(store.tables.campaigns.id, 'campaign'));
      if (campaign !== undefined)
        await db
          .insert(store.tables.campaigns)
          .values({ ...campaign, id: `${id}-year`, title: '2027 年度考核评估' });
    });
    office.clock.now += 365 * DAY;
    await seedEvaluation(store, { id, campaignId: `${id}-year` });
    const [finding = ''] = await deliverWith(office.desk, id, scores);
    return finding;
  }

  it('[RP1, RP2] proposed at delivery, marked once an officer has confirmed it, with a reason', async () => {
    const again = await nextYear();
    const path = (verb: string) => at(again, verb, 'next');
    const officer = await as(office.app, 'officer');
    expect((await officer.get(path('acceptance'))).body).toMatchObject({
      mayDecideRepeats: true,
      repeats: [{ state: 'proposed', decision: null, earlier: { finding: first(), evaluation } }],
    });
    const { cases } = office.app.store.tables;
    const repeatOf = async () => {
      const [kept] = await office.app.store.db.select().from(cases).where(eq(cases.findingId, again));
      return kept?.repeatOf;
    };
    expect(await repeatOf()).toBeNull();
    const word = { earlier: first(), reason: '同一面墙' };
    expect(refused(await officer.post(path('confirm-repeat'), { ...word, reason: '' }))).toEqual([
      422,
      'REASON_MISSING',
    ]);
    expect(refused(await officer.post(path('confirm-repeat'), { ...word, earlier: other() }))).toEqual([
      422,
      'REPEAT_UNKNOWN',
    ]);
    expect(refused(await (await as(office.app, 'leader')).post(path('confirm-repeat'), word))).toEqual([
      404,
      'NOT_FOUND',
    ]);
    expect((await officer.post(path('confirm-repeat'), word)).body.repeats).toMatchObject([
      { state: 'confirmed', decision: { by: { id: 'officer' }, reason: '同一面墙' } },
    ]);
    expect(await repeatOf()).toBe(first());
    const late = await (await as(office.app, 'outsider')).post(path('deny-repeat'), word);
    expect(refused(late)).toEqual([409, 'REPEAT_DECIDED']);
    expect(late.body.message).toContain('镇经办');
    expect(late.body.message).toContain('是同一问题');
  });

  it('[RP2] denied: no mark', async () => {
    const again = await nextYear();
    const officer = await as(office.app, 'officer');
    const word = { earlier: first(), reason: '另一处' };
    expect((await officer.post(at(again, 'deny-repeat', 'next'), word)).body.repeats).toMatchObject([
      { state: 'denied' },
    ]);
    expect((await officer.get(at(again, 'chain', 'next'))).body.cases).toHaveLength(1);
  });

  it('[RP1] what is confirmed already is proposed by its last, and what was withdrawn not at all', async () => {
    const again = await nextYear();
    const officer = await as(office.app, 'officer');
    await officer.post(at(again, 'confirm-repeat', 'next'), { earlier: first(), reason: '同' });
    const third = await nextYear('third');
    const proposed = (await (await as(office.app, 'officer')).get(at(third, 'acceptance', 'third'))).body
      .repeats;
    expect(proposed.map(({ earlier }: { earlier: { finding: string } }) => earlier.finding)).toEqual([again]);
  });

  it('[RP3] the chain leads through the years in both directions, and shows what its reader may see', async () => {
    const again = await nextYear();
    const officer = await as(office.app, 'officer');
    await officer.post(at(again, 'confirm-repeat', 'next'), { earlier: first(), reason: '同' });
    const numbers = ({ body }: Answer) =>
      body.cases.map(({ number, isThis }: { number: string; isThis: boolean }) => [number, isThis]);
    for (const who of ['officer', 'leader'])
      expect(numbers(await (await as(office.app, who)).get(at(first(), 'chain')))).toEqual([
        ['2026-001', true],
        ['2027-001', false],
      ]);
    expect(numbers(await officer.get(at(again, 'chain', 'next')))).toEqual([
      ['2026-001', false],
      ['2027-001', true],
    ]);
    // A panelist of the first year only.
    const { panelMembers } = office.app.store.tables;
    await office.app.store.tx((db) => db.delete(panelMembers).where(eq(panelMembers.evaluationId, 'next')));
    const seen = await (await as(office.app, 'bo')).get(at(first(), 'chain'));
    expect([numbers(seen), seen.body.hidden]).toEqual([[['2026-001', true]], 1]);
  });
});
