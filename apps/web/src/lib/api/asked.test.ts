import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { offline } from '../offline.svelte.ts';
import { Asked } from './asked.ts';
import { ApiOffline } from './client.ts';

const PATH = '/evaluations/e-1/ballots';
/** Requests that are answered by hand. */
let answers: ((body: unknown) => void)[];
let fails: (() => void)[];
let shows: unknown[];
let asked: Asked<unknown>;

beforeEach(() => {
  answers = [];
  fails = [];
  shows = [];
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve, reject) => {
        answers.push((body) =>
          resolve(new Response(JSON.stringify(body), { headers: { [SERVER_HEADER]: '1' } })),
        );
        fails.push(() => reject(new TypeError('Failed to fetch')));
      }),
  );
  asked = new Asked(PATH, (value) => shows.push(value));
});
afterEach(() => {
  asked.stop();
  vi.unstubAllGlobals();
});

it('throws what the API throws; with the network it is asked for once more, and shown [OF8]', async () => {
  const first = asked.ask();
  fails[0]?.();
  await expect(first).rejects.toBeInstanceOf(ApiOffline);
  offline.back();
  answers[1]?.('new');
  await expect.poll(() => shows).toEqual(['new']);
  offline.back();
  expect(answers).toHaveLength(2);
});

it('of two questions the answer to the later one stays, whichever comes first', async () => {
  const [earlier, later] = [asked.ask(), asked.ask()];
  answers[1]?.('later');
  expect(await later).toBe('later');
  answers[0]?.('earlier');
  await earlier;
  expect(shows).toEqual(['later']);
});

it('is left to finish while it asks, and asks nothing for whom it has left [OF8]', async () => {
  const first = asked.ask();
  offline.back();
  expect(answers).toHaveLength(1);
  answers[0]?.('first');
  await first;
  expect(answers).toHaveLength(1);
  asked.stop();
  offline.back();
  expect(answers).toHaveLength(1);
});
