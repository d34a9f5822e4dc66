/** An update on its way: judged, kept, and only then seen and acknowledged. [EQ, LO, SR, CF] */
import {
  agree,
  castScore,
  readConflict,
  readConflicts,
  readScores,
  reasonOf,
  recordFact,
  remarkOf,
  say,
  TEXT_LIMITS,
} from '@heping/protocol';
import { huzhou, indicatorsOf } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CAST_AT, seedEvaluation } from '../testing/cast.ts';
import { createDocument } from '../evaluations/create-document.ts';
import { Client, ended, join, settled } from './testing/client.ts';
import { any, craft, deleted } from './testing/craft.ts';
import { fullDisk, TrickyStore, Fault } from './testing/stores.ts';
import {
  ballotOf,
  CONSENSUS,
  EVALUATION,
  nameOf,
  openWorld,
  RECORD,
  until,
  type World,
} from './testing/world.ts';

let world: World;
let disk: TrickyStore;
beforeEach(async () => {
  disk = new TrickyStore();
  world = await openWorld({ wrap: disk.wrap });
});
afterEach(async () => {
  disk.release();
  disk.failure = null;
  await world.close();
});

const facts = (client: Client) => client.doc.getMap('facts');
const replay = async (name = nameOf(RECORD)) => {
  const doc = new Y.Doc();
  for (const { bytes } of await world.store.log.readUpdates(name, 0)) Y.applyUpdate(doc, bytes);
  return doc;
};
const isQuiet = (...clients: Client[]) =>
  until(() => clients.every((client) => client.acknowledged >= client.sent), 'everything saved');

describe('EQ durable before anybody knows', () => {
  test('[EQ4] what one writes is saved and seen by the other, and in the log', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'floor-area', 3000);
    await settled(alice);
    expect(facts(bo).get('floor-area')).toBe(3000);
    expect((await replay()).getMap('facts').get('floor-area')).toBe(3000);
    const [row] = await world.store.log.readUpdates(nameOf(RECORD), 0);
    expect(row).toMatchObject({ seq: 1, personId: 'alice', epoch: 1, at: world.now });
  });

  test('[EQ4] before the commit nobody is told, nobody sees it, and nobody who joins gets it', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    disk.hold();
    recordFact(alice.doc, 'floor-area', 3000);
    const dora = new Client(world.corridor, 'dora', RECORD);
    await until(
      () => world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc.getMap('facts').size === 1,
      'judged',
    );
    expect([alice.acknowledged, facts(bo).size, dora.isSynced]).toEqual([alice.sent - 1, 0, false]);
    disk.release();
    await settled(alice);
    await until(() => dora.isSynced, 'dora synced');
    expect([facts(bo).size, facts(dora).size]).toEqual([1, 1]);
  });

  test('[LO1] what arrives during a commit forms the next one', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    await isQuiet(alice, bo);
    const before = disk.commits;
    disk.hold();
    for (let count = 1; count <= 30; count += 1) recordFact(alice.doc, 'study', count);
    for (let count = 1; count <= 30; count += 1) recordFact(bo.doc, 'topics', count);
    disk.release();
    await isQuiet(alice, bo);
    expect(disk.commits - before).toBeLessThanOrEqual(3);
    expect((await world.store.log.readUpdates(nameOf(RECORD), 0)).length).toBe(60);
  });

  test('[LO2] a commit that fails is acknowledged to nobody; the room is dropped and everything is sent again', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'study', 3);
    await settled(alice);
    const acknowledged = alice.acknowledged;
    disk.failure = () => new Fault('the disk is on fire');
    recordFact(alice.doc, 'floor-area', 3000);
    expect([await ended(alice), await ended(bo)]).toEqual([4500, 4500]);
    expect([alice.acknowledged, facts(bo).get('floor-area')]).toEqual([acknowledged, undefined]);
    disk.failure = null;
    const again = await join(world.corridor, 'alice', RECORD, { doc: alice.doc });
    await settled(again);
    expect((await replay()).getMap('facts').toJSON()).toEqual({ study: 3, 'floor-area': 3000 });
    expect(world.faults).toHaveLength(1);
  });

  test('[LO3] an evaluation that lost its fence does not take others with it', async () => {
    await seedEvaluation(world.store, { id: 'other', kind: 'spot-check' });
    const { evaluations } = world.store.tables;
    await world.store.tx(async (db) => {
      await createDocument(db, { kind: 'record', evaluation: 'other' }, CAST_AT);
      await db.update(evaluations).set({ phase: 'scoring', epoch: 1 }).where(eq(evaluations.id, 'other'));
    });
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', { kind: 'record', evaluation: 'other' });
    await isQuiet(alice, bo);
    await world.store.tx((db) => db.update(evaluations).set({ epoch: 2 }).where(eq(evaluations.id, 'other')));
    disk.hold();
    recordFact(alice.doc, 'study', 4);
    recordFact(bo.doc, 'study', 4);
    disk.release();
    await settled(alice);
    expect(await ended(bo)).toBe(4500);
    expect((await replay('record:other')).getMap('facts').size).toBe(0);
  });

  test('[MS2] a deletion is acknowledged by the count, since it moves no clock', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    remarkOf(alice.doc, 'A1.1.1').insert(0, 'abc');
    await settled(alice);
    const messages = alice.acknowledged;
    remarkOf(alice.doc, 'A1.1.1').delete(0, 2);
    await settled(alice);
    expect(alice.saved.at(-1)).toEqual({ messages: messages + 1, clocks: [] });
    expect((await replay(nameOf(ballotOf('alice')))).getText('remark:A1.1.1').toString()).toBe('c');
  });

  test('[GU5] a client id stays its owner’s over a restart', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const { clientID } = alice.doc;
    await world.restart();
    const bo = await join(world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: clientID, clock: 1, structs: [any({ origin: { client: clientID, clock: 0 } }, 9)] }]),
    );
    expect(await ended(bo)).toBe(4403);
    expect(bo.refused[0]?.refusal.code).toBe('NOT_YOURS');
    const again = await join(world.corridor, 'alice', RECORD, { doc: alice.doc });
    recordFact(again.doc, 'study', 5);
    await settled(again);
  });

  test('[GU5] who says first that a client id is theirs has it, before a word is written', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    alice.say({ at: 'A1.1.1' });
    const bo = await join(world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'facts', sub: 'study' }, 9)] }]),
    );
    expect(await ended(bo)).toBe(4403);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
  });
});

describe('SR a value that breaks a rule of its own', () => {
  test('[SR1] is put right in the same update: one leaves, and no other ever sees the value', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const seen: unknown[] = [];
    facts(bo).observe(() => seen.push(facts(bo).get('study')));
    const before = bo.updates.length;
    recordFact(alice.doc, 'study', -7);
    await settled(alice);
    expect(seen.every((value) => value === 4)).toBe(true);
    expect(bo.updates.length - before).toBe(1);
    expect([facts(alice).get('study'), facts(bo).get('study')]).toEqual([4, 4]);
    expect(Buffer.from(Y.encodeStateAsUpdate(bo.doc)).includes(Buffer.from([125, 0x47]))).toBe(false);
    expect(alice.refused).toEqual([
      {
        soft: true,
        map: 'facts',
        key: 'study',
        value: -7,
        refusal: { code: 'BAD_FACT', params: { key: 'study', expected: 'number ≥ 0', value: -7 } },
      },
    ]);
  });

  test('[SR2] a key that never had a value is cleared', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    castScore(alice.doc, 'A1.1.1', 9990);
    await settled(alice);
    expect(alice.doc.getMap('scores').toJSON()).toEqual({ 'A1.1.1': null });
  });

  test('[SR3] of fifty values written offline forty-nine stay', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    await isQuiet(alice);
    alice.cut();
    const codes = indicatorsOf(huzhou).map(({ code }) => code);
    for (const code of codes) castScore(alice.doc, code, 5);
    for (const code of codes.slice(0, 9)) castScore(alice.doc, code, 10);
    castScore(alice.doc, 'A1.2.2', 7);
    const again = await join(world.corridor, 'alice', ballotOf('alice'), { doc: alice.doc });
    await settled(again);
    const expected = Object.fromEntries(codes.map((code, index) => [code, index < 9 ? 10 : 5]));
    expect(readScores(again.doc, huzhou)).toEqual({ ...expected, 'A1.2.2': null });
    expect(again.refused.map(({ key }) => key)).toEqual(['A1.2.2']);
  });

  test('[SR4] text over the limit goes out again, and what stood there stays', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    remarkOf(alice.doc, 'A1.1.1').insert(0, '好'.repeat(TEXT_LIMITS.remark));
    await settled(alice);
    remarkOf(alice.doc, 'A1.1.1').insert(5, '太长');
    await settled(alice);
    expect(remarkOf(alice.doc, 'A1.1.1').toString()).toBe('好'.repeat(TEXT_LIMITS.remark));
    expect(alice.refused).toMatchObject([
      { soft: true, map: 'remark', key: 'A1.1.1', value: '太长', refusal: { code: 'TOO_LONG' } },
    ]);
  });

  test('[SR4] a message at a time that cannot be goes out again', async () => {
    await world.enterPhase('deliberation');
    const alice = await join(world.corridor, 'alice', CONSENSUS);
    say(alice.doc, 'A1.1.1', { id: 'm1', by: 'alice', at: world.now, text: '看 5.2.2' });
    say(alice.doc, 'A1.1.1', { id: 'm2', by: 'alice', at: world.now + 86_400_000, text: '明天' });
    await settled(alice);
    expect(alice.doc.getArray('thread:A1.1.1').toArray()).toMatchObject([{ id: 'm1' }]);
    expect(alice.refused).toMatchObject([{ map: 'thread', value: '明天' }]);
  });

  test('[SR5] the document grows by little however often it is tried, and the server keeps its one id', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const size = () =>
      Y.encodeStateAsUpdate(world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc ?? new Y.Doc()).length;
    const before = size();
    for (let count = 1; count <= 19; count += 1) recordFact(alice.doc, 'study', -count);
    await settled(alice);
    expect(size() - before).toBeLessThan(19 * 40);
    expect(world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc.store.clients.size).toBe(2);
  });

  test('[SR6] the twenty-first within ten seconds is a hard refusal', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    for (let count = 1; count <= 21; count += 1) recordFact(alice.doc, 'study', -count);
    expect(await ended(alice)).toBe(4403);
    expect(alice.refused.filter(({ soft }) => soft)).toHaveLength(20);
    expect(alice.refused.at(-1)).toMatchObject({ soft: false, refusal: { code: 'BAD_FACT' } });
  });
});

describe('CF two who did not see each other', () => {
  /** Both write without hearing of the other: the first value is in before the second arrives. */
  const apart = async (
    first: [string, unknown],
    second: [string, unknown],
    map = 'facts',
    key = 'floor-area',
  ) => {
    const one = await join(world.corridor, first[0], RECORD);
    const two = await join(world.corridor, second[0], RECORD);
    await isQuiet(one, two);
    two.cut();
    one.doc.getMap(map).set(key, first[1]);
    await settled(one);
    two.doc.getMap(map).set(key, second[1]);
    const back = await join(world.corridor, second[0], RECORD, { doc: two.doc });
    await isQuiet(one, back);
    return { one, two: back };
  };

  test('[CF1] both values stand in a conflict, with whose they are', async () => {
    const { one, two } = await apart(['alice', 3000], ['bo', 2800]);
    const expected = {
      values: [
        { value: 3000, by: 'alice' },
        { value: 2800, by: 'bo' },
      ],
    };
    expect(readConflict(one.doc, 'facts', 'floor-area')).toEqual(expected);
    expect(readConflict(two.doc, 'facts', 'floor-area')).toEqual(expected);
    expect(facts(one).get('floor-area')).toBe(facts(two).get('floor-area'));
  });

  test('[CF1] two devices of one person count too', async () => {
    const { one } = await apart(['alice', 3000], ['alice', 2800]);
    expect(readConflict(one.doc, 'facts', 'floor-area')).toEqual({
      values: [
        { value: 3000, by: 'alice' },
        { value: 2800, by: 'alice' },
      ],
    });
  });

  test('[CF1] a cleared value against another is a conflict, the same value is none', async () => {
    expect(readConflicts((await apart(['alice', null], ['bo', 2800])).one.doc)).toHaveProperty([
      'facts:floor-area',
    ]);
    const { one } = await apart(['alice', 4], ['bo', 4], 'facts', 'study');
    expect(readConflict(one.doc, 'facts', 'study')).toBeNull();
  });

  test('[CF2] a third value joins the two', async () => {
    const dora = await join(world.corridor, 'dora', RECORD);
    await isQuiet(dora);
    dora.cut();
    const { one } = await apart(['alice', 3000], ['bo', 2800]);
    recordFact(dora.doc, 'floor-area', 2600);
    await settled(await join(world.corridor, 'dora', RECORD, { doc: dora.doc }));
    await until(() => readConflict(one.doc, 'facts', 'floor-area')?.values.length === 3, 'three values');
    expect(readConflict(one.doc, 'facts', 'floor-area')?.values.map(({ by }) => by)).toEqual([
      'alice',
      'bo',
      'dora',
    ]);
  });

  test('[CF3] a person settles it by writing the value', async () => {
    const { one, two } = await apart(['alice', 3000], ['bo', 2800]);
    recordFact(one.doc, 'floor-area', 2900);
    await settled(one);
    expect(readConflicts(two.doc)).toEqual({});
    expect(facts(two).get('floor-area')).toBe(2900);
  });

  test('[CF4] settling it without having seen all of its values leaves it open', async () => {
    const { one } = await apart(['alice', 3000], ['bo', 2800]);
    const eve = await join(world.corridor, 'eve', RECORD);
    await isQuiet(eve);
    eve.cut();
    const dora = await join(world.corridor, 'dora', RECORD, { clientId: 17 });
    recordFact(dora.doc, 'floor-area', 2600);
    await isQuiet(dora);
    recordFact(one.doc, 'floor-area', 2500);
    await settled(one);
    recordFact(eve.doc, 'floor-area', 2900);
    await settled(await join(world.corridor, 'eve', RECORD, { doc: eve.doc }));
    await until(() => readConflict(one.doc, 'facts', 'floor-area') !== null, 'open again');
    expect(readConflict(one.doc, 'facts', 'floor-area')?.values).toContainEqual({ value: 2900, by: 'eve' });
  });

  test.each([17, 4_294_967_000])(
    '[CF5] what the server put right is nobody’s value: a good one beside it stands (id %d)',
    async (clientId) => {
      const alice = await join(world.corridor, 'alice', RECORD, { clientId: 100_000 });
      const bo = await join(world.corridor, 'bo', RECORD, { clientId });
      recordFact(alice.doc, 'study', 4);
      await isQuiet(alice, bo);
      bo.cut();
      recordFact(alice.doc, 'study', -1);
      await settled(alice);
      recordFact(bo.doc, 'study', 6);
      const back = await join(world.corridor, 'bo', RECORD, { doc: bo.doc });
      await isQuiet(alice, back);
      expect([facts(alice).get('study'), facts(back).get('study')]).toEqual([6, 6]);
      expect(readConflicts(alice.doc)).toEqual({});
    },
  );

  test('[GU12] a deletion that would win a merge leaves the value where it was', async () => {
    const alice = await join(world.corridor, 'alice', RECORD, { clientId: 1_000 });
    recordFact(alice.doc, 'study', 4);
    recordFact(alice.doc, 'study', 5);
    await settled(alice);
    const bo = await join(world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: 4_294_967_295, structs: [deleted({ origin: { client: 1_000, clock: 0 } }, 1)] }]),
    );
    await settled(bo);
    expect([facts(alice).get('study'), facts(bo).get('study')]).toEqual([5, 5]);
  });

  test('[CF1] what a command wrote is the chair’s', async () => {
    await world.enterPhase('deliberation');
    const bo = await join(world.corridor, 'bo', CONSENSUS);
    await isQuiet(bo);
    bo.cut();
    await world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.1', 20));
      await moment.commit(async () => undefined);
    });
    agree(bo.doc, 'A1.1.1', 15);
    const back = await join(world.corridor, 'bo', CONSENSUS, { doc: bo.doc });
    await until(() => readConflict(back.doc, 'agreed', 'A1.1.1') !== null, 'a conflict');
    expect(readConflict(back.doc, 'agreed', 'A1.1.1')).toEqual({
      values: [
        { value: 20, by: 'alice' },
        { value: 15, by: 'bo' },
      ],
    });
  });
});

describe('DF a full disk', () => {
  test('[DF1–DF4] acknowledges nothing, shows nobody what is not kept, reads on, and goes on by itself', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    await isQuiet(alice, bo);
    const acknowledged = alice.acknowledged;
    disk.failure = fullDisk;
    recordFact(alice.doc, 'floor-area', 3000);
    await until(() => alice.states.at(-1)?.storage === 'full', 'alice is told');
    recordFact(alice.doc, 'study', 4);
    const dora = await join(world.corridor, 'dora', RECORD);
    expect([alice.acknowledged, facts(bo).size, facts(dora).size, alice.isOpen]).toEqual([
      acknowledged,
      0,
      0,
      true,
    ]);
    expect(bo.states.at(-1)).toMatchObject({ storage: 'full', writable: false });
    disk.failure = null;
    await until(() => alice.states.at(-1)?.storage === 'ok', 'alice is told again');
    await settled(alice);
    expect([facts(bo).toJSON(), facts(dora).toJSON()]).toEqual([
      facts(alice).toJSON(),
      facts(alice).toJSON(),
    ]);
    expect((await replay()).getMap('facts').toJSON()).toEqual({ 'floor-area': 3000, study: 4 });
    expect(bo.states.at(-1)).toMatchObject({ storage: 'ok', writable: true });
  });
});

describe('SO gaps', () => {
  test('[SO5] what was typed before the offline work arrived is not lost', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    await isQuiet(alice);
    alice.cut();
    remarkOf(alice.doc, 'A1.1.1').insert(0, '离线');
    const back = new Client(world.corridor, 'alice', ballotOf('alice'), { doc: alice.doc });
    // Leaves before the server's question has come.
    remarkOf(back.doc, 'A1.1.1').insert(2, '在线');
    await settled(back);
    expect(back.ended).toBeNull();
    expect((await replay(nameOf(ballotOf('alice')))).getText('remark:A1.1.1').toString()).toBe('离线在线');
  });

  test('[SO5] a gap is asked for once; a copy that does not cure it is out of step', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    await isQuiet(alice);
    const acknowledged = alice.acknowledged;
    const gap = craft([{ client: 99_999, clock: 5, structs: [any({ root: 'facts', sub: 'study' }, 9)] }]);
    alice.sendUpdate(gap);
    await until(() => alice.sent === 3, 'the whole difference was asked for and sent');
    await until(() => alice.acknowledged === 3, 'and acknowledged, the gap with it');
    expect(acknowledged).toBe(1);
    alice.sendUpdate(gap);
    alice.sendWhole(gap);
    expect(await ended(alice)).toBe(4403);
    expect(alice.refused.at(-1)).toMatchObject({ soft: false, refusal: { code: 'RESYNC' } });
    expect((await replay()).getMap('facts').size).toBe(0);
  });

  test('[SO10] after a hard refusal nothing of the connection is looked at any more', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    alice.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'elsewhere', sub: 'x' }, 1)] }]),
    );
    alice.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]),
    );
    expect(await ended(alice)).toBe(4403);
    expect(alice.refused).toMatchObject([{ soft: false, refusal: { code: 'NOT_ALLOWED' } }]);
    expect(await world.store.log.readUpdates(nameOf(RECORD), 0)).toEqual([]);
  });

  test('[EQ6] reason texts of two people merge', async () => {
    await world.enterPhase('deliberation');
    const alice = await join(world.corridor, 'alice', CONSENSUS);
    const bo = await join(world.corridor, 'bo', CONSENSUS);
    reasonOf(alice.doc, 'A1.1.1').insert(0, '面积');
    await settled(alice);
    reasonOf(bo.doc, 'A1.1.1').insert(2, '不足');
    await settled(bo);
    await until(() => reasonOf(alice.doc, 'A1.1.1').toString() === '面积不足', 'alice sees it');
  });
});
