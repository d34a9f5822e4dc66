/** A fresh world before each test, closed after it. */
import { formatDocumentName, type DocumentName } from '@heping/protocol';
import { afterEach, beforeEach } from 'vitest';
import * as Y from 'yjs';
import type { Client } from './client.ts';
import { TrickyStore } from './stores.ts';
import { openWorld, RECORD, until, type World } from './world.ts';

export interface Here {
  world: World;
  disk: TrickyStore;
  /** The document as the log alone says it. */
  replay(name?: DocumentName): Promise<Y.Doc>;
}

export function useWorld(): Here {
  // Filled before each test.
  const here = {
    replay: async (name: DocumentName = RECORD) => {
      const doc = new Y.Doc();
      for (const { bytes } of await here.world.store.log.readUpdates(formatDocumentName(name), 0)) {
        Y.applyUpdate(doc, bytes);
      }
      return doc;
    },
  } as Here;
  beforeEach(async () => {
    here.disk = new TrickyStore();
    here.world = await openWorld({ wrap: here.disk.wrap });
  });
  afterEach(async () => {
    here.disk.release();
    here.disk.failure = null;
    await here.world.close();
  });
  return here;
}

export const facts = (client: Client): Y.Map<unknown> => client.doc.getMap('facts');

/** Everything that these have sent is acknowledged. */
export const isQuiet = (...clients: Client[]): Promise<void> =>
  until(() => clients.every((client) => client.acknowledged >= client.sent), 'everything saved');
