import { formatDocumentName } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, refusalOf, type Office } from '../../testing/desk.ts';
import { acting, PANEL, walkTo } from '../../testing/walk.ts';
import { cancelEvaluation } from './cancel.ts';
import { openScoring } from './open.ts';
import { recuse } from './recuse.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

const as = (person: string) => acting(office.desk, id, person);
const evaluation = async () => {
  const { store } = office.app;
  const [row] = await store.db
    .select()
    .from(store.tables.evaluations)
    .where(eq(store.tables.evaluations.id, id));
  return row;
};
const documents = async () => (await office.app.store.log.listDocuments(id)).map(({ name }) => name);

describe('opening scoring', () => {
  it('[PH2] gives everyone a ballot and the panel its record', async () => {
    await openScoring(office.desk, await as('officer'));
    expect(await evaluation()).toMatchObject({ phase: 'scoring', epoch: 1, openedAt: office.clock.now });
    expect(await documents()).toEqual([
      ...PANEL.map((person) => formatDocumentName({ kind: 'ballot', evaluation: id, person })),
      `record:${id}`,
      `self:${id}`,
    ]);
  });

  it('[PH2] joint scoring begins in deliberation, with record and consensus and no ballots', async () => {
    const { store } = office.app;
    await store.tx((db) => db.update(store.tables.campaigns).set({ scoringMode: 'joint' }));
    await openScoring(office.desk, await as('alice'));
    expect(await evaluation()).toMatchObject({ phase: 'deliberation' });
    expect(await documents()).toEqual([`consensus:${id}`, `record:${id}`, `self:${id}`]);
  });

  it('[CM2] a second press changes nothing and says so', async () => {
    await openScoring(office.desk, await as('alice'));
    const before = await everythingIn(office.desk);
    expect(await refusalOf(openScoring(office.desk, await as('officer')))).toMatchObject({
      code: 'WRONG_PHASE',
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[CI1] who is tied to the centre by now gets no ballot; where too few are left it is refused', async () => {
    const { store } = office.app;
    const tie = (personId: string) =>
      store.tx((db) =>
        db.insert(store.tables.centrePeople).values({ centreId: 'town-centre', personId, role: 'staff' }),
      );
    for (const person of ['bo', 'chen', 'dora']) await tie(person);
    await tie('eve');
    expect(await refusalOf(openScoring(office.desk, await as('officer')))).toMatchObject({
      code: 'PANEL_TOO_SMALL',
      params: { least: 2, count: 1 },
    });
    await store.tx((db) =>
      db.delete(store.tables.centrePeople).where(eq(store.tables.centrePeople.personId, 'eve')),
    );
    await openScoring(office.desk, await as('officer'));
    expect(await documents()).toEqual([
      `ballot:${id}:alice`,
      `ballot:${id}:eve`,
      `record:${id}`,
      `self:${id}`,
    ]);
  });

  it('[CI3] a panel whose chair is tied to the centre is refused', async () => {
    const { store } = office.app;
    await store.tx((db) =>
      db
        .insert(store.tables.centrePeople)
        .values({ centreId: 'town-centre', personId: 'alice', role: 'staff' }),
    );
    expect(await refusalOf(openScoring(office.desk, await as('officer')))).toMatchObject({
      code: 'PANEL_WITHOUT_CHAIR',
    });
  });

  it('[CM1] is not there for panelists, the centre and strangers', async () => {
    for (const person of ['bo', 'leader', 'outsider', 'county-officer', 'admin'])
      expect(await refusalOf(openScoring(office.desk, await as(person)))).toMatchObject({
        code: 'NOT_FOUND',
      });
    expect(await evaluation()).toMatchObject({ phase: 'planned', epoch: 0 });
  });

  it('[CM3] leaves a line in the audit log in the same transaction', async () => {
    await openScoring(office.desk, await as('alice'));
    const { store } = office.app;
    const [, entry] = await store.db.select().from(store.tables.auditLog);
    expect(entry).toMatchObject({
      personId: 'alice',
      action: 'scoring.open',
      evaluationId: id,
      at: office.clock.now,
      detail: { mode: 'independent' },
    });
  });
});

describe('announcing', () => {
  it('[CM2, NO1] what was done is announced to whoever watches and whose lists changed; what was refused is not', async () => {
    const heard: unknown[] = [];
    const { desk } = office;
    const listening = Object.create(desk, {
      notices: {
        value: {
          evaluationChanged: (evaluation: string) => void heard.push(evaluation),
          logChanged: () => undefined,
          workChanged: (people: readonly string[]) => void heard.push([...people].sort()),
        },
      },
    }) as typeof desk;
    await refusalOf(openScoring(listening, await as('bo')));
    await refusalOf(cancelEvaluation(listening, await as('officer'), { reason: '' }));
    expect(heard).toEqual([]);
    await openScoring(listening, await as('officer'));
    expect(heard).toEqual([id, [...PANEL, 'approver', 'deputy', 'leader', 'officer'].sort()]);
  });
});

describe('recusal from the whole evaluation', () => {
  it('[CI1] takes the seat while planned or scoring, with a reason', async () => {
    expect(await refusalOf(recuse(office.desk, await as('bo'), { reason: '\u200b\u3164' }))).toMatchObject({
      code: 'REASON_MISSING',
    });
    await recuse(office.desk, await as('bo'), { reason: '其配偶在该中心任职' });
    await walkTo(office.desk, id, 'scoring');
    expect(await documents()).not.toContain(`ballot:${id}:bo`);
    await recuse(office.desk, await as('chen'), { reason: '曾负责该中心' });
    const { store } = office.app;
    const seats = await store.db.select().from(store.tables.panelMembers);
    expect(seats.filter(({ recusedAt }) => recusedAt !== null).map(({ personId }) => personId)).toEqual([
      'bo',
      'chen',
    ]);
    expect(await refusalOf(recuse(office.desk, await as('bo'), { reason: '再次' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('[CI2] is refused where fewer than two would be left', async () => {
    for (const person of ['bo', 'chen', 'dora'])
      await recuse(office.desk, await as(person), { reason: '回避' });
    const before = await everythingIn(office.desk);
    expect(await refusalOf(recuse(office.desk, await as('eve'), { reason: '回避' }))).toMatchObject({
      code: 'TOO_FEW_LEFT',
      params: { count: 1, least: 2 },
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[CI3] the chair has to be replaced first', async () => {
    expect(await refusalOf(recuse(office.desk, await as('alice'), { reason: '回避' }))).toMatchObject({
      code: 'CHAIR_RECUSES',
    });
  });
});

describe('cancelling', () => {
  it('[PH2] needs a reason and an officer, and is over then', async () => {
    await walkTo(office.desk, id, 'scoring');
    expect(await refusalOf(cancelEvaluation(office.desk, await as('officer'), { reason: '' }))).toMatchObject(
      {
        code: 'REASON_MISSING',
      },
    );
    expect(
      await refusalOf(cancelEvaluation(office.desk, await as('alice'), { reason: '搬迁' })),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    await cancelEvaluation(office.desk, await as('officer'), { reason: '中心搬迁' });
    expect(await evaluation()).toMatchObject({
      phase: 'cancelled',
      cancelledAt: office.clock.now,
      cancelReason: '中心搬迁',
    });
    expect(
      await refusalOf(cancelEvaluation(office.desk, await as('officer'), { reason: '再次' })),
    ).toMatchObject({
      code: 'WRONG_PHASE',
    });
  });

  it('[PO3] keeps ballots closed that were never revealed', async () => {
    await walkTo(office.desk, id, 'scoring');
    await cancelEvaluation(office.desk, await as('officer'), { reason: '中心搬迁' });
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.ballotScores)).toEqual([]);
  });
});
