/** Where a request may come from: one list for mutations, upgrades and Socket.IO (SECURITY C2). */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { cookieName, readCookie } from './token.ts';

interface Asking {
  readonly headers: IncomingHttpHeaders;
}

/** What `Origin` may be: the configured addresses, else the port served on this machine's own names. */
function allowedOrigins({ config, server }: FastifyInstance): readonly string[] {
  if (config.origins.length > 0) return config.origins;
  const address = server.address() as AddressInfo | null;
  const port = address?.port ?? config.port;
  return ['localhost', '127.0.0.1', '[::1]'].map((host) => new URL(`http://${host}:${port}`).origin);
}

/** Whether `Origin` is there and allowed: what an upgrade needs. */
export function isOwnOrigin(app: FastifyInstance, { headers }: Asking): boolean {
  const { origin } = headers;
  return origin !== undefined && allowedOrigins(app).includes(origin);
}

/**
 * Whether a mutation may go on. A browser names its origin on every POST, PUT, PATCH and DELETE; what names none and
 * brings no session is no browser's doing and harms nobody.
 */
export function mayMutate(app: FastifyInstance, asking: Asking): boolean {
  const { origin, cookie, 'sec-fetch-site': site } = asking.headers;
  if (origin !== undefined) return isOwnOrigin(app, asking);
  if (site !== undefined) return site === 'same-origin';
  return readCookie(cookie, cookieName(app.config)) === undefined;
}
