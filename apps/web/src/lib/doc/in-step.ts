/** Brings a document that no page has open in step with the server: what is unsent goes, what is there comes. [DV7, DQ7, OF5] */
import { parseDocumentName } from '@heping/protocol';
import type * as Y from 'yjs';
import { written } from '#lib/device/sealed-shelf.ts';
import { LiveDoc } from './live.svelte.ts';

/** With poor reception one is told what is missing rather than kept waiting. */
const PATIENCE = 15_000;

/**
 * Returns when both hold the same, or what was refused is kept as a copy, or nothing came of it: look what is here.
 * `change` is made once they do, and goes along.
 */
export async function bringInStep(
  person: string,
  document: string,
  change: (doc: Y.Doc) => void = () => undefined,
): Promise<void> {
  const name = parseDocumentName(document);
  if (name === undefined) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  let isChanged = false;
  const look = () => {
    if (live.state !== 'online' || live.saved.unsent.length > 0) return;
    if (!isChanged) {
      isChanged = true;
      change(live.doc);
    }
    if (live.saved.unsent.length === 0) resolve();
  };
  const live = new LiveDoc({
    name,
    person,
    onInStep: look,
    onSettled: look,
    onEnded: () => resolve(),
  });
  const late = setTimeout(resolve, PATIENCE);
  await promise;
  clearTimeout(late);
  await written();
  live.destroy();
}
