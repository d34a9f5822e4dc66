import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, testApp, type Caller } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';

let app: FastifyInstance;
let officer: Caller;
beforeEach(async () => {
  app = await testApp();
  officer = await as(app, 'officer');
});
afterEach(() => app.close());

const draft = {
  body: 'town-body',
  title: '2027 年度考核评估',
  periodFrom: '2027-01-01',
  periodTo: '2027-12-31',
};

describe('opening a campaign', () => {
  it('takes the standard’s defaults where nothing is said', async () => {
    const { status, body } = await officer.post('/campaigns', draft);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{16}$/),
      title: '2027 年度考核评估',
      body: {
        id: 'town-body',
        name: '乾元镇党委',
        nameEn: 'Qianyuan party committee',
        kind: 'local-party-committee',
      },
      periodFrom: '2027-01-01',
      periodTo: '2027-12-31',
      rubric: 'huzhou',
      step: 5,
      ceilingPolicy: 'discretion',
      scoringMode: 'independent',
      noticeDays: 5,
      responseDays: 5,
      planDays: 10,
      severeDays: 15,
      ordinaryDays: 30,
      suggestionDays: 60,
      decisionVoices: 2,
      keepsCameraRecord: false,
      timeZone: 'Asia/Shanghai',
      createdAt: expect.any(Number),
      counts: {},
      closedAt: null,
      may: ['plan', 'change', 'close', 'delete'],
    });
    const { body: list } = await officer.get('/campaigns');
    expect(list.campaigns.map(({ title }: { title: string }) => title)).toEqual([
      draft.title,
      '2026 年度考核评估',
    ]);
  });

  it.each([
    ['a period that ends before it begins', { periodTo: '2026-12-31' }, 422, 'PERIOD_REVERSED'],
    ['a rubric that is not there', { rubric: 'elsewhere' }, 422, 'RUBRIC_UNKNOWN'],
    ['another’s body', { body: 'county-body' }, 404, 'NOT_FOUND'],
    ['no such body', { body: 'none' }, 404, 'NOT_FOUND'],
    ['a step that is none', { step: 3 }, 400, 'BAD_REQUEST'],
    ['a day that is none', { periodFrom: '2027-02-30' }, 400, 'BAD_REQUEST'],
  ])('%s is refused', async (_, change, status, error) => {
    const answer = await officer.post('/campaigns', { ...draft, ...change });
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect((await officer.get('/campaigns')).body.campaigns).toHaveLength(1);
  });
});

describe('changing a campaign', () => {
  it('is free while nothing has begun', async () => {
    await seedEvaluation(app.store);
    const { status, body } = await officer.patch('/campaigns/campaign', {
      step: 10,
      ceilingPolicy: 'strict',
      title: '改名',
    });
    expect([status, body.step, body.ceilingPolicy, body.title]).toEqual([200, 10, 'strict', '改名']);
    const reversed = await officer.patch('/campaigns/campaign', { periodTo: '2025-12-31' });
    expect(reversed.body.error).toBe('PERIOD_REVERSED');
  });

  it('[DA1] keeps its period open for what is planned', async () => {
    await seedEvaluation(app.store);
    const late = await officer.patch('/campaigns/campaign', {
      periodFrom: '2026-03-03',
      periodTo: '2027-03-02',
    });
    expect([late.status, late.body.error, late.body.message]).toEqual([
      409,
      'PERIOD_AFTER_DAY',
      '已有评价安排在 2026-03-02，考核周期不能晚于这一天开始；请另选起始日期，或先调整该评价的日期。',
    ]);
    expect((await officer.patch('/campaigns/campaign', { periodFrom: '2026-03-02' })).status).toBe(200);
  });

  const AFTER_DELIVERY = [
    { responseDays: 7 },
    { planDays: 5 },
    { severeDays: 10 },
    { ordinaryDays: 20 },
    { suggestionDays: 90 },
    { decisionVoices: 3 },
  ];

  it('[CA5] takes other days after delivery while panels score, until the first result is delivered', async () => {
    await seedEvaluation(app.store);
    await (await as(app, 'alice')).post('/evaluations/evaluation/open');
    for (const change of AFTER_DELIVERY) {
      const { status, body } = await officer.patch('/campaigns/campaign', change);
      expect([status, body]).toEqual([200, expect.objectContaining(change)]);
    }
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ phase: 'notice', deliveredAt: 1 }));
    for (const change of AFTER_DELIVERY) {
      const [[rule, value]] = Object.entries(change) as [[string, number]];
      const { status, body } = await officer.patch('/campaigns/campaign', { [rule]: value + 1 });
      expect([rule, status, body.error]).toEqual([rule, 409, 'CAMPAIGN_DELIVERED']);
      expect((await officer.patch('/campaigns/campaign', change)).status).toBe(200);
    }
    expect((await officer.patch('/campaigns/campaign', { severeDays: 1, planDays: 1 })).body.message).toBe(
      '已有 1 个评价结果送达，整改方案报送期限、整改期限不能再改：各中心的期限以送达时为准。',
    );
  });

  it.each([0, -1, 251, 1.5, '5', null])('[CA5] refuses %j days, and one or ten voices', async (days) => {
    for (const rule of ['responseDays', 'planDays', 'severeDays', 'ordinaryDays', 'suggestionDays'])
      expect((await officer.patch('/campaigns/campaign', { [rule]: days })).status).toBe(400);
    for (const decisionVoices of [1, 10])
      expect((await officer.patch('/campaigns/campaign', { decisionVoices })).status).toBe(400);
  });

  it('[CA6] keeps the camera’s record of photos where it says so before anybody begins', async () => {
    await seedEvaluation(app.store);
    const kept = await officer.patch('/campaigns/campaign', { keepsCameraRecord: true });
    expect([kept.status, kept.body.keepsCameraRecord]).toEqual([200, true]);
    const alice = await as(app, 'alice');
    await alice.post('/evaluations/evaluation/open');
    expect((await alice.get('/evaluations/evaluation')).body.policies.keepsCameraRecord).toBe(true);
    const late = await officer.patch('/campaigns/campaign', { keepsCameraRecord: false });
    expect([late.status, late.body.error, late.body.message]).toEqual([
      409,
      'CAMPAIGN_IN_USE',
      '已有 1 个评价开始，照片的相机记录不能再改；名称仍可修改，已锁定的评分表和结果保留原来的名称。',
    ]);
    const { auditLog } = app.store.tables;
    const lines = await app.store.db.select().from(auditLog);
    expect(lines.find(({ action }) => action === 'campaign.change')).toMatchObject({
      ...{ personId: 'officer', subject: 'campaign', detail: { keepsCameraRecord: true } },
    });
  });

  it('[CA6] another body’s officer decides nothing about it, nor is anything but yes or no taken', async () => {
    const county = await as(app, 'county-officer');
    expect((await county.patch('/campaigns/campaign', { keepsCameraRecord: true })).status).toBe(404);
    for (const keepsCameraRecord of [1, 'true', null])
      expect((await officer.patch('/campaigns/campaign', { keepsCameraRecord })).status).toBe(400);
  });

  it('[CA4] leaves its rules alone once somebody scores by them', async () => {
    await seedEvaluation(app.store);
    await (await as(app, 'alice')).post('/evaluations/evaluation/open');
    for (const change of [
      { step: 10 },
      { ceilingPolicy: 'strict' },
      { scoringMode: 'joint' },
      { noticeDays: 0 },
      { periodFrom: '2025-01-01' },
    ]) {
      const { status, body } = await officer.patch('/campaigns/campaign', change);
      expect([change, status, body.error]).toEqual([change, 409, 'CAMPAIGN_IN_USE']);
    }
    expect((await officer.patch('/campaigns/campaign', { title: '改名', step: 5 })).body.title).toBe('改名');
  });

  it('says what stands still, because of how many, and what can still be changed', async () => {
    await seedEvaluation(app.store);
    await (await as(app, 'alice')).post('/evaluations/evaluation/open');
    const change = { title: '改名', step: 10, periodFrom: '2025-01-01', periodTo: '2025-12-31' };
    expect((await officer.patch('/campaigns/campaign', change)).body.message).toBe(
      '已有 1 个评价开始，考核周期、评分步长不能再改；名称仍可修改，已锁定的评分表和结果保留原来的名称。',
    );
    await officer.patch('/me', { locale: 'en' });
    expect((await officer.patch('/campaigns/campaign', change)).body.message).toMatch(
      /^Evaluations have begun \(1\), so these can no longer change: the period and the step of scores\. /,
    );
    expect((await officer.get('/campaigns/campaign')).body).toMatchObject({
      title: '2026 年度考核评估',
      step: 5,
    });
  });

  it('changes nothing that was not said', async () => {
    const before = (await officer.get('/campaigns/campaign')).body;
    expect((await officer.patch('/campaigns/campaign', {})).body).toEqual(before);
    expect((await officer.patch('/campaigns/campaign', { title: '只改名' })).body).toEqual({
      ...before,
      title: '只改名',
    });
  });
});

describe('closing a campaign', () => {
  const plan = {
    centre: 'own-centre',
    kind: 'regular',
    plannedOn: '2026-03-02',
    panel: ['alice', 'bo'].map((person, place) => ({ person, isChair: place === 0 })),
  };

  it('[CA1] nothing more is planned or changed in it; what is under way goes on', async () => {
    await seedEvaluation(app.store);
    const { status, body } = await officer.post('/campaigns/campaign/close');
    expect([status, body.closedAt, body.may]).toEqual([200, expect.any(Number), ['reopen']]);
    const refused = [
      await officer.post('/campaigns/campaign/evaluations', plan),
      await officer.patch('/campaigns/campaign', { title: '改名' }),
      await officer.post('/campaigns/campaign/close'),
    ];
    for (const answer of refused)
      expect([answer.status, answer.body.error]).toEqual([409, 'CAMPAIGN_CLOSED']);
    expect(refused[0]?.body.message).toBe(
      '“2026 年度考核评估”已结束，不能再安排评价或修改；需要时请先重新开放。',
    );
    const check = await officer.post('/campaigns/campaign/evaluations/check', plan);
    expect([check.status, check.body.error]).toEqual([409, 'CAMPAIGN_CLOSED']);
    expect((await (await as(app, 'alice')).post('/evaluations/evaluation/open')).body.phase).toBe('scoring');
  });

  it('[CA2] opened again it takes plans as before', async () => {
    const early = await officer.post('/campaigns/campaign/reopen');
    expect([early.status, early.body.error]).toEqual([409, 'CAMPAIGN_OPEN']);
    await officer.post('/campaigns/campaign/close');
    const { status, body } = await officer.post('/campaigns/campaign/reopen');
    expect([status, body.closedAt, body.may]).toEqual([200, null, ['plan', 'change', 'close', 'delete']]);
    expect((await officer.post('/campaigns/campaign/evaluations', plan)).status).toBe(200);
  });

  it('[CA1] of a plan and a close at once, none is planned after the close', async () => {
    const [closed, planned] = await Promise.all([
      officer.post('/campaigns/campaign/close'),
      officer.post('/campaigns/campaign/evaluations', plan),
    ]);
    expect(closed.status).toBe(200);
    const log = (await app.store.db.select().from(app.store.tables.auditLog)).map(({ action }) => action);
    expect(log).toEqual(planned.status === 200 ? ['evaluation.plan', 'campaign.close'] : ['campaign.close']);
  });

  it('[CA1–CA3] each is an entry in the log', async () => {
    await officer.post('/campaigns/campaign/close');
    await officer.post('/campaigns/campaign/reopen');
    await officer.delete('/campaigns/campaign');
    const log = await app.store.db.select().from(app.store.tables.auditLog);
    expect(log.map(({ action, subject, personId, detail }) => [action, subject, personId, detail])).toEqual([
      ['campaign.close', 'campaign', 'officer', {}],
      ['campaign.reopen', 'campaign', 'officer', {}],
      ['campaign.delete', 'campaign', 'officer', { title: '2026 年度考核评估', body: 'town-body' }],
    ]);
  });
});

describe('deleting a campaign', () => {
  it('[CA3] takes one away in which nothing was ever planned', async () => {
    expect((await officer.delete('/campaigns/campaign')).body).toEqual({ ok: true });
    expect((await officer.get('/campaigns')).body.campaigns).toEqual([]);
    expect((await officer.delete('/campaigns/campaign')).status).toBe(404);
  });

  it('[CA3] leaves one with an evaluation, also a cancelled one, and says how many', async () => {
    await seedEvaluation(app.store);
    await officer.post('/evaluations/evaluation/cancel', { reason: '改期' });
    const { status, body } = await officer.delete('/campaigns/campaign');
    expect([status, body.error, body.message]).toEqual([
      409,
      'CAMPAIGN_NOT_EMPTY',
      '“2026 年度考核评估”中已安排过 1 个评价（含已取消的），不能删除；可以结束。',
    ]);
  });
});

describe('a list of campaigns', () => {
  it('[C4] has what one has a part in, counted as far as one may see', async () => {
    await seedEvaluation(app.store);
    await seedEvaluation(app.store, { id: 'other', kind: 'spot-check', panel: ['chen', 'dora'] });
    const idsAndCounts = async (person: string) =>
      (await (await as(app, person)).get('/campaigns')).body.campaigns.map(
        ({ id, counts, may }: { id: string; counts: object; may: string[] }) => [id, counts, may],
      );
    expect(await idsAndCounts('officer')).toEqual([
      ['campaign', { planned: 2 }, ['plan', 'change', 'close']],
    ]);
    expect(await idsAndCounts('bo')).toEqual([['campaign', { planned: 1 }, []]]);
    expect(await idsAndCounts('leader')).toEqual([['campaign', { planned: 2 }, []]]);
    expect(await idsAndCounts('outsider')).toEqual([]);
    expect((await idsAndCounts('admin')).map(([id]: [string]) => id).toSorted()).toEqual([
      'campaign',
      'county-campaign',
    ]);
  });
});
