import { expect, it, vi } from 'vitest';
import { Later } from './later.svelte.ts';

it('a part comes once, however often it is wanted', async () => {
  const load = vi.fn(() => Promise.resolve('grid'));
  const part = new Later(load);
  expect(part.value).toBeNull();
  expect(await Promise.all([part.bring(), part.bring()])).toEqual(['grid', 'grid']);
  part.want();
  expect([part.value, part.isMissing, load.mock.calls.length]).toEqual(['grid', false, 1]);
});

it('a part that did not come says so, and comes when it is wanted again', async () => {
  const load = vi.fn(() => Promise.resolve('grid')).mockRejectedValueOnce(new TypeError('no network'));
  const part = new Later(load);
  part.want();
  await expect.poll(() => part.isMissing).toBe(true);
  expect(part.value).toBeNull();
  expect(await part.bring()).toBe('grid');
  expect([part.value, part.isMissing]).toEqual(['grid', false]);
});
