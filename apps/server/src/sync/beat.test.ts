import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Beat } from './beat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Notes when it is worked off. */
const queueOf = (name: string, ran: string[]) => ({
  run: async () => void ran.push(`${name} ${performance.now()}`),
});
const begin = () => {
  const ran: string[] = [];
  const started = performance.now();
  const beat = new Beat(6, () => performance.now());
  const times = () => ran.map((one) => one.replace(/ .*/, (at) => ` ${Number(at) - started}`));
  return { beat, ran, times };
};

test('[EQ7] after a pause the first is taken at once, the next with the beat, all together', async () => {
  const { beat, ran, times } = begin();
  const [one, two] = [queueOf('one', ran), queueOf('two', ran)];
  beat.wake(one);
  await vi.advanceTimersByTimeAsync(1);
  beat.wake(two);
  await vi.advanceTimersByTimeAsync(2);
  beat.wake(one);
  beat.wake(two);
  await vi.advanceTimersByTimeAsync(10);
  expect(times()).toEqual(['one 0', 'two 6', 'one 6']);
});

test('[EQ7] who hastens takes those along who wait for the beat, and nothing is run twice', async () => {
  const { beat, ran, times } = begin();
  const [one, two] = [queueOf('one', ran), queueOf('two', ran)];
  beat.wake(one);
  await vi.advanceTimersByTimeAsync(1);
  beat.wake(one);
  await vi.advanceTimersByTimeAsync(2);
  beat.hasten(two);
  beat.hasten(two);
  await vi.advanceTimersByTimeAsync(20);
  expect(times()).toEqual(['one 0', 'one 3', 'two 3']);
});

test('[EQ7] the beat counts from the last round, whatever it was for', async () => {
  const { beat, ran, times } = begin();
  const one = queueOf('one', ran);
  beat.hasten(one);
  await vi.advanceTimersByTimeAsync(2);
  beat.wake(one);
  await vi.advanceTimersByTimeAsync(20);
  beat.wake(one);
  await vi.advanceTimersByTimeAsync(1);
  expect(times()).toEqual(['one 0', 'one 6', 'one 22']);
});
