import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { memoryShelf, type Shelf } from '#lib/device/shelf.ts';
import { KeptDocument } from './kept-document.ts';

const PLACE = 'wang|ballot:e-1:wang|0|';

async function open(shelf: Shelf<Uint8Array>, onKept?: (isKept: boolean) => void) {
  const doc = new Y.Doc();
  const kept = new KeptDocument(PLACE, doc, onKept, shelf);
  await kept.read();
  return { doc, kept, scores: doc.getMap<number>('scores') };
}

it('[DV1] what was changed is there again when the document is opened anew', async () => {
  const shelf = memoryShelf<Uint8Array>();
  const { kept, scores } = await open(shelf);
  scores.set('A1.1.1', 60);
  scores.set('A1.1.2', 20);
  scores.delete('A1.1.2');
  await kept.settled();
  expect((await open(shelf)).scores.toJSON()).toEqual({ 'A1.1.1': 60 });
});

it('[DV1] many small changes become one entry, and none is lost', async () => {
  const shelf = memoryShelf<Uint8Array>();
  const { kept, scores } = await open(shelf);
  for (let step = 0; step <= 205; step += 1) {
    scores.set('A1.1.1', step);
    await kept.settled();
  }
  expect((await shelf.keys(PLACE)).length).toBeLessThan(10);
  expect((await open(shelf)).scores.get('A1.1.1')).toBe(205);
});

it('[DV1] two tabs of one document write beside each other, and gathering takes only what it has read', async () => {
  const shelf = memoryShelf<Uint8Array>();
  const [one, other] = [await open(shelf), await open(shelf)];
  for (let step = 0; step <= 210; step += 1) {
    one.scores.set('A1.1.1', step);
    if (step % 50 === 0) other.scores.set('A1.1.2', step);
    await Promise.all([one.kept.settled(), other.kept.settled()]);
  }
  expect((await open(shelf)).scores.toJSON()).toEqual({ 'A1.1.1': 210, 'A1.1.2': 200 });
});

it('[DV9] where there is no room it says so, and the next change takes the earlier one along', async () => {
  const room = memoryShelf<Uint8Array>();
  let isFull = true;
  const said: boolean[] = [];
  const shelf: Shelf<Uint8Array> = {
    ...room,
    put: (...entry) => (isFull ? Promise.reject(new Error('QuotaExceededError')) : room.put(...entry)),
  };
  const { kept, scores } = await open(shelf, (isKept) => said.push(isKept));
  scores.set('A1.1.1', 60);
  await kept.settled();
  expect(said).toEqual([false]);
  isFull = false;
  scores.set('A1.1.2', 20);
  await kept.settled();
  expect(said).toEqual([false, true]);
  expect((await open(room)).scores.toJSON()).toEqual({ 'A1.1.1': 60, 'A1.1.2': 20 });
});
