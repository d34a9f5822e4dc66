import type { Sheet } from '@heping/protocol';
import { expect, it } from 'vitest';
import { Handing } from './handing.svelte.ts';

const sheet = (hash: string) => ({ hash }) as Sheet;

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
