import { castScore, recuseFrom } from '@heping/protocol';
import type { IndicatorCode, Tenths } from '@heping/scoring';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEntries } from '../demo/write.ts';
import { changePanel } from '../evaluations/panel.ts';
import { as, type Answer } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { everythingIn, openOffice, refusalOf, type Office } from '../testing/desk.ts';
import { ballotsOf, INDICATORS, visitorOf, walkTo } from '../testing/walk.ts';

type Scores = Record<IndicatorCode, Tenths | null>;
interface Standing {
  readonly person: { readonly id: string };
  readonly checker: { readonly id: string };
  readonly [field: string]: unknown;
}

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'scoring');
});
afterEach(() => office.app.close());

const caller = (who: string) => as(office.app, who);
const said = ({ status, body }: Answer) => [status, body.error];
const say = async (who: string, checker: string) =>
  (await caller(who)).post(`/evaluations/${id}/paper`, { checker });
const type = async (who: string, scores: Scores, owner = 'bo') =>
  (await caller(who)).put(`/evaluations/${id}/paper/${owner}/scores`, { scores });
const takeBack = async (who: string, reason: string, owner = 'bo') =>
  (await caller(who)).post(`/evaluations/${id}/paper/${owner}/take-back`, { reason });
const reveal = async (reason?: string) =>
  (await caller('alice')).post(`/evaluations/${id}/reveal`, reason === undefined ? {} : { reason });
const standing = async (who: string): Promise<Standing | undefined> => {
  const { body } = await (await caller(who)).get(`/evaluations/${id}/paper`);
  return (body.papers as Standing[])[0];
};
const fill = () => writeEntries(office.desk.corridor, id, ballotsOf(id));
const score = (who: string, code: string, points: Tenths | null) =>
  writeEntries(office.desk.corridor, id, [
    {
      document: { kind: 'ballot', evaluation: id, person: who },
      by: who,
      change: (ballot) => castScore(ballot, code, points),
    },
  ]);
const full = (but: Scores = {}): Scores => ({
  ...Object.fromEntries(INDICATORS.map(({ code, maximum }) => [code, maximum])),
  ...but,
});

describe('saying that a ballot stands on paper', () => {
  it('[PP1, PP2] names an officer, whom panel and officers see and nobody else', async () => {
    expect((await say('bo', 'officer')).status).toBe(200);
    for (const who of ['alice', 'bo', 'officer', 'approver'])
      expect(await standing(who)).toMatchObject({ person: { id: 'bo' }, checker: { id: 'officer' } });
    const panelOf = async (who: string) => {
      const { body } = await (await caller(who)).get(`/evaluations/${id}`);
      return (body.panel as { id: string; paper: { id: string } | null }[]).find((one) => one.id === 'bo');
    };
    expect((await panelOf('alice'))?.paper?.id).toBe('officer');
    expect((await panelOf('leader'))?.paper).toBeNull();
    expect(said(await (await caller('leader')).get(`/evaluations/${id}/paper`))).toEqual([404, 'NOT_FOUND']);
  });

  it('[PP2] who is named is told, and nobody else; another who is named later, too', async () => {
    const told = async (who: string) => {
      const { body } = await (await caller(who)).get('/me/notifications');
      return JSON.stringify(body).split('"paper.named"').length - 1;
    };
    await say('bo', 'officer');
    expect([await told('officer'), await told('approver'), await told('alice')]).toEqual([1, 0, 0]);
    await say('bo', 'approver');
    expect([await told('officer'), await told('approver')]).toEqual([1, 1]);
  });

  it('[PP2] nobody types it whom knowing a ballot could sway, nor who has no business with it', async () => {
    for (const who of ['alice', 'bo', 'leader', 'staff', 'county-officer', 'outsider', 'nobody'])
      expect([who, ...said(await say('bo', who))]).toEqual([who, 422, 'PAPER_CHECKER']);
    // An officer on the panel is one of the panel, also once they have stepped back.
    const { store } = office.app;
    await store.tx((db) =>
      db.insert(store.tables.panelMembers).values({
        ...{ evaluationId: id, personId: 'approver', isChair: false, recusedAt: 1, recuseReason: '理由' },
      }),
    );
    expect(said(await say('bo', 'approver'))).toEqual([422, 'PAPER_CHECKER']);
    const { body } = await (await caller('bo')).get(`/evaluations/${id}/paper`);
    expect((body.checkers as { id: string }[]).map((one) => one.id)).toEqual(['officer']);
  });

  it('[PP2] eight times, so that nobody is told for ever', async () => {
    for (let time = 0; time < 8; time += 1)
      expect((await say('bo', time % 2 === 0 ? 'officer' : 'approver')).status).toBe(200);
    expect(said(await say('bo', 'officer'))).toEqual([409, 'PAPER_NAMED_OFTEN']);
    expect(await standing('bo')).toMatchObject({ checker: { id: 'approver' } });
    expect((await takeBack('bo', '不再以纸面为准')).status).toBe(200);
    expect(said(await say('bo', 'officer'))).toEqual([409, 'PAPER_NAMED_OFTEN']);
  });

  it('[PP5] who was named takes no seat any more, also when another has been named since', async () => {
    await say('bo', 'officer');
    await say('bo', 'approver');
    for (const person of ['officer', 'approver']) {
      const panel = ['alice', 'bo', 'chen', 'dora', 'eve', person].map((one, place) => ({
        ...{ person: one, isChair: place === 0 },
      }));
      const by = await visitorOf(office.app, 'officer');
      expect(await refusalOf(changePanel(office.app, by, id, { panel }))).toMatchObject({
        code: 'KNOWS_A_BALLOT',
      });
    }
  });
});

describe('typing it a second time', () => {
  beforeEach(async () => {
    await fill();
    await say('bo', 'officer');
  });

  it('[PP3] which places differ is told to the two who hold the paper, when all of it is typed', async () => {
    const { 'A1.1.1': _, ...some } = full({ 'A1.2.2': 95 });
    await type('officer', some);
    expect(await standing('officer')).toMatchObject({ state: 'typing', typed: 39, differing: [] });
    expect((await standing('bo'))?.differing).toEqual([]);
    await type('officer', { 'A1.1.1': 60 });
    for (const who of ['officer', 'bo'])
      expect(await standing(who)).toMatchObject({ state: 'differs', typed: 40, differing: ['A1.2.2'] });
    for (const who of ['alice', 'approver'])
      expect(await standing(who)).toMatchObject({ state: 'differs', differing: [], done: [] });
  });

  it('[PP3] no answer holds a score, not even for who typed it', async () => {
    const answer = await type('officer', full({ 'A1.2.2': 95 }));
    const answers = [answer.body, await standing('bo'), await standing('officer'), await standing('alice')];
    const log = await (await caller('alice')).get(`/evaluations/${id}/log`);
    const numbers = JSON.stringify([...answers, log.body.entries]).match(/"A\d\.\d\.\d+":/g);
    expect(numbers).toBeNull();
    expect(JSON.stringify(answers)).not.toContain('95');
  });

  it('[PP2, PP3] nobody but whom the panelist named types it, and theirs alone', async () => {
    const before = await everythingIn(office.desk);
    expect(said(await type('approver', full()))).toEqual([404, 'NOT_FOUND']);
    expect(said(await type('officer', full(), 'chen'))).toEqual([404, 'NOT_FOUND']);
    for (const who of ['bo', 'alice', 'leader'])
      expect(said(await type(who, full()))).toEqual([404, 'NOT_FOUND']);
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[PP4] one wrong score refuses all that came with it; an empty place is no zero', async () => {
    const before = await everythingIn(office.desk);
    for (const wrong of [101, 3, -5])
      expect(said(await type('officer', { 'A1.1.1': 60, 'A1.2.2': wrong }))).toEqual([
        422,
        'PAPER_BAD_SCORE',
      ]);
    expect(said(await type('officer', { 'A9.9.9': 0 }))).toEqual([422, 'INDICATOR_UNKNOWN']);
    expect(said(await type('officer', { 'A1.1.1': 0.5 }))).toEqual([400, 'BAD_REQUEST']);
    expect(await everythingIn(office.desk)).toEqual(before);
    await score('bo', 'A1.1.1', 0);
    await type('officer', full({ 'A1.1.1': null }));
    expect(await standing('bo')).toMatchObject({ differing: ['A1.1.1'] });
  });

  it('[PP4] from the moment it is whole each change stands in the log, without scores', async () => {
    await type('officer', full({ 'A1.2.2': 95 }));
    await type('officer', { 'A1.2.2': 100 });
    const { body } = await (await caller('alice')).get(`/evaluations/${id}/log`);
    const lines = (body.entries as { action: string; text: { zh: string } }[])
      .filter(({ action }) => action === 'paper.type')
      .map(({ text }) => text.zh);
    expect(lines).toEqual([
      '复核录入纸面评分：录入 40 项，1 项与本人录入不同',
      '复核录入纸面评分：录入 1 项，0 项与本人录入不同',
    ]);
  });

  it('[PB2] an indicator the panelist stepped back from is an empty place', async () => {
    await writeEntries(office.desk.corridor, id, [
      {
        document: { kind: 'ballot', evaluation: id, person: 'bo' },
        by: 'bo',
        change: (ballot) => recuseFrom(ballot, 'A1.2.2', '亲属在该中心工作'),
      },
    ]);
    await type('officer', full({ 'A1.2.2': null }));
    expect(await standing('bo')).toMatchObject({ state: 'checked' });
  });
});

describe('the reveal waits for it', () => {
  beforeEach(async () => {
    await fill();
    await say('bo', 'officer');
  });

  it('[PP6] refused with the name until both are the same; a reason does not lift it', async () => {
    expect(said(await reveal())).toEqual([409, 'PAPER_UNCHECKED']);
    expect(said(await reveal('时间到了'))).toEqual([409, 'PAPER_UNCHECKED']);
    await type('officer', full({ 'A1.2.2': 95 }));
    const refused = await reveal('时间到了');
    expect([...said(refused), String(refused.body.message).includes('薄文')]).toEqual([
      ...[409, 'PAPER_UNCHECKED', true],
    ]);
    await score('bo', 'A1.2.2', 95);
    expect(await standing('alice')).toMatchObject({ state: 'checked' });
    expect((await reveal()).status).toBe(200);
    expect(await standing('alice')).toMatchObject({ state: 'checked', differing: [] });
  });

  it('[PB3, PP6] a score changed after the check makes it unchecked', async () => {
    await type('officer', full());
    await score('bo', 'A1.1.1', 55);
    expect(said(await reveal())).toEqual([409, 'PAPER_UNCHECKED']);
    await score('bo', 'A1.1.1', 60);
    expect((await reveal()).status).toBe(200);
  });

  it('[PP6] its panelist or an officer takes the mark back, with a reason that the log tells', async () => {
    expect(said(await takeBack('bo', ' '))).toEqual([422, 'REASON_MISSING']);
    for (const who of ['alice', 'chen', 'leader'])
      expect(said(await takeBack(who, '纸丢了'))).toEqual([404, 'NOT_FOUND']);
    expect((await takeBack('approver', '本人无法联系')).status).toBe(200);
    expect(await standing('bo')).toBeUndefined();
    expect(said(await takeBack('bo', '又一次'))).toEqual([404, 'NOT_FOUND']);
    const { body } = await (await caller('alice')).get(`/evaluations/${id}/log`);
    expect((body.entries as { action: string; reason: string }[]).at(-1)).toMatchObject({
      ...{ action: 'paper.take-back', reason: '本人无法联系' },
    });
    expect((await reveal()).status).toBe(200);
  });

  it('[PP5] naming another begins anew', async () => {
    await type('officer', full());
    await say('bo', 'approver');
    expect(await standing('bo')).toMatchObject({ checker: { id: 'approver' }, state: 'typing', typed: 0 });
    expect(said(await type('officer', full()))).toEqual([404, 'NOT_FOUND']);
  });

  it('[PP6] who stepped back holds up nothing', async () => {
    await (await caller('bo')).post(`/evaluations/${id}/recuse`, { reason: '亲属' });
    expect((await reveal()).status).toBe(200);
  });
});
