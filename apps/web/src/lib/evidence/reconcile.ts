/** What this device keeps and the record has lost is named in it again: a page that closed too early loses nothing. [DQ1] */
import { addPiece, pieceKey } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Queued } from './queue.ts';

export function reconcile(record: Y.Doc, queue: readonly Queued[]): void {
  const named = record.getMap('evidence');
  for (const { slot, state, piece } of queue)
    if (state !== 'sent' && !named.has(pieceKey(slot, 'by'))) addPiece(record, slot, piece);
}
