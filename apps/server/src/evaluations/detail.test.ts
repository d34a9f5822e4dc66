import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, testApp, type Caller } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';

let app: FastifyInstance;
let people: Record<'alice' | 'bo' | 'officer' | 'leader' | 'admin', Caller>;
beforeAll(async () => {
  app = await testApp();
  await seedEvaluation(app.store);
  people = {
    alice: await as(app, 'alice'),
    bo: await as(app, 'bo'),
    officer: await as(app, 'officer'),
    leader: await as(app, 'leader'),
    admin: await as(app, 'admin'),
  };
  await people.alice.post('/evaluations/evaluation/open');
  const { progress } = app.store.tables;
  await app.store.tx((db) =>
    db.insert(progress).values({ evaluationId: 'evaluation', personId: 'bo', scored: 31, total: 40, seq: 7 }),
  );
});
afterAll(() => app.close());

const read = async (who: Caller) => (await who.get('/evaluations/evaluation')).body;

describe('an evaluation in full', () => {
  it('says what one is to it and may do in it now, from the policy table', async () => {
    const chair = await read(people.alice);
    expect(chair).toMatchObject({
      phase: 'scoring',
      epoch: 1,
      roles: ['chair', 'panelist', 'public'],
      waitsFor: 'ballot.write',
      rubric: 'huzhou',
      policies: { step: 5, ceilingPolicy: 'discretion', scoringMode: 'independent', noticeDays: 5 },
      openedAt: expect.any(Number),
      revealedAt: null,
      approval: null,
      cancelled: null,
      returns: [],
      exceptions: [],
    });
    expect(chair.may).toEqual(expect.arrayContaining(['ballot.write', 'reveal', 'exception.grant']));
    expect(chair.may).not.toEqual(expect.arrayContaining(['ballots.read']));
    expect((await read(people.bo)).may).not.toContain('reveal');
    expect((await read(people.leader)).may).toEqual([
      'evaluation.see',
      'activities.read',
      'self.read',
      'previous.read',
    ]);
  });

  it('[C5] shows how far a ballot is to panel and officers, and to nobody else; never a score', async () => {
    const progressSeenBy = async (who: Caller) =>
      (await read(who)).panel.find(({ id }: { id: string }) => id === 'bo').progress;
    for (const who of [people.alice, people.bo, people.officer]) {
      expect(await progressSeenBy(who)).toEqual({ scored: 31, total: 40 });
    }
    for (const who of [people.leader, people.admin]) expect(await progressSeenBy(who)).toBeNull();
    const untouched = (await read(people.bo)).panel.find(({ id }: { id: string }) => id === 'eve');
    expect(untouched.progress).toEqual({ scored: 0, total: 40 });
    expect(Object.keys(untouched).toSorted()).toEqual(
      ['id', 'name', 'nameEn', 'color', 'isChair', 'recused', 'progress', 'paper'].toSorted(),
    );
  });

  it('[CM4] why an exception was granted is for those who read the facts, in the log as on the page', async () => {
    const grant = { requirement: 'floor-area', reason: '老街区内无法扩建' };
    expect((await people.alice.post('/evaluations/evaluation/exceptions', grant)).status).toBe(200);
    const logged = async (who: Caller) => {
      const { entries } = (await who.get('/evaluations/evaluation/log')).body;
      return entries.find(({ action }: { action: string }) => action === 'exception.grant').reason;
    };
    expect([await logged(people.bo), await logged(people.officer)]).toEqual([grant.reason, grant.reason]);
    expect([await logged(people.admin), (await read(people.admin)).exceptions]).toEqual([null, []]);
  });

  it('gives everybody on the panel a colour of their own, the same for every reader', async () => {
    const colorsSeenBy = async (who: Caller) =>
      (await read(who)).panel.map(({ id, color }: { id: string; color: string }) => [id, color]);
    const colors = await colorsSeenBy(people.alice);
    expect(new Set(colors.map(([, color]: [string, string]) => color)).size).toBe(5);
    expect(await colorsSeenBy(people.leader)).toEqual(colors);
  });

  it('a list has the same line, with the chair and without totals before there is a result', async () => {
    const { body } = await people.bo.get('/evaluations?phase=scoring&campaign=campaign');
    expect(body.evaluations).toEqual([
      {
        id: 'evaluation',
        campaign: { id: 'campaign', title: '2026 年度考核评估' },
        centre: expect.objectContaining({ id: 'town-centre' }),
        kind: 'regular',
        leadBody: expect.objectContaining({ id: 'town-body' }),
        plannedOn: '2026-03-02',
        phase: 'scoring',
        chair: expect.objectContaining({ id: 'alice' }),
        panelSize: 5,
        roles: ['panelist', 'public'],
        waitsFor: 'ballot.write',
        step: 5,
        noticeDays: 5,
        totals: null,
      },
    ]);
    expect((await people.bo.get('/evaluations?phase=published')).body.evaluations).toEqual([]);
    expect((await people.bo.get('/evaluations?centre=far-centre')).body.evaluations).toEqual([]);
  });

  it('what waits for oneself comes first in one’s work; administrators have none', async () => {
    await seedEvaluation(app.store, { id: 'later', kind: 'spot-check', panel: ['chen', 'bo'] });
    const work = async (who: Caller) =>
      (await who.get('/me/work')).body.evaluations.map(
        ({ id, waitsFor }: { id: string; waitsFor: string | null }) => [id, waitsFor],
      );
    expect(await work(people.bo)).toEqual([
      ['evaluation', 'ballot.write'],
      ['later', null],
    ]);
    expect(await work(people.officer)).toEqual([
      ['later', 'scoring.open'],
      ['evaluation', null],
    ]);
    expect(await work(people.admin)).toEqual([]);
  });
});
