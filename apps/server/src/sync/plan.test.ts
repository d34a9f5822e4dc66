/** The rectification plan in the corridor: who writes it and until when, conflicts, carets. [AU, CF, PR, SR] */
import {
  addMeasure,
  causeOf,
  causeRoot,
  readConflicts,
  readPlan,
  setMeasure,
  wordsOf,
  writeText,
} from '@heping/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ended, join, settled, type Client } from './testing/client.ts';
import { isQuiet, useWorld } from './testing/use-world.ts';
import { EVALUATION, nameOf, PLAN, RECORD, until } from './testing/world.ts';

const here = useWorld();
const enter = (person: string) => join(here.world.corridor, person, PLAN);
const valuesIn = (client: Client) => client.doc.getMap('measures').toJSON();

describe('a plan in the corridor', () => {
  test('[AU1] before delivery nobody opens it', async () => {
    for (const person of ['leader', 'officer', 'alice']) expect(await ended(await enter(person))).toBe(4404);
  });

  describe('from delivery on', () => {
    beforeEach(() => here.world.deliver(2));

    test('[AU1, AU2] leaders and officers write it, the panel reads it, for anybody else it is not there', async () => {
      const [leader, officer, alice] = [await enter('leader'), await enter('officer'), await enter('alice')];
      causeOf(leader.doc, 1).insert(0, '人手不足');
      await settled(leader);
      causeOf(officer.doc, 1).insert(4, '，制度未落实');
      await settled(officer);
      await until(() => causeOf(alice.doc, 1).toString() === '人手不足，制度未落实', 'alice reads');
      expect(alice.states.at(-1)?.writable).toBe(false);
      causeOf(alice.doc, 1).insert(0, '我');
      expect(await ended(alice)).toBe(4403);
      expect(alice.refused.at(-1)?.refusal.code).toBe('NOT_YOURS');
      for (const person of ['staff', 'outsider', 'county-officer', 'admin'])
        expect(await ended(await enter(person))).toBe(4404);
    });

    test('[AU4] published and rectifying while they write: nobody is thrown out, nothing is lost', async () => {
      const [leader, officer] = [await enter('leader'), await enter('officer')];
      for (const phase of ['published', 'rectifying'] as const) {
        causeOf(leader.doc, 1).insert(0, '甲');
        causeOf(officer.doc, 2).insert(0, '乙');
        await here.world.enterPhase(phase);
        causeOf(leader.doc, 1).insert(0, '丙');
        await isQuiet(leader, officer);
      }
      expect([leader.isOpen, officer.isOpen]).toEqual([true, true]);
      expect(readPlan(officer.doc, [1, 2]).map(({ cause }) => cause)).toEqual(['丙甲丙甲', '乙乙']);
      expect(readPlan(await here.replay(PLAN), [1, 2])).toEqual(readPlan(leader.doc, [1, 2]));
      await here.world.enterPhase('closed');
      expect(leader.states.at(-1)?.writable).toBe(false);
      causeOf(leader.doc, 1).insert(0, '丁');
      expect(await ended(leader)).toBe(4403);
      expect(leader.refused.at(-1)?.refusal.code).toBe('LOCKED');
    });

    test('[GU23] a finding is closed while somebody writes of it offline: nothing of it changes, the rest goes on', async () => {
      const [leader, officer] = [await enter('leader'), await enter('officer')];
      causeOf(leader.doc, 1).insert(0, '人手不足');
      await isQuiet(leader, officer);
      leader.cut();
      causeOf(leader.doc, 1).insert(0, '其实是');
      await here.world.over(1);
      const again = await join(here.world.corridor, 'leader', PLAN, { doc: leader.doc });
      expect(await ended(again)).toBe(4403);
      expect(again.refused.at(-1)?.refusal.code).toBe('FINDING_OVER');
      causeOf(officer.doc, 2).insert(0, '照写');
      await settled(officer);
      expect(readPlan(officer.doc, [1, 2]).map(({ cause }) => cause)).toEqual(['人手不足', '照写']);
      await here.world.restart();
      const late = await enter('leader');
      causeOf(late.doc, 1).insert(0, '再改');
      expect(await ended(late)).toBe(4403);
    });

    test('[SR1, SR2] a wrong value is put right, and the others never see it', async () => {
      const [leader, officer] = [await enter('leader'), await enter('officer')];
      const place = addMeasure(leader.doc, { finding: 1, slot: 'aaaaaa' }, 'immediate');
      setMeasure(leader.doc, place, 'due', '2026-02-30');
      await settled(leader);
      expect(leader.refused).toMatchObject([
        { soft: true, map: 'measures', key: '1.aaaaaa.due', refusal: { code: 'BAD_FACT' } },
      ]);
      await until(() => valuesIn(officer)['1.aaaaaa.due'] === null, 'the officer has it');
    });

    test('[SR4] words over their limit go out again', async () => {
      const leader = await enter('leader');
      const place = addMeasure(leader.doc, { finding: 1, slot: 'aaaaaa' }, 'immediate');
      writeText(wordsOf(leader.doc, place), '长'.repeat(2_001));
      await settled(leader);
      await until(() => leader.refused.length > 0, 'refused');
      expect(leader.refused[0]).toMatchObject({ soft: true, map: 'measure', key: place });
      expect(wordsOf(leader.doc, place).length).toBe(0);
    });

    test('[GU22] words of no measure end the connection, and nothing has changed', async () => {
      const leader = await enter('leader');
      wordsOf(leader.doc, '1.zzzzzz').insert(0, '没有这项');
      expect(await ended(leader)).toBe(4403);
      const room = here.world.corridor.peek(EVALUATION, nameOf(PLAN));
      expect([...(room?.doc.share.keys() ?? [])].filter((root) => root.startsWith('measure:'))).toEqual([]);
    });

    test('[CF1, CF3] two dates set unseen by each other are both shown, until a person settles it', async () => {
      const leader = await enter('leader');
      const place = addMeasure(leader.doc, { finding: 1, slot: 'aaaaaa' }, 'immediate');
      await settled(leader);
      const officer = await enter('officer');
      leader.cut();
      setMeasure(leader.doc, place, 'due', '2026-03-20');
      setMeasure(officer.doc, place, 'due', '2026-03-25');
      await settled(officer);
      const again = await join(here.world.corridor, 'leader', PLAN, { doc: leader.doc });
      await settled(again);
      await until(() => Object.keys(readConflicts(officer.doc)).length === 1, 'the conflict is shown');
      expect(readConflicts(officer.doc)['measures:1.aaaaaa.due']?.values).toEqual([
        { value: '2026-03-25', by: 'officer' },
        { value: '2026-03-20', by: 'leader' },
      ]);
      setMeasure(officer.doc, place, 'due', '2026-03-20');
      await settled(officer);
      expect(readConflicts(officer.doc)).toEqual({});
    });

    test('[PR4, PR7, PR8] who is at which finding, and with the caret where', async () => {
      const [leader, officer, alice] = [await enter('leader'), await enter('officer'), await enter('alice')];
      const heard = (client: Client, of: Client) =>
        client.presence.filter((entry) => entry.client === of.doc.clientID).at(-1)?.state;
      const caret = (root: string) => ({ type: null, tname: root, item: null, assoc: 0 });
      const cursor = { anchor: caret(causeRoot(1)), head: caret(causeRoot(1)) };
      leader.say({ at: '1', field: causeRoot(1), cursor });
      await until(() => heard(officer, leader) !== undefined, 'the officer hears');
      expect(heard(officer, leader)).toMatchObject({ at: '1', field: 'cause:1', cursor });
      const elsewhere = { anchor: caret('note:A1.1.1'), head: caret('note:A1.1.1') };
      officer.say({ at: '3', cursor: elsewhere });
      alice.say({ at: '2', field: causeRoot(2), cursor });
      await until(() => heard(leader, alice) !== undefined && heard(leader, officer) !== undefined, 'heard');
      expect(Object.keys(heard(leader, officer) as object)).toEqual(['user']);
      expect(Object.keys(heard(leader, alice) as object)).toEqual(['user', 'at']);
    });

    test('[PR7] a caret in a text of the plan is none in a record', async () => {
      const bo = await join(here.world.corridor, 'bo', RECORD);
      expect(bo.isOpen).toBe(true);
      const room = here.world.corridor.peek(EVALUATION, nameOf(RECORD));
      expect(['note:A1.1.1', 'cause:1'].map((root) => room?.content.mayHoldCaret(root))).toEqual([
        true,
        false,
      ]);
    });

    test('[RO1] it is loaded again as it was left', async () => {
      const leader = await enter('leader');
      addMeasure(leader.doc, { finding: 2, slot: 'aaaaaa' }, 'preventive');
      await settled(leader);
      await here.world.restart();
      const again = await enter('leader');
      expect(Y.encodeStateAsUpdate(again.doc)).toEqual(Y.encodeStateAsUpdate(leader.doc));
    });
  });
});
