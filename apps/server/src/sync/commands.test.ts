/** Who may read and write when, and what commands do to documents. [AU, CO, PJ] */
import { agree, castScore, PHASE_LABELS, readAgreed, recordFact, type DocumentName } from '@heping/protocol';
import { huzhou, PHASES, type Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { rebuildProgress, replayProgress } from '../projection/progress.ts';
import { Client, ended, join, settled } from './testing/client.ts';
import { craft } from './testing/craft.ts';
import { isQuiet, useWorld } from './testing/use-world.ts';
import { ballotOf, CONSENSUS, EVALUATION, nameOf, PANEL, RECORD, until } from './testing/world.ts';

const here = useWorld();

const roomOf = (name: DocumentName = RECORD) => here.world.corridor.peek(EVALUATION, nameOf(name));

describe('AU who may read and write when', () => {
  const opens = async (person: string, name: DocumentName) => {
    const client = await join(here.world.corridor, person, name);
    const answer = client.isOpen ? (client.states.at(-1)?.writable ? 'writes' : 'reads') : client.ended;
    client.cut();
    return answer;
  };

  test('[AU1–AU3] by role and phase', async () => {
    const table: Partial<Record<Phase, unknown[]>> = {};
    const { evaluations } = here.world.store.tables;
    for (const phase of ['scoring', 'deliberation', 'signing', 'preliminary'] as const) {
      await here.world.store.tx((db) =>
        db.update(evaluations).set({ phase, publishedAt: 1 }).where(eq(evaluations.id, EVALUATION)),
      );
      await here.world.restart();
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
      const { evaluations } = here.world.store.tables;
      await here.world.store.tx((db) =>
        db.update(evaluations).set({ phase, publishedAt: 1 }).where(eq(evaluations.id, EVALUATION)),
      );
      await here.world.restart();
      for (const person of ['alice', 'chen', 'officer', 'leader', 'admin'])
        expect(await opens(person, ballotOf('bo'))).toBe(4404);
    }
  });

  test('[AU2] who only reads may send what adds nothing; anything else is a hard refusal', async () => {
    const officer = await join(here.world.corridor, 'officer', RECORD);
    officer.sendUpdate(craft([]));
    await settled(officer);
    recordFact(officer.doc, 'study', 4);
    expect(await ended(officer)).toBe(4403);
    expect(officer.refused).toMatchObject([{ soft: false, refusal: { code: 'NOT_YOURS' } }]);
  });

  test('[EQ8] a phase that is durable but cannot be read again leaves nobody in the old one', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const lose = async () => {
      here.disk.isUnreadable = true;
    };
    await here.world.corridor.command(EVALUATION, (moment) => moment.commit(lose, { phase: 'signing' }));
    recordFact(alice.doc, 'study', 4);
    expect(await ended(alice)).toBe(4500);
    here.disk.isUnreadable = false;
    const again = await join(here.world.corridor, 'alice', RECORD);
    expect(again.states.at(-1)).toMatchObject({ phase: 'signing', writable: false });
    expect(here.world.faults).toHaveLength(1);
  });

  test('[EQ2] a lock is an instant: before it everything is in, after it nothing', async () => {
    const clients = await Promise.all(
      PANEL.map((person) => join(here.world.corridor, person, ballotOf(person))),
    );
    const write = (points: number) => clients.forEach(({ doc }) => castScore(doc, 'A1.1.1', points));
    await isQuiet(...clients);
    here.disk.hold();
    write(5);
    write(10);
    const locked = here.world.enterPhase('deliberation');
    await until(() => clients.every(({ sent }) => sent === 3), 'sent');
    // Waits in the queue behind the command.
    write(15);
    here.disk.release();
    await locked;
    await Promise.all(clients.map(ended));
    expect(clients.map((client) => client.refused.at(-1))).toMatchObject(
      PANEL.map(() => ({
        soft: false,
        refusal: { code: 'LOCKED', params: { phase: PHASE_LABELS.deliberation } },
      })),
    );
    for (const person of PANEL) {
      const doc = new Y.Doc();
      const rows = await here.world.store.log.readUpdates(nameOf(ballotOf(person)), 0);
      for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
      expect(doc.getMap('scores').get('A1.1.1')).toBe(10);
      expect(rows.every(({ epoch }) => epoch === 1)).toBe(true);
    }
  });

  test('[AU4] everybody in is told of the new phase; a closed session is out', async () => {
    const bo = await join(here.world.corridor, 'bo', ballotOf('bo'));
    await here.world.enterPhase('deliberation');
    expect(bo.states.at(-1)).toMatchObject({ phase: 'deliberation', epoch: 2, writable: false });
    expect(bo.isOpen).toBe(true);
    here.world.signedOut.add('bo');
    await here.world.corridor.revalidate('bo');
    expect(bo.ended).toBe(4401);
  });

  test('[AU4] who is signed out while waiting to be let in is not let in', async () => {
    let release: (() => void) | null = null as (() => void) | null;
    const held = here.world.corridor.command(
      EVALUATION,
      () => new Promise<void>((resolve) => (release = resolve)),
    );
    await until(() => release !== null, 'the queue is held');
    const bo = new Client(here.world.corridor, 'bo', ballotOf('bo'));
    castScore(bo.doc, 'A1.1.1', 20);
    here.world.signedOut.add('bo');
    here.world.corridor.signOut('bo');
    release?.();
    await held;
    await until(() => !bo.isOpen, 'shown out');
    expect(bo.ended).toBe(4401);
    expect(here.world.corridor.connectionCount).toBe(0);
  });
});

describe('CO commands', () => {
  test('[CO1] what a command writes goes out as one update, after its transaction', async () => {
    await here.world.enterPhase('deliberation');
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    const before = bo.updates.length;
    await here.world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.1', 20));
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.2', 5));
      expect(readAgreed(await moment.document(CONSENSUS), huzhou)['A1.1.1']).toBe(20);
      expect(bo.updates.length).toBe(before);
      await moment.commit(async () => undefined);
    });
    expect(bo.updates.length - before).toBe(1);
    const rows = await here.world.store.log.readUpdates(nameOf(CONSENSUS), 0);
    expect(rows.map(({ personId, epoch }) => [personId, epoch])).toEqual([
      [null, 2],
      [null, 2],
    ]);
  });

  test('[CO3] a command that throws has changed nothing, in memory or on disk, and disturbs nobody', async () => {
    await here.world.enterPhase('deliberation');
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    await isQuiet(bo);
    const failing = here.world.corridor.command(EVALUATION, async (moment) => {
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
    expect(await here.world.store.log.readUpdates(nameOf(CONSENSUS), 0)).toEqual([]);
    agree(bo.doc, 'A1.1.2', 5);
    await settled(bo);
    expect(bo.doc.getMap('agreed').toJSON()).toEqual({ 'A1.1.2': 5 });
    const late = await join(here.world.corridor, 'chen', CONSENSUS);
    expect(late.doc.getMap('agreed').toJSON()).toEqual({ 'A1.1.2': 5 });
  });

  test('[CO3] what was written and never committed is gone, too', async () => {
    await here.world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(RECORD, (doc) => recordFact(doc, 'study', 4));
    });
    expect(roomOf()?.doc.getMap('facts').size).toBe(0);
  });

  test('[CO4] a moment is over with its command', async () => {
    const kept = await here.world.corridor.command(EVALUATION, async (moment) => moment);
    await expect(kept.document(RECORD)).rejects.toThrow('over');
    await expect(kept.commit(async () => undefined)).rejects.toThrow('over');
    await expect(here.world.corridor.command('no-such', async () => undefined)).rejects.toThrow(
      'does not exist',
    );
  });

  test('[CO2] what is written in a person’s name is theirs', async () => {
    await here.world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(ballotOf('bo'), (doc) => castScore(doc, 'A1.1.1', 20), { by: 'bo' });
      await moment.write(ballotOf('bo'), (doc) => castScore(doc, 'A1.1.2', 5), { by: 'bo' });
      await moment.commit(async () => undefined);
    });
    const name = nameOf(ballotOf('bo'));
    const rows = await here.world.store.log.readUpdates(name, 0);
    expect(rows.map(({ personId }) => personId)).toEqual(['bo', 'bo']);
    const [client] = [...(roomOf(ballotOf('bo'))?.doc.store.clients.keys() ?? [])];
    expect(roomOf(ballotOf('bo'))?.ownerOf(client ?? 0)).toBe('bo');
  });
});

describe('PJ progress', () => {
  test('[PJ1–PJ3] a ballot becomes a count, told when it changes, the same when the log is replayed', async () => {
    const bo = await join(here.world.corridor, 'bo', ballotOf('bo'));
    castScore(bo.doc, 'A1.1.1', 20);
    castScore(bo.doc, 'A1.1.2', 5);
    await settled(bo);
    const { progress } = here.world.store.tables;
    const rows = () => here.world.store.db.select().from(progress);
    await until(async () => (await rows()).length === 1, 'a row');
    expect(await rows()).toEqual([
      { evaluationId: EVALUATION, personId: 'bo', scored: 2, total: 40, seq: 2 },
    ]);
    expect(here.world.progressed).toEqual([EVALUATION]);
    expect(await replayProgress(here.world.store, nameOf(ballotOf('bo')), huzhou)).toEqual((await rows())[0]);
    const before = await rows();
    await here.world.store.tx((db) => db.delete(progress));
    await rebuildProgress(here.world.store, EVALUATION, huzhou);
    expect((await rows()).filter(({ personId }) => personId === 'bo')).toEqual(before);
  });
});
