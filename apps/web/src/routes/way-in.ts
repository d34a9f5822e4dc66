/** Where somebody is led who may not stay at an address: to the sign-in page and back again. */

/** What is there for everybody. */
const PUBLIC = /^\/(?:rubric|results|m)(?:\/|$)/;
const SIGN_IN = '/login';

interface Address {
  readonly pathname: string;
  readonly search: string;
  readonly searchParams: Pick<URLSearchParams, 'get'>;
}

/** An address is read as a browser would read it; whatever host it names then is not ours. */
const OURS = 'http://ours.invalid';

/**
 * Where the sign-in page leads: only a place of this app, an address from outside is never followed. Dots resolve
 * away, and a path that then begins with two slashes names a host to the next who reads it.
 */
export function destinationOf({ searchParams }: Pick<Address, 'searchParams'>): string {
  const next = searchParams.get('next') ?? '/';
  if (!next.startsWith('/') || !URL.canParse(next, OURS)) return '/';
  const { origin, pathname, search, hash } = new URL(next, OURS);
  return origin === OURS && !pathname.startsWith('//') && pathname !== SIGN_IN
    ? pathname + search + hash
    : '/';
}

/** What the lock screen does not hide: what is there for everybody, and the way in for somebody else. */
export const isOpenToAll = ({ pathname }: Pick<Address, 'pathname'>): boolean =>
  pathname === SIGN_IN || PUBLIC.test(pathname);

/** Null where one may stay. */
export function wayIn(url: Address, isSignedIn: boolean): string | null {
  if (url.pathname === SIGN_IN) return isSignedIn ? destinationOf(url) : null;
  if (isSignedIn || isOpenToAll(url)) return null;
  const next = url.pathname + url.search;
  return next === '/' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}
