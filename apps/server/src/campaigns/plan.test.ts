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
      zh: '按标准 7.2.3，该层级（乡镇（街道））的日常评价由属地党委（乾元镇党委）或行业主管部门党委牵头；德清县委员会不能牵头对“乾元镇党群服务中心”的日常评价。可以改为安排抽查。',
      en: 'By clause 7.2.3 the regular evaluation of centres of this tier (township) is led by the local party committee (Qianyuan party committee) or the industry’s party committee; Deqing committee may not lead the regular evaluation of “Qianyuan centre”. It may lead a spot-check instead.',
    });
    expect((await planIn(county, { ...plan, kind: 'spot-check' })).status).toBe(200);
  });

  it('[WE4] a town’s party committee is not told to do what it may not, but who may', async () => {
    const { zh, en } = await refusedInBoth(officer, { ...plan, kind: 'spot-check' });
    expect(zh).toBe(
      '按标准 7.2.3，该层级（乡镇（街道））的抽查由县（区）社会组织综合党委（德清县委员会）牵头；乾元镇党委不能牵头对“乾元镇党群服务中心”的抽查。可以改为安排日常评价。',
    );
    expect(en).toMatch(
      /is led by the county’s committee \(Deqing committee\); .+ a regular evaluation instead\.$/,
    );
  });

  it('[WE2, WE4] where nobody spot-checks a tier, the one who evaluates it is named', async () => {
    const draft = { ...plan, centre: 'county-centre', kind: 'spot-check' };
    expect(await refusedInBoth(county, draft)).toMatchObject({
      error: 'WRONG_LEAD_BODY',
      zh: '7.2.3 没有规定对该层级（区县）的抽查；德清县委员会不能牵头对“德清县党群服务中心”的抽查。其日常评价由市社会组织综合党委牵头。',
      en: 'Clause 7.2.3 provides no spot-check of centres of this tier (county); Deqing committee may not lead the spot-check of “Deqing centre”. Its regular evaluation is led by the city’s committee.',
    });
    expect((await planIn(county, { ...draft, kind: 'regular' })).body.message).toMatch(
      /7\.2\.2.+市社会组织综合党委牵头.+请由上述单位在其年度考核评估中安排。$/,
    );
  });

  it('[7.2] a centre outside the body’s area is refused', async () => {
    expect(await refusedInBoth(officer, { ...plan, centre: 'far-centre' })).toEqual({
      status: 422,
      error: 'OUTSIDE_AREA',
      zh: '“新市镇党群服务中心”在湖州市德清县新市镇，不在乾元镇党委的区域（湖州市德清县乾元镇）内；请选择区域内的中心。',
      en: '“Xinshi centre” lies in Xinshi, Deqing, Huzhou, not in the area of Qianyuan party committee (Qianyuan, Deqing, Huzhou); please choose a centre within it.',
    });
  });

  it.each([
    [
      'leader',
      '金主任是“乾元镇党群服务中心”的主任，按公正的原则（7.1）须回避，不能参加评分；请另选他人。',
      'Leader Jin is the director of “Qianyuan centre” and, since evaluation is to be fair (7.1), may not score it; please choose somebody else.',
    ],
    [
      'deputy',
      '傅副主任是“乾元镇党群服务中心”的副主任，按公正的原则（7.1）须回避，不能参加评分；请另选他人。',
      'Deputy Fu is a deputy director of “Qianyuan centre” and, since evaluation is to be fair (7.1), may not score it; please choose somebody else.',
    ],
    [
      'staff',
      '石工作是“乾元镇党群服务中心”的工作人员，按公正的原则（7.1）须回避，不能参加评分；请另选他人。',
      'Staff Shi is on the staff of “Qianyuan centre” and, since evaluation is to be fair (7.1), may not score it; please choose somebody else.',
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
      'A panel has at least 2 people; this one has 1.',
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
      message:
        '镇经办是乾元镇党委的经办人，而该单位负责运行“乾元镇直属中心”（4.2.2、7.2.3）：可以组织评价，不能参加评分；请另选他人。',
      field: 'panel',
      person: 'officer',
    });
  });

  it('[4.3.8] one regular evaluation a round; a cancelled one makes room', async () => {
    const first = await planIn(officer, plan);
    expect(await refusedInBoth(officer, plan)).toEqual({
      status: 409,
      error: 'SECOND_REGULAR',
      zh: '本轮年度考核评估中已有对“乾元镇党群服务中心”的日常评价（2026-03-02，已安排）；日常评价每轮一次（4.3.8）。评价组和日期可在原评价中调整；要重新安排，请先取消原评价。需要复核的，可请县（区）社会组织综合党委抽查（7.2.3）。',
      en: 'This campaign already has a regular evaluation of “Qianyuan centre” (2026-03-02, planned); there is one a round (4.3.8). Its panel and date can still be changed there; to plan it anew, cancel it first. A spot-check may be led by the county’s committee (7.2.3).',
    });
    const { evaluations } = app.store.tables;
    const sayAt = async (phase: 'deliberation' | 'published') => {
      await app.store.tx((db) => db.update(evaluations).set({ phase, publishedAt: 1 }));
      return (await planIn(officer, plan)).body.message as string;
    };
    expect(await sayAt('deliberation')).toContain(
      '，集体评议）；日常评价每轮一次（4.3.8）。要重新评价，请先取消原评价。',
    );
    expect(await sayAt('published')).toContain(
      '，公布）；日常评价每轮一次（4.3.8）。要再次评价，请另开一轮年度考核评估。',
    );
    await app.store.tx((db) => db.update(evaluations).set({ phase: 'cancelled' }));
    expect((await planIn(officer, plan)).status).toBe(200);
    expect(first.status).toBe(200);
  });

  it('[DA1] a day before the period looked at is refused, when it is planned and when it is moved', async () => {
    expect(await refusedInBoth(officer, { ...plan, plannedOn: '2025-12-31' })).toEqual({
      status: 422,
      error: 'DAY_BEFORE_PERIOD',
      zh: '2025-12-31 早于考核周期（2026-01-01 至 2026-12-31）；评价在周期内或周期结束后进行，请另选日期。',
      en: '2025-12-31 lies before the period looked at (2026-01-01 to 2026-12-31); an evaluation is held in it or after it. Please choose another day.',
    });
    const { body } = await planIn(officer, plan);
    const { panel } = plan;
    const moved = await officer.put(`/evaluations/${body.id}/panel`, { panel, plannedOn: '2025-12-31' });
    expect([moved.status, moved.body.error, moved.body.details]).toEqual([
      422,
      'DAY_BEFORE_PERIOD',
      [expect.objectContaining({ error: 'DAY_BEFORE_PERIOD', field: 'plannedOn' })],
    ]);
    expect((await officer.get(`/evaluations/${body.id}`)).body.plannedOn).toBe('2026-03-02');
  });

  it('[DA1] a panel whose day is older than the rule is changed all the same, as long as the day stays', async () => {
    const { body } = await planIn(officer, plan);
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ plannedOn: '2025-12-31' }));
    const panel = seats('alice', 'bo', 'chen');
    const changed = await officer.put(`/evaluations/${body.id}/panel`, { panel, plannedOn: '2025-12-31' });
    expect([changed.status, changed.body.plannedOn]).toEqual([200, '2025-12-31']);
  });

  it('[DA2] a day long after it is possible', async () => {
    expect((await planIn(officer, { ...plan, plannedOn: '2062-03-02' })).status).toBe(200);
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
