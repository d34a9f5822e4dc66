/** What this device keeps and what the record names go together. [DQ1, DQ5, DQ7] */
import { addPiece, pieceKey, removePiece } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Queued } from './queue.ts';

/** What is kept here and the record has lost is named in it again: a page that closed too early loses nothing. [DQ5] */
export function reconcile(record: Y.Doc, queue: readonly Queued[]): void {
  const named = record.getMap('evidence');
  for (const { slot, state, piece } of queue)
    if (state !== 'sent' && !named.has(pieceKey(slot, 'by'))) addPiece(record, slot, piece);
}

/** What is given up here is taken out of the record: nobody waits for what will not come. [DQ7] */
export function withdraw(record: Y.Doc, gone: readonly Pick<Queued, 'slot'>[]): void {
  const named = record.getMap('evidence');
  for (const { slot } of gone) if (named.has(pieceKey(slot, 'by'))) removePiece(record, slot);
}
