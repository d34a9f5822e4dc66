/** Writing into documents in people’s names, as if they had done it at their tablets: for the demo and for tests. */
import type { DocumentName } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Corridor } from '../sync/corridor.ts';

export interface Entry {
  readonly document: DocumentName;
  /** null: the server itself. */
  readonly by: string | null;
  readonly change: (doc: Y.Doc) => void;
}

/** Keeps several people’s entries of one evaluation in one go. */
export const writeEntries = (
  corridor: Corridor,
  evaluation: string,
  entries: readonly Entry[],
): Promise<void> =>
  corridor.command(evaluation, async (moment) => {
    for (const { document, by, change } of entries)
      await moment.write(document, change, by === null ? {} : { by });
    await moment.commit(async () => undefined);
  });
