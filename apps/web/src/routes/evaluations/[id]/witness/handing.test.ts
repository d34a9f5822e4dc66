import type { Sheet } from '@heping/protocol';
import { expect, it } from 'vitest';
import { Handing, type Typed } from './handing.svelte.ts';

const sheet = (hash: string) => ({ hash }) as Sheet;

/** The page is loaded again: all there is comes from what was kept of it. */
const reloaded = (handing: Handing) => new Handing(JSON.parse(JSON.stringify(handing.typed)) as Typed);

it('[WD1] what was typed outlives the page, in the signer’s hands; what was drawn does not', () => {
  const handing = new Handing();
  Object.assign(handing, { person: '', name: '魏娜', post: '副主任' });
  handing.take(sheet('read'));
  Object.assign(handing, { step: 'sign', word: 'no', reason: '二楼没有看', strokes: [[1, 2, 3, 4]] });
  const again = reloaded(handing);
  expect(again.typed).toEqual(handing.typed);
  expect([again.step, again.hash, again.strokes, again.isTakenUp]).toEqual(['sign', 'read', [], true]);
  // With the witness again, but the hand is gone: it is drawn once more.
  handing.step = 'confirm';
  expect(reloaded(handing).step).toBe('sign');
  handing.clear();
  expect(handing.typed).toEqual(new Handing().typed);
  expect(reloaded(handing).isTakenUp).toBe(false);
});

it('[WD1] a word of one person is never another’s', () => {
  const handing = new Handing();
  Object.assign(handing, { person: 'wei', name: '魏娜', post: '副主任' });
  handing.take(sheet('read'));
  Object.assign(handing, { word: 'no', reason: '二楼没有看', strokes: [[1, 2, 3, 4]] });
  handing.take(sheet('read'));
  expect([handing.word, handing.reason, handing.strokes.length]).toEqual(['no', '二楼没有看', 1]);
  Object.assign(handing, { person: 'shao', name: '邵洁' });
  handing.take(sheet('read'));
  expect([handing.word, handing.reason, handing.strokes]).toEqual(['yes', '', []]);
});

it('[WD1] what was drawn under a sheet goes with it and with no later one', () => {
  const handing = new Handing();
  handing.take(sheet('read'));
  handing.strokes = [[1, 2, 3, 4]];
  handing.take(sheet('read'));
  expect(handing.said('secret', sheet('read'))).toMatchObject({
    hash: 'read',
    drawing: { strokes: [[1, 2, 3, 4]] },
  });
  handing.take(sheet('later'));
  expect(handing.strokes).toEqual([]);
  expect(handing.sheet?.hash).toBe('later');
  handing.clear();
  expect(handing.sheet).toBeNull();
});
