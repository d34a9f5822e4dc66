/** Rooms and connections from beginning to end: joining, leaving, lagging, phases, commands, presence. [RO, SO, AU, CO, PR, PJ] */
import {
  agree,
  castScore,
  PEOPLE_COLORS,
  readAgreed,
  recordFact,
  remarkOf,
  type DocumentName,
} from '@heping/protocol';
import { huzhou, PHASES, type Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { rebuildProgress, replayProgress } from '../projection/progress.ts';
import { Client, ended, join, message, settled } from './testing/client.ts';
import { any, craft } from './testing/craft.ts';
import { TrickyStore } from './testing/stores.ts';
import {
  ballotOf,
  CONSENSUS,
  EVALUATION,
  nameOf,
  openWorld,
  PANEL,
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
  vi.useRealTimers();
  disk.release();
  await world.close();
});

const facts = (client: Client) => client.doc.getMap('facts');
const roomOf = (name = RECORD) => world.corridor.peek(EVALUATION, nameOf(name));
const isQuiet = (...clients: Client[]) =>
  until(() => clients.every((client) => client.acknowledged >= client.sent), 'saved');

describe('RO rooms', () => {
  test('[RO1] a hundred who come at once wait for one load, and nobody is synced before the content is there', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    await world.restart();
    const reads = vi.spyOn(world.store.log, 'readUpdates');
    const crowd = Array.from(
      { length: 95 },
      (_, at) => new Client(world.corridor, PANEL[at % 5] ?? 'alice', RECORD),
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
    const reads = vi.spyOn(world.store.log, 'readSnapshot').mockRejectedValue(new Error('the disk is gone'));
    const alice = new Client(world.corridor, 'alice', RECORD);
    expect(await ended(alice)).toBe(4500);
    expect([world.corridor.roomCount, world.corridor.connectionCount]).toEqual([0, 0]);
    reads.mockRestore();
    const again = await join(world.corridor, 'alice', RECORD, { doc: alice.doc });
    expect(again.isSynced).toBe(true);
    expect(await world.store.log.readUpdates(nameOf(RECORD), 0)).toEqual([]);
  });

  test('[RO2] a log that is not whole is not opened', async () => {
    const hole = craft([{ client: 99_999, clock: 5, structs: [any({ root: 'facts', sub: 'study' }, 9)] }]);
    const row = { document: nameOf(RECORD), seq: 1, personId: 'alice', epoch: 1, at: world.now, bytes: hole };
    await world.store.tx((db) => world.store.log.appendUpdates(db, [row]));
    expect(await ended(new Client(world.corridor, 'alice', RECORD))).toBe(4500);
    expect(world.faults.map(({ error }) => (error as Error).name)).toEqual(['UnloadableDocument']);
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
    const alice = await join(world.corridor, 'alice', RECORD);
    await isQuiet(alice);
    disk.hold();
    recordFact(alice.doc, 'study', 4);
    await until(() => roomOf()?.doc.getMap('facts').size === 1, 'judged');
    alice.cut();
    const bo = new Client(world.corridor, 'bo', RECORD);
    const again = new Client(world.corridor, 'alice', RECORD, { doc: alice.doc });
    disk.release();
    await until(() => bo.isSynced && again.isSynced, 'both synced');
    expect([facts(bo).get('study'), facts(again).get('study')]).toEqual([4, 4]);
  });

  test('[RO5] every five hundred updates a snapshot stands beside the whole log', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    for (let index = 0; index < 520; index += 1) {
      remarkOf(alice.doc, 'A1.1.1').insert(index, 'x');
      if (index % 60 === 0) await settled(alice);
    }
    await settled(alice);
    const name = nameOf(ballotOf('alice'));
    await until(async () => (await world.store.log.readSnapshot(name)) !== undefined, 'a snapshot');
    await world.restart();
    const again = await join(world.corridor, 'alice', ballotOf('alice'));
    expect(remarkOf(again.doc, 'A1.1.1').length).toBe(520);
    expect((await world.store.log.readUpdates(name, 0)).length).toBe(520);
  });

  test('[SO10] what somebody sent before leaving is kept', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    alice.cut();
    const bo = await join(world.corridor, 'bo', RECORD);
    expect(facts(bo).get('study')).toBe(4);
  });

  test('[SO12] at a restart everybody is sent away with 4503, and what was taken in is kept', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await world.restart();
    expect(alice.ended).toBe(4503);
    expect((await world.store.log.readUpdates(nameOf(RECORD), 0)).length).toBe(1);
  });
});

describe('SO a connection', () => {
  test('[SO8] alone in a room for five minutes nobody is sent away, and something is heard every thirty seconds', async () => {
    const stock = await join(world.corridor, 'alice', RECORD, { speaksOurs: false });
    const ours = await join(world.corridor, 'bo', ballotOf('bo'));
    await isQuiet(ours);
    await world.corridor.close();
    vi.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'],
    });
    await world.restart();
    const quiet = [
      new Client(world.corridor, 'alice', RECORD, { speaksOurs: false }),
      new Client(world.corridor, 'bo', ballotOf('bo')),
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
    await world.enterPhase('deliberation');
    const alice = await join(world.corridor, 'alice', CONSENSUS);
    const bo = await join(world.corridor, 'bo', CONSENSUS);
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

  test('[SO9] past eight megabytes, or after half a minute, a reader is cut off', async () => {
    const bo = await join(world.corridor, 'bo', RECORD);
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
      const client = await join(world.corridor, 'alice', RECORD);
      client.send(bytes, isBinary);
      expect(await ended(client)).toBe(4403);
      expect(client.refused).toMatchObject([{ soft: false, refusal: { code: 'MALFORMED' } }]);
    }
  });

  test('[SO4] a frame over 256 KiB is too large, the first whole difference may be 4 MiB', async () => {
    const client = await join(world.corridor, 'alice', RECORD);
    await isQuiet(client);
    const large = new Uint8Array(300 << 10);
    client.sendUpdate(large);
    expect(await ended(client)).toBe(4413);
    expect(client.refused).toMatchObject([{ soft: false, refusal: { code: 'TOO_LARGE' } }]);
    const vector = await join(world.corridor, 'alice', RECORD);
    vector.send(message(0, new Uint8Array(20_000)));
    expect(await ended(vector)).toBe(4413);
  });

  test('[SO6] who asks for everything more than twenty times a minute comes back later', async () => {
    const client = await join(world.corridor, 'alice', RECORD);
    for (let count = 0; count < 20; count += 1) client.send(message(0, new Uint8Array([0])));
    expect(await ended(client)).toBe(4508);
  });

  test('[SO6] above the rate the socket is not read; a short flood is forgiven', async () => {
    const client = await join(world.corridor, 'alice', RECORD);
    await isQuiet(client);
    for (let count = 0; count < 2_600; count += 1) client.sendUpdate(craft([]));
    expect(client.isPaused).toBe(true);
    await until(() => !client.isPaused, 'read again');
    expect(client.isOpen).toBe(true);
  });

  test('[SO7] what waits is bounded: the socket is not read while a commit takes its time', async () => {
    const client = await join(world.corridor, 'alice', RECORD);
    await isQuiet(client);
    disk.hold();
    for (let count = 1; count <= 80; count += 1) recordFact(client.doc, 'study', count);
    await until(() => client.isPaused, 'paused');
    disk.release();
    await settled(client);
    expect(client.isPaused).toBe(false);
  });
});

describe('AU who may read and write when', () => {
  const opens = async (person: string, name: DocumentName) => {
    const client = await join(world.corridor, person, name);
    const answer = client.isOpen ? (client.states.at(-1)?.writable ? 'writes' : 'reads') : client.ended;
    client.cut();
    return answer;
  };

  test('[AU1–AU3] by role and phase', async () => {
    const table: Partial<Record<Phase, unknown[]>> = {};
    const { evaluations } = world.store.tables;
    for (const phase of ['scoring', 'deliberation', 'signing', 'preliminary'] as const) {
      await world.store.tx((db) =>
        db.update(evaluations).set({ phase }).where(eq(evaluations.id, EVALUATION)),
      );
      await world.restart();
      const row = [];
      for (const person of ['bo', 'officer', 'leader', 'admin', 'outsider']) {
        for (const name of [ballotOf('bo'), RECORD, CONSENSUS]) row.push(await opens(person, name));
      }
      table[phase] = row;
    }
    const nobody = [4404, 4404, 4404];
    const others = [...nobody, ...nobody, ...nobody];
    expect(table).toEqual({
      scoring: ['writes', 'writes', 4404, 4404, 'reads', 4404, ...others],
      deliberation: ['reads', 'writes', 'writes', 4404, 'reads', 'reads', ...others],
      signing: ['reads', 'reads', 'reads', 4404, 'reads', 'reads', ...others],
      preliminary: ['reads', 'reads', 'reads', 4404, 'reads', 'reads', ...others],
    });
  });

  test('[AU3] nobody but its owner opens a ballot, before and after the reveal', async () => {
    for (const phase of PHASES) {
      const { evaluations } = world.store.tables;
      await world.store.tx((db) =>
        db.update(evaluations).set({ phase }).where(eq(evaluations.id, EVALUATION)),
      );
      await world.restart();
      for (const person of ['alice', 'chen', 'officer', 'leader', 'admin'])
        expect(await opens(person, ballotOf('bo'))).toBe(4404);
    }
  });

  test('[AU2] who only reads may send what adds nothing; anything else is a hard refusal', async () => {
    const officer = await join(world.corridor, 'officer', RECORD);
    officer.sendUpdate(craft([]));
    await settled(officer);
    recordFact(officer.doc, 'study', 4);
    expect(await ended(officer)).toBe(4403);
    expect(officer.refused).toMatchObject([{ soft: false, refusal: { code: 'NOT_YOURS' } }]);
  });

  test('[EQ2] a lock is an instant: before it everything is in, after it nothing', async () => {
    const clients = await Promise.all(PANEL.map((person) => join(world.corridor, person, ballotOf(person))));
    const write = (points: number) => clients.forEach(({ doc }) => castScore(doc, 'A1.1.1', points));
    await isQuiet(...clients);
    disk.hold();
    write(5);
    write(10);
    const locked = world.enterPhase('deliberation');
    await until(() => clients.every(({ sent }) => sent === 3), 'sent');
    // Waits in the queue behind the command.
    write(15);
    disk.release();
    await locked;
    await Promise.all(clients.map(ended));
    expect(clients.map((client) => client.refused.at(-1))).toMatchObject(
      PANEL.map(() => ({
        soft: false,
        refusal: { code: 'LOCKED', params: { phase: expect.any(String) as string } },
      })),
    );
    for (const person of PANEL) {
      const doc = new Y.Doc();
      const rows = await world.store.log.readUpdates(nameOf(ballotOf(person)), 0);
      for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
      expect(doc.getMap('scores').get('A1.1.1')).toBe(10);
      expect(rows.every(({ epoch }) => epoch === 1)).toBe(true);
    }
  });

  test('[AU4] everybody in is told of the new phase; a closed session is out', async () => {
    const bo = await join(world.corridor, 'bo', ballotOf('bo'));
    await world.enterPhase('deliberation');
    expect(bo.states.at(-1)).toMatchObject({ phase: 'deliberation', epoch: 2, writable: false });
    expect(bo.isOpen).toBe(true);
    world.signedOut.add('bo');
    await world.corridor.revalidate('bo');
    expect(bo.ended).toBe(4401);
  });
});

describe('CO commands', () => {
  test('[CO1] what a command writes goes out as one update, after its transaction', async () => {
    await world.enterPhase('deliberation');
    const bo = await join(world.corridor, 'bo', CONSENSUS);
    const before = bo.updates.length;
    await world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.1', 20));
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.2', 5));
      expect(readAgreed(await moment.document(CONSENSUS), huzhou)['A1.1.1']).toBe(20);
      expect(bo.updates.length).toBe(before);
      await moment.commit(async () => undefined);
    });
    expect(bo.updates.length - before).toBe(1);
    const rows = await world.store.log.readUpdates(nameOf(CONSENSUS), 0);
    expect(rows.map(({ personId, epoch }) => [personId, epoch])).toEqual([
      [null, 2],
      [null, 2],
    ]);
  });

  test('[CO3] a command that throws has changed nothing, in memory or on disk, and disturbs nobody', async () => {
    await world.enterPhase('deliberation');
    const bo = await join(world.corridor, 'bo', CONSENSUS);
    await isQuiet(bo);
    const failing = world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.1', 20));
      await moment.commit(
        async () => {
          throw new Error('no');
        },
        { phase: 'signing' },
      );
    });
    await expect(failing).rejects.toThrow('no');
    expect(roomOf(CONSENSUS)?.doc.getMap('agreed').size).toBe(0);
    expect(await world.store.log.readUpdates(nameOf(CONSENSUS), 0)).toEqual([]);
    agree(bo.doc, 'A1.1.2', 5);
    await settled(bo);
    expect(bo.doc.getMap('agreed').toJSON()).toEqual({ 'A1.1.2': 5 });
    const late = await join(world.corridor, 'chen', CONSENSUS);
    expect(late.doc.getMap('agreed').toJSON()).toEqual({ 'A1.1.2': 5 });
  });

  test('[CO3] what was written and never committed is gone, too', async () => {
    await world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(RECORD, (doc) => recordFact(doc, 'study', 4));
    });
    expect(roomOf()?.doc.getMap('facts').size).toBe(0);
  });

  test('[CO4] a moment is over with its command', async () => {
    const kept = await world.corridor.command(EVALUATION, async (moment) => moment);
    await expect(kept.document(RECORD)).rejects.toThrow('over');
    await expect(kept.commit(async () => undefined)).rejects.toThrow('over');
    await expect(world.corridor.command('no-such', async () => undefined)).rejects.toThrow('does not exist');
  });

  test('[CO2] what is written in a person’s name is theirs', async () => {
    await world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(ballotOf('bo'), (doc) => castScore(doc, 'A1.1.1', 20), { by: 'bo' });
      await moment.write(ballotOf('bo'), (doc) => castScore(doc, 'A1.1.2', 5), { by: 'bo' });
      await moment.commit(async () => undefined);
    });
    const name = nameOf(ballotOf('bo'));
    const rows = await world.store.log.readUpdates(name, 0);
    expect(rows.map(({ personId }) => personId)).toEqual(['bo', 'bo']);
    const [client] = [...(roomOf(ballotOf('bo'))?.doc.store.clients.keys() ?? [])];
    expect(roomOf(ballotOf('bo'))?.ownerOf(client ?? 0)).toBe('bo');
  });
});

describe('PR presence', () => {
  const heard = (client: Client, of: Client) =>
    client.presence.filter((entry) => entry.client === of.doc.clientID).at(-1);

  test('[PR1] the server says who it is, whatever was said', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    alice.say(
      {
        at: 'A1.1.1',
        field: 'facts:study',
        cursor: { anchor: 1 },
        user: { id: 'eve', name: 'Eve' },
        evil: 'x'.repeat(500),
      },
      { clock: 2 ** 53 - 2 },
    );
    await until(() => heard(bo, alice) !== undefined, 'bo hears');
    expect(heard(bo, alice)?.state).toEqual({
      user: { id: 'alice', name: 'alice', color: PEOPLE_COLORS[0] },
      at: 'A1.1.1',
      field: 'facts:study',
      cursor: { anchor: 1 },
    });
    expect(heard(bo, alice)?.clock).toBeLessThan(2 ** 48);
    expect(alice.presence).toEqual([]);
  });

  test('[PR2] nobody speaks for another’s client id, and an echo is passed over', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    const chen = await join(world.corridor, 'chen', RECORD);
    alice.say({ at: 'A1.1.1' });
    bo.say({ at: 'A1.1.2' });
    await until(() => heard(chen, alice) !== undefined && heard(chen, bo) !== undefined, 'chen hears both');
    bo.say({ at: 'A2.1.1' }, { client: alice.doc.clientID, clock: 9 });
    bo.say(null, { client: alice.doc.clientID, clock: 9 });
    bo.say({ at: 'A1.1.1' });
    await until(() => (heard(chen, bo)?.state as { at?: string }).at === 'A1.1.1', 'bo moved');
    expect(heard(chen, alice)?.state).toMatchObject({ at: 'A1.1.1' });
    expect([alice, bo, chen].every(({ isOpen }) => isOpen)).toBe(true);
  });

  test('[PR3] who comes is told who is there; who leaves is gone', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    alice.say({ at: 'A1.1.1' });
    const bo = await join(world.corridor, 'bo', RECORD);
    await until(() => heard(bo, alice) !== undefined, 'bo is told');
    alice.cut();
    await until(() => heard(bo, alice)?.state === null, 'alice is gone');
  });

  test('[PR4] what is too large or makes no sense is not passed on', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    alice.say({ at: 'A1.1.1', cursor: 'x'.repeat(3_000) });
    let deep: unknown = 1;
    for (let level = 0; level < 500; level += 1) deep = [deep];
    alice.say({ at: 'A1.1.2', cursor: { deep } });
    alice.say({ at: 'elsewhere', field: '<script>' });
    await until(() => heard(bo, alice) !== undefined, 'bo hears');
    expect(bo.presence.map(({ state }) => Object.keys(state as object)).flat()).not.toContain('cursor');
    expect(heard(bo, alice)?.state).toEqual({ user: expect.any(Object) as object });
  });

  test('[PR5] a hundred thousand ids in one message are unreadable', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const many = new Uint8Array([1, 3, 0xa0, 0x8d, 6]);
    alice.send(many);
    expect(await ended(alice)).toBe(4403);
  });

  test('[PR6] a ballot has no presence', async () => {
    const one = await join(world.corridor, 'alice', ballotOf('alice'));
    const two = await join(world.corridor, 'alice', ballotOf('alice'));
    one.say({ at: 'A1.1.1' });
    castScore(one.doc, 'A1.1.1', 5);
    await settled(one);
    await until(() => two.doc.getMap('scores').get('A1.1.1') === 5, 'the score arrives');
    expect([roomOf(ballotOf('alice'))?.presence.everybody(two as never), two.presence]).toEqual([null, []]);
  });
});

describe('PJ progress', () => {
  test('[PJ1–PJ3] a ballot becomes a count, told when it changes, the same when the log is replayed', async () => {
    const bo = await join(world.corridor, 'bo', ballotOf('bo'));
    castScore(bo.doc, 'A1.1.1', 20);
    castScore(bo.doc, 'A1.1.2', 5);
    await settled(bo);
    const { progress } = world.store.tables;
    const rows = () => world.store.db.select().from(progress);
    await until(async () => (await rows()).length === 1, 'a row');
    expect(await rows()).toEqual([
      { evaluationId: EVALUATION, personId: 'bo', scored: 2, total: 40, seq: 2 },
    ]);
    expect(world.progressed).toEqual([EVALUATION]);
    expect(await replayProgress(world.store, nameOf(ballotOf('bo')), huzhou)).toEqual((await rows())[0]);
    const before = await rows();
    await world.store.tx((db) => db.delete(progress));
    await rebuildProgress(world.store, EVALUATION, huzhou);
    expect((await rows()).filter(({ personId }) => personId === 'bo')).toEqual(before);
  });
});
