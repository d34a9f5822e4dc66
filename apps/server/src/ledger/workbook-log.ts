/** Who took the ledger out of the house, and how much of it: a line in the audit log. [LG9] */
import { appendAudit, isStorageFull, type Store } from '@heping/db';
import type { LedgerOrder } from '@heping/protocol';

export interface BookTaken {
  readonly personId: string;
  readonly at: number;
  readonly order: LedgerOrder;
  readonly rows: number;
}

export async function logBook(store: Store, { personId, at, order, rows }: BookTaken): Promise<void> {
  const line = { at, personId, action: 'ledger.export', evaluationId: null, subject: personId };
  try {
    await store.tx((db) => appendAudit(db, { ...line, detail: { rows, filter: JSON.stringify(order) } }));
  } catch (error) {
    // Reading goes on while the disk is full.
    if (!isStorageFull(error)) throw error;
  }
}
