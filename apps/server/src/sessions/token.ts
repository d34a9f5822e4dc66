/** The session's token: 256 random bits in a cookie, only their SHA-256 in the database (SECURITY C1). */
import { hash, randomBytes } from 'node:crypto';

const COOKIE = 'heping';
/**
 * What the cookie is called. By https a browser itself sees to it that a `__Host-` cookie was set by this very host,
 * over https and for every path: no sibling domain can plant one.
 */
export const cookieName = ({ isSecure }: { readonly isSecure: boolean }): string =>
  isSecure ? `__Host-${COOKIE}` : COOKIE;

export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => hash('sha256', token);

/** One cookie out of a raw `Cookie` header, so that HTTP, upgrades and Socket.IO read it alike. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
