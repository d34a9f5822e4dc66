/**
 * What of the line is the server's. A proxy before it, a gateway, or the sign-in page of a network answers in its place,
 * with any status: that is silence, however long it is. Pages and the service worker read it alike. [OF9]
 */
import type { Problem } from '@heping/protocol';

/**
 * An answer that has not come by then does not come: a network that swallows what is sent says so to nobody, and a button
 * would spin for ever. Nothing the API does takes half as long; files have their own limit. [OF10]
 */
export const ANSWERED_WITHIN_MS = 30_000;

/** Whether it is a refusal of the server: gateways refuse in JSON, too, and know no reference of ours. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'error' in value && 'message' in value && 'ref' in value;

/** What kind of thing came, without what else is said of it: `application/json`. */
export const typeOf = ({ headers }: Response): string =>
  headers.get('content-type')?.split(';')[0]?.trim() ?? '';
