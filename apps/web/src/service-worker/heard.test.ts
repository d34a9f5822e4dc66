import { SERVER_HEADER } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { heardIn, isDone } from './heard.ts';

const came = (status: number, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : '{}', { status, headers });
const ours = (status: number) => came(status, { [SERVER_HEADER]: '1' });

describe('[OF9] what came', () => {
  it('is the server’s word where it says that it sent it; one that forbids takes what was kept', () => {
    expect([200, 401, 422, 403, 404].map((status) => heardIn(ours(status)))).toEqual([
      ...['answer', 'refusal', 'refusal', 'withdrawn', 'withdrawn'],
    ]);
  });

  it('is silence where somebody else answers in its place, whatever with', () => {
    const types = ['application/json', 'text/html', 'image/jpeg'];
    for (const status of [200, 401, 403, 404, 407, 429, 502, 503, 504])
      for (const type of types) expect(heardIn(came(status, { 'content-type': type }))).toBe('silence');
    expect(heardIn(Response.error())).toBe('silence');
  });

  it('is silence where the server cannot answer now', () => {
    expect([429, 500, 503].map((status) => heardIn(ours(status)))).toEqual(['silence', 'silence', 'silence']);
  });
});

it('[OF9] a command is done where the server says so', () => {
  expect([isDone(ours(200)), isDone(came(200)), isDone(ours(502))]).toEqual([true, false, false]);
});
