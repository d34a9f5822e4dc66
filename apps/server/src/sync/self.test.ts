/** The self-assessment in the corridor: who opens and writes it, and until when. [AU, CF, GU, SR] */
import { tablesOf, type Db } from '@heping/db';
import { claim, readConflicts, statementOf, TEXT_LIMITS } from '@heping/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { ended, join, settled } from './testing/client.ts';
import { isQuiet, useWorld } from './testing/use-world.ts';
import { EVALUATION } from './testing/world.ts';

const SELF = { kind: 'self', evaluation: EVALUATION } as const;
const here = useWorld();
beforeEach(() => here.world.enterPhase('planned'));
const enter = (person: string) => join(here.world.corridor, person, SELF);

describe('a self-assessment in the corridor', () => {
  test('[AU1, AU5] the leaders write it together; for anybody else it is not there', async () => {
    const [leader, deputy] = [await enter('leader'), await enter('deputy')];
    claim(leader.doc, 'A1.1.1', 60);
    statementOf(deputy.doc, 'A1.1.1').insert(0, '交通便利');
    await isQuiet(leader, deputy);
    expect(deputy.doc.getMap('claimed').get('A1.1.1')).toBe(60);
    expect(statementOf(leader.doc, 'A1.1.1').toString()).toBe('交通便利');
    for (const person of ['alice', 'bo', 'officer', 'staff', 'county-officer', 'admin', 'outsider'])
      expect([person, await ended(await enter(person))]).toEqual([person, 4404]);
  });

  test('[AU4, AU5] once scoring has opened nobody is in it, and what comes late changes nothing', async () => {
    const leader = await enter('leader');
    claim(leader.doc, 'A1.1.1', 60);
    await settled(leader);
    await here.world.enterPhase('scoring');
    expect(await ended(leader)).toBe(4404);
    claim(leader.doc, 'A1.1.1', 10);
    expect(await ended(await join(here.world.corridor, 'leader', SELF, { doc: leader.doc }))).toBe(4404);
    expect((await here.replay(SELF)).getMap('claimed').toJSON()).toEqual({ 'A1.1.1': 60 });
  });

  describe('handed in', () => {
    const change = (work: (db: Db) => Promise<unknown>) =>
      here.world.corridor.command(EVALUATION, (moment) => moment.commit(work));
    const handIn = () =>
      change((db) =>
        db.insert(tablesOf(db).selfAssessments).values({
          ...{ id: 'self', evaluationId: EVALUATION, hash: '', handedInBy: 'leader', handedInAt: 1 },
        }),
      );
    const takeBack = () => change((db) => db.update(tablesOf(db).selfAssessments).set({ takenBackAt: 2 }));

    test('[AU5] nobody writes it on, and whoever is in it hears so at once', async () => {
      const leader = await enter('leader');
      claim(leader.doc, 'A1.1.1', 60);
      await settled(leader);
      expect(leader.states.at(-1)?.writable).toBe(true);
      await handIn();
      expect([leader.isOpen, leader.states.at(-1)?.writable]).toEqual([true, false]);
      claim(leader.doc, 'A1.1.1', 10);
      expect(await ended(leader)).toBe(4403);
      expect(leader.refused.at(-1)?.refusal.code).toBe('SELF_HANDED_IN');
      expect((await here.replay(SELF)).getMap('claimed').toJSON()).toEqual({ 'A1.1.1': 60 });
    });

    test('[AU5] what a device brings that was away changes nothing, after a restart either; taken back, they write on', async () => {
      const deputy = await enter('deputy');
      await settled(deputy);
      deputy.cut();
      claim(deputy.doc, 'A1.1.1', 10);
      await handIn();
      await here.world.restart();
      const again = await join(here.world.corridor, 'deputy', SELF, { doc: deputy.doc });
      expect(await ended(again)).toBe(4403);
      await takeBack();
      const fresh = await enter('deputy');
      claim(fresh.doc, 'A1.1.1', 40);
      await settled(fresh);
      expect(fresh.isOpen).toBe(true);
      expect((await here.replay(SELF)).getMap('claimed').toJSON()).toEqual({ 'A1.1.1': 40 });
    });
  });

  test('[GU13, SR1] a score is judged like that of a ballot, a statement by its length', async () => {
    const leader = await enter('leader');
    claim(leader.doc, 'A1.1.1', 65);
    await settled(leader);
    expect(leader.refused.at(-1)?.refusal.code).toBe('BAD_SCORE');
    expect(leader.doc.getMap('claimed').get('A1.1.1')).toBeNull();
    statementOf(leader.doc, 'A1.1.1').insert(0, '字'.repeat(TEXT_LIMITS.statement + 1));
    await settled(leader);
    expect(leader.refused.at(-1)?.refusal.code).toBe('TOO_LONG');
    expect(statementOf(leader.doc, 'A1.1.1').toString()).toBe('');
  });

  test.each([
    ['scores', 'A1.1.1'],
    ['agreed', 'A1.1.1'],
    ['claimed', 'A9.9.9'],
  ])('[GU10, GU11] there is no %s.%s in it', async (map, key) => {
    const leader = await enter('leader');
    leader.doc.getMap(map).set(key, 10);
    expect(await ended(leader)).toBe(4403);
    expect(leader.refused.at(-1)?.refusal.code).toBe('NOT_ALLOWED');
  });

  test('[CF1] two scores set unseen by each other wait for a person', async () => {
    const [leader, deputy] = [await enter('leader'), await enter('deputy')];
    deputy.cut();
    claim(leader.doc, 'A1.1.1', 60);
    await settled(leader);
    claim(deputy.doc, 'A1.1.1', 50);
    const again = await join(here.world.corridor, 'deputy', SELF, { doc: deputy.doc });
    await isQuiet(leader, again);
    expect(Object.keys(readConflicts(leader.doc))).toEqual(['claimed:A1.1.1']);
    claim(leader.doc, 'A1.1.1', 55);
    await isQuiet(leader, again);
    expect(readConflicts(again.doc)).toEqual({});
  });
});
