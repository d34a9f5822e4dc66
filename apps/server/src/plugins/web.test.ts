import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../testing/app.ts';

const SCRIPT = '\n{ start(); }\n';
const HTML = `<!doctype html><script src="/before-paint.js"></script><script>${SCRIPT}</script><p>合评</p>`;

let webDir: string;
let app: FastifyInstance;
beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'heping-web-'));
  await mkdir(join(webDir, '_app/immutable'), { recursive: true });
  await writeFile(join(webDir, '200.html'), HTML);
  await writeFile(join(webDir, 'service-worker.js'), 'worker()');
  await writeFile(join(webDir, '_app/immutable/start.abc123.js'), 'start()');
  await writeFile(join(webDir, '.secret'), 'secret');
  app = await testApp({ webDir, seed: false });
});
afterAll(async () => {
  await app.close();
  await rm(webDir, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const page = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };

describe('pages', () => {
  it.each(['/', '/login', '/evaluations/e-1/score', '/results/a.b', '/_app2', '/apiary'])(
    'an address that is a page gets the one document: %s',
    async (url) => {
      const { statusCode, body, headers } = await get(url, page);
      expect([statusCode, body, headers['cache-control']]).toEqual([200, HTML, 'no-cache']);
    },
  );

  it('[C2] runs only scripts of its own, the inline one by its hash', async () => {
    const { headers } = await get('/', page);
    const policy = String(headers['content-security-policy']);
    const hash = createHash('sha256').update(SCRIPT).digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  it('[C2] after a new build, document and policy are of that build, by name too', async () => {
    const script = '{ startAnew(); }';
    const rebuilt = `<!doctype html><script>${script}</script><p>合评，新版</p>`;
    const hash = createHash('sha256').update(script).digest('base64');
    await writeFile(join(webDir, '200.html'), rebuilt);
    for (const answer of [await get('/', page), await get('/200.html')]) {
      expect(answer.body).toBe(rebuilt);
      expect(answer.headers['content-security-policy']).toContain(`'sha256-${hash}'`);
    }
    // Between two builds there may be none: the last one holds.
    await rm(join(webDir, '200.html'));
    expect((await get('/', page)).body).toBe(rebuilt);
    await writeFile(join(webDir, '200.html'), HTML);
    expect((await get('/', page)).body).toBe(HTML);
  });

  it('hashed files are kept for ever, the worker is asked for each time', async () => {
    const asset = await get('/_app/immutable/start.abc123.js');
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    const worker = await get('/service-worker.js');
    expect([worker.statusCode, worker.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(worker.headers['content-type']).toContain('javascript');
    expect(worker.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it.each([
    '/_app/immutable/gone.js',
    '/gone.css',
    '/_app',
    '/_app/',
    '/.secret',
    '/..%2f..%2fetc%2fpasswd',
    '/%00',
  ])('a file that is not there is a 404 and no page: %s', async (url) => {
    const { statusCode, body } = await get(url, { accept: '*/*', 'sec-fetch-mode': 'no-cors' });
    expect(statusCode).toBe(404);
    expect(body).not.toContain('secret');
    expect(JSON.parse(body).error).toBe('NOT_FOUND');
  });

  it.each(['/api/none', '/api', '/sync/ballot:e:p', '/socket.io/?x=1'])(
    'what belongs to a door is no page: %s',
    async (url) => {
      expect((await get(url, page)).statusCode).toBe(404);
    },
  );

  it('only looking gets a page', async () => {
    const { statusCode } = await app.inject({ method: 'POST', url: '/login', headers: page });
    expect(statusCode).toBe(404);
  });
});

describe('without a build', () => {
  it('a sentence says what to do', async () => {
    const bare = await testApp({ webDir: null, seed: false });
    const { statusCode, body } = await bare.inject({ url: '/', headers: page });
    expect(statusCode).toBe(503);
    expect(body).toContain('npm run build');
    await bare.close();
  });
});
