import {
  agree,
  castScore,
  conflictKey,
  readAgreed,
  recordFact,
  recuseFrom,
  remarkOf,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEntries } from '../../demo/write.ts';
import { seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, refusalOf, type Office } from '../../testing/desk.ts';
import { acting, ballotsOf, factsOf, INDICATORS, PANEL, walkTo } from '../../testing/walk.ts';
import { readBallots } from '../ballots.ts';
import { access } from '../access.ts';
import { adoptUndisputed } from './adopt.ts';
import { grantException, withdrawException } from './exceptions.ts';
import { recuse } from './recuse.ts';
import { revealBallots } from './reveal.ts';
import { summon } from './summon.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'scoring');
});
afterEach(() => office.app.close());

const as = (person: string) => acting(office.desk, id, person);
const write = (entries: Parameters<typeof writeEntries>[2]) =>
  writeEntries(office.desk.corridor, id, entries);
const row = async () => {
  const { store } = office.app;
  const [found] = await store.db
    .select()
    .from(store.tables.evaluations)
    .where(eq(store.tables.evaluations.id, id));
  return found;
};
const agreed = () =>
  office.desk.corridor.command(id, async (moment) =>
    readAgreed(await moment.document({ kind: 'consensus', evaluation: id }), huzhou),
  );

describe('revealing', () => {
  it('[PH2] freezes scores, recusals and remarks as they stand and makes the consensus', async () => {
    await write([
      ...ballotsOf(id),
      {
        document: { kind: 'ballot', evaluation: id, person: 'bo' },
        by: 'bo',
        change: (ballot) => {
          castScore(ballot, 'A1.1.1', 5);
          remarkOf(ballot, 'A1.1.1').insert(0, ' 未见规划文件 ');
          castScore(ballot, 'A1.1.2', 0);
          recuseFrom(ballot, 'A1.1.2', '参与过消防验收');
        },
      },
    ]);
    await revealBallots(office.desk, await as('alice'), {});
    expect(await row()).toMatchObject({
      phase: 'deliberation',
      revealedAt: office.clock.now,
      revealReason: null,
    });
    const { store } = office.app;
    const rows = await store.db.select().from(store.tables.ballotScores);
    expect(rows).toHaveLength(PANEL.length * INDICATORS.length);
    expect(
      rows.filter(({ personId, indicator }) => personId === 'bo' && indicator.startsWith('A1.1')).slice(0, 2),
    ).toEqual([
      {
        evaluationId: id,
        personId: 'bo',
        indicator: 'A1.1.1',
        score: 5,
        recused: false,
        remark: '未见规划文件',
      },
      { evaluationId: id, personId: 'bo', indicator: 'A1.1.2', score: null, recused: true, remark: '' },
    ]);
    expect(Object.values(await agreed()).every((score) => score === null)).toBe(true);
  });

  it('[PH2] unfinished ballots are named and need a reason', async () => {
    await write(ballotsOf(id, ['alice', 'bo', 'chen']));
    const before = await everythingIn(office.desk);
    expect(
      await refusalOf(revealBallots(office.desk, await as('alice'), { reason: ' \u200b' })),
    ).toMatchObject({
      code: 'BALLOTS_INCOMPLETE',
      params: { people: { zh: '杜娜、叶薇', en: 'Dora and Eve' } },
    });
    expect(await everythingIn(office.desk)).toEqual(before);
    await revealBallots(office.desk, await as('alice'), { reason: '两人临时有任务' });
    expect(await row()).toMatchObject({ phase: 'deliberation', revealReason: '两人临时有任务' });
  });

  it('[CI1] leaves recused members out', async () => {
    await write(ballotsOf(id));
    await recuse(office.desk, await as('eve'), { reason: '回避' });
    await revealBallots(office.desk, await as('alice'), {});
    const here = await access(office.app.store.db, id, (await as('alice')).visitor);
    const { ballots } = await readBallots(office.app.store.db, here);
    expect(ballots.map(({ person }) => person.id)).toEqual(['alice', 'bo', 'chen', 'dora']);
  });

  it('[CI1] who had a tie when scoring began has no ballot, and counts as unfinished once the tie is gone', async () => {
    const { store } = office.app;
    const { centrePeople } = store.tables;
    const other = await seedEvaluation(store, { id: 'other', kind: 'spot-check' });
    await store.tx((db) =>
      db.insert(centrePeople).values({ centreId: 'town-centre', personId: 'eve', role: 'staff' }),
    );
    await walkTo(office.desk, other, 'scoring');
    await store.tx((db) => db.delete(centrePeople).where(eq(centrePeople.personId, 'eve')));
    await writeEntries(office.desk.corridor, other, ballotsOf(other, PANEL.slice(0, 4)));
    const alice = await acting(office.desk, other, 'alice');
    expect(await refusalOf(revealBallots(office.desk, alice, {}))).toMatchObject({
      code: 'BALLOTS_INCOMPLETE',
      params: { people: { zh: '叶薇' } },
    });
    await revealBallots(office.desk, alice, { reason: '后加入' });
  });

  it('[CM2] two at once: one wins, the other is told the phase', async () => {
    await write(ballotsOf(id));
    const alice = await as('alice');
    const both = await Promise.allSettled([
      revealBallots(office.desk, alice, {}),
      revealBallots(office.desk, alice, {}),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'WRONG_PHASE' },
    });
    expect(await row()).toMatchObject({ phase: 'deliberation', epoch: 2 });
  });

  it('[PO3] the audit log tells who had not finished and no score', async () => {
    await write([
      {
        document: { kind: 'ballot', evaluation: id, person: 'bo' },
        by: 'bo',
        change: (ballot) => castScore(ballot, 'A1.1.1', 5),
      },
    ]);
    await revealBallots(office.desk, await as('alice'), { reason: '只评一项' });
    const { store } = office.app;
    const entries = await store.db.select().from(store.tables.auditLog);
    expect(entries.at(-1)).toMatchObject({
      action: 'reveal',
      detail: { ballots: 5, unfinished: [...PANEL], reason: '只评一项' },
    });
  });
});

describe('adopting all undisputed', () => {
  const spread = (person: string) => ['alice', 'bo', 'chen', 'dora', 'eve'].indexOf(person);

  it('[AG6, AG7] writes each adoptable score and answers it with its rule; the rest is left alone', async () => {
    await write([
      factsOf(id),
      ...ballotsOf(id, PANEL, (code, maximum, person) => {
        // Far apart, close together, and all the same.
        if (code === 'A1.1.1') return spread(person) === 0 ? 0 : maximum;
        if (code === 'A1.2.2') return maximum - spread(person) * 5;
        return maximum;
      }),
    ]);
    await revealBallots(office.desk, await as('alice'), {});
    await write([
      {
        document: { kind: 'consensus', evaluation: id },
        by: 'bo',
        change: (consensus) => {
          agree(consensus, 'A1.1.2', 10);
          consensus.getMap('conflicts').set(conflictKey('agreed', 'A1.1.3'), {
            values: [
              { value: 5, by: 'bo' },
              { value: 10, by: 'chen' },
            ],
          });
        },
      },
    ]);
    const { adopted } = await adoptUndisputed(office.desk, await as('alice'));
    const codes = adopted.map(({ indicator }) => indicator);
    expect(codes).not.toContain('A1.1.1');
    expect(codes).not.toContain('A1.1.2');
    expect(codes).not.toContain('A1.1.3');
    expect(codes).toHaveLength(INDICATORS.length - 3);
    const maximum = INDICATORS.find(({ code }) => code === 'A1.2.2')?.maximum ?? 0;
    // 0, 5, 10, 15, 20 below the maximum: without highest and lowest the mean is 10 below.
    expect(adopted).toContainEqual({ indicator: 'A1.2.2', score: maximum - 10, rule: 'trimmed-mean' });
    const kept = await agreed();
    expect(Object.fromEntries(adopted.map(({ indicator, score }) => [indicator, score]))).toEqual(
      Object.fromEntries(codes.map((code) => [code, kept[code]])),
    );
    expect(kept).toMatchObject({ 'A1.1.1': null, 'A1.1.2': 10, 'A1.1.3': null });
  });

  it('[AG2] below five ballots the rule is the mean', async () => {
    await recuse(office.desk, await as('eve'), { reason: '回避' });
    await write([factsOf(id), ...ballotsOf(id, PANEL.slice(0, 4))]);
    await revealBallots(office.desk, await as('alice'), {});
    const { adopted } = await adoptUndisputed(office.desk, await as('alice'));
    expect(new Set(adopted.map(({ rule }) => rule))).toEqual(new Set(['mean']));
  });

  it('[AG7] a capped indicator is not undisputed', async () => {
    await write([
      ...ballotsOf(id),
      factsOf(id),
      {
        document: { kind: 'record', evaluation: id },
        by: 'chen',
        change: (record) => recordFact(record, 'floor-area', 2000),
      },
    ]);
    await revealBallots(office.desk, await as('alice'), {});
    const { adopted } = await adoptUndisputed(office.desk, await as('alice'));
    expect(adopted.map(({ indicator }) => indicator)).not.toContain('A1.2.2');
  });

  it('[AG7] with nothing to adopt it says so and changes nothing', async () => {
    await write([factsOf(id), ...ballotsOf(id)]);
    await revealBallots(office.desk, await as('alice'), {});
    await adoptUndisputed(office.desk, await as('alice'));
    const before = await everythingIn(office.desk);
    expect(await refusalOf(adoptUndisputed(office.desk, await as('alice')))).toMatchObject({
      code: 'NOTHING_TO_ADOPT',
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });
});

describe('exceptions', () => {
  const inForce = async () => {
    const { store } = office.app;
    const rows = await store.db.select().from(store.tables.exceptions);
    return rows.filter(({ withdrawnAt }) => withdrawnAt === null);
  };

  it('[CE6] are for clauses that say 一般, with a reason', async () => {
    const grant = async (requirement: string, reason: string) =>
      refusalOf(grantException(office.desk, await as('alice'), { requirement, reason }));
    expect(await grant('study', '疫情')).toMatchObject({ code: 'EXCEPTION_NOT_ALLOWED' });
    expect(await grant('floor-area', '\uffa0')).toMatchObject({ code: 'REASON_MISSING' });
    expect(await grant('nothing', '理由')).toMatchObject({ code: 'REQUIREMENT_UNKNOWN' });
    expect(
      await refusalOf(
        grantException(office.desk, await as('bo'), { requirement: 'floor-area', reason: '老城区' }),
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await inForce()).toEqual([]);
  });

  it('[CE6] the same twice is one; another reason replaces it; withdrawing twice is once', async () => {
    const alice = await as('alice');
    const grant = (reason: string) =>
      grantException(office.desk, alice, { requirement: 'floor-area', reason });
    await grant('老城区用地受限');
    await grant('老城区用地受限');
    expect(await inForce()).toHaveLength(1);
    await grant('与文化站合用');
    const [standing, ...others] = await inForce();
    expect(others).toEqual([]);
    expect(standing).toMatchObject({ requirement: 'floor-area', reason: '与文化站合用', grantedBy: 'alice' });
    await withdrawException(office.desk, alice, standing?.id ?? '');
    await withdrawException(office.desk, alice, standing?.id ?? '');
    expect(await inForce()).toEqual([]);
    expect(await refusalOf(withdrawException(office.desk, alice, 'nobody'))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const { store } = office.app;
    const log = await store.db.select().from(store.tables.auditLog);
    expect(log.map(({ action }) => action).filter((action) => action.startsWith('exception'))).toEqual([
      'exception.grant',
      'exception.grant',
      'exception.withdraw',
    ]);
  });
});

describe('summoning', () => {
  it('[NO1] the chair brings everyone to an indicator that exists; nothing is kept of it', async () => {
    await write(ballotsOf(id));
    await revealBallots(office.desk, await as('alice'), {});
    const summoned: unknown[] = [];
    const desk = {
      ...office.desk,
      notices: {
        ...office.desk.notices,
        summon: (...call: unknown[]) => void summoned.push(call.slice(0, 2)),
      },
    };
    const before = await everythingIn(desk);
    await summon(desk, await as('alice'), 'A1.2.2');
    expect(await refusalOf(summon(desk, await as('alice'), 'Z9'))).toMatchObject({
      code: 'INDICATOR_UNKNOWN',
    });
    expect(await refusalOf(summon(desk, await as('bo'), 'A1.2.2'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(summoned).toEqual([[id, 'A1.2.2']]);
    expect(await everythingIn(desk)).toEqual(before);
  });
});
