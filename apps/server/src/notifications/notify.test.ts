import { tablesOf, type Db } from '@heping/db';
import { NOTIFICATION_KINDS } from '@heping/protocol';
import { PHASES, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { planEvaluation } from '../evaluations/plan.ts';
import { acceptFinding } from '../responses/accept.ts';
import { fileObjection, withdrawObjection } from '../responses/object.ts';
import { as } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openDelivered, type Delivered } from '../testing/deadlines.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { acting, visitorOf, walkTo } from '../testing/walk.ts';
import { AUDIENCE } from './audience.ts';
import { notify, type Notice } from './notify.ts';
import { peopleIn } from './recipients.ts';

let office: Office;
afterEach(() => office.app.close());

const EVERYBODY = [
  'leader',
  'deputy',
  'staff',
  'officer',
  'county-officer',
  'alice',
  'bo',
  'outsider',
  'admin',
];
async function kindsBy(): Promise<Record<string, string[]>> {
  const { store } = office.app;
  const rows = await store.db.select().from(store.tables.notifications);
  const told = EVERYBODY.map((person) => [
    person,
    rows.filter(({ personId }) => personId === person).map(({ kind }) => kind),
  ]);
  return Object.fromEntries(told.filter(([, kinds]) => kinds?.length)) as Record<string, string[]>;
}
async function delivered(): Promise<Delivered> {
  const here = await openDelivered();
  office = here;
  return here;
}
const clear = () =>
  office.app.store.tx(async (db: Db) => {
    await db.delete(tablesOf(db).notifications);
  });
const notice = (more: Partial<Notice> = {}): Notice => ({
  ...{ people: ['leader', 'deputy'], kind: 'finding.closed', key: 'f', params: {}, path: '/', at: 1 },
  evaluationId: null,
  ...more,
});

describe('telling', () => {
  it('[NT1] each once, not who acted, nobody whose account is disabled, nobody who is not there', async () => {
    office = await openOffice();
    const { store } = office.app;
    await store.tx((db) =>
      db
        .update(tablesOf(db).people)
        .set({ disabledAt: 1 })
        .where(eq(tablesOf(db).people.id, 'staff')),
    );
    const people = ['leader', 'deputy', 'deputy', 'staff', 'no-such-person'];
    const first = await store.tx((db) => notify(db, notice({ people, by: 'leader' })));
    const second = await store.tx((db) => notify(db, notice({ people })));
    expect([first, second]).toEqual([['deputy'], ['leader']]);
  });

  it('[NT1] with the act or not at all; the hint comes after it is kept', async () => {
    office = await openOffice();
    const { store } = office.app;
    const hints: unknown[] = [];
    store.onHint(({ told = [] }) => hints.push(told.toSorted()));
    const failing = store.tx(async (db) => {
      await notify(db, notice());
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect([await kindsBy(), hints]).toEqual([{}, []]);
    await store.tx((db) => notify(db, notice()));
    expect(hints).toEqual([['deputy', 'leader']]);
  });

  it('[NT3] whatever the kind, a role hears only from the phase on in which it may see it', async () => {
    office = await openOffice();
    const { store } = office.app;
    const id = await seedEvaluation(store);
    const [evaluation] = await store.db
      .select()
      .from(store.tables.evaluations)
      .where(eq(store.tables.evaluations.id, id));
    const [centre] = await store.db
      .select()
      .from(store.tables.centres)
      .where(eq(store.tables.centres.id, 'town-centre'));
    if (evaluation === undefined || centre === undefined) throw new Error('the cast is there');
    /** What leaders hear of before delivery: that they are evaluated, and what is said to be their own word. [NT12, WD4] */
    const meant: Readonly<Record<string, readonly Phase[]>> = {
      'evaluation.planned': ['planned'],
      'word.witnessed': ['signing', 'preliminary'],
    };
    const early = PHASES.slice(0, PHASES.indexOf('notice')).filter((phase) => phase !== 'cancelled');
    for (const [kind, { roles, action }] of Object.entries(AUDIENCE))
      for (const phase of early) {
        if (meant[kind]?.includes(phase) === true) continue;
        const told = await peopleIn(store.db, { evaluation, centre }, { roles, action, phase });
        // Before delivery nobody hears of a result or a finding, except the panel and officers of what lies before them.
        const leaders = told.filter((person) => person === 'leader' || person === 'deputy');
        expect({ kind, phase, leaders }).toEqual({ kind, phase, leaders: [] });
        if (kind !== 'result.published') expect({ kind, phase, told }).toEqual({ kind, phase, told: [] });
      }
    expect(
      Object.values(AUDIENCE)
        .flatMap(({ roles }) => roles)
        .includes('public' satisfies Role),
    ).toBe(false);
    expect(Object.keys(AUDIENCE).every((kind) => NOTIFICATION_KINDS.some((one) => one === kind))).toBe(true);
  });
});

describe('what is told of the acts', () => {
  async function plan(kind: 'regular' | 'spot-check', by = 'officer'): Promise<string> {
    office = await openOffice();
    const { app } = office;
    const { campaigns } = app.store.tables;
    return planEvaluation(
      app,
      await visitorOf(app, by),
      async (db) => {
        const [campaign] = await db.select().from(campaigns).where(eq(campaigns.id, 'campaign'));
        if (campaign === undefined) throw new Error('the cast has a campaign');
        // A spot check is a higher body's.
        return kind === 'regular' ? campaign : { ...campaign, bodyId: 'county-body' };
      },
      {
        ...{ centre: 'town-centre', kind, plannedOn: '2026-03-02', jointBodies: [] },
        panel: ['alice', 'bo', 'chen'].map((person, place) => ({ person, isChair: place === 0 })),
      },
    );
  }

  it('[NT1] a seat: to the panel, when it is planned', async () => {
    await plan('spot-check');
    expect(await kindsBy()).toEqual({ alice: ['evaluation.assigned'], bo: ['evaluation.assigned'] });
  });

  it('[NT12] an evaluation: to the centre’s leaders but who plans it, with its day; a spot check to none of them', async () => {
    const id = await plan('regular', 'deputy');
    expect(await kindsBy()).toEqual({
      ...{ leader: ['evaluation.planned'] },
      ...{ alice: ['evaluation.assigned'], bo: ['evaluation.assigned'] },
    });
    const { notifications } = office.app.store.tables;
    const [told] = await office.app.store.db
      .select()
      .from(notifications)
      .where(eq(notifications.personId, 'leader'));
    expect([told?.params['day'], told?.path]).toEqual(['2026-03-02', `/evaluations/${id}/self`]);
  });

  it('[NT3] nothing between the seat and the delivery: blind stays blind', async () => {
    office = await openOffice();
    const id = await seedEvaluation(office.app.store);
    await walkTo(office.desk, id, 'preliminary', { scores: { 'A1.1.1': 0 } });
    expect(await kindsBy()).toEqual({});
  });

  it('[NT1] the delivery to the leaders, with how many findings and until when; the publication to leaders and panel', async () => {
    const here = await delivered();
    expect(await kindsBy()).toEqual({ leader: ['result.delivered'], deputy: ['result.delivered'] });
    const [told] = await here.told('leader');
    expect([told?.params, told?.path]).toEqual([
      {
        ...{ centre: '乾元镇党群服务中心', centreEn: 'Qianyuan centre' },
        ...{ count: 1, until: '2026-03-09' },
      },
      `/evaluations/${here.id}/findings`,
    ]);
    await clear();
    await (await as(here.app, 'officer')).post(`/evaluations/${here.id}/publish`);
    expect(await kindsBy()).toEqual({
      ...{ leader: ['result.published'], deputy: ['result.published'] },
      ...{ alice: ['result.published'], bo: ['result.published'] },
    });
  });

  it('[NT1] an objection, its withdrawal and an acceptance to the officers', async () => {
    const here = await delivered();
    const [kept] = await here.cases();
    const finding = { ...(await acting(here.desk, here.id, 'leader')), finding: kept?.findingId ?? '' };
    await clear();
    await fileObjection(here.desk, finding, { grounds: '面积已补测', files: [] });
    await withdrawObjection(here.desk, finding);
    await acceptFinding(here.desk, finding);
    expect(await kindsBy()).toEqual({
      officer: ['objection.filed', 'objection.withdrawn', 'finding.accepted'],
    });
    const { store } = here.app;
    const [first] = await store.db.select().from(store.tables.notifications);
    expect([first?.params['person'], first?.params['number'], first?.path]).toEqual([
      '金主任',
      '2026-001',
      `/evaluations/${here.id}/findings/${kept?.findingId}`,
    ]);
  });
});

describe('one’s own', () => {
  it('[NT4] newest first, page by page; read once, read all up to what was seen', async () => {
    office = await openOffice();
    const { store } = office.app;
    await store.tx(async (db) => {
      for (let at = 1; at <= 120; at += 1)
        await notify(db, notice({ people: ['leader'], key: `f-${at}`, at: Math.ceil(at / 2) }));
    });
    const leader = await as(office.app, 'leader');
    const seen: string[] = [];
    let before = '';
    for (let page = 0; page < 3; page += 1) {
      const { body } = await leader.get(`/me/notifications${before === '' ? '' : `?before=${before}`}`);
      seen.push(...body.notifications.map(({ id }: { id: string }) => id));
      expect(body.unread).toBe(120);
      before = body.next ?? '';
    }
    expect([seen.length, new Set(seen).size, before]).toEqual([120, 120, '']);
    const [first = ''] = seen;
    expect((await leader.post(`/me/notifications/${first}/read`)).body).toEqual({ unread: 119 });
    expect((await leader.post(`/me/notifications/${first}/read`)).body).toEqual({ unread: 119 });
    expect((await leader.post('/me/notifications/read', { until: 10 })).body).toEqual({ unread: 99 });
    const deputy = await as(office.app, 'deputy');
    expect((await deputy.post(`/me/notifications/${first}/read`)).status).toBe(404);
    expect((await deputy.get('/me/notifications')).body).toEqual({
      notifications: [],
      unread: 0,
      next: null,
    });
    expect((await leader.get('/me/notifications?before=x')).status).toBe(400);
    expect((await leader.post('/me/notifications/read', {})).status).toBe(400);
  });
});
