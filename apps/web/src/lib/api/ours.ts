/**
 * What of the line is the server's. A proxy before it, a gateway, or the sign-in page of a network answers in its place,
 * with any status: that is silence, however long it is. Pages and the service worker read it alike. [OF9]
 */
import { SERVER_HEADER, type Problem } from '@heping/protocol';

/**
 * An answer that has not come by then does not come: a network that swallows what is sent says so to nobody, and a button
 * would spin for ever. Nothing the API does takes half as long; files have their own limit. [OF10]
 */
export const ANSWERED_WITHIN_MS = 30_000;

/** Whether the server sent it: somebody's sign-in page answers with 200 and in JSON, too. */
export const isOurs = ({ headers }: { readonly headers: Pick<Headers, 'has'> }): boolean =>
  headers.has(SERVER_HEADER);

/** Whether what the server sent is a refusal. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'error' in value && 'message' in value;
