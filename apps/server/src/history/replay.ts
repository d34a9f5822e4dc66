/** A document's log, read part by part and applied update by update. [HI4, HI5, HI8] */
import { setImmediate as rest } from 'node:timers/promises';
import type { Log, Update } from '@heping/db';
import * as Y from 'yjs';

/** Updates that are read at once. */
const PART = 200;
/** How long others wait at most, where no single update takes longer. */
const STRETCH_MS = 5;

export interface Whence {
  readonly afterSeq?: number;
  /** Milliseconds UTC: nothing that was kept later. */
  readonly until?: number;
  readonly toSeq?: number;
}

/** A log from a place on, up to a moment or a place. */
export async function* partsOf(
  log: Pick<Log, 'readPart'>,
  document: string,
  { afterSeq = 0, until = Number.MAX_SAFE_INTEGER, toSeq = Number.MAX_SAFE_INTEGER }: Whence = {},
): AsyncGenerator<readonly Update[]> {
  for (let after = afterSeq; ;) {
    const most = Math.min(PART, toSeq - after);
    const part = await log.readPart(document, { afterSeq: after, until, most });
    yield part;
    const last = part.at(-1);
    if (last === undefined || part.length < PART || last.seq >= toSeq) return;
    after = last.seq;
  }
}

interface Replaying {
  /** Hears of each before it is in. */
  readonly before?: (row: Update) => void;
  /** Hears of each after it is in. */
  readonly each?: (row: Update, transaction: Y.Transaction) => void;
  /** Nobody waits for it any more. */
  readonly left?: AbortSignal | undefined;
}

/**
 * Applies the parts in order; others are served in between. Roots that `each` looks at have to be opened before: Yjs
 * tells of them as what they were when it met them.
 */
export async function replay(
  doc: Y.Doc,
  parts: AsyncIterable<readonly Update[]>,
  { before = () => undefined, each = () => undefined, left }: Replaying = {},
): Promise<void> {
  const transactions: Y.Transaction[] = [];
  doc.on('afterTransaction', (transaction: Y.Transaction) => transactions.push(transaction));
  let began = performance.now();
  const pause = async () => {
    await rest();
    left?.throwIfAborted();
    began = performance.now();
  };
  for await (const part of parts) {
    for (const row of part) {
      before(row);
      Y.applyUpdate(doc, row.bytes);
      for (const transaction of transactions.splice(0)) each(row, transaction);
      if (performance.now() - began > STRETCH_MS) await pause();
    }
    await pause();
  }
}

/** A document as it stood at a moment: from the newest snapshot that holds nothing later. [HI4, HI8] */
export async function docAt(
  log: Pick<Log, 'readPart' | 'readSnapshotBy'>,
  document: string,
  { moment, left }: { readonly moment: number; readonly left?: AbortSignal | undefined },
): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const snapshot = await log.readSnapshotBy(document, moment);
  if (snapshot !== undefined) Y.applyUpdate(doc, snapshot.bytes);
  await replay(doc, partsOf(log, document, { afterSeq: snapshot?.seq ?? 0, until: moment }), { left });
  return doc;
}
