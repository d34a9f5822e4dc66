import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../app.ts';
import { watchBody } from './patience.ts';

const LIMIT = 60_000;

describe('[FS19] a body that comes slowly', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Somebody sends a body with these headers; a file's may go on. */
  function coming(headers: IncomingHttpHeaders = { 'content-length': '1000' }, isFile = true) {
    const sent = Object.assign(new EventEmitter(), { complete: false, headers, socket: { bytesRead: 100 } });
    const standing = { mayGoOn: isFile };
    const end = vi.fn();
    watchBody(sent, { bodyMs: LIMIT, mayGoOn: () => standing.mayGoOn, end });
    return { sent, standing, end };
  }

  it('is a file’s, which goes on for as long as it moves', () => {
    const { sent, end } = coming();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      sent.socket.bytesRead += 1;
      vi.advanceTimersByTime(LIMIT);
    }
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(LIMIT);
    expect(end).toHaveBeenCalledOnce();
  });

  it.each([{ 'content-length': '1000' }, { 'transfer-encoding': 'chunked' }])(
    'is a command’s, which has its time, moving or not (%j)',
    (headers) => {
      const { sent, end } = coming(headers, false);
      vi.advanceTimersByTime(LIMIT - 1);
      sent.socket.bytesRead += 1;
      expect(end).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      expect(end).toHaveBeenCalledOnce();
      vi.advanceTimersByTime(LIMIT);
      expect(end).toHaveBeenCalledOnce();
    },
  );

  it('is waited for no longer once it is answered', () => {
    const { sent, standing, end } = coming();
    sent.socket.bytesRead += 1;
    standing.mayGoOn = false;
    vi.advanceTimersByTime(LIMIT);
    expect(end).toHaveBeenCalledOnce();
  });

  it('is there, or its sender gone, and nobody looks any more', () => {
    const [whole, gone] = [coming(), coming()];
    whole.sent.complete = true;
    gone.sent.emit('close');
    vi.advanceTimersByTime(LIMIT);
    expect(vi.getTimerCount()).toBe(0);
    expect([whole.end, gone.end].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('is none: nobody looks', () => {
    for (const headers of [{}, { 'content-length': '0' }]) coming(headers);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('[FS19] where a file comes in', () => {
  let app: FastifyInstance;
  afterEach(() => app.close());

  it('the door says so, and no other does', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'heping-slow-'));
    app = await buildApp({ dataDir, webDir: null, timedWork: false });
    app.addHook('onClose', () => rm(dataDir, { recursive: true, force: true }));
    const heard: [string, boolean][] = [];
    app.addHook('onResponse', async ({ routeOptions: { url = '', config } }) => {
      heard.push([url.slice('/api/v1'.length), config.takesFile === true]);
    });
    const doors = [
      ...(['/evaluations/:id/files', '/measures/:measure/files', '/centres/:id/activity-files'] as const),
      '/link/files',
    ];
    for (const url of [...doors, '/sessions', '/evaluations/:id/scans'])
      await app.inject({ method: 'POST', url: `/api/v1${url}` });
    await app.inject({ method: 'PUT', url: '/api/v1/evaluations/:id/evidence/:slot' });
    expect(heard).toEqual([
      ...doors.map((url) => [url, true]),
      ['/sessions', false],
      ['/evaluations/:id/scans', false],
      ['/evaluations/:id/evidence/:slot', true],
    ]);
  });
});
