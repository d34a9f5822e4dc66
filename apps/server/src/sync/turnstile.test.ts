import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.ts';

test('[SO13] so many at once, the others in the order in which they came, also past one who fails', async () => {
  const turnstile = new Turnstile(2);
  const begun: number[] = [];
  const doors: (() => void)[] = [];
  const all = Array.from({ length: 6 }, (_, at) =>
    turnstile.pass(async () => {
      begun.push(at);
      await new Promise<void>((resolve) => (doors[at] = resolve));
      if (at === 1) throw new Error('turned away');
      return at;
    }),
  );
  const results = Promise.allSettled(all);
  const passed: number[][] = [];
  for (const at of [1, 0, 2, 3, 4, 5]) {
    passed.push([...begun]);
    doors[at]?.();
    await Promise.allSettled([all[at]]);
  }
  expect(passed).toEqual([
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4, 5],
  ]);
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
