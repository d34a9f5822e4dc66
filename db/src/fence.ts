import { LogFenced } from './failures.ts';
import type { LogEnd } from './log.ts';
import type { Update } from './tables.ts';

/** Lets a row through if it is the document's next in the evaluation's epoch, and moves the end on; else throws. */
export function fence(end: LogEnd | undefined, row: Update): void {
  if (end === undefined) throw new LogFenced(row.document, 'document', 0, 0);
  if (row.epoch !== end.epoch) throw new LogFenced(row.document, 'epoch', end.epoch, row.epoch);
  if (row.seq !== end.last + 1) throw new LogFenced(row.document, 'seq', end.last + 1, row.seq);
  end.last = row.seq;
}
