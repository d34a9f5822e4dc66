import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { isUniqueViolation } from '../failures.ts';
import type { Db } from '../db.ts';
import type { Subject } from './stores.ts';
import { fresh, makeDocument, makeWorld, planned, type World } from './world.ts';

/** What the database itself holds: rows that may not change, and one regular evaluation a year. */
export function keptSuite(subject: () => Subject) {
  const store = () => subject().store;
  const tables = () => store().tables;
  let world: World;
  const unit = (work: (db: Db) => PromiseLike<unknown>) =>
    store().tx(async (db) => {
      await work(db);
    });
  /** drizzle wraps what PostgreSQL says; the driver's own sentence is at the end of the chain. */
  const refused = async (attempt: Promise<unknown>) => {
    const error: unknown = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    let deepest = error;
    while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
    expect(String(deepest)).toContain('append-only');
  };

  describe('append-only', () => {
    beforeAll(async () => {
      world = await makeWorld(store());
    });

    test('a row of the log stays', async () => {
      const { document } = await makeDocument(store(), world);
      const { updates } = tables();
      const row = { document, seq: 1, personId: null, epoch: 0, at: 1, bytes: Uint8Array.of(1) };
      await store().append({ rows: [row], claims: [] });
      const mine = eq(updates.document, document);
      await refused(unit((db) => db.update(updates).set({ at: 2 }).where(mine)));
      await refused(unit((db) => db.delete(updates).where(mine)));
      expect((await store().log.readUpdates(document, 0)).length).toBe(1);
    });

    test('a ballot stays as it was at the reveal', async () => {
      const { evaluation } = await makeDocument(store(), world);
      const { ballotScores } = tables();
      await unit((db) =>
        db.insert(ballotScores).values({
          ...{ evaluationId: evaluation, personId: world.alice, indicator: 'A1.2.2', score: 80 },
        }),
      );
      const mine = eq(ballotScores.evaluationId, evaluation);
      await refused(unit((db) => db.update(ballotScores).set({ score: 85 }).where(mine)));
      await refused(unit((db) => db.delete(ballotScores).where(mine)));
    });

    test('a decision to send back stays', async () => {
      const { evaluation } = await makeDocument(store(), world);
      const { returns } = tables();
      const id = fresh('return');
      await unit((db) =>
        db.insert(returns).values({ id, evaluationId: evaluation, reason: '漏记', by: world.bob, at: 1 }),
      );
      await refused(unit((db) => db.update(returns).set({ reason: '' }).where(eq(returns.id, id))));
      await refused(unit((db) => db.delete(returns).where(eq(returns.id, id))));
    });

    const lockSheet = async () => {
      const { evaluation } = await makeDocument(store(), world);
      const { sheets, signatures } = tables();
      const sheet = fresh('sheet');
      const signature = fresh('signature');
      await unit(async (db) => {
        await db.insert(sheets).values({
          ...{ id: sheet, evaluationId: evaluation, revision: 1, canonical: '{}', hash: 'h' },
          ...{ lockedAt: 1, lockedBy: world.alice },
        });
        await db.insert(signatures).values({
          ...{ id: signature, sheetId: sheet, personId: world.alice, kind: 'sign' },
          ...{ hash: 'h', at: 2 },
        });
      });
      return { evaluation, sheet, signature };
    };

    test.for([
      { canonical: '{"a":1}' },
      { hash: 'other' },
      { revision: 2 },
      { lockedAt: 9 },
      { previousHash: 'p' },
    ])('a locked sheet keeps what was signed: %o is refused', async (change) => {
      const { sheet } = await lockSheet();
      const { sheets } = tables();
      await refused(unit((db) => db.update(sheets).set(change).where(eq(sheets.id, sheet))));
      await refused(unit((db) => db.delete(sheets).where(eq(sheets.id, sheet))));
    });

    test('a sheet is discarded once and signed by the server once', async () => {
      const { sheet } = await lockSheet();
      const { sheets } = tables();
      const set = (change: object) => unit((db) => db.update(sheets).set(change).where(eq(sheets.id, sheet)));
      await set({ serverSignature: 's' });
      await set({ discardedAt: 5, discardedBy: world.bob, discardReason: '补充事实' });
      await refused(set({ serverSignature: 't' }));
      await refused(set({ discardedAt: null }));
      await refused(set({ discardReason: '别的' }));
    });

    test.for([{ closedAt: 7 }, { closeReason: '出差' }, { sealed: '{"b":2}' }])(
      '[SE4] the close of signing is kept once: then %o is refused',
      async (change) => {
        const { sheet } = await lockSheet();
        const { sheets } = tables();
        const set = (values: object) =>
          unit((db) => db.update(sheets).set(values).where(eq(sheets.id, sheet)));
        await set({ closedAt: 6, closedBy: world.alice, closeReason: '王海峰出差', sealed: '{"a":1}' });
        await refused(set(change));
      },
    );

    test('[SE4] findings stay as they were delivered', async () => {
      const { evaluation } = await makeDocument(store(), world);
      const { findings } = tables();
      const id = fresh('finding');
      await unit((db) =>
        db.insert(findings).values({
          ...{ id, evaluationId: evaluation, number: 1, indicator: 'A1.2.2', clauses: ['5.2.4'] },
          ...{ standard: { zh: '', en: '' }, actual: { zh: '', en: '' } },
          ...{ lost: 5, severity: 'ordinary', reason: '面积不足', createdAt: 1 },
        }),
      );
      const mine = eq(findings.id, id);
      await refused(unit((db) => db.update(findings).set({ severity: 'suggestion' }).where(mine)));
      await refused(unit((db) => db.delete(findings).where(mine)));
    });

    test.for([
      { documentNumber: '〔2026〕2 号' },
      { minutes: '另一次会议' },
      { approvedAt: 9 },
      { noticeEndsOn: '2026-12-31' },
      { deliveredAt: null },
      { selfEvaluated: true },
    ])('[SE4] what was approved and delivered stays: %o is refused', async (change) => {
      const { evaluation } = await makeDocument(store(), world);
      const { evaluations } = tables();
      const mine = eq(evaluations.id, evaluation);
      const set = (values: object) => unit((db) => db.update(evaluations).set(values).where(mine));
      await set({ approvedAt: 1, documentNumber: '〔2026〕1 号', minutes: '党委会' });
      await set({ documentNumber: '〔2026〕3 号' });
      await set({ deliveredAt: 2, noticeEndsOn: '2026-03-09' });
      await refused(set(change));
      await refused(unit((db) => db.delete(evaluations).where(mine)));
      for (const phase of ['published', 'rectifying', 'closed'] as const) await refused(set({ phase }));
      await set({ phase: 'published', publishedAt: 3 });
      await refused(set({ publishedAt: 4 }));
    });

    test('a signature is discarded once and changes in nothing else', async () => {
      const { signature } = await lockSheet();
      const { signatures } = tables();
      const set = (change: object) =>
        unit((db) => db.update(signatures).set(change).where(eq(signatures.id, signature)));
      await refused(set({ kind: 'dissent' }));
      await refused(set({ statement: '不同意' }));
      await refused(set({ personName: '别人' }));
      await set({ discardedAt: 5 });
      await refused(set({ discardedAt: 6 }));
      await refused(unit((db) => db.delete(signatures).where(eq(signatures.id, signature))));
    });

    test('[WD5, SN5] a word before a witness and a scan stay as they were kept, a drawn signature too', async () => {
      const { evaluation, sheet, signature } = await lockSheet();
      const { witnessedWords, sheetScans, files, signatures } = tables();
      const [word, scan, file] = [fresh('word'), fresh('scan'), fresh('file')];
      const drawing = { strokes: [[1, 2, 3, 4]] };
      const person = { personId: world.alice, personName: '艾丽', personNameEn: 'Alice' };
      await unit(async (db) => {
        await db.insert(witnessedWords).values({
          ...{ id: word, sheetId: sheet, kind: 'acknowledge', ...person, post: '主任', drawing, hash: 'h' },
          ...{ witnessId: world.bob, witnessName: '薄文', witnessNameEn: 'Bo', at: 3 },
        });
        await db.insert(files).values({
          ...{ id: file, evaluationId: evaluation, sha256: 'f', type: 'application/pdf', size: 1 },
          ...{ name: '签字件.pdf', personId: world.alice, personName: '艾丽', at: 3 },
        });
        await db.insert(sheetScans).values({
          ...{ id: scan, sheetId: sheet, fileId: file, sha256: 'f', hash: 'h', ...person, at: 4 },
          carries: { panel: [world.alice], centre: null, seals: ['body'] },
        });
      });
      const [kept] = await store().db.select().from(witnessedWords).where(eq(witnessedWords.id, word));
      expect(kept).toMatchObject({ drawing, statement: '' });
      const other = { strokes: [[9, 9]] };
      await refused(
        unit((db) => db.update(signatures).set({ drawing: other }).where(eq(signatures.id, signature))),
      );
      await refused(
        unit((db) => db.update(witnessedWords).set({ drawing: other }).where(eq(witnessedWords.id, word))),
      );
      await refused(unit((db) => db.delete(witnessedWords).where(eq(witnessedWords.id, word))));
      await refused(unit((db) => db.update(sheetScans).set({ hash: 'x' }).where(eq(sheetScans.id, scan))));
      await refused(unit((db) => db.delete(sheetScans).where(eq(sheetScans.id, scan))));
      await expect(unit((db) => db.delete(files).where(eq(files.id, file)))).rejects.toThrow();
    });

    test('[FS17] what a camera wrote of a file stays as it was kept', async () => {
      const { evaluation } = await makeDocument(store(), world);
      const { files } = tables();
      const id = fresh('file');
      const camera = { takenAt: '2026-11-30T14:05:22', position: { latitude: 30.866667, longitude: -0.1 } };
      const row = {
        ...({
          id,
          evaluationId: evaluation,
          sha256: 'f',
          type: 'image/jpeg',
          size: 1,
          name: '现场.jpg',
        } as const),
        ...{ personId: world.alice, personName: '艾丽', at: 3, camera },
      };
      await unit((db) => db.insert(files).values(row));
      const mine = eq(files.id, id);
      const [kept] = await store().db.select({ camera: files.camera }).from(files).where(mine);
      expect(kept).toEqual({ camera });
      await refused(unit((db) => db.update(files).set({ camera: null }).where(mine)));
      await refused(
        unit((db) =>
          db
            .update(files)
            .set({ camera: { ...camera, takenAt: null } })
            .where(mine),
        ),
      );
    });

    test('replacing a row is changing it', async ({ skip }) => {
      skip(store().dialect !== 'sqlite', 'INSERT OR REPLACE is SQLite’s');
      const { sheet } = await lockSheet();
      type Raw = { run(statement: ReturnType<typeof sql>): unknown };
      await refused(
        unit(async (db) =>
          (db as unknown as Raw).run(
            sql`insert or replace into signatures (id, sheet_id, person_id, kind, statement, hash, at, discarded_at) select id, sheet_id, person_id, 'dissent', statement, hash, at, discarded_at from signatures where sheet_id = ${sheet}`,
          ),
        ),
      );
    });
  });

  describe('one regular evaluation per campaign and centre (4.3.8, 7.4.1)', () => {
    beforeAll(async () => {
      world = await makeWorld(store());
    });

    const plan = (more: Parameters<typeof planned>[1]) => {
      const row = planned(world, more);
      return unit((db) => db.insert(tables().evaluations).values(row)).then(() => row.id);
    };

    test('a second one is refused, a cancelled one makes room, spot-checks are free', async () => {
      const { evaluations } = tables();
      const first = await plan({ kind: 'regular' });
      await expect(plan({ kind: 'regular' })).rejects.toSatisfy(isUniqueViolation);
      await plan({ kind: 'spot-check' });
      await plan({ kind: 'spot-check' });
      await unit((db) => db.update(evaluations).set({ phase: 'cancelled' }).where(eq(evaluations.id, first)));
      await plan({ kind: 'regular' });
      await expect(plan({ kind: 'regular' })).rejects.toSatisfy(isUniqueViolation);
    });
  });
}
