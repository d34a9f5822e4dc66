import { describe, expect, it } from 'vitest';
import { heardIn, isDone } from './heard.ts';

const at = (path: string) => new URL(`/api/v1${path}`, 'https://heping.example');
const EVALUATION = at('/evaluations/e-1');
const SMALL = at('/files/f-1?w=320');

const came = (status: number, type: string, body = '') =>
  new Response(body, { status, headers: { 'content-type': type } });
const json = (status: number, body: unknown) =>
  came(status, 'application/json; charset=utf-8', JSON.stringify(body));
const refusal = (status: number, error: string) => json(status, { error, message: '不行。', ref: 'r1' });
const HTML = '<!doctype html><title>502</title>';

describe('[OF9] what came is the server’s word', () => {
  it('an answer in JSON, a picture or a file as what it is', async () => {
    expect(await heardIn(EVALUATION, json(200, { id: 'e-1' }))).toBe('answer');
    expect(await heardIn(SMALL, came(200, 'image/webp'))).toBe('answer');
    expect(await heardIn(SMALL, came(200, 'image/jpeg'))).toBe('answer');
    expect(await heardIn(SMALL, came(200, 'application/pdf'))).toBe('answer');
  });
  it('a refusal of its own; one that forbids takes what was kept', async () => {
    expect(await heardIn(EVALUATION, refusal(401, 'LOGIN'))).toBe('refusal');
    expect(await heardIn(EVALUATION, refusal(403, 'NOT_YOURS'))).toBe('withdrawn');
    expect(await heardIn(SMALL, refusal(404, 'NOT_FOUND'))).toBe('withdrawn');
  });
  it('leaves the answer to be read', async () => {
    const response = refusal(404, 'NOT_FOUND');
    await heardIn(EVALUATION, response);
    expect(await response.json()).toMatchObject({ error: 'NOT_FOUND' });
  });
});

describe('[OF9] silence, whatever came', () => {
  it.each([200, 302, 401, 403, 404, 407, 429, 502, 503, 504])(
    'a page with %i of a proxy, or of the network',
    async (status) => {
      expect(await heardIn(EVALUATION, came(status, 'text/html', HTML))).toBe('silence');
      expect(await heardIn(SMALL, came(status, 'text/html', HTML))).toBe('silence');
    },
  );
  it('JSON of a gateway', async () => {
    const gateway = { statusCode: 403, error: 'Forbidden', message: 'blocked' };
    expect(await heardIn(EVALUATION, json(403, gateway))).toBe('silence');
    expect(await heardIn(SMALL, json(200, gateway))).toBe('silence');
  });
  it('nothing at all', async () => {
    expect(await heardIn(EVALUATION, new Response(null, { status: 404 }))).toBe('silence');
    expect(await heardIn(EVALUATION, Response.error())).toBe('silence');
  });
  it('the server’s own, where it cannot answer now', async () => {
    expect(await heardIn(EVALUATION, refusal(429, 'SLOW_DOWN'))).toBe('silence');
    expect(await heardIn(EVALUATION, refusal(500, 'FAULT'))).toBe('silence');
  });
});

it('[OF9] a command is done where the server says so', () => {
  expect(isDone(json(200, { ok: true }))).toBe(true);
  expect(isDone(came(200, 'text/html', HTML))).toBe(false);
  expect(isDone(json(502, {}))).toBe(false);
});
