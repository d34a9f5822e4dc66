/** Where somebody is led who may not stay at an address: to the sign-in page and back again. */

/** What is there for everybody. */
const PUBLIC = /^\/(?:rubric|results)(?:\/|$)/;
const SIGN_IN = '/login';

interface Address {
  readonly pathname: string;
  readonly search: string;
  readonly searchParams: Pick<URLSearchParams, 'get'>;
}

/** Where the sign-in page leads: only a place of this app, an address from outside is never followed. */
export function destinationOf({ searchParams }: Pick<Address, 'searchParams'>): string {
  const next = searchParams.get('next') ?? '/';
  const isOurs = /^\/(?![/\\])/.test(next) && !/[\u0000-\u001f]/.test(next);
  return isOurs && !next.startsWith(SIGN_IN) ? next : '/';
}

/** Null where one may stay. */
export function wayIn(url: Address, isSignedIn: boolean): string | null {
  if (url.pathname === SIGN_IN) return isSignedIn ? destinationOf(url) : null;
  if (isSignedIn || PUBLIC.test(url.pathname)) return null;
  const next = url.pathname + url.search;
  return next === '/' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}
