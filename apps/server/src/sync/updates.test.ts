/** An update on its way: judged, kept, and only then seen and acknowledged. [EQ, LO, DF, SO] */
import { reasonOf, recordFact, remarkOf } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { createDocument } from '../evaluations/create-document.ts';
import { CAST_AT, seedEvaluation } from '../testing/cast.ts';
import { Client, ended, join, settled } from './testing/client.ts';
import { any, craft } from './testing/craft.ts';
import { Fault, fullDisk } from './testing/stores.ts';
import { facts, isQuiet, useWorld } from './testing/use-world.ts';
import { ballotOf, CONSENSUS, EVALUATION, nameOf, RECORD, until } from './testing/world.ts';

const here = useWorld();

describe('EQ durable before anybody knows', () => {
  test('[EQ4] what one writes is saved and seen by the other, and in the log', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'floor-area', 3000);
    await settled(alice);
    expect(facts(bo).get('floor-area')).toBe(3000);
    expect((await here.replay()).getMap('facts').get('floor-area')).toBe(3000);
    const [row] = await here.world.store.log.readUpdates(nameOf(RECORD), 0);
    expect(row).toMatchObject({ seq: 1, personId: 'alice', epoch: 1, at: here.world.now });
  });

  test('[EQ4] before the commit nobody is told, nobody sees it, and nobody who joins gets it', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    here.disk.hold();
    recordFact(alice.doc, 'floor-area', 3000);
    const dora = new Client(here.world.corridor, 'dora', RECORD);
    await until(
      () => here.world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc.getMap('facts').size === 1,
      'judged',
    );
    expect([alice.acknowledged, facts(bo).size, dora.isSynced]).toEqual([alice.sent - 1, 0, false]);
    here.disk.release();
    await settled(alice);
    await until(() => dora.isSynced, 'dora synced');
    expect([facts(bo).size, facts(dora).size]).toEqual([1, 1]);
  });

  test('[LO1] what arrives during a commit forms the next one', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    await isQuiet(alice, bo);
    const before = here.disk.commits;
    here.disk.hold();
    for (let count = 1; count <= 30; count += 1) recordFact(alice.doc, 'study', count);
    for (let count = 1; count <= 30; count += 1) recordFact(bo.doc, 'topics', count);
    here.disk.release();
    await isQuiet(alice, bo);
    expect(here.disk.commits - before).toBeLessThanOrEqual(3);
    expect((await here.world.store.log.readUpdates(nameOf(RECORD), 0)).length).toBe(60);
  });

  test('[LO2] a commit that fails is acknowledged to nobody; the room is dropped and everything is sent again', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'study', 3);
    await settled(alice);
    const acknowledged = alice.acknowledged;
    here.disk.failure = () => new Fault('the disk is on fire');
    recordFact(alice.doc, 'floor-area', 3000);
    expect([await ended(alice), await ended(bo)]).toEqual([4500, 4500]);
    expect([alice.acknowledged, facts(bo).get('floor-area')]).toEqual([acknowledged, undefined]);
    here.disk.failure = null;
    const again = await join(here.world.corridor, 'alice', RECORD, { doc: alice.doc });
    await settled(again);
    expect((await here.replay()).getMap('facts').toJSON()).toEqual({ study: 3, 'floor-area': 3000 });
    expect(here.world.faults).toHaveLength(1);
  });

  test('[LO3] an evaluation that lost its fence does not take others with it', async () => {
    await seedEvaluation(here.world.store, { id: 'other', kind: 'spot-check' });
    const { evaluations } = here.world.store.tables;
    await here.world.store.tx(async (db) => {
      await createDocument(db, { kind: 'record', evaluation: 'other' }, CAST_AT);
      await db.update(evaluations).set({ phase: 'scoring', epoch: 1 }).where(eq(evaluations.id, 'other'));
    });
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', { kind: 'record', evaluation: 'other' });
    await isQuiet(alice, bo);
    await here.world.store.tx((db) =>
      db.update(evaluations).set({ epoch: 2 }).where(eq(evaluations.id, 'other')),
    );
    here.disk.hold();
    recordFact(alice.doc, 'study', 4);
    recordFact(bo.doc, 'study', 4);
    here.disk.release();
    await settled(alice);
    expect(await ended(bo)).toBe(4500);
    expect((await here.replay({ kind: 'record', evaluation: 'other' })).getMap('facts').size).toBe(0);
  });

  test('[MS2] a deletion is acknowledged by the count, since it moves no clock', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    remarkOf(alice.doc, 'A1.1.1').insert(0, 'abc');
    await settled(alice);
    const messages = alice.acknowledged;
    remarkOf(alice.doc, 'A1.1.1').delete(0, 2);
    await settled(alice);
    expect(alice.saved.at(-1)).toEqual({ messages: messages + 1, clocks: [] });
    expect((await here.replay(ballotOf('alice'))).getText('remark:A1.1.1').toString()).toBe('c');
  });

  test('[GU5] a client id stays its owner’s over a restart', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const { clientID } = alice.doc;
    await here.world.restart();
    const bo = await join(here.world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: clientID, clock: 1, structs: [any({ origin: { client: clientID, clock: 0 } }, 9)] }]),
    );
    expect(await ended(bo)).toBe(4403);
    expect(bo.refused[0]?.refusal.code).toBe('NOT_YOURS');
    const again = await join(here.world.corridor, 'alice', RECORD, { doc: alice.doc });
    recordFact(again.doc, 'study', 5);
    await settled(again);
  });

  test('[GU5] who says first that a client id is theirs has it, before a word is written', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    alice.say({ at: 'A1.1.1' });
    const bo = await join(here.world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'facts', sub: 'study' }, 9)] }]),
    );
    expect(await ended(bo)).toBe(4403);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
  });
});

describe('DF a full disk', () => {
  test('[DF1–DF4] acknowledges nothing, shows nobody what is not kept, reads on, and goes on by itself', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    await isQuiet(alice, bo);
    const acknowledged = alice.acknowledged;
    here.disk.failure = fullDisk;
    recordFact(alice.doc, 'floor-area', 3000);
    await until(() => alice.states.at(-1)?.storage === 'full', 'alice is told');
    recordFact(alice.doc, 'study', 4);
    const dora = await join(here.world.corridor, 'dora', RECORD);
    expect([alice.acknowledged, facts(bo).size, facts(dora).size, alice.isOpen]).toEqual([
      acknowledged,
      0,
      0,
      true,
    ]);
    expect(bo.states.at(-1)).toMatchObject({ storage: 'full', writable: false });
    here.disk.failure = null;
    await until(() => alice.states.at(-1)?.storage === 'ok', 'alice is told again');
    await settled(alice);
    expect([facts(bo).toJSON(), facts(dora).toJSON()]).toEqual([
      facts(alice).toJSON(),
      facts(alice).toJSON(),
    ]);
    expect((await here.replay()).getMap('facts').toJSON()).toEqual({ 'floor-area': 3000, study: 4 });
    expect(bo.states.at(-1)).toMatchObject({ storage: 'ok', writable: true });
  });
});

describe('SO gaps', () => {
  test('[SO5] what was typed before the offline work arrived is not lost', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    await isQuiet(alice);
    alice.cut();
    remarkOf(alice.doc, 'A1.1.1').insert(0, '离线');
    const back = new Client(here.world.corridor, 'alice', ballotOf('alice'), { doc: alice.doc });
    // Leaves before the server's question has come.
    remarkOf(back.doc, 'A1.1.1').insert(2, '在线');
    await settled(back);
    expect(back.ended).toBeNull();
    expect((await here.replay(ballotOf('alice'))).getText('remark:A1.1.1').toString()).toBe('离线在线');
  });

  test('[SO5] a gap is asked for once; a copy that does not cure it is out of step', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
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
    expect((await here.replay()).getMap('facts').size).toBe(0);
  });

  test('[SO10] after a hard refusal nothing of the connection is looked at any more', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    alice.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'elsewhere', sub: 'x' }, 1)] }]),
    );
    alice.sendUpdate(
      craft([{ client: alice.doc.clientID, structs: [any({ root: 'facts', sub: 'study' }, 4)] }]),
    );
    expect(await ended(alice)).toBe(4403);
    expect(alice.refused).toMatchObject([{ soft: false, refusal: { code: 'NOT_ALLOWED' } }]);
    expect(await here.world.store.log.readUpdates(nameOf(RECORD), 0)).toEqual([]);
  });

  test('[WR2] reason texts of two people merge', async () => {
    await here.world.enterPhase('deliberation');
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    reasonOf(alice.doc, 'A1.1.1').insert(0, '面积');
    await settled(alice);
    reasonOf(bo.doc, 'A1.1.1').insert(2, '不足');
    await settled(bo);
    await until(() => reasonOf(alice.doc, 'A1.1.1').toString() === '面积不足', 'alice sees it');
  });
});
