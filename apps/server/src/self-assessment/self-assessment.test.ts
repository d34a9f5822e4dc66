import { claim, statementOf, writeText } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelEvaluation } from '../evaluations/commands/cancel.ts';
import { openScoring } from '../evaluations/commands/open.ts';
import { writeEntries } from '../demo/write.ts';
import { as, type Answer } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { everythingIn, MONDAY, openOffice, type Office } from '../testing/desk.ts';
import * as byHand from '../testing/in-hand.ts';
import { acting } from '../testing/walk.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

const caller = (who: string | null) => as(office.app, who);
const said = ({ status, body }: Answer) => ({ status, error: body.error as string | undefined });
const press = async (who: string, verb: 'hand-in' | 'take-back') =>
  (await caller(who)).post(`/evaluations/${id}/self/${verb}`, {});
const read = async (who: string) => (await caller(who)).get(`/evaluations/${id}/self`);
/** What the leader writes. */
const write = (scores: Record<string, number>, statements: Record<string, string> = {}) =>
  writeEntries(office.desk.corridor, id, [
    {
      document: { kind: 'self', evaluation: id },
      by: 'leader',
      change: (self) => {
        for (const [code, score] of Object.entries(scores)) claim(self, code, score);
        for (const [code, text] of Object.entries(statements)) writeText(statementOf(self, code), text);
      },
    },
  ]);

describe('handing in', () => {
  it('[SA2, SA3] freezes what was written, with who and when', async () => {
    await write({ 'A1.1.1': 60, 'A2.3.8': 0 }, { 'A1.1.1': ' 交通便利 ' });
    const { status, body } = await press('leader', 'hand-in');
    expect(status).toBe(200);
    expect(body.selfAssessment).toEqual({
      at: MONDAY,
      by: expect.objectContaining({ id: 'leader' }) as object,
    });
    const { selfAssessment } = (await read('bo')).body as {
      selfAssessment: { scores: object; statements: object };
    };
    expect(Object.keys(selfAssessment.scores)).toHaveLength(40);
    expect(selfAssessment).toMatchObject({
      ...{ at: MONDAY, scores: { 'A1.1.1': 60, 'A2.3.8': 0, 'A1.1.2': null } },
      statements: { 'A1.1.1': '交通便利' },
    });
    const log = await (await caller('officer')).get(`/evaluations/${id}/log`);
    expect((log.body.entries as { text: { zh: string } }[]).at(-1)?.text.zh).toBe('提交了自评（2 项）');
  });

  it('[SA5] until then nobody but the leaders knows a word of it', async () => {
    await write({ 'A1.1.1': 60 }, { 'A1.1.1': '还没有写完' });
    for (const who of ['alice', 'bo', 'officer', 'leader', 'deputy'])
      expect((await read(who)).body).toEqual({ selfAssessment: null });
    for (const who of ['staff', 'outsider', 'county-officer', 'admin'])
      expect([who, (await read(who)).status]).toEqual([who, 404]);
    for (const who of ['alice', 'officer', 'staff', 'outsider']) {
      const reader = await caller(who);
      for (const path of ['', '/log', '/activities', '/sheets'])
        expect(JSON.stringify((await reader.get(`/evaluations/${id}${path}`)).body)).not.toContain(
          '还没有写完',
        );
    }
  });

  it('[SA2] without a score there is nothing to hand in', async () => {
    await write({}, { 'A1.1.1': '只有说明' });
    const before = await everythingIn(office.desk);
    expect(said(await press('leader', 'hand-in'))).toEqual({ status: 422, error: 'SELF_EMPTY' });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[SA2] two scores that wait for a person are settled first', async () => {
    await write({ 'A1.1.1': 60 });
    await writeEntries(office.desk.corridor, id, [
      {
        document: { kind: 'self', evaluation: id },
        by: null,
        change: (self) =>
          self.getMap('conflicts').set('claimed:A1.1.1', {
            values: [
              { value: 60, by: 'leader' },
              { value: 50, by: 'deputy' },
            ],
          }),
      },
    ]);
    const { status, body } = await press('deputy', 'hand-in');
    expect([status, body.error]).toEqual([409, 'SELF_CONFLICTS']);
    expect(body.message).toContain('A1.1.1');
  });

  it('[SA4] of two who press at once one has done it, the other is told by whom and when', async () => {
    await write({ 'A1.1.1': 60 });
    const answers = await Promise.all([press('leader', 'hand-in'), press('deputy', 'hand-in')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.message).toMatch(
      /^自评已由(金主任|傅副主任)于 2026-03-02 09:00 提交；/,
    );
  });

  it('[SA4] taken back, nobody reads it any more, and what was handed in stays kept', async () => {
    await write({ 'A1.1.1': 60 });
    await press('leader', 'hand-in');
    expect((await press('deputy', 'take-back')).body.selfAssessment).toBeNull();
    expect((await read('bo')).body).toEqual({ selfAssessment: null });
    expect(said(await press('leader', 'take-back'))).toEqual({ status: 409, error: 'SELF_NOT_HANDED_IN' });
    await write({ 'A1.1.1': 50 });
    await press('leader', 'hand-in');
    expect((await read('bo')).body).toMatchObject({ selfAssessment: { scores: { 'A1.1.1': 50 } } });
    const { selfScores } = office.app.store.tables;
    const kept = await office.app.store.db
      .select()
      .from(selfScores)
      .where(eq(selfScores.indicator, 'A1.1.1'));
    expect(kept.map(({ score }) => score).toSorted()).toEqual([50, 60]);
  });

  it('[SA5] once scoring has opened it is neither handed in nor taken back', async () => {
    await write({ 'A1.1.1': 60 });
    await press('leader', 'hand-in');
    await openScoring(office.desk, await acting(office.desk, id, 'alice'));
    for (const verb of ['hand-in', 'take-back'] as const)
      expect(said(await press('leader', verb))).toEqual({ status: 409, error: 'WRONG_PHASE' });
    expect((await read('alice')).body).toMatchObject({ selfAssessment: { scores: { 'A1.1.1': 60 } } });
  });

  it('[SA5] of what was cancelled the panel reads nothing; officers and leaders do', async () => {
    await write({ 'A1.1.1': 60 });
    await press('leader', 'hand-in');
    await cancelEvaluation(office.desk, await acting(office.desk, id, 'officer'), { reason: '改期' });
    expect((await read('bo')).status).toBe(409);
    expect((await (await caller('bo')).get(`/evaluations/${id}`)).body.selfAssessment).toBeNull();
    for (const who of ['officer', 'leader']) expect((await read(who)).status).toBe(200);
  });

  it.each([
    'update self_scores set score = 0',
    'delete from self_scores',
    "update self_assessments set hash = ''",
    'delete from self_assessments',
  ])('[SA3] %s is not done, whoever asks', async (change) => {
    await write({ 'A1.1.1': 60 });
    await press('leader', 'hand-in');
    await expect(byHand.write(office, change)).rejects.toThrow();
  });
});
