import { tablesOf } from '@heping/db';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveResult } from '../evaluations/commands/approve.ts';
import { deliverResult } from '../evaluations/commands/deliver.ts';
import { sendBack } from '../evaluations/commands/send-back.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { verifyKept } from '../sheets/verify.ts';
import { as, type Answer } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { everythingIn, MONDAY, openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import * as byHand from '../testing/in-hand.ts';
import { acting, walkTo } from '../testing/walk.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
});
afterEach(() => office.app.close());

const caller = (who: string | null) => as(office.app, who);
/** Each a second after the one before: they are numbered as they were made. */
async function suggest(who: string, at: string, text: string): Promise<Answer> {
  const answer = await (await caller(who)).post(`/evaluations/${id}/suggestions`, { at, text });
  office.clock.now += 1_000;
  return answer;
}
const listed = async (who: string) => (await caller(who)).get(`/evaluations/${id}/suggestions`);
const withdraw = async (who: string, suggestion: string) =>
  (await caller(who)).delete(`/evaluations/${id}/suggestions/${suggestion}`);
const said = ({ status, body }: Answer) => ({ status, error: body.error as string | undefined });
const words = (answer: Answer) =>
  (answer.body.suggestions as { clause: string; text: string }[]).map(({ clause, text }) => [clause, text]);

async function deliver() {
  const officer = await acting(office.desk, id, 'officer');
  const { hash } = await lockedSheet(office.app.store.db, id);
  await approveResult(office.desk, officer, { hash });
  await deliverResult(office.desk, officer);
}

describe('suggestions', () => {
  it('[IS1, IS5] one suggests, the panel and the officers read it, with its author', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const made = await suggest('bo', '4.4.1', ' 建立专家库，定期培训 ');
    expect(made.status).toBe(200);
    expect(made.body.suggestions).toEqual([
      {
        id: expect.any(String) as string,
        ...{ indicator: '', clause: '4.4.1', text: '建立专家库，定期培训', at: MONDAY, mayWithdraw: true },
        by: expect.objectContaining({ id: 'bo', name: '薄文' }) as object,
      },
    ]);
    await suggest('alice', 'A1.2.2', '增设导视牌');
    for (const who of ['alice', 'chen', 'officer'])
      expect(words(await listed(who))).toEqual([
        ['4.4.1', '建立专家库，定期培训'],
        ['A1.2.2', '增设导视牌'],
      ]);
    const { body } = await (await caller('officer')).get(`/evaluations/${id}/log`);
    expect((body.entries as { text: { zh: string } }[]).at(-1)?.text.zh).toBe('提出了一条改进建议');
  });

  it('[IS5] nobody else hears a word of it before it is delivered', async () => {
    await walkTo(office.desk, id, 'signing');
    await suggest('bo', '4.4.1', '绝不外传的建议');
    for (const who of ['leader', 'staff', 'admin', 'outsider', 'county-officer', null]) {
      const reader = await caller(who);
      for (const path of ['/suggestions', '', '/log', '/sheets', '/findings', '/result']) {
        const { body } = await reader.get(`/evaluations/${id}${path}`);
        expect(JSON.stringify(body)).not.toContain('绝不外传的建议');
      }
      const { status } = await reader.get(`/evaluations/${id}/suggestions`);
      expect({ who, status }).toEqual({ who, status: who === null ? 401 : 404 });
    }
  });

  it('[IS1] not before the reveal, and not after delivery', async () => {
    await walkTo(office.desk, id, 'scoring');
    expect(said(await suggest('bo', 'A1.1.1', '早了'))).toEqual({ status: 409, error: 'WRONG_PHASE' });
    expect(said(await suggest('officer', 'A1.1.1', '不是评价组'))).toEqual({
      status: 404,
      error: 'NOT_FOUND',
    });
  });

  it.each([
    ['A1.2.2', '   ', 422, 'SUGGESTION_BLANK'],
    ['A1.2.2', '\u200b\u3000', 422, 'SUGGESTION_BLANK'],
    ['A9.9.9', '有内容', 422, 'SUGGESTION_PLACE'],
    ['', '有内容', 422, 'SUGGESTION_PLACE'],
    ['5.2.4', '有内容', 422, 'SUGGESTION_PLACE'],
    ['A1.2.2', '字'.repeat(2_001), 400, 'BAD_REQUEST'],
    ['A1.2.2', '响铃\u0007', 400, 'BAD_REQUEST'],
    ['A1.2.2', '反写\u202e', 400, 'BAD_REQUEST'],
    ['A1.2.2'.repeat(9), '有内容', 400, 'BAD_REQUEST'],
  ])('[IS2] %j with %j is refused in words, and nothing has changed', async (at, text, status, error) => {
    await walkTo(office.desk, id, 'deliberation');
    const before = await everythingIn(office.desk);
    expect(said(await suggest('bo', at, text))).toEqual({ status, error });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[IS2] 2,000 characters are kept, every one of them', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const text = '字'.repeat(2_000);
    expect(words(await suggest('bo', 'A1.2.2', text))).toEqual([['A1.2.2', text]]);
  });

  it('[IS3] the same again is told by whom and when; a hundred are enough', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const [one, two] = await Promise.all([
      suggest('bo', 'A1.2.2', '增设导视牌'),
      suggest('bo', 'A1.2.2', '增设导视牌'),
    ]);
    expect([one.status, two.status].toSorted()).toEqual([200, 409]);
    const again = await suggest('chen', 'A1.2.2', '增设导视牌');
    expect(again.body.message).toBe('对“A1.2.2”已有同样的改进建议（薄文，2026-03-02 09:00），没有重复添加。');
    const t = tablesOf(office.app.store.db);
    await office.app.store.tx((db) =>
      db.insert(t.suggestions).values(
        Array.from({ length: 99 }, (_, place) => ({
          ...{
            id: `more-${place}`,
            evaluationId: id,
            indicator: '',
            clause: '4.4.1',
            text: `第 ${place} 条`,
          },
          ...{ createdBy: 'bo', createdAt: MONDAY },
        })),
      ),
    );
    expect(said(await suggest('chen', '4.4.2', '再加一条'))).toEqual({
      status: 409,
      error: 'SUGGESTIONS_FULL',
    });
  });

  it('[IS4] withdrawn by its author or the chair, once', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const made = await suggest('bo', 'A1.2.2', '增设导视牌');
    const [{ id: first }] = made.body.suggestions as [{ id: string }];
    expect(said(await withdraw('chen', first))).toEqual({ status: 403, error: 'SUGGESTION_OF_OTHERS' });
    expect(said(await withdraw('officer', first))).toEqual({ status: 404, error: 'NOT_FOUND' });
    expect(said(await withdraw('bo', 'no-such'))).toEqual({ status: 404, error: 'NOT_FOUND' });
    expect((await withdraw('bo', first)).body).toEqual({ suggestions: [] });
    expect((await withdraw('alice', first)).body.message).toBe(
      '这条改进建议已由薄文于 2026-03-02 09:00 撤回。',
    );
    const other = await suggest('chen', 'A1.2.2', '增设导视牌');
    const [{ id: second }] = other.body.suggestions as [{ id: string }];
    expect((await withdraw('alice', second)).body).toEqual({ suggestions: [] });
  });

  it('[IS4] not through another evaluation', async () => {
    await walkTo(office.desk, id, 'deliberation');
    const made = await suggest('bo', 'A1.2.2', '增设导视牌');
    const [{ id: first }] = made.body.suggestions as [{ id: string }];
    const other = await seedEvaluation(office.app.store, { id: 'other', kind: 'spot-check' });
    await walkTo(office.desk, other, 'deliberation');
    const { status } = await (await caller('alice')).delete(`/evaluations/${other}/suggestions/${first}`);
    expect(status).toBe(404);
  });
});

describe('suggestions delivered', () => {
  beforeEach(async () => {
    await walkTo(office.desk, id, 'preliminary', { scores: { 'A1.1.1': 0 } });
    await suggest('bo', '4.5.1', '完善资产管理');
    await suggest('chen', 'A1.2.2', '增设导视牌');
    const gone = await suggest('chen', 'A1.1.1', '又不要了');
    await withdraw('chen', (gone.body.suggestions as { id: string }[])[2]?.id ?? '');
  });

  it('[FI5] they follow the deductions as findings, each with its case, and lose nothing', async () => {
    await deliver();
    const { body } = await (await caller('leader')).get(`/evaluations/${id}/findings`);
    const findings = body.findings as Record<string, unknown>[];
    expect(
      findings.map(({ number, source, indicator, clauses, lost, maximum, severity, reason }) => [
        ...[number, source, indicator, clauses, lost, maximum, severity, reason],
      ]),
    ).toEqual([
      [
        ...['2026-001', 'deduction', 'A1.1.1', expect.any(Array), expect.any(Number), expect.any(Number)],
        ...['severe', '扣分原因：A1.1.1'],
      ],
      ['2026-002', 'suggestion', '', ['4.5.1'], 0, 0, 'suggestion', '完善资产管理'],
      ['2026-003', 'suggestion', 'A1.2.2', ['5.2.4'], 0, expect.any(Number), 'suggestion', '增设导视牌'],
    ]);
    expect(findings[1]).toMatchObject({
      text: { zh: '无私自买卖、改造、租赁、挪用、抵押' },
      ...{ standard: null, actual: null, evidence: [] },
    });
    const { cases } = office.app.store.tables;
    const opened = await office.app.store.db.select().from(cases).where(eq(cases.evaluationId, id));
    const kept = opened.toSorted((a, b) => (a.number < b.number ? -1 : 1));
    expect(
      kept.map(({ number, indicator, severity, state, dueOn }) => [
        number,
        indicator,
        severity,
        state,
        dueOn,
      ]),
    )
      // 15 and 60 working days from the day after Monday, 2 March 2026; Qingming and May Day lie between.
      .toEqual([
        ['2026-001', 'A1.1.1', 'severe', 'awaiting-response', '2026-03-23'],
        ['2026-002', '', 'suggestion', 'awaiting-response', '2026-05-28'],
        ['2026-003', 'A1.2.2', 'suggestion', 'awaiting-response', '2026-05-28'],
      ]);
    const officer = await caller('officer');
    const log = await officer.get(`/evaluations/${id}/log`);
    expect((log.body.entries as { text: { zh: string } }[]).at(-1)?.text.zh).toBe('送达结果，列出 3 个问题');
    expect(said(await suggest('bo', 'A1.1.1', '晚了'))).toEqual({ status: 409, error: 'WRONG_PHASE' });
    expect((await listed('bo')).body.suggestions).toHaveLength(2);
    expect(
      (await caller('leader').then((leader) => leader.get(`/evaluations/${id}/suggestions`))).status,
    ).toBe(404);
  });

  it('[FI5] the public reads them with the published result', async () => {
    await deliver();
    office.clock.now += 24 * 3_600_000;
    await (await caller('officer')).post(`/evaluations/${id}/publish`, {});
    const { body } = await (await caller(null)).get(`/results/${id}`);
    expect((body.findings as { source: string }[]).map(({ source }) => source)).toEqual([
      ...['deduction', 'suggestion', 'suggestion'],
    ]);
    expect(body.sheet.faults).toEqual([]);
  });

  it('[IS6] a sheet that is sent back leaves them standing', async () => {
    await sendBack(office.desk, await acting(office.desk, id, 'officer'), { reason: '重评' });
    expect(words(await listed('alice'))).toEqual([
      ['4.5.1', '完善资产管理'],
      ['A1.2.2', '增设导视牌'],
    ]);
  });

  const faultsFound = async () =>
    (await verifyKept(office.app.store, await office.desk.seal.publicKeys())).faulty.map(
      ({ faults }) => faults,
    );

  it.each([
    ["update findings set reason = '改过' where source = 'suggestion' and number = 2", [['findings']]],
    ["update findings set source = 'deduction' where number = 2", [['findings']]],
    ['update findings set lost = 10 where number = 3', [['findings']]],
    ['delete from findings where number = 3', [['findings']]],
    [
      `insert into findings (id, evaluation_id, number, indicator, clauses, standard, actual, lost, severity, reason, evidence, created_at, source)
       select 'forged', evaluation_id, 4, indicator, clauses, standard, actual, 0, severity, '塞进来的', evidence, created_at, source from findings where number = 3`,
      [['findings']],
    ],
    ["update suggestions set text = '改过' where clause = '4.5.1'", [['suggestions'], ['findings']]],
    ["update suggestions set created_by = 'alice' where clause = '4.5.1'", [['suggestions']]],
    ["delete from suggestions where clause = 'A1.2.2'", [['suggestions'], ['findings']]],
    ['update suggestions set withdrawn_at = null, withdrawn_by = null', [['suggestions'], ['findings']]],
  ])('[SE4, FI5] %s', async (change, faults) => {
    await deliver();
    expect(await faultsFound()).toEqual([]);
    await byHand.dropTriggers(office);
    await byHand.write(office, 'delete from cases');
    await byHand.write(office, change);
    expect(await faultsFound()).toEqual(faults);
  });

  it('[SE4] one put in by hand is not delivered', async () => {
    await byHand.write(
      office,
      `insert into suggestions (id, evaluation_id, indicator, clause, text, created_by, created_at)
       values ('forged', ?, '', '4.4.1', '塞进来的', 'bo', 1)`,
      id,
    );
    const officer = await caller('officer');
    const { hash } = await lockedSheet(office.app.store.db, id);
    const answer = await officer.post(`/evaluations/${id}/approve`, { hash });
    expect(said(answer)).toEqual({ status: 409, error: 'SHEET_ALTERED' });
  });
});
