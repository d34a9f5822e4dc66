/**
 * Bodies that come slowly: a command's is here within its time, and a file's may take longer while it moves. Who sends a
 * byte now and then holds no place for ever (SECURITY C8). [FS19]
 */
import type { IncomingMessage } from 'node:http';
import fp from 'fastify-plugin';
import type { Patience } from '../config.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body is a file: over a poor line it takes longer than a command. */
    takesFile?: boolean;
  }
}

/** Idle connections stay longer than those of usual proxies, which would otherwise send on one that was just closed. */
export const PATIENCE: Patience = {
  headersMs: 10_000,
  bodyMs: 60_000,
  // 20 MB, the largest file there is, over 200 kbit/s.
  fileMs: 15 * 60_000,
  idleMs: 72_000,
  checkMs: 5_000,
};

type Coming = Pick<IncomingMessage, 'complete' | 'headers'> & {
  readonly socket: { readonly bytesRead: number };
  once(event: 'close', hear: () => void): unknown;
};

/** Calls `end` when a body is still on its way after `bodyMs`, unless it may go on and has moved; looks again after as long. */
export function watchBody(
  coming: Coming,
  { bodyMs, mayGoOn, end }: { readonly bodyMs: number; mayGoOn(): boolean; end(): void },
): void {
  const { headers, socket } = coming;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) return;
  let before = socket.bytesRead;
  const watch = setInterval(() => {
    const hasMoved = socket.bytesRead > before;
    before = socket.bytesRead;
    if (!coming.complete && hasMoved && mayGoOn()) return;
    clearInterval(watch);
    if (!coming.complete) end();
  }, bodyMs).unref();
  coming.once('close', () => clearInterval(watch));
}

export const patience = fp<{ readonly patience?: Patience | undefined }>(
  async (app, { patience: { bodyMs } = PATIENCE }) => {
    app.addHook('onRequest', (request, reply, done) => {
      const { raw, routeOptions } = request;
      watchBody(raw, {
        bodyMs,
        // Once it is answered nobody wants the rest.
        mayGoOn: () => routeOptions.config.takesFile === true && !reply.sent,
        // As Node says it of what takes too long for it.
        end: () =>
          app.server.emit(
            'clientError',
            Object.assign(new Error('the body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
            raw.socket,
          ),
      });
      done();
    });
  },
  { name: 'patience' },
);
