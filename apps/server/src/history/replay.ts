/** A document's log, applied update by update. [HI4, HI5] */
import { setImmediate as rest } from 'node:timers/promises';
import type { Update } from '@heping/db';
import * as Y from 'yjs';

/** Updates between two rests. */
const PART = 200;

/**
 * Applies the rows in order; `each` hears of every one after it is in. Others are served in between. Roots that `each`
 * looks at have to be opened before: Yjs tells of them as what they were when it met them.
 */
export async function replay(
  doc: Y.Doc,
  rows: readonly Update[],
  {
    each = () => undefined,
    left,
  }: {
    readonly each?: (row: Update, transaction: Y.Transaction) => void;
    /** Nobody waits for it any more. */
    readonly left?: AbortSignal | undefined;
  } = {},
): Promise<void> {
  const transactions: Y.Transaction[] = [];
  doc.on('afterTransaction', (transaction: Y.Transaction) => transactions.push(transaction));
  for (const [place, row] of rows.entries()) {
    Y.applyUpdate(doc, row.bytes);
    for (const transaction of transactions.splice(0)) each(row, transaction);
    if (place % PART !== PART - 1) continue;
    await rest();
    left?.throwIfAborted();
  }
}
