import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, testApp, type Caller } from '../testing/app.ts';

let app: FastifyInstance;
let officer: Caller;
let county: Caller;
beforeEach(async () => {
  app = await testApp();
  [officer, county] = [await as(app, 'officer'), await as(app, 'county-officer')];
});
afterEach(() => app.close());

const seats = (...people: string[]) => people.map((person, place) => ({ person, isChair: place === 0 }));
const plan = {
  centre: 'town-centre',
  kind: 'regular',
  plannedOn: '2026-03-02',
  panel: seats('alice', 'bo', 'chen', 'dora', 'eve'),
};
const planIn = (who: Caller, draft: object, locale = 'zh') =>
  who.post(
    who === county ? '/campaigns/county-campaign/evaluations' : '/campaigns/campaign/evaluations',
    draft,
    {
      headers: { 'accept-language': locale },
    },
  );
const speak = (who: Caller, locale: 'zh' | 'en') => who.patch('/me', { locale });

/** The refusal of a plan in both languages. */
async function refusedInBoth(who: Caller, draft: object) {
  const zh = await planIn(who, draft);
  await speak(who, 'en');
  const en = await planIn(who, draft);
  await speak(who, 'zh');
  expect(en.status).toBe(zh.status);
  return { status: zh.status, error: zh.body.error, zh: zh.body.message, en: en.body.message };
}

describe('planning an evaluation', () => {
  it('[WE3] the local party committee plans the regular evaluation of a township’s centre', async () => {
    const { status, body } = await planIn(officer, plan);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      phase: 'planned',
      kind: 'regular',
      leadBody: { id: 'town-body' },
      centre: { id: 'town-centre', area: '湖州市德清县乾元镇' },
      isSelfEvaluated: false,
      roles: ['officer', 'public'],
      waitsFor: 'scoring.open',
      leaders: [{ id: 'deputy' }, { id: 'leader' }],
    });
    expect(body.panel.map(({ id, isChair }: { id: string; isChair: boolean }) => [id, isChair])).toEqual([
      ['alice', true],
      ['bo', false],
      ['chen', false],
      ['dora', false],
      ['eve', false],
    ]);
    expect(new Set(body.panel.map(({ color }: { color: string }) => color)).size).toBe(5);
    expect(body.may).toEqual(expect.arrayContaining(['panel.change', 'scoring.open', 'evaluation.cancel']));
    const [entry] = await app.store.db.select().from(app.store.tables.auditLog);
    expect(entry).toMatchObject({ action: 'evaluation.plan', personId: 'officer', evaluationId: body.id });
  });

  it('[WE4] a county’s committee only spot-checks a township’s centre', async () => {
    expect(await refusedInBoth(county, plan)).toEqual({
      status: 422,
      error: 'WRONG_LEAD_BODY',
      zh: expect.stringMatching(/按标准 7\.2\.3，德清县委员会不能牵头本次“日常评价”；可牵头的是：.+、.+。/),
      en: expect.stringMatching(
        /By clause 7\.2\.3, Deqing committee may not lead this regular evaluation; who may: .+, .+\./,
      ),
    });
    expect((await planIn(county, { ...plan, kind: 'spot-check' })).status).toBe(200);
  });

  it('[7.2] a centre outside the body’s area is refused', async () => {
    expect(await refusedInBoth(officer, { ...plan, centre: 'far-centre' })).toEqual({
      status: 422,
      error: 'OUTSIDE_AREA',
      zh: '“新市镇党群服务中心”不在乾元镇党委的区域内。',
      en: '“Xinshi centre” does not lie in the area of Qianyuan party committee.',
    });
  });

  it.each([
    [
      'leader',
      '金主任是该中心的主任，不能参加对它的评分。',
      'Leader Jin is the director of this centre and may not score it.',
    ],
    [
      'deputy',
      '傅副主任是该中心的副主任，不能参加对它的评分。',
      'Deputy Fu is a deputy director of this centre and may not score it.',
    ],
    [
      'staff',
      '石工作是该中心的工作人员，不能参加对它的评分。',
      'Staff Shi is on the staff of this centre and may not score it.',
    ],
  ])('[CI1] nobody scores a centre they are %s of', async (person, zh, en) => {
    const draft = { ...plan, panel: seats('alice', 'bo', person) };
    expect(await refusedInBoth(officer, draft)).toEqual({
      status: 422,
      error: 'CONFLICT_OF_INTEREST',
      zh,
      en,
    });
  });

  it.each([
    [
      'one person',
      seats('alice'),
      'PANEL_TOO_SMALL',
      '评价组至少 2 人，现有 1 人。',
      'A panel has at least 2 people; there are 1.',
    ],
    [
      'two chairs',
      [...seats('alice'), ...seats('bo')],
      'PANEL_WITHOUT_CHAIR',
      '评价组须有且只有一名组长。',
      'A panel has exactly one chair.',
    ],
    [
      'no chair',
      [{ person: 'alice' }, { person: 'bo' }],
      'PANEL_WITHOUT_CHAIR',
      '评价组须有且只有一名组长。',
      'A panel has exactly one chair.',
    ],
    [
      'somebody twice',
      seats('alice', 'bo', 'bo'),
      'PERSON_TWICE',
      '薄文在评价组中出现了两次。',
      'Bo is on the panel twice.',
    ],
    [
      'a stranger',
      seats('alice', 'nobody'),
      'PERSON_UNKNOWN',
      '没有“nobody”这个人，或该账号已停用。',
      'There is no person “nobody”, or the account is disabled.',
    ],
  ])('[CI2–CI4] a panel with %s is refused', async (_, panel, error, zh, en) => {
    expect(await refusedInBoth(officer, { ...plan, panel })).toEqual({ status: 422, error, zh, en });
  });

  it('[CI2] a panel of ten is refused', async () => {
    const ten = ['alice', 'bo', 'chen', 'dora', 'eve', 'outsider', 'admin', 'county-officer', 'officer', 'x'];
    const { body } = await planIn(officer, { ...plan, panel: seats(...ten) });
    expect(body.details.map(({ error }: { error: string }) => error)).toContain('PANEL_TOO_LARGE');
  });

  it('[WE5, CI5] a body that evaluates its own centre says so, and its officers organise without scoring', async () => {
    const own = { ...plan, centre: 'own-centre' };
    expect((await planIn(officer, own)).body).toMatchObject({ isSelfEvaluated: true });
    const refused = await refusedInBoth(officer, {
      ...own,
      kind: 'regular',
      panel: seats('alice', 'officer'),
    });
    expect(refused.error).toBe('SECOND_REGULAR');
    const check = await officer.post('/campaigns/campaign/evaluations/check', {
      ...own,
      panel: seats('alice', 'officer'),
    });
    expect(check.body.problems).toContainEqual({
      error: 'RUNNING_BODY',
      message: '镇经办是乾元镇党委的经办人，而该单位负责运行此中心：可以组织评价，不能参加评分。',
      field: 'panel',
      person: 'officer',
    });
  });

  it('[4.3.8] one regular evaluation a round; a cancelled one makes room', async () => {
    const first = await planIn(officer, plan);
    expect(await refusedInBoth(officer, plan)).toEqual({
      status: 409,
      error: 'SECOND_REGULAR',
      zh: '本次年度考核评估中已有对“乾元镇党群服务中心”的日常评价；每轮只进行一次日常评价，可另安排抽查。',
      en: 'This campaign already has a regular evaluation of “Qianyuan centre”; there is one a round. A spot-check is possible.',
    });
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ phase: 'cancelled' }));
    expect((await planIn(officer, plan)).status).toBe(200);
    expect(first.status).toBe(200);
  });

  it('[4.3.8] of two who plan it at once, one wins', async () => {
    const answers = await Promise.all([planIn(officer, plan), planIn(officer, plan), planIn(officer, plan)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await officer.get('/campaigns/campaign/evaluations');
    expect(body.evaluations).toHaveLength(1);
  });

  it('the check names every objection at once, and saves nothing', async () => {
    const draft = { ...plan, centre: 'far-centre', kind: 'spot-check', panel: seats('leader') };
    const { status, body } = await officer.post('/campaigns/campaign/evaluations/check', draft);
    expect(status).toBe(200);
    expect(body.problems.map(({ error, field }: { error: string; field: string }) => [error, field])).toEqual(
      [
        ['WRONG_LEAD_BODY', 'kind'],
        ['OUTSIDE_AREA', 'centre'],
        ['PANEL_TOO_SMALL', 'panel'],
      ],
    );
    expect((await officer.get('/evaluations')).body.evaluations).toEqual([]);
  });

  it('[C4] somebody else’s campaign is not there', async () => {
    const refused = await county.post('/campaigns/campaign/evaluations', plan);
    const missing = await county.post('/campaigns/none/evaluations', plan);
    expect([refused.status, refused.body.error, refused.body.message]).toEqual([
      404,
      'NOT_FOUND',
      missing.body.message,
    ]);
  });
});
