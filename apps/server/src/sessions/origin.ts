/** Where a request may come from: one list for mutations, upgrades and Socket.IO (SECURITY C2). */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { cookieName, readCookie } from './token.ts';

interface Asking {
  readonly headers: IncomingHttpHeaders;
}

const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether `Origin` is there and allowed: a configured address, else the port served on this machine's own names. */
export function isOwnOrigin({ config, server }: FastifyInstance, { headers }: Asking): boolean {
  const { origin } = headers;
  if (origin === undefined) return false;
  if (config.origins.length > 0) return config.origins.includes(origin);
  const url = URL.parse(origin);
  if (url === null || url.origin !== origin || url.protocol !== 'http:' || !OWN_NAMES.has(url.hostname))
    return false;
  return Number(url.port || 80) === (portOf(server) ?? config.port);
}

const ports = new WeakMap<FastifyInstance['server'], number>();

/** Where a server listens, once it does; asked of the system only once, for it does not change. */
function portOf(server: FastifyInstance['server']): number | undefined {
  const known = ports.get(server);
  if (known !== undefined) return known;
  const address = server.address() as AddressInfo | null;
  if (address !== null) ports.set(server, address.port);
  return address?.port;
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
