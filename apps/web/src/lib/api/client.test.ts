import { SERVER_HEADER } from '@heping/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiOffline, ApiProblem, api, explain, onSignedOut, query } from './client.ts';

const problem = (error: string, message = '请先登录。') => ({ error, message, ref: 'r1' });
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { [SERVER_HEADER]: '1' } });

/** Answers the requests one after the other, and remembers them. */
function server(...answers: (Response | Error)[]) {
  const asked: { path: string; method: string | undefined; body: unknown }[] = [];
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    asked.push({ path, method, body: typeof body === 'string' ? JSON.parse(body) : body });
    const answer = answers.shift() ?? new Error('nobody asked for this');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return asked;
}

describe('the API', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    onSignedOut(() => Promise.resolve(false));
  });

  it('is asked below /api/v1, with JSON', async () => {
    const asked = server(json(200, { id: 'c1' }));
    expect(await api.post('/campaigns', { title: '年度' })).toEqual({ id: 'c1' });
    expect(asked).toEqual([{ path: '/api/v1/campaigns', method: 'POST', body: { title: '年度' } }]);
  });

  it('throws a refusal with its sentence', async () => {
    server(json(422, problem('PANEL_TOO_SMALL', '评价组至少 2 人，现有 1 人。')));
    const thrown = await api.get('/x').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ApiProblem);
    expect(thrown).toMatchObject({ status: 422 });
    expect(explain(thrown)).toBe('评价组至少 2 人，现有 1 人。');
  });

  it('tells silence from refusal: no network, and a proxy’s page', async () => {
    server(new TypeError('Failed to fetch'), new Response('<h1>502</h1>', { status: 502 }));
    await expect(api.get('/x')).rejects.toBeInstanceOf(ApiOffline);
    await expect(api.get('/x')).rejects.toBeInstanceOf(ApiOffline);
  });

  it.each([
    ['a page with 200', new Response('<p>请先连接无线网</p>')],
    ['nothing with 200', new Response('')],
    ['a page with 429', new Response('<p>slow down</p>', { status: 429 })],
    ['what a gateway says in JSON', new Response('{"code":0,"msg":"请先登录"}')],
    ['a refusal that is not the server’s', new Response(JSON.stringify(problem('LOGIN')), { status: 401 })],
  ])('[OF9] takes %s for silence', async (_what, answer) => {
    server(answer);
    await expect(api.get('/x')).rejects.toBeInstanceOf(ApiOffline);
  });

  it('[OF9] an answer that breaks off is none', async () => {
    const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) });
    server(new Response(body));
    await expect(api.get('/x')).rejects.toBeInstanceOf(ApiOffline);
  });

  it('its own limit has its own sentence', async () => {
    server(json(429, problem('SLOW_DOWN', '操作太快，请稍候。')));
    expect(explain(await api.get('/x').catch((error: unknown) => error))).toBe('操作太快，请稍候。');
  });

  it('[OF9] of a command whose answer is missing it does not say that nothing was done', async () => {
    server(new TypeError('Failed to fetch'), new Response('<h1>504</h1>', { status: 504 }));
    const said = async () => explain(await api.post('/x').catch((error: unknown) => error));
    expect(await said()).toContain('未作任何更改');
    expect(await said()).toContain('不能确定是否已保存');
  });

  it('[OF10] waits no longer than its limit, or than the one who asks', async () => {
    const limits: AbortController[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const limit = new AbortController();
      limits.push(limit);
      return limit.signal;
    });
    vi.stubGlobal(
      'fetch',
      (_path: string, { signal }: RequestInit) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('given up')))),
    );
    const asked = api.get('/x');
    limits[0]?.abort();
    await expect(asked).rejects.toMatchObject({ name: 'ApiOffline', mayBeDone: false });
    const own = new AbortController();
    const told = api.post('/x', {}, own.signal);
    own.abort();
    await expect(told).rejects.toMatchObject({ name: 'ApiOffline', mayBeDone: true });
    vi.restoreAllMocks();
  });

  it('repeats what was asked once the person has signed in again', async () => {
    const asked = server(json(401, problem('LOGIN')), json(200, { ok: true }));
    onSignedOut(() => Promise.resolve(true));
    expect(await api.put('/evaluations/e1/panel', { panel: [] })).toEqual({ ok: true });
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
  });

  it('throws LOGIN when the person would not sign in', async () => {
    server(json(401, problem('LOGIN')));
    await expect(api.get('/me/work')).rejects.toMatchObject({ status: 401 });
  });

  it('does not ask for the password again because it was wrong', async () => {
    const renew = vi.fn(() => Promise.resolve(true));
    onSignedOut(renew);
    server(json(401, problem('LOGIN_FAILED', '用户名或密码不正确。')));
    await expect(api.post('/sessions', {})).rejects.toMatchObject({ status: 401 });
    expect(renew).not.toHaveBeenCalled();
  });
});

describe('a query', () => {
  it('holds what is set', () => {
    expect(query({ tier: 'village', q: '乾元', body: null, area: '' })).toBe(
      '?tier=village&q=%E4%B9%BE%E5%85%83',
    );
    expect(query({})).toBe('');
  });
});
