/** Ballots as counts: "31 of 40 done" and nothing else of them. Debounced, stamped, rebuildable from the log. [PJ1–PJ3] */
import type { Db, Progress as ProgressRow, Store } from '@heping/db';
import { parseDocumentName, readProgress } from '@heping/protocol';
import type { Rubric } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { papersInForce } from '../evaluations/papers-in-force.ts';
import type { KeptBallot } from '../sync/house.ts';
import { loadDocument } from '../sync/room.ts';

export interface ProgressOptions {
  readonly store: Store;
  /** The count of a ballot of this evaluation is another one than before, or one from paper has changed. */
  changed(evaluationId: string): void;
  fault(error: unknown): void;
}

const DEBOUNCE_MS = 250;

export class Progress {
  readonly #options: ProgressOptions;
  readonly #dirty = new Map<string, KeptBallot>();
  #planned: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  /** A ballot has something new that is durable. */
  kept(ballot: KeptBallot): void {
    this.#dirty.set(ballot.name, ballot);
    this.#planned ??= setTimeout(() => this.#flush(), DEBOUNCE_MS).unref();
  }

  /** Writes what is still waiting. */
  async drain(): Promise<void> {
    this.#flush();
    await this.#running;
  }

  #flush(): void {
    if (this.#planned !== null) clearTimeout(this.#planned);
    this.#planned = null;
    const dirty = [...this.#dirty.values()];
    this.#dirty.clear();
    if (dirty.length === 0) return;
    this.#running = this.#running
      .then(() => this.#project(dirty))
      .catch((error: unknown) => this.#options.fault(error));
  }

  async #project(dirty: readonly KeptBallot[]): Promise<void> {
    const rows: ProgressRow[] = [];
    for (const { name, rubric, read } of dirty) {
      const live = await read(({ doc, seq }) => rowOf(name, doc, seq, rubric));
      const row = live ?? (await replayProgress(this.#options.store, name, rubric));
      if (row !== null) rows.push(row);
    }
    const changed = await writeProgress(this.#options.store, rows);
    for (const evaluationId of changed) this.#options.changed(evaluationId);
  }
}

function rowOf(name: string, doc: Y.Doc, seq: number, rubric: Rubric): ProgressRow | null {
  const document = parseDocumentName(name);
  if (document?.kind !== 'ballot') return null;
  const { evaluation, person } = document;
  return { evaluationId: evaluation, personId: person, ...readProgress(doc, rubric), seq };
}

/** Upserts rows; answers the evaluations in which a count is another one, or a ballot from paper has changed. An older place never overwrites a newer. */
async function writeProgress(store: Store, rows: readonly ProgressRow[]): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  if (rows.length === 0) return changed;
  const { progress } = store.tables;
  await store.tx(async (db) => {
    for (const row of rows) {
      const [known] = await db
        .select()
        .from(progress)
        .where(and(eq(progress.evaluationId, row.evaluationId), eq(progress.personId, row.personId)));
      if (known !== undefined && known.seq > row.seq) continue;
      const isOther = known?.scored !== row.scored || known.total !== row.total;
      // Whoever compares it with the paper asks again. [PP3]
      if (isOther || (await isOnPaper(db, row))) changed.add(row.evaluationId);
      const { scored, total, seq } = row;
      await db
        .insert(progress)
        .values(row)
        .onConflictDoUpdate({
          target: [progress.evaluationId, progress.personId],
          set: { scored, total, seq },
        });
    }
  });
  return changed;
}

const isOnPaper = async (db: Db, { evaluationId, personId }: ProgressRow): Promise<boolean> =>
  (await papersInForce(db, evaluationId)).some((paper) => paper.personId === personId);

/** The row of one ballot as the log alone says it. [PJ3] */
export async function replayProgress(
  store: Store,
  name: string,
  rubric: Rubric,
): Promise<ProgressRow | null> {
  const loaded = await loadDocument(store, name);
  return loaded === undefined ? null : rowOf(name, loaded.doc, loaded.seq, rubric);
}

/** Writes every ballot of an evaluation anew from the log. */
export async function rebuildProgress(store: Store, evaluationId: string, rubric: Rubric): Promise<void> {
  const rows: ProgressRow[] = [];
  for (const { name, kind } of await store.log.listDocuments(evaluationId)) {
    const row = kind === 'ballot' ? await replayProgress(store, name, rubric) : null;
    if (row !== null) rows.push(row);
  }
  await writeProgress(store, rows);
}
