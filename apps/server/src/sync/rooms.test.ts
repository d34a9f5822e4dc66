/** Rooms and connections from beginning to end. [RO, SO] */
import type { DocumentName } from '@heping/protocol';
import {
  castScore,
  agree,
  LIMITS,
  noteOf,
  readAgreed,
  reasonOf,
  recordFact,
  remarkOf,
  TEXT_LIMITS,
  writeText,
} from '@heping/protocol';
import { huzhou, indicatorsOf } from '@heping/scoring';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Client, ended, join, message, settled } from './testing/client.ts';
import { any, craft, string } from './testing/craft.ts';
import { facts, isQuiet, useWorld } from './testing/use-world.ts';
import { ballotOf, CONSENSUS, EVALUATION, nameOf, openWorld, PANEL, RECORD, until } from './testing/world.ts';

const here = useWorld();

const roomOf = (name: DocumentName = RECORD) => here.world.corridor.peek(EVALUATION, nameOf(name));

afterEach(() => {
  vi.useRealTimers();
});

describe('RO rooms', () => {
  test('[RO1] a hundred who come at once wait for one load, and nobody is synced before the content is there', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    await here.world.restart();
    const reads = vi.spyOn(here.world.store.log, 'readUpdates');
    const crowd = Array.from(
      { length: 95 },
      (_, at) => new Client(here.world.corridor, PANEL[at % 5] ?? 'alice', RECORD),
    );
    const emptyHanded: string[] = [];
    for (const client of crowd) {
      const { doc } = client;
      doc.on('afterTransaction', () => {
        if (client.isSynced && doc.getMap('facts').size === 0) emptyHanded.push(client.person);
      });
    }
    await until(() => crowd.every(({ isSynced, isOpen }) => isSynced || !isOpen), 'all synced');
    expect(crowd.filter(({ isOpen }) => isOpen).every((client) => facts(client).get('study') === 4)).toBe(
      true,
    );
    expect(emptyHanded).toEqual([]);
    expect(reads).toHaveBeenCalledTimes(1);
    expect(new Set(crowd.map(({ ended }) => ended))).toEqual(new Set([null]));
  });

  test('[RO2] a load that fails ends with 4500, leaves no room and writes nothing', async () => {
    const reads = vi
      .spyOn(here.world.store.log, 'readSnapshot')
      .mockRejectedValue(new Error('the disk is gone'));
    const alice = new Client(here.world.corridor, 'alice', RECORD);
    expect(await ended(alice)).toBe(4500);
    expect([here.world.corridor.roomCount, here.world.corridor.connectionCount]).toEqual([0, 0]);
    reads.mockRestore();
    const again = await join(here.world.corridor, 'alice', RECORD, { doc: alice.doc });
    expect(again.isSynced).toBe(true);
    expect(await here.world.store.log.readUpdates(nameOf(RECORD), 0)).toEqual([]);
  });

  test('[RO2] a log that is not whole is not opened', async () => {
    const hole = craft([{ client: 99_999, clock: 5, structs: [any({ root: 'facts', sub: 'study' }, 9)] }]);
    const row = {
      document: nameOf(RECORD),
      seq: 1,
      personId: 'alice',
      epoch: 1,
      at: here.world.now,
      bytes: hole,
    };
    await here.world.store.append({ rows: [row], claims: [] });
    expect(await ended(new Client(here.world.corridor, 'alice', RECORD))).toBe(4500);
    expect(here.world.faults.map(({ error }) => (error as Error).name)).toEqual(['UnloadableDocument']);
  });

  test('[RO4] after the last has left a room goes, and whoever comes back finds everything', async () => {
    const short = await openWorld({ idleMs: 0 });
    const alice = await join(short.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    alice.cut();
    await until(() => short.corridor.roomCount === 0, 'the room is gone');
    const again = await join(short.corridor, 'alice', RECORD);
    expect(facts(again).get('study')).toBe(4);
    await short.close();
  });

  test('[RO4] leaving and coming back during a slow commit loses nothing', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    await isQuiet(alice);
    here.disk.hold();
    recordFact(alice.doc, 'study', 4);
    await until(() => roomOf()?.doc.getMap('facts').size === 1, 'judged');
    alice.cut();
    const bo = new Client(here.world.corridor, 'bo', RECORD);
    const again = new Client(here.world.corridor, 'alice', RECORD, { doc: alice.doc });
    here.disk.release();
    await until(() => bo.isSynced && again.isSynced, 'both synced');
    expect([facts(bo).get('study'), facts(again).get('study')]).toEqual([4, 4]);
  });

  test('[RO5] every five hundred updates a snapshot stands beside the whole log', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    for (let index = 0; index < 520; index += 1) {
      remarkOf(alice.doc, 'A1.1.1').insert(index, 'x');
      if (index % 60 === 0) await settled(alice);
    }
    await settled(alice);
    const name = nameOf(ballotOf('alice'));
    await until(async () => (await here.world.store.log.readSnapshot(name)) !== undefined, 'a snapshot');
    await here.world.restart();
    const again = await join(here.world.corridor, 'alice', ballotOf('alice'));
    expect(remarkOf(again.doc, 'A1.1.1').length).toBe(520);
    expect((await here.world.store.log.readUpdates(name, 0)).length).toBe(520);
  });

  test('[SO10] what somebody sent before leaving is kept', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    alice.cut();
    const bo = await join(here.world.corridor, 'bo', RECORD);
    expect(facts(bo).get('study')).toBe(4);
  });

  test('[SO12] at a restart everybody is sent away with 4503, and what was taken in is kept', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await here.world.restart();
    expect(alice.ended).toBe(4503);
    expect((await here.world.store.log.readUpdates(nameOf(RECORD), 0)).length).toBe(1);
  });
});

describe('SO a connection', () => {
  test('[SO8] alone in a room for five minutes nobody is sent away, and something is heard every thirty seconds', async () => {
    const stock = await join(here.world.corridor, 'alice', RECORD, { speaksOurs: false });
    const ours = await join(here.world.corridor, 'bo', ballotOf('bo'));
    await isQuiet(ours);
    await here.world.corridor.close();
    vi.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'],
    });
    await here.world.restart();
    const quiet = [
      new Client(here.world.corridor, 'alice', RECORD, { speaksOurs: false }),
      new Client(here.world.corridor, 'bo', ballotOf('bo')),
    ];
    while (!quiet.every(({ isSynced }) => isSynced))
      await new Promise<void>((resolve) => setImmediate(resolve));
    for (let seconds = 0; seconds < 300; seconds += 25) {
      const before = quiet.map(({ bytesSent }) => bytesSent);
      await vi.advanceTimersByTimeAsync(25_000);
      expect(quiet.map(({ bytesSent }, index) => bytesSent > (before[index] ?? 0))).toEqual([true, true]);
    }
    expect(quiet.map(({ ended: code }) => code)).toEqual([null, null]);
    expect([stock.isOpen, ours.isOpen]).toEqual([false, false]);
  });

  test('[SO9] a reader who stops reading costs little, and gets one difference when it reads again', async () => {
    await here.world.enterPhase('deliberation');
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    bo.isReading = false;
    bo.buffered = 1 << 20;
    const before = bo.updates.length;
    for (let index = 0; index < 200; index += 1) {
      agree(alice.doc, 'A1.1.1', (index % 4) * 5);
      if (index % 50 === 0) await settled(alice);
    }
    await settled(alice);
    const sentMeanwhile = bo.bytesSent;
    bo.readAgain();
    await until(() => readAgreed(bo.doc, huzhou)['A1.1.1'] === 15, 'bo catches up');
    expect(bo.updates.length - before).toBe(1);
    expect(bo.bytesSent - sentMeanwhile).toBeLessThan(2_000);
    expect(bo.isOpen).toBe(true);
  });

  test('[SO9] one change of more than a megabyte reaches a reader who reads', async () => {
    const [alice, chen, dora, bo] = (await Promise.all(
      ['alice', 'chen', 'dora', 'bo'].map((person) => join(here.world.corridor, person, RECORD)),
    )) as [Client, Client, Client, Client];
    await isQuiet(alice, chen, dora, bo);
    here.disk.hold();
    recordFact(dora.doc, 'study', 4);
    const notes = indicatorsOf(huzhou).map(({ code }) => code);
    for (const [at, { doc }] of [alice, chen].entries()) {
      for (const code of notes.slice(at * 9, at * 9 + 9)) {
        doc.transact(() => {
          const paragraph = new Y.XmlElement('paragraph');
          paragraph.insert(0, [new Y.XmlText('好'.repeat(TEXT_LIMITS.note))]);
          noteOf(doc, code).insert(0, [paragraph]);
        });
      }
    }
    here.disk.release();
    await isQuiet(alice, chen, dora);
    const lengthAtBo = () => notes.slice(0, 18).filter((code) => noteOf(bo.doc, code).length === 1).length;
    await until(() => lengthAtBo() === 18, 'bo has all of it');
    expect(bo.updates.length).toBeGreaterThan(1);
  });

  test('[SO9] past eight megabytes a reader is cut off', async () => {
    const bo = await join(here.world.corridor, 'bo', RECORD);
    bo.buffered = (8 << 20) + 1;
    bo.send(message(0, new Uint8Array([0])));
    expect(await ended(bo)).toBe(1006);
  });

  test('[SO2] what is no message ends the connection: text, an unknown type, a byte too many, an unreadable vector', async () => {
    const wrong: [Uint8Array, boolean][] = [
      [new TextEncoder().encode('9007199254740993'), false],
      [new Uint8Array([]), true],
      [new Uint8Array([7]), true],
      [new Uint8Array([0, 3, 0]), true],
      [new Uint8Array([0, 2, 1, 0, 0]), true],
      [new Uint8Array([0, 2, 200]), true],
      [message(0, new Uint8Array([5, 1])), true],
      [new Uint8Array([1, 2, 9, 9]), true],
      [new Uint8Array([3, 0]), true],
    ];
    for (const [bytes, isBinary] of wrong) {
      const client = await join(here.world.corridor, 'alice', RECORD);
      client.send(bytes, isBinary);
      expect(await ended(client)).toBe(4403);
      expect(client.refused).toMatchObject([{ soft: false, refusal: { code: 'MALFORMED' } }]);
    }
  });

  test('[SO4] a frame over 256 KiB is too large, the first whole difference may be 4 MiB', async () => {
    const client = await join(here.world.corridor, 'alice', RECORD);
    await isQuiet(client);
    const large = new Uint8Array(300 << 10);
    client.sendUpdate(large);
    expect(await ended(client)).toBe(4413);
    expect(client.refused).toMatchObject([{ soft: false, refusal: { code: 'TOO_LARGE' } }]);
    const vector = await join(here.world.corridor, 'alice', RECORD);
    vector.send(message(0, new Uint8Array(20_000)));
    expect(await ended(vector)).toBe(4413);
  });

  test('[SO6] who asks for everything more than twenty times a minute comes back later', async () => {
    const client = await join(here.world.corridor, 'alice', RECORD);
    for (let count = 0; count < 20; count += 1) client.send(message(0, new Uint8Array([0])));
    expect(await ended(client)).toBe(4508);
  });

  test('[SO6] above the rate the socket is not read; a short flood is forgiven', async () => {
    const client = await join(here.world.corridor, 'alice', RECORD);
    await isQuiet(client);
    for (let count = 0; count < 2_600; count += 1) client.sendUpdate(craft([]));
    expect(client.isPaused).toBe(true);
    await until(() => !client.isPaused, 'read again');
    expect(client.isOpen).toBe(true);
  });

  /** Alice in her ballot, and updates of hers that cost some 20,000 steps each in few bytes. */
  const dear = async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    const [whole, low] = [alice.doc.clientID, 100];
    const root = { root: 'remark:A1.1.1' };
    const ends = Array.from({ length: 1_000 }, (_, at) =>
      string(at === 0 ? root : { right: { client: low, clock: at - 1 } }, 'x'),
    );
    alice.sendUpdate(craft([{ client: low, structs: ends }]));
    await settled(alice);
    const each = 20;
    const walk = (at: number) =>
      craft([
        { client: whole, clock: at * each, structs: Array.from({ length: each }, () => string(root, 'y')) },
      ]);
    return { alice, walk };
  };

  test('[SO6] little bytes that cost much are read more slowly', async () => {
    const { alice, walk } = await dear();
    for (let at = 0; at < 8; at += 1) alice.sendUpdate(walk(at));
    await settled(alice);
    expect(alice.isPaused).toBe(false);
    for (let at = 8; at < 12; at += 1) alice.sendUpdate(walk(at));
    await settled(alice);
    expect(alice.isPaused).toBe(true);
    await until(() => !alice.isPaused, 'read again');
    expect(alice.isOpen).toBe(true);
  });

  test('[SO6] what was read before the pause is judged, but not for ever', async () => {
    const { alice, walk } = await dear();
    for (let at = 0; at < 40; at += 1) alice.sendUpdate(walk(at));
    expect(await ended(alice)).toBe(4508);
  });

  test('[SO6] whoever comes again still owes, and writes on when it is paid; nobody else pays', async () => {
    const { alice, walk } = await dear();
    for (let at = 0; at < 40; at += 1) alice.sendUpdate(walk(at));
    await ended(alice);
    const again = new Client(here.world.corridor, 'alice', ballotOf('alice'));
    const bo = await join(here.world.corridor, 'bo', RECORD);
    expect([again.isPaused, bo.isPaused]).toEqual([true, false]);
    await until(() => again.isSynced && !again.isPaused, 'paid', 30_000);
    castScore(again.doc, 'A1.1.1', 40);
    await settled(again);
  });

  test('[SO6] questions about a large document are paid for, by the person and not by the connection', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    for (const code of ['A1.1.1', 'A1.1.2', 'A1.1.3'])
      remarkOf(alice.doc, code).insert(0, '长'.repeat(TEXT_LIMITS.remark));
    await settled(alice);
    const room = here.world.corridor.peek(EVALUATION, nameOf(ballotOf('alice')));
    // As if it had grown for long.
    if (room !== undefined) room.size = LIMITS.document;
    const known = Y.encodeStateVector(alice.doc);
    alice.send(message(0, known));
    alice.send(message(0, known));
    await until(() => alice.isPaused, 'not read');
    const again = new Client(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    expect([again.isPaused, bo.isPaused, alice.isOpen]).toEqual([true, false, true]);
    await until(() => !alice.isPaused, 'paid', 30_000);
  });

  test('[SO6] what somebody says of themselves is paid for by its bytes, over all their connections', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const long = { at: '长'.repeat(600) };
    for (let count = 0; count < 800 && !alice.isPaused; count += 1) alice.say(long, { clock: count + 1 });
    expect([alice.isPaused, alice.isOpen]).toEqual([true, true]);
    const again = new Client(here.world.corridor, 'alice', RECORD);
    await until(() => !alice.isPaused && again.isSynced, 'paid', 30_000);
  });

  test('[EQ6] a round ends when it has cost enough; what is left comes in order', async () => {
    const { alice, walk } = await dear();
    const appends = vi.spyOn(here.world.store, 'append');
    for (let at = 0; at < 6; at += 1) alice.sendUpdate(walk(at));
    await settled(alice);
    expect(appends).toHaveBeenCalledTimes(6);
    expect(roomOf(ballotOf('alice'))?.doc.getText('remark:A1.1.1').length).toBe(1_000 + 6 * 20);
  });

  /** Seconds go by, without anybody waiting for them; what was sent in them is judged. */
  const pass = async (seconds: number, each: () => void = () => undefined) => {
    for (let second = 0; second < seconds; second += 1) {
      each();
      await vi.advanceTimersByTimeAsync(1_000);
      for (let turn = 0; turn < 20; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  const freeze = async () => {
    await here.world.corridor.close();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    await here.world.restart();
  };
  const arrive = async (person: string) => {
    const client = new Client(here.world.corridor, person, RECORD);
    while (!client.isSynced) await new Promise<void>((resolve) => setImmediate(resolve));
    return client;
  };

  test('[SO6] a flood that does not end is closed, and may come back', async () => {
    await freeze();
    const alice = await arrive('alice');
    const bo = await arrive('bo');
    const flood = () => {
      for (let count = 0; count < 500; count += 1) alice.sendUpdate(craft([]));
    };
    await pass(35, flood);
    expect([alice.isOpen, alice.isPaused, bo.isOpen]).toEqual([true, true, true]);
    await pass(10, flood);
    expect([alice.ended, bo.ended]).toEqual([4508, null]);
    expect((await arrive('alice')).isSynced).toBe(true);
  });

  test('[SO9] who has not caught up after half a minute is closed, and may come back', async () => {
    await freeze();
    const alice = await arrive('alice');
    const bo = await arrive('bo');
    bo.isReading = false;
    bo.buffered = 1 << 20;
    recordFact(alice.doc, 'study', 4);
    await pass(30);
    expect(bo.ended).toBe(null);
    await pass(2);
    expect([bo.ended, alice.ended]).toEqual([4508, null]);
  });

  test('[SO9] who asks for everything again and again and never reads is cut off at eight megabytes', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    for (const code of ['A1.1.1', 'A1.1.2', 'A1.2.1', 'A1.2.2', 'A2.1.1', 'A2.1.2', 'A2.2.1', 'A2.2.2']) {
      const paragraph = new Y.XmlElement('paragraph');
      noteOf(alice.doc, code).insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText('好'.repeat(TEXT_LIMITS.note))]);
    }
    await settled(alice);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    bo.isReading = false;
    for (let count = 0; count < 19; count += 1) bo.send(message(0, new Uint8Array([0])));
    expect(await ended(bo)).toBe(1006);
    expect(bo.buffered).toBeLessThanOrEqual(8 << 20);
    expect(alice.isOpen).toBe(true);
  });

  test('[GU20] a document is eight megabytes at the most: reading goes on, and so does making it smaller', async () => {
    const doc = new Y.Doc();
    const size = () => Y.encodeStateAsUpdate(doc).length;
    const text = doc.getText('reason:A1.1.1');
    text.insert(0, '好'.repeat(LIMITS.document / 3 - 1_000));
    text.insert(0, 'x'.repeat(LIMITS.document - size() - 200));
    await here.world.enterPhase('deliberation');
    const { store, now } = here.world;
    const bytes = Y.encodeStateAsUpdate(doc);
    const row = { document: nameOf(CONSENSUS), seq: 1, personId: null, epoch: 2, at: now, bytes };
    await store.append({ rows: [row], claims: [] });
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    agree(alice.doc, 'A1.1.1', 5);
    await settled(alice);
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    writeText(reasonOf(bo.doc, 'A1.1.2'), 'x'.repeat(500));
    expect(await ended(bo)).toBe(4403);
    expect(bo.refused).toMatchObject([
      { soft: false, refusal: { code: 'TOO_LARGE', params: { limit: LIMITS.document } } },
    ]);
    reasonOf(alice.doc, 'A1.1.1').delete(0, 5_000);
    await settled(alice);
    writeText(reasonOf(alice.doc, 'A1.1.2'), 'x'.repeat(500));
    await settled(alice);
    expect(alice.isOpen).toBe(true);
  });

  test('[SO7] what waits is bounded: the socket is not read while a commit takes its time', async () => {
    const client = await join(here.world.corridor, 'alice', RECORD);
    await isQuiet(client);
    here.disk.hold();
    for (let count = 1; count <= 80; count += 1) recordFact(client.doc, 'study', count);
    await until(() => client.isPaused, 'paused');
    here.disk.release();
    await settled(client);
    expect(client.isPaused).toBe(false);
  });
});
