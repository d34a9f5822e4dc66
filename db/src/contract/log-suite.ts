import { eq, inArray } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { LogFenced } from '../failures.ts';
import type { Update } from '../tables.ts';
import type { Subject } from './stores.ts';
import { makeDocument, makeWorld, type World } from './world.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** The log: order, fences, snapshots. */
export function logSuite(subject: () => Subject) {
  const store = () => subject().store;
  let world: World;

  const row = (document: string, seq: number, more: Partial<Update> = {}): Update => ({
    ...{ document, seq, personId: world.alice, epoch: 0, at: 1_000 + seq },
    bytes: bytes(seq % 256, 0, 255),
    ...more,
  });
  const append = (rows: readonly Update[]) => store().append({ rows, claims: [] });
  const seqs = async (document: string, after = 0) =>
    (await store().log.readUpdates(document, after)).map(({ seq }) => seq);

  describe('log', () => {
    beforeAll(async () => {
      world = await makeWorld(store());
    });

    test('what was appended is read back byte for byte, in order, from where one asks', async () => {
      const { document } = await makeDocument(store(), world);
      const rows = [row(document, 1), row(document, 2, { personId: null }), row(document, 3)];
      await append(rows);
      expect(await store().log.readUpdates(document, 0)).toEqual(rows);
      expect(await seqs(document, 2)).toEqual([3]);
      expect(await seqs(document, 3)).toEqual([]);
    });

    test('a log is read in parts, each from where the last one ended, up to a moment', async () => {
      const { document } = await makeDocument(store(), world);
      const rows = [row(document, 1), row(document, 2, { at: 2_000 }), row(document, 3), row(document, 4)];
      await append(rows);
      const part = (afterSeq: number, until: number, most: number) =>
        store().log.readPart(document, { afterSeq, until, most });
      expect(await part(0, Number.MAX_SAFE_INTEGER, 3)).toEqual(rows.slice(0, 3));
      expect(await part(3, Number.MAX_SAFE_INTEGER, 3)).toEqual(rows.slice(3));
      // The second was kept by a clock that was set back afterwards.
      expect((await part(0, 1_003, 3)).map(({ seq }) => seq)).toEqual([1, 3]);
      expect(await part(0, 1_000, 3)).toEqual([]);
    });

    test('a unit may append to several documents, and more than a thousand rows', async () => {
      const [one, two] = [await makeDocument(store(), world), await makeDocument(store(), world)];
      const rows = Array.from({ length: 1500 }, (_, at) => [
        row(one.document, at + 1),
        row(two.document, at + 1),
      ]).flat();
      await append(rows);
      expect(await seqs(one.document)).toEqual(Array.from({ length: 1500 }, (_, at) => at + 1));
      expect((await seqs(two.document)).length).toBe(1500);
    });

    test.for([
      ['the same place twice', [1, 2, 2]],
      ['a gap', [1, 2, 4]],
      ['a first row that is not the first', [2]],
    ] as const)('%s is refused, and nothing of the unit is kept', async ([, places]) => {
      const { document } = await makeDocument(store(), world);
      const unit = append(places.map((seq) => row(document, seq)));
      await expect(unit).rejects.toThrow(LogFenced);
      expect(await seqs(document)).toEqual([]);
    });

    test('a writer whose memory is behind the log is fenced off', async () => {
      const { document } = await makeDocument(store(), world);
      await append([row(document, 1), row(document, 2)]);
      await expect(append([row(document, 2)])).rejects.toMatchObject({ document, fence: 'seq' });
      await append([row(document, 3)]);
      expect(await seqs(document)).toEqual([1, 2, 3]);
    });

    test('of two writers who both want the next place, one has it', async () => {
      const { document } = await makeDocument(store(), world);
      const outcomes = await Promise.allSettled([append([row(document, 1)]), append([row(document, 1)])]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await seqs(document)).toEqual([1]);
    });

    test('after the phase has changed, a late write of the old epoch is refused', async () => {
      const { document, evaluation } = await makeDocument(store(), world);
      const { evaluations } = store().tables;
      await append([row(document, 1)]);
      await store().tx(async (db) => {
        await db.update(evaluations).set({ epoch: 1 }).where(eq(evaluations.id, evaluation));
        await store().log.append(db, { rows: [row(document, 2, { epoch: 1 })], claims: [] });
      });
      await expect(append([row(document, 3)])).rejects.toMatchObject({ fence: 'epoch' });
      expect(await seqs(document)).toEqual([1, 2]);
    });

    test('a document that nobody created has no log', async () => {
      await expect(append([row('record:nowhere', 1)])).rejects.toMatchObject({ fence: 'document' });
    });

    test('a unit that fails after appending leaves the log as it was', async () => {
      const { document } = await makeDocument(store(), world);
      const unit = store().tx(async (db) => {
        await store().log.append(db, { rows: [row(document, 1)], claims: [] });
        throw new Error('halfway');
      });
      await expect(unit).rejects.toThrow('halfway');
      await append([row(document, 1)]);
      expect(await seqs(document)).toEqual([1]);
    });

    test('appending outside a unit is refused', async () => {
      const { document } = await makeDocument(store(), world);
      await expect(
        store().log.append(store().db, { rows: [row(document, 1)], claims: [] }),
      ).rejects.toThrow();
      expect(await seqs(document)).toEqual([]);
    });

    test('the newest snapshot is found, and writing a place again changes nothing', async () => {
      const { document } = await makeDocument(store(), world);
      const snapshot = (seq: number, first: number) => ({
        ...{ document, seq, at: 5 },
        ...{ bytes: bytes(first, 2), stateVector: bytes(9) },
      });
      expect(await store().log.readSnapshot(document)).toBeUndefined();
      for (const each of [snapshot(10, 1), snapshot(30, 3), snapshot(20, 2), snapshot(30, 7)]) {
        await store().tx((db) => store().log.writeSnapshot(db, each));
      }
      expect(await store().log.readSnapshot(document)).toEqual(snapshot(30, 3));
    });

    test('of a moment that snapshot is the newest which holds nothing later', async () => {
      const { document } = await makeDocument(store(), world);
      await append([row(document, 1), row(document, 2), row(document, 3, { at: 5_000 }), row(document, 4)]);
      const snapshot = (seq: number) => ({
        ...{ document, seq, at: 1_000 + seq },
        ...{ bytes: bytes(seq), stateVector: bytes(9) },
      });
      for (const seq of [2, 4]) await store().tx((db) => store().log.writeSnapshot(db, snapshot(seq)));
      const by = async (moment: number) => (await store().log.readSnapshotBy(document, moment))?.seq;
      // The third update is later than the fourth and than its snapshot: the clock was set back.
      expect([await by(1_001), await by(1_002), await by(1_004), await by(5_000)]).toEqual([
        undefined,
        2,
        2,
        4,
      ]);
    });

    test('of each document the newest two snapshots are kept', async () => {
      const one = await makeDocument(store(), world);
      const other = await makeDocument(store(), world);
      const write = (document: string, seq: number) =>
        store().tx((db) =>
          store().log.writeSnapshot(db, { document, seq, at: 5, bytes: bytes(seq), stateVector: bytes(9) }),
        );
      for (const seq of [10, 30, 20, 40]) await write(one.document, seq);
      await write(other.document, 5);
      const { snapshots } = store().tables;
      const kept = await store()
        .db.select()
        .from(snapshots)
        .where(inArray(snapshots.document, [one.document, other.document]));
      expect(kept.map(({ document, seq }) => [document, seq]).sort()).toEqual(
        [
          [one.document, 30],
          [one.document, 40],
          [other.document, 5],
        ].sort(),
      );
    });

    test('the documents of an evaluation are listed by name, and no others', async () => {
      const { document, evaluation } = await makeDocument(store(), world);
      const ballot = `ballot:${evaluation}:${world.bob}`;
      const { documents } = store().tables;
      await store().tx((db) =>
        db
          .insert(documents)
          .values({
            ...{ name: ballot, evaluationId: evaluation, kind: 'ballot' },
            ...{ personId: world.bob, createdAt: 1 },
          })
          .then(),
      );
      expect((await store().log.listDocuments(evaluation)).map(({ name }) => name)).toEqual([
        ballot,
        document,
      ]);
    });
  });
}
