import { tablesOf, type Db } from '@heping/db';
import type { Task, TaskKind, Tasks } from '@heping/protocol';
import type { FindingState } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../findings/open-cases.ts';
import { as, testApp } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { MONDAY } from '../testing/desk.ts';

let app: FastifyInstance;

const tasksOf = async (who: string): Promise<Tasks> =>
  (await (await as(app, who)).get('/me/tasks')).body as Tasks;
/** What waits for somebody: kind → of what. */
const waitingFor = async (who: string): Promise<Partial<Record<TaskKind, string[]>>> => {
  const byKind = Map.groupBy((await tasksOf(who)).tasks, ({ kind }) => kind);
  return Object.fromEntries(
    [...byKind].map(([kind, list]) => [kind, list.map(({ id }) => id.slice(kind.length + 1))]),
  );
};

interface Kept {
  readonly state: FindingState;
  readonly change?: object;
}

/** One finding a situation, by its name. */
const SITUATIONS: Readonly<Record<string, Kept>> = {
  unanswered: { state: 'awaiting-response' },
  'objected-filed': { state: 'awaiting-response', change: { hasOpenObjection: true } },
  'objected-proposed': { state: 'awaiting-response', change: { hasOpenObjection: true } },
  planless: { state: 'awaiting-plan', change: { planBy: '2026-03-16' } },
  doing: { state: 'rectifying' },
  reported: { state: 'rectifying' },
  submitted: { state: 'awaiting-acceptance', change: { submittedBy: 'leader' } },
  'closed-look': { state: 'closed', change: { lookBackOn: '2026-03-20' } },
  'closed-done': { state: 'closed', change: { lookBackOn: '2026-02-20', effect: 'effective' } },
  again: { state: 'rectifying' },
  'objected-taken': { state: 'awaiting-response', change: { hasOpenObjection: true } },
};

async function seedSituations(db: Db): Promise<void> {
  const t = tablesOf(db);
  const evaluation = { id: 'evaluation', leadBodyId: 'town-body' };
  const [campaign] = await db.select().from(t.campaigns);
  if (campaign === undefined) throw new Error('expected the cast’s campaign');
  const around = { evaluation, campaign, centre: { id: 'town-centre', areaId: 'qianyuan' }, now: MONDAY };
  let number = 0;
  for (const [id, { state, change = {} }] of Object.entries(SITUATIONS)) {
    number += 1;
    const finding = {
      id,
      evaluationId: 'evaluation',
      number,
      indicator: 'A1.2.2',
      clauses: [],
      source: 'deduction' as const,
      severity: 'ordinary' as const,
    };
    await db.insert(t.findings).values({
      ...finding,
      ...{
        standard: { zh: '', en: '' },
        actual: { zh: '', en: '' },
        lost: 5,
        reason: id,
        createdAt: MONDAY,
      },
    });
    await db.insert(t.cases).values({ ...openCase(finding, around), ...change, state });
  }
  const objection = { evaluationId: 'evaluation', grounds: '面积有误', filedBy: 'leader', filedAt: MONDAY };
  await db.insert(t.objections).values([
    { ...objection, id: 'o-filed', findingId: 'objected-filed', state: 'filed' },
    { ...objection, id: 'o-taken', findingId: 'objected-taken', state: 'filed', handlerId: 'officer' },
    {
      ...objection,
      id: 'o-proposed',
      findingId: 'objected-proposed',
      state: 'proposed',
      round: 1,
      handlerId: 'officer',
    },
  ]);
  const plan = {
    evaluationId: 'evaluation',
    canonical: '{}',
    hash: '0'.repeat(64),
    submittedBy: 'leader',
    submittedAt: MONDAY,
  };
  await db.insert(t.planSubmissions).values({ ...plan, id: 's-1', revision: 1, state: 'approved' });
  const measure = (findingId: string, change: object) => ({
    ...{ id: `m-${findingId}`, findingId, evaluationId: 'evaluation', submissionId: 's-1', place: findingId },
    ...{ kind: 'corrective' as const, text: '腾出房间', ownerName: '石工作', ownerId: 'staff' },
    ...{ dueOn: '2026-03-10', firstDueOn: '2026-03-10', state: 'doing' as const, createdAt: MONDAY },
    ...change,
  });
  await db
    .insert(t.measures)
    .values([
      measure('doing', {}),
      measure('reported', { state: 'reported', reportedBy: 'staff' }),
      measure('again', { ownerId: 'officer' }),
      { ...measure('doing', { ownerId: null, ownerName: '王师傅' }), id: 'm-by-link', place: 'by-link' },
    ]);
  // Of the one that was reported meanwhile nothing is left to decide. [ME2]
  await db.insert(t.extensions).values(
    ['m-doing', 'm-reported'].map((measureId) => ({
      ...{ id: `x-${measureId}`, measureId, until: '2026-03-20', reason: '汛期', state: 'asked' as const },
      ...{ askedBy: 'staff', askedByName: '石工作', askedAt: MONDAY },
    })),
  );
  // Two earlier ones may be the same: it waits once.
  await db.insert(t.repeats).values(
    ['closed-done', 'closed-look'].map((earlierId) => ({
      ...{ findingId: 'again', earlierId, state: 'proposed' as const },
    })),
  );
}

beforeAll(async () => {
  app = await testApp({ now: () => MONDAY });
  const { store } = app;
  await seedEvaluation(store, { panel: ['alice', 'bo', 'chen'] });
  await store.tx(async (db) => {
    const t = tablesOf(db);
    await db.update(t.evaluations).set({ phase: 'rectifying', deliveredAt: MONDAY, publishedAt: MONDAY });
    // A second officer, and one who sits on the panel.
    await db.insert(t.officers).values([
      { bodyId: 'town-body', personId: 'eve' },
      { bodyId: 'town-body', personId: 'bo' },
      { bodyId: 'town-body', personId: 'dora' },
    ]);
    // An officer who works at the centre.
    await db.insert(t.centrePeople).values({ centreId: 'town-centre', personId: 'dora', role: 'staff' });
    await seedSituations(db);
  });
});
afterAll(() => app.close());

describe('my work', () => {
  it('[WK1] a leader answers, hands in the plan, submits what is reported, and sees to owners without an account', async () => {
    expect(await waitingFor('leader')).toEqual({
      respond: ['unanswered'],
      'submit-plan': ['evaluation'],
      'submit-finding': ['reported'],
      // Its owner has no account.
      'chase-measure': ['m-by-link'],
    });
    expect(await waitingFor('deputy')).toEqual(await waitingFor('leader'));
  });

  const OFFICERS: Partial<Record<TaskKind, string[]>> = {
    'verify-measure': ['m-reported'],
    'decide-extension': ['m-doing'],
    'accept-finding': ['submitted'],
    'look-back': ['closed-look'],
    'confirm-repeat': ['again'],
  };
  it('[WK1] an officer handles objections, voices on others’ proposals, verifies, decides, accepts, looks back', async () => {
    expect(await waitingFor('eve')).toEqual({
      'decide-objection': ['o-filed'],
      'voice-objection': ['o-proposed'],
      ...OFFICERS,
    });
  });

  it('[WK3] a finding with several earlier ones that it may repeat waits once, and counts once', async () => {
    const { counts } = await tasksOf('eve');
    expect(counts.find(({ kind }) => kind === 'confirm-repeat')?.count).toBe(1);
  });

  it('[WK1, OB3] what was taken waits for whoever took it; who made a proposal does not voice on it', async () => {
    expect(await waitingFor('officer')).toEqual({
      'decide-objection': ['o-filed', 'o-taken'],
      'do-measure': ['m-again'],
      ...OFFICERS,
    });
  });

  it('[WK1, OB1] who sits on the panel has no part in objections', async () => {
    expect(await waitingFor('bo')).toEqual(OFFICERS);
  });

  it('[WK1, FA6] who is tied to the centre has nothing of it to decide', async () => {
    expect(await waitingFor('dora')).toEqual({});
  });

  it('[WK1] whoever owns a measure does it; nobody else hears of anything', async () => {
    expect(await waitingFor('staff')).toEqual({ 'do-measure': ['m-doing'] });
    for (const who of ['outsider', 'county-officer', 'admin', 'alice'])
      expect(await waitingFor(who)).toEqual({});
  });

  it('[WK2] each has its day, its words and its place', async () => {
    const { tasks, today } = await tasksOf('staff');
    expect(today).toBe('2026-03-02');
    expect(tasks).toEqual<Task[]>([
      {
        ...{ id: 'do-measure:m-doing', kind: 'do-measure', dueOn: '2026-03-10', since: null },
        evaluation: 'evaluation',
        centre: expect.objectContaining({ id: 'town-centre' }) as Task['centre'],
        ...{ finding: 'doing', number: '2026-005', text: '腾出房间', path: '/measures/m-doing' },
      },
    ]);
    expect((await tasksOf('leader')).tasks.map(({ kind, dueOn, path }) => [kind, dueOn, path])).toEqual([
      ['respond', '2026-03-09', '/evaluations/evaluation/findings/unanswered'],
      ['submit-plan', '2026-03-16', '/evaluations/evaluation/plan'],
      ['chase-measure', '2026-03-10', '/evaluations/evaluation/findings/doing'],
      ['submit-finding', expect.any(String), '/evaluations/evaluation/findings/reported'],
    ]);
  });

  it('[WK2] an objection has no last day, and says since when it waits', async () => {
    const { tasks } = await tasksOf('eve');
    expect(
      tasks
        .filter(({ kind }) => kind === 'decide-objection' || kind === 'voice-objection')
        .map(({ kind, dueOn, since }) => [kind, dueOn, since]),
    ).toEqual([
      ['decide-objection', null, '2026-03-02'],
      ['voice-objection', null, '2026-03-02'],
    ]);
  });

  it('[WK3] a plan that waits for its decision is the officers’ and no longer the leader’s', async () => {
    await app.store.tx((db) =>
      db.insert(tablesOf(db).planSubmissions).values({
        ...{ id: 's-2', evaluationId: 'evaluation', revision: 2, canonical: '{}', hash: '1'.repeat(64) },
        ...{ state: 'submitted', submittedBy: 'leader', submittedAt: MONDAY },
      }),
    );
    expect(Object.keys(await waitingFor('leader'))).not.toContain('submit-plan');
    expect((await waitingFor('eve'))['decide-plan']).toEqual(['evaluation']);
  });

  it('[WK3] many are shown by their first and by their number', async () => {
    await app.store.tx(async (db) => {
      const t = tablesOf(db);
      for (let place = 0; place < 25; place += 1) {
        const finding = {
          id: `many-${place}`,
          number: 100 + place,
          indicator: '',
          severity: 'severe' as const,
        };
        await db.insert(t.findings).values({
          ...{
            ...finding,
            evaluationId: 'evaluation',
            clauses: [],
            lost: 0,
            reason: '多',
            createdAt: MONDAY,
          },
          ...{ standard: { zh: '', en: '' }, actual: { zh: '', en: '' } },
        });
        await db.insert(t.cases).values({
          ...{
            findingId: finding.id,
            evaluationId: 'evaluation',
            centreId: 'town-centre',
            areaId: 'qianyuan',
          },
          ...{ leadBodyId: 'town-body', indicator: '', severity: 'severe', number: `2026-${100 + place}` },
          ...{
            state: 'awaiting-acceptance',
            deliveredAt: MONDAY,
            respondBy: '2026-03-09',
            updatedAt: MONDAY,
          },
          ...{ dueOn: '2026-04-01', firstDueOn: '2026-04-01' },
        });
      }
    });
    const { tasks, counts } = await tasksOf('eve');
    expect(tasks.filter(({ kind }) => kind === 'accept-finding')).toHaveLength(20);
    expect(counts.find(({ kind }) => kind === 'accept-finding')).toEqual({
      ...{ kind: 'accept-finding', count: 26, ledger: 'state=awaiting-acceptance' },
    });
  });
});
