/** The append-only log of documents: from here an update has happened (ARCHITECTURE, section 3). */
import { and, asc, desc, eq, gt, lt, lte, notExists, sql } from 'drizzle-orm';
import { tablesOf, type Db } from './db.ts';
import { given, question } from './question.ts';
import type { Document, DocumentClient, Snapshot, Tables, Update } from './tables.ts';

const KEPT_SNAPSHOTS = 2;

/** What is kept together or not at all: rows of any documents in their order, and whose their new client ids are. */
export interface Batch {
  readonly rows: readonly Update[];
  readonly claims: readonly DocumentClient[];
}

export interface LogPart {
  readonly afterSeq: number;
  /** Milliseconds UTC. */
  readonly until: number;
  readonly most: number;
}

export interface Log {
  /**
   * Appends inside `store.tx`. Fenced twice: a row's `epoch` must be its evaluation's now, and its `seq` the
   * document's next (the first is 1). Otherwise throws LogFenced and the unit is lost, so that a lock and a late
   * write never both win.
   */
  readonly append: (db: Db, batch: Batch) => Promise<void>;
  /** What came after `afterSeq`, in order; 0 for everything. */
  readonly readUpdates: (document: string, afterSeq: number) => Promise<Update[]>;
  /** The next of them, so many at most, and of these only what was kept by a moment: a long log is read in parts. */
  readonly readPart: (document: string, part: LogPart) => Promise<Update[]>;
  /** The newest snapshot; its state is that of all updates up to and including its `seq`. */
  readonly readSnapshot: (document: string) => Promise<Snapshot | undefined>;
  /** The newest snapshot that holds nothing kept after a moment. */
  readonly readSnapshotBy: (document: string, moment: number) => Promise<Snapshot | undefined>;
  /**
   * Keeps a snapshot beside the log, and of a document only the newest two: the log has everything, and the second is
   * there should the newest be unreadable. Writing the same place again changes nothing.
   */
  readonly writeSnapshot: (db: Db, snapshot: Snapshot) => Promise<void>;
  /** The documents of an evaluation, by name. */
  readonly listDocuments: (evaluationId: string) => Promise<Document[]>;
}

const updatesAfter = question((db) => {
  const { updates } = tablesOf(db);
  const isOfDocument = eq(updates.document, given('document'));
  return db
    .select()
    .from(updates)
    .where(and(isOfDocument, gt(updates.seq, sql.placeholder('afterSeq'))))
    .orderBy(asc(updates.seq));
});

const partOfUpdates = question((db) => {
  const { updates } = tablesOf(db);
  return db
    .select()
    .from(updates)
    .where(
      and(
        eq(updates.document, given('document')),
        gt(updates.seq, sql.placeholder('afterSeq')),
        lte(updates.at, sql.placeholder('until')),
      ),
    )
    .orderBy(asc(updates.seq))
    .limit(sql.placeholder('most'));
});

/** Asked of the log and not of the snapshot’s own moment: clocks are set back. */
const snapshotBy = question((db) => {
  const { snapshots, updates } = tablesOf(db);
  const { document, seq } = snapshots;
  const later = db
    .select({ seq: updates.seq })
    .from(updates)
    .where(
      and(eq(updates.document, document), lte(updates.seq, seq), gt(updates.at, sql.placeholder('moment'))),
    );
  return db
    .select()
    .from(snapshots)
    .where(and(eq(document, given('document')), notExists(later)))
    .orderBy(desc(seq))
    .limit(1);
});

const newestSnapshot = question((db) => {
  const { snapshots } = tablesOf(db);
  return db
    .select()
    .from(snapshots)
    .where(eq(snapshots.document, given('document')))
    .orderBy(desc(snapshots.seq))
    .limit(1);
});

/** The parts of the log that need no dialect. */
export function readLog(db: Db, tables: Tables): Omit<Log, 'append'> {
  const { documents, snapshots } = tables;
  return {
    readUpdates: (document, afterSeq) => updatesAfter(db, { document, afterSeq }),
    readPart: (document, part) => partOfUpdates(db, { document, ...part }),
    readSnapshotBy: async (document, moment) => (await snapshotBy(db, { document, moment }))[0],
    readSnapshot: async (document) => (await newestSnapshot(db, { document }))[0],
    writeSnapshot: async (writer, snapshot) => {
      await writer.insert(snapshots).values(snapshot).onConflictDoNothing();
      const newest = await writer
        .select({ seq: snapshots.seq })
        .from(snapshots)
        .where(eq(snapshots.document, snapshot.document))
        .orderBy(desc(snapshots.seq))
        .limit(KEPT_SNAPSHOTS);
      const oldest = newest[KEPT_SNAPSHOTS - 1];
      if (oldest === undefined) return;
      await writer
        .delete(snapshots)
        .where(and(eq(snapshots.document, snapshot.document), lt(snapshots.seq, oldest.seq)));
    },
    listDocuments: async (evaluationId) =>
      db
        .select()
        .from(documents)
        .where(eq(documents.evaluationId, evaluationId))
        .orderBy(asc(documents.name)),
  };
}

/** Where a document's log stands: its evaluation's epoch and its last seq. */
export interface LogEnd {
  readonly epoch: number;
  last: number;
}
