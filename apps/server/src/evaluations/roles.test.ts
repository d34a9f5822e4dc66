import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, testApp, type Caller } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';

let app: FastifyInstance;
let admin: Caller;
let revalidated: string[];
beforeEach(async () => {
  app = await testApp();
  await seedEvaluation(app.store);
  admin = await as(app, 'admin');
  revalidated = [];
  const revalidate = app.corridor.revalidate.bind(app.corridor);
  Object.assign(app.corridor, {
    revalidate: async (person: string) => {
      revalidated.push(person);
      await revalidate(person);
    },
  });
});
afterEach(() => app.close());

const seen = async (who: Caller) => {
  const { status, body } = await who.get('/evaluations/evaluation');
  return status === 200 ? body.roles : status;
};

describe('[CM1] what is not possible now', () => {
  const sayTo = async (person: string, phase: Phase, path: string, locale: 'zh' | 'en' = 'zh') => {
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ phase, publishedAt: 1 }));
    const who = await as(app, person);
    await who.patch('/me', { locale });
    const { status, body } = await who.get(`/evaluations/evaluation/${path}`);
    return [status, body.message];
  };
  const NOTHING = [404, '没有找到，或者您无权查看。'];

  it('says in which phase it will be, to whom it will be', async () => {
    expect(await sayTo('leader', 'scoring', 'result')).toEqual([
      409,
      '评价现处于“个人评分”阶段；这要到“公示”阶段才可以。',
    ]);
    expect(await sayTo('leader', 'scoring', 'result', 'en')).toEqual([
      409,
      'The evaluation is in the phase “scoring”; this is possible from the phase “notice” on.',
    ]);
    expect(await sayTo('bo', 'scoring', 'ballots')).toEqual([
      409,
      '评价现处于“个人评分”阶段；这要到“集体评议”阶段才可以。',
    ]);
    expect(await sayTo('bo', 'cancelled', 'ballots')).toEqual([409, '评价现处于“已取消”阶段；不能再继续。']);
  });

  it('is nothing to whoever never may, in whatever phase they see', async () => {
    expect(await sayTo('leader', 'deliberation', 'ballots')).toEqual(NOTHING);
    expect(await sayTo('admin', 'deliberation', 'gaps')).toEqual(NOTHING);
    expect(await sayTo('outsider', 'scoring', 'result')).toEqual(NOTHING);
    expect(await sayTo('outsider', 'published', 'log')).toEqual(NOTHING);
  });

  it('of a command names the phases it belongs to', async () => {
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ phase: 'preliminary' }));
    const { body } = await (await as(app, 'alice')).post('/evaluations/evaluation/recuse', { reason: 'x' });
    expect(body.message).toBe('评价现处于“初评”阶段；这只在“已安排”、“个人评分”、“集体评议”阶段可以。');
  });
});

describe('a role that is taken away is gone at the next request', () => {
  it('[A3] an officer of the body', async () => {
    const officer = await as(app, 'officer');
    expect(await seen(officer)).toEqual(['officer', 'public']);
    await admin.delete('/bodies/town-body/officers/officer');
    expect(await seen(officer)).toBe(404);
    expect((await officer.get('/campaigns/campaign')).status).toBe(404);
    expect((await officer.get('/people')).status).toBe(404);
    expect(revalidated).toEqual(['officer']);
    await admin.put('/bodies/town-body/officers/officer');
    expect(await seen(officer)).toEqual(['officer', 'public']);
  });

  it('[A3] a leader of the centre', async () => {
    const leader = await as(app, 'leader');
    expect(await seen(leader)).toEqual(['leader', 'public']);
    await admin.delete('/centres/town-centre/people/leader');
    expect(await seen(leader)).toBe(404);
    expect(revalidated).toEqual(['leader']);
  });

  it('[A3, CI1] a panelist who from now on works for the centre', async () => {
    const bo = await as(app, 'bo');
    expect(await seen(bo)).toEqual(['panelist', 'public']);
    await admin.put('/centres/town-centre/people/bo', { role: 'staff' });
    expect(await seen(bo)).toBe(404);
    expect(revalidated).toEqual(['bo']);
    await admin.delete('/centres/town-centre/people/bo?role=staff');
    expect(await seen(bo)).toEqual(['panelist', 'public']);
  });

  it('[A3] a panelist who recused', async () => {
    const bo = await as(app, 'bo');
    const { panelMembers } = app.store.tables;
    await app.store.tx((db) =>
      db.update(panelMembers).set({ recusedAt: 1 }).where(eq(panelMembers.personId, 'bo')),
    );
    expect(await seen(bo)).toBe(404);
  });

  it('[A3] whoever is taken off the panel while it is planned', async () => {
    const [officer, bo, alice] = [await as(app, 'officer'), await as(app, 'bo'), await as(app, 'alice')];
    const { status, body } = await officer.put('/evaluations/evaluation/panel', {
      panel: [{ person: 'chen', isChair: true }, { person: 'alice' }],
    });
    expect(status).toBe(200);
    expect(body.panel.map(({ id, isChair }: { id: string; isChair: boolean }) => [id, isChair])).toEqual([
      ['chen', true],
      ['alice', false],
    ]);
    expect(await seen(bo)).toBe(404);
    expect(await seen(alice)).toEqual(['panelist', 'public']);
    expect(revalidated).toEqual(expect.arrayContaining(['bo', 'alice', 'chen']));
  });

  it('[A3] an administrator', async () => {
    const other = await as(app, 'outsider');
    await admin.patch('/people/outsider', { isAdministrator: true });
    expect((await other.get('/me')).status).toBe(401);
    const again = await as(app, 'outsider');
    expect((await again.patch('/people/eve', { name: '叶薇' })).status).toBe(200);
    await admin.patch('/people/outsider', { isAdministrator: false });
    expect((await (await as(app, 'outsider')).patch('/people/eve', { name: '叶薇' })).status).toBe(404);
  });
});

describe('the panel once it was opened', () => {
  const change = async (panel: object[]) =>
    (await as(app, 'officer')).put('/evaluations/evaluation/panel', { panel });
  const seats = (...people: string[]) => people.map((person, place) => ({ person, isChair: place === 0 }));
  beforeEach(async () => {
    await (await as(app, 'alice')).post('/evaluations/evaluation/open');
  });

  it('keeps everybody who has begun: they leave by recusing themselves', async () => {
    const { status, body } = await change(seats('alice', 'bo', 'chen', 'dora'));
    expect([status, body.error, body.message]).toEqual([
      409,
      'PANEL_FIXED',
      '评价已在“个人评分”阶段，不能移除叶薇；须由本人申请回避。可以增补人员、另定组长。',
    ]);
  });

  it('takes in another, with a ballot of their own, and another chair', async () => {
    const { status, body } = await change(seats('bo', 'alice', 'chen', 'dora', 'eve', 'outsider'));
    expect(status).toBe(200);
    expect(body.panel.find(({ isChair }: { isChair: boolean }) => isChair)).toMatchObject({ id: 'bo' });
    const { documents } = app.store.tables;
    const ballots = await app.store.db.select().from(documents).where(eq(documents.personId, 'outsider'));
    expect(ballots.map(({ name }) => name)).toEqual(['ballot:evaluation:outsider']);
    expect(await seen(await as(app, 'bo'))).toEqual(['chair', 'panelist', 'public']);
    expect(await seen(await as(app, 'alice'))).toEqual(['panelist', 'public']);
  });

  it('does not take back who has recused', async () => {
    await (await as(app, 'eve')).post('/evaluations/evaluation/recuse', { reason: '亲属在该中心工作' });
    const { status, body } = await change(seats('alice', 'bo', 'chen', 'dora', 'eve'));
    expect([status, body.error]).toEqual([422, 'PERSON_RECUSED']);
    const others = await change(seats('alice', 'bo', 'chen', 'dora'));
    expect(others.status).toBe(200);
    expect(others.body.panel.find(({ id }: { id: string }) => id === 'eve').recused.reason).toBe(
      '亲属在该中心工作',
    );
  });

  it('is changed by nobody but the committee, and not after deliberation', async () => {
    const chair = await (
      await as(app, 'alice')
    ).put('/evaluations/evaluation/panel', { panel: seats('alice', 'bo') });
    expect(chair.status).toBe(404);
    const { evaluations } = app.store.tables;
    await app.store.tx((db) => db.update(evaluations).set({ phase: 'signing' }));
    const late = await change(seats('alice', 'bo', 'chen', 'dora', 'eve', 'outsider'));
    expect([late.status, late.body.error]).toEqual([409, 'WRONG_PHASE']);
  });
});
