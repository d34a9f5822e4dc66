import { tablesOf } from '@heping/db';
import { DEADLINES, daysAfter } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { openDelivered, type Delivered } from '../testing/deadlines.ts';
import { stepsOf } from './steps.ts';
import { TimedWork } from './timed-work.ts';

let here: Delivered;
afterEach(() => here.app.close());

const change = (set: Record<string, unknown>) =>
  here.app.store.tx((db) => db.update(tablesOf(db).cases).set(set));
/** Every morning from one day to another. */
async function days(from: string, to: string) {
  for (let day = from; day <= to; day = daysAfter(day, 1)) await here.at(`${day}T08:30`);
}
const keys = async (deadline: string) =>
  (await here.steps())
    .filter((step) => step.deadline === deadline)
    .map(({ key, on }) => `${on} ${key.split(':').at(-1)}`);

describe('a response that does not come', () => {
  it('[RM1, FN2] lapses on the first minute after its last day, by the clock, with a date for the plan', async () => {
    here = await openDelivered();
    await here.at('2026-03-09T23:59');
    expect((await here.cases()).map(({ state }) => state)).toEqual(['awaiting-response']);
    await here.at('2026-03-10T00:00');
    const [kept] = await here.cases();
    expect([kept?.state, kept?.planBy]).toEqual(['awaiting-plan', '2026-03-24']);
    const { auditLog } = here.app.store.tables;
    const lines = await here.app.store.db.select().from(auditLog).where(eq(auditLog.action, 'finding.lapse'));
    expect(lines.map(({ personId, subject, detail }) => [personId, subject, detail])).toEqual([
      [null, kept?.findingId, { planBy: '2026-03-24', from: 'awaiting-response', to: 'awaiting-plan' }],
    ]);
  });

  it('[RM1, NT1] is told to the leaders and the officers, once', async () => {
    here = await openDelivered();
    await here.at('2026-03-10T00:00');
    await here.at('2026-03-10T00:01');
    for (const person of ['leader', 'deputy', 'officer'])
      expect((await here.told(person)).filter(({ kind }) => kind === 'finding.lapsed')).toHaveLength(1);
    expect((await here.told('bo')).map(({ kind }) => kind)).not.toContain('finding.lapsed');
  });

  it('[RM1] waits for the decision where an objection is open', async () => {
    here = await openDelivered();
    await change({ hasOpenObjection: true });
    await days('2026-03-10', '2026-03-12');
    expect((await here.cases()).map(({ state }) => state)).toEqual(['awaiting-response']);
    expect(await keys('response')).toEqual([]);
  });

  it('[PH5] begins the rectification of a published evaluation', async () => {
    here = await openDelivered({ phase: 'published' });
    await here.at('2026-03-10T00:00');
    const { evaluations } = here.app.store.tables;
    const [row] = await here.app.store.db.select().from(evaluations);
    expect(row?.phase).toBe('rectifying');
  });
});

describe('reminders', () => {
  it('[RM2, DL3] three, one and no days before the response is due, from the morning on; not on the day of delivery', async () => {
    here = await openDelivered();
    await here.at('2026-03-02T23:00');
    expect(await here.steps()).toEqual([]);
    await here.at('2026-03-06T07:59');
    expect(await here.steps()).toEqual([]);
    await days('2026-03-03', '2026-03-09');
    // Seven days before was the day of delivery, which spoke for itself.
    expect(await keys('response')).toEqual(['2026-03-06 3', '2026-03-08 1', '2026-03-09 0']);
    const told = (await here.told('leader')).filter(({ kind }) => kind === 'reminder.before');
    expect(told.map(({ params }) => [params['deadline'], params['days']])).toEqual([
      ['response', 3],
      ['response', 1],
      ['response', 0],
    ]);
    expect((await here.told('officer')).map(({ kind }) => kind)).not.toContain('reminder.before');
  });

  it('[RM2, DL4] the whole way of a rectification date, day by day over National Day', async () => {
    here = await openDelivered();
    await change({ state: 'rectifying', dueOn: '2026-09-29' });
    await days('2026-09-15', '2026-11-10');
    expect(await keys('rectification')).toEqual([
      '2026-09-22 7',
      '2026-09-26 3',
      '2026-09-28 1',
      '2026-09-29 0',
      '2026-09-30 remind',
      '2026-10-09 urge',
      '2026-10-12 supervise',
      '2026-10-19 interview',
      '2026-10-26 circular',
    ]);
    expect((await here.steps()).map(({ personId }) => personId)).toEqual(Array(9).fill(null));
  });

  it('[RM3] a pause is caught up by the newest step of each date alone, and the skipped ones stay out', async () => {
    here = await openDelivered();
    await change({ state: 'rectifying', dueOn: '2026-09-29' });
    await here.at('2026-09-22T09:00');
    await here.at('2026-10-20T09:00');
    await here.at('2026-10-20T09:01');
    await here.at('2026-10-26T09:00');
    expect(await keys('rectification')).toEqual([
      '2026-09-22 7',
      '2026-10-19 interview',
      '2026-10-26 circular',
    ]);
  });

  it('[RM3] another date has steps of its own; those of the old one are over', async () => {
    here = await openDelivered();
    await change({ state: 'rectifying', dueOn: '2026-09-29' });
    await days('2026-09-26', '2026-09-28');
    await change({ dueOn: '2026-10-12' });
    await days('2026-09-29', '2026-10-13');
    expect(await keys('rectification')).toEqual([
      '2026-09-26 3',
      '2026-09-28 1',
      '2026-10-05 7',
      '2026-10-09 3',
      '2026-10-11 1',
      '2026-10-12 0',
      '2026-10-13 remind',
    ]);
  });

  it('[RM2] none of what is closed or withdrawn, except its look-back', async () => {
    here = await openDelivered({ scores: { 'A1.1.1': 0, 'A1.1.2': 0 } });
    await change({ state: 'closed', dueOn: '2026-04-01' });
    await here.app.store.tx((db) => {
      const { cases } = tablesOf(db);
      return db.update(cases).set({ lookBackOn: '2026-04-10' }).where(eq(cases.indicator, 'A1.1.2'));
    });
    await days('2026-04-01', '2026-04-10');
    expect((await here.steps()).map(({ deadline }) => deadline)).toEqual(Array(4).fill('look-back'));
    expect((await here.told('officer')).filter(({ kind }) => kind === 'reminder.before')).toHaveLength(4);
    await change({ effect: 'effective' });
    await days('2026-04-11', '2026-04-20');
    expect(await here.steps()).toHaveLength(4);
  });

  it('[RM4, DL4] each step reaches the places of its row up the line, and leads each where they can go', async () => {
    here = await openDelivered();
    const { store } = here.app;
    await store.tx(async (db) => {
      const t = tablesOf(db);
      await db.insert(t.bodies).values({
        ...{ id: 'industry-body', name: '行业党委', nameEn: 'Industry' },
        ...{ kind: 'industry-party-committee', areaId: 'qianyuan' },
      });
      await db.insert(t.officers).values({ bodyId: 'industry-body', personId: 'outsider' });
      await db.update(t.centres).set({ runByBodyId: 'industry-body' }).where(eq(t.centres.id, 'town-centre'));
    });
    await change({ state: 'rectifying', dueOn: '2026-04-10' });
    await days('2026-04-11', '2026-05-20');
    const heard = async (person: string) =>
      (await here.told(person))
        .filter(({ kind }) => kind.startsWith('reminder.'))
        .map(({ kind, path }) => [kind.slice('reminder.'.length), path.split(/[/?]/)[1]]);
    expect({
      leader: await heard('leader'),
      running: await heard('outsider'),
      lead: await heard('officer'),
      superior: await heard('county-officer'),
      panel: await heard('bo'),
    }).toEqual({
      leader: ['remind', 'urge', 'supervise', 'interview', 'circular'].map((rung) => [rung, 'evaluations']),
      running: ['supervise', 'interview', 'circular'].map((rung) => [rung, 'ledger']),
      lead: ['supervise', 'interview', 'circular'].map((rung) => [rung, 'evaluations']),
      superior: [['circular', 'ledger']],
      panel: [],
    });
  });

  it('[RM5] several clocks at once take each step once', async () => {
    here = await openDelivered({ scores: { 'A1.1.1': 0, 'A1.1.2': 0, 'A1.2.1': 0 } });
    await change({ state: 'rectifying', dueOn: '2026-04-10' });
    here.clock.now = Date.parse('2026-04-13T09:00+08:00');
    const clocks = Array.from({ length: 4 }, () => new TimedWork(here.desk));
    const done = await Promise.all(clocks.map((clock) => clock.run()));
    expect(done.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(3);
    expect(await here.steps()).toHaveLength(3);
    expect((await here.told('leader')).filter(({ kind }) => kind === 'reminder.remind')).toHaveLength(3);
  });

  it('[RM5] an audit line each, in the same unit, under the step’s own name', async () => {
    here = await openDelivered();
    await change({ state: 'rectifying', dueOn: '2026-04-10' });
    await here.at('2026-04-13T09:00');
    const [step] = await here.steps();
    const { auditLog } = here.app.store.tables;
    const lines = await here.app.store.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, String(step?.id)));
    expect(lines.map(({ action, personId, detail }) => [action, personId, detail])).toEqual([
      [
        'reminder.remind',
        null,
        {
          finding: step?.findingId,
          ...{
            number: '2026-001',
            deadline: 'rectification',
            lastDay: '2026-04-10',
            step: 'remind',
            told: 2,
          },
        },
      ],
    ]);
  });
});

describe('the steps of a date', () => {
  it('[RM2] are in order whatever holidays lie between, for each day of two years', () => {
    for (let day = '2025-01-01'; day <= '2026-12-01'; day = daysAfter(day, 1)) {
      const on = stepsOf(day).map((step) => step.on);
      expect(on).toEqual(on.toSorted());
    }
    expect(DEADLINES).toHaveLength(5);
  });
});
