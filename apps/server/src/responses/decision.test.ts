/** Handler and approver, or a meeting: how an objection is decided, over HTTP. */
import type { ResultSheet } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as } from '../testing/app.ts';
import { CAST_PASSWORD } from '../testing/cast.ts';
import { everythingIn } from '../testing/desk.ts';
import { openDelivered, type Delivered } from '../testing/objection.ts';

let here: Delivered;
beforeEach(async () => {
  here = await openDelivered();
  await here.object('A1.1.2');
});
afterEach(() => here.office.app.close());

const error = ({ status, body }: { status: number; body: { error?: string } }) =>
  status === 200 ? 200 : `${status} ${body.error}`;
const result = async (person = 'leader') =>
  (await (await here.call(person)).get(`/evaluations/${here.id}/result`)).body as ResultSheet;
const scoreAt = async (indicator: string) =>
  (await result()).sheet.content.lines.find((line) => line.indicator === indicator)?.score;
const addOfficers = (...people: string[]) =>
  here.office.app.store.tx((db) =>
    db
      .insert(here.office.app.store.tables.officers)
      .values(people.map((personId) => ({ bodyId: 'town-body', personId }))),
  );
const meetingOf = (decisionVoices: number) =>
  here.office.app.store.tx((db) => db.update(here.office.app.store.tables.campaigns).set({ decisionVoices }));

describe('[OJ5] what is said before the decision', () => {
  const actionsFor = async (person: string) => {
    const { body } = await (await here.call(person)).get(`/evaluations/${here.id}/log`);
    return (body as { entries: { action: string }[] }).entries.map(({ action }) => action);
  };

  it('stands in the log for those who decide only, and for everybody concerned once it is decided', async () => {
    await here.propose('A1.1.2', { outcome: 'uphold' });
    expect(await actionsFor('approver')).toContain('finding.propose');
    for (const person of ['alice', 'admin'])
      expect([person, (await actionsFor(person)).includes('finding.propose')]).toEqual([person, false]);
    await here.agree('A1.1.2');
    for (const person of ['alice', 'admin'])
      expect([person, (await actionsFor(person)).includes('finding.propose')]).toEqual([person, true]);
  });
});

describe('[LG2] the committee’s remark', () => {
  it('and who handles it are told to officers, not to the centre or the panel', async () => {
    const { store } = here.office.app;
    await store.tx((db) => db.update(store.tables.cases).set({ remark: '内部', handledBy: 'officer' }));
    const seenBy = async (person: string) => {
      const { remark, handledBy } = await here.caseAt('A1.1.2', person);
      return [remark, handledBy?.id ?? null];
    };
    expect(await seenBy('approver')).toEqual(['内部', 'officer']);
    for (const person of ['leader', 'alice']) expect(await seenBy(person)).toEqual(['', null]);
    const tie = { centreId: 'town-centre', personId: 'approver', role: 'deputy' } as const;
    await store.tx((db) => db.insert(store.tables.centrePeople).values(tie));
    expect(await seenBy('approver')).toEqual(['', null]);
  });
});

describe('[OJ3] the decision', () => {
  it('upheld: a plan is due, the sheet stays as it is', async () => {
    const before = await result();
    expect((await here.propose('A1.1.2', { outcome: 'uphold' })).status).toBe(200);
    expect((await here.agree('A1.1.2')).status).toBe(200);
    expect(await here.caseAt('A1.1.2', 'leader')).toMatchObject({
      ...{ state: 'awaiting-plan', hasOpenObjection: false, planBy: { day: '2026-03-16' } },
      objections: [
        {
          ...{ state: 'decided', revision: null },
          proposal: { outcome: 'uphold', reason: '经核实' },
          voices: [
            { person: { id: 'officer' }, agrees: true },
            { person: { id: 'approver' }, agrees: true },
          ],
        },
      ],
    });
    expect((await result()).sheet).toEqual(before.sheet);
  });

  it('granted: the finding is withdrawn and nothing is lost any more', async () => {
    await here.propose('A1.1.2', { outcome: 'grant' });
    expect(await scoreAt('A1.1.2')).toBe(0);
    await here.agree('A1.1.2');
    expect(await here.caseAt('A1.1.2', 'leader')).toMatchObject({
      ...{ state: 'withdrawn', lostNow: 0, planBy: null },
      objections: [{ state: 'decided', revision: 2 }],
    });
    // As it was delivered.
    expect((await here.caseAt('A1.1.2')).finding).toMatchObject({ number: '2026-002', severity: 'severe' });
  });

  it('granted in part: a new revision, the old one readable, the totals anew', async () => {
    const before = await result();
    await here.propose('A1.1.2', { outcome: 'reduce', score: 15 });
    await here.agree('A1.1.2');
    const after = await result();
    expect(after.sheet).toMatchObject({ revision: 2, faults: [], discarded: null });
    expect(after.sheet.content.previous).toBe(before.sheet.hash);
    expect(await scoreAt('A1.1.2')).toBe(15);
    const points = ({ sheet }: ResultSheet) => sheet.content.totals.map((total) => total.points);
    expect(points(after)).toEqual([(points(before)[0] ?? 0) + 15, points(before)[1]]);
    expect(after.sheet.signatures.map(({ person, kind }) => `${person.id} ${kind}`)).toEqual([
      ...['officer sign', 'approver sign'],
    ]);
    expect(after.delivered).toMatchObject({ revision: 1, faults: [], discarded: { by: { id: 'approver' } } });
    expect(after.delivered?.signatures).toHaveLength(5);
    expect(after.decisions).toMatchObject([
      { indicator: 'A1.1.2', outcome: 'reduce', before: 0, after: 15, revision: 2, reason: '经核实' },
    ]);
    expect((await here.caseAt('A1.1.2')).state).toBe('awaiting-plan');
  });

  it('the public sees the revised points and that it was revised, without reasons', async () => {
    await here.propose('A1.1.2', { outcome: 'reduce', score: 15, minutes: '某某说', reason: '某某说' });
    await here.agree('A1.1.2');
    here.office.clock.now += 86_400_000;
    await (await here.call('officer')).post(`/evaluations/${here.id}/publish`, {});
    const { body } = await (await as(here.office.app, null)).get(`/results/${here.id}`);
    expect(body).toMatchObject({
      sheet: { revision: 2, faults: [], content: { decision: { reason: '', minutes: '' } } },
      delivered: { discarded: { reason: '复核 2026-002：部分采纳' } },
      decisions: [{ before: 0, after: 15, reason: '', minutes: '' }],
    });
    expect(JSON.stringify(body)).not.toContain('某某说');
  });
});

describe('[OB1] who decides', () => {
  it('the handler does not agree to their own proposal', async () => {
    await here.propose('A1.1.2', { outcome: 'grant' });
    expect(error(await here.agree('A1.1.2', 'officer'))).toBe('409 OWN_PROPOSAL');
    const sentBack = { round: 0, reason: '再看' };
    expect(error(await here.act('officer', 'A1.1.2', 'return-proposal', sentBack))).toBe('409 OWN_PROPOSAL');
  });

  it('nobody of the panel, not even who stepped back, and nobody tied to the centre', async () => {
    await addOfficers('bo', 'staff');
    for (const [person, code] of [
      ['bo', '409 DECIDER_ON_PANEL'],
      ['staff', '409 DECIDER_TIED'],
    ] as const) {
      expect(error(await here.act(person, 'A1.1.2', 'take'))).toBe(code);
      expect(error(await here.propose('A1.1.2', { outcome: 'grant' }, person))).toBe(code);
    }
    await here.propose('A1.1.2', { outcome: 'grant' });
    expect(error(await here.agree('A1.1.2', 'bo'))).toBe('409 DECIDER_ON_PANEL');
    const shown = await here.caseAt('A1.1.2', 'bo');
    expect(shown.objections[0]).toMatchObject({ proposal: null, voices: [] });
    expect(shown.steps.map(({ why }) => why?.zh)).toEqual(
      shown.steps.map(() => expect.stringContaining('评价组成员') as string),
    );
  });

  it('a body with too few says so, and what to do', async () => {
    const { store } = here.office.app;
    await store.tx((db) =>
      db.insert(store.tables.centrePeople).values({
        ...{ centreId: 'town-centre', personId: 'approver', role: 'staff' },
      }),
    );
    const { body } = await here.act('officer', 'A1.1.2', 'take');
    expect(body).toMatchObject({ error: 'DECIDERS_TOO_FEW' });
    expect(body.message).toContain('乾元镇党委能参与复核的经办人只有 1 人，须有 2 人');
    expect(body.message).toContain('请管理员为乾元镇党委增加经办人');
    expect((await here.caseAt('A1.1.2')).steps[0]?.why?.zh).toBe(body.message);
  });

  it('signed by password, and in time for the proposal that was shown', async () => {
    const wrong = { outcome: 'grant', password: 'not-mine' };
    expect(error(await here.propose('A1.1.2', wrong))).toBe('422 WRONG_PASSWORD');
    await here.propose('A1.1.2', { outcome: 'grant' });
    const agree = (body: object) => here.act('approver', 'A1.1.2', 'agree', body);
    const { hash } = (await here.caseAt('A1.1.2')).objections[0]!;
    expect(error(await agree({ password: 'not-mine', round: 0, hash }))).toBe('422 WRONG_PASSWORD');
    const other = { password: CAST_PASSWORD, round: 0, hash: 'f'.repeat(64) };
    expect(error(await agree(other))).toBe('409 CHANGED');
    expect(error(await agree({ ...other, round: 3, hash }))).toBe('409 OBJECTION_STATE');
  });

  it('leaders and panel do not read what is only proposed', async () => {
    await here.propose('A1.1.2', { outcome: 'grant', reason: '拟采纳' });
    for (const person of ['leader', 'bo']) {
      const { finding, objections } = await here.caseAt('A1.1.2', person);
      expect(objections).toMatchObject([{ state: 'proposed', proposal: null, voices: [], hash: null }]);
      const path = `/evaluations/${here.id}/cases/${finding.id}/history`;
      const { body } = await (await here.call(person)).get(path);
      expect(JSON.stringify(body)).not.toContain('拟采纳');
    }
    expect((await here.caseAt('A1.1.2', 'approver')).objections[0]?.proposal?.reason).toBe('拟采纳');
  });
});

describe('[OB3, OB4] the way to a decision', () => {
  it('one takes it; another hears by whom and when', async () => {
    const answers = await Promise.all(
      ['officer', 'approver'].map((person) => here.act(person, 'A1.1.2', 'take')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ error: 'OBJECTION_TAKEN' });
    expect(lost?.body.message).toMatch(/^(镇经办|镇审定)已于 2026-03-02 09:00 受理/);
  });

  it('sent back with a reason, it is proposed anew, and only that one is decided', async () => {
    await here.propose('A1.1.2', { outcome: 'grant' });
    const back = { round: 0, reason: '佐证不足，请核对原件' };
    expect((await here.act('approver', 'A1.1.2', 'return-proposal', back)).status).toBe(200);
    expect(await here.caseAt('A1.1.2')).toMatchObject({
      objections: [{ state: 'filed', round: 1, voices: [{ round: 0 }, { agrees: false }] }],
    });
    expect(error(await here.agree('A1.1.2'))).toBe('409 OBJECTION_STATE');
    await here.propose('A1.1.2', { outcome: 'uphold', reason: '原件亦无' });
    await here.agree('A1.1.2');
    expect((await here.caseAt('A1.1.2')).objections).toMatchObject([
      { state: 'decided', round: 1, proposal: { outcome: 'uphold', reason: '原件亦无' } },
    ]);
  });

  it('agreed and sent back at once: one is done, the other is told by whom and when', async () => {
    await addOfficers('outsider');
    await here.propose('A1.1.2', { outcome: 'uphold' });
    const answers = await Promise.all([
      here.act('approver', 'A1.1.2', 'agree', { password: CAST_PASSWORD, round: 0, hash: null }),
      here.act('outsider', 'A1.1.2', 'return-proposal', { round: 0, reason: '再议' }),
    ]);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost).toHaveLength(1);
    expect(['FINDING_STATE', 'OBJECTION_STATE']).toContain(lost[0]?.body.error);
    expect(lost[0]?.body.message).toMatch(/(镇审定|路人)已于 2026-03-02 09:00 处理过/);
  });

  it('two agree at once where one voice is missing: it is decided once', async () => {
    await addOfficers('outsider');
    await here.propose('A1.1.2', { outcome: 'grant' });
    const { hash } = (await here.caseAt('A1.1.2')).objections[0]!;
    const answers = await Promise.all(
      ['approver', 'outsider'].map((person) =>
        here.act(person, 'A1.1.2', 'agree', { password: CAST_PASSWORD, round: 0, hash }),
      ),
    );
    expect(answers.map(error).sort()).toEqual([200, '409 FINDING_STATE'].sort());
    const { sheets } = (await (await here.call('officer')).get(`/evaluations/${here.id}/sheets`)).body;
    expect(sheets).toHaveLength(2);
  });

  it.each([
    [{ outcome: 'reduce' }, '422 SCORE_NOT_BETWEEN'],
    [{ outcome: 'reduce', score: 0 }, '422 SCORE_NOT_BETWEEN'],
    [{ outcome: 'reduce', score: 500 }, '422 SCORE_NOT_BETWEEN'],
    [{ outcome: 'reduce', score: -5 }, '422 SCORE_NOT_BETWEEN'],
    [{ outcome: 'reduce', score: 12 }, '422 SCORE_OFF_STEP'],
    [{ outcome: 'grant', reason: '\u200b' }, '422 REASON_MISSING'],
    [{ outcome: 'perhaps' }, '400 BAD_REQUEST'],
    [{ outcome: 'reduce', score: 1.5 }, '400 BAD_REQUEST'],
    [{ outcome: 'uphold', reason: 'x'.repeat(4001) }, '400 BAD_REQUEST'],
  ])('[OB6] %j is refused and changes nothing', async (terms, refusal) => {
    await here.caseAt('A1.1.2');
    const before = await everythingIn(here.office.desk);
    expect(error(await here.propose('A1.1.2', terms))).toBe(refusal);
    expect(await everythingIn(here.office.desk)).toEqual(before);
  });

  it('[OJ7] a proposal on a sheet that was revised since has to be made again', async () => {
    await here.object('A1.1.1');
    await here.propose('A1.1.1', { outcome: 'grant' });
    await here.propose('A1.1.2', { outcome: 'reduce', score: 15 });
    await here.agree('A1.1.2');
    expect((await here.caseAt('A1.1.1')).objections[0]).toMatchObject({ isStale: true });
    const stale = await here.agree('A1.1.1');
    expect(error(stale)).toBe('409 PROPOSAL_STALE');
    expect(stale.body.message).toContain('镇经办');
    await here.propose('A1.1.1', { outcome: 'grant' });
    expect((await here.agree('A1.1.1')).status).toBe(200);
    const after = await result();
    expect(after.sheet).toMatchObject({ revision: 3, faults: [] });
    expect(after.decisions.map(({ indicator, revision }) => [indicator, revision])).toEqual([
      ['A1.1.2', 2],
      ['A1.1.1', 3],
    ]);
    expect(after.delivered).toMatchObject({ revision: 1, faults: [] });
  });
});

describe('[OB1] a meeting', () => {
  beforeEach(async () => {
    await meetingOf(3);
    await addOfficers('outsider');
  });

  it('needs minutes and a number', async () => {
    expect(error(await here.propose('A1.1.2', { outcome: 'grant' }))).toBe('422 MINUTES_MISSING');
    const blank = { outcome: 'grant', minutes: ' ', documentNumber: '复〔2026〕1 号' };
    expect(error(await here.propose('A1.1.2', blank))).toBe('422 MINUTES_MISSING');
  });

  it('decides once all of its voices agree, and no sooner', async () => {
    const terms = { outcome: 'grant', minutes: '复核会议', documentNumber: '复〔2026〕1 号' };
    await here.propose('A1.1.2', terms);
    await here.agree('A1.1.2');
    expect((await here.caseAt('A1.1.2')).state).toBe('awaiting-response');
    expect(error(await here.agree('A1.1.2'))).toBe('409 VOICE_GIVEN');
    await here.agree('A1.1.2', 'outsider');
    expect((await here.caseAt('A1.1.2')).state).toBe('withdrawn');
    const { sheet } = await result();
    expect(sheet.signatures.map(({ person }) => person.id)).toEqual(['officer', 'approver', 'outsider']);
    expect(sheet.content.decision).toMatchObject({ minutes: '复核会议', documentNumber: '复〔2026〕1 号' });
  });
});
