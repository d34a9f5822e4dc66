/**
 * How a sync connection ends. One table for both sides: y-websocket treats 4400 to 4499 as final and reconnects after
 * any other code, so what a retry cannot cure has to lie in that range. [EN1]
 */
export const ENDINGS = {
  /** Not signed in, or the session is over: sign in again, local work is kept. */
  'signed-out': { code: 4401, retry: false },
  /** Hard refusal: the change is not in; the client keeps it as a copy and loads afresh. */
  refused: { code: 4403, retry: false },
  /** No such document, or not for this reader: the same answer for both. */
  'not-found': { code: 4404, retry: false },
  /** The client is older than the server's protocol: reload the page. */
  'too-old': { code: 4410, retry: false },
  /** A frame over the limit: named, copy kept. */
  'too-large': { code: 4413, retry: false },
  /** Persistent flood or a reader that never reads: come back later. */
  'too-fast': { code: 4508, retry: true },
  /** Storage failed and the room was dropped: reconnect and send again. */
  storage: { code: 4500, retry: true },
  /** The server restarts: reconnect within a random 0 to 2 s. */
  restart: { code: 4503, retry: true },
} as const satisfies Record<string, { code: number; retry: boolean }>;
export type Ending = keyof typeof ENDINGS;

/** The ending behind a close code, if it is one of ours. */
export function endingOf(code: number): Ending | undefined {
  return (Object.keys(ENDINGS) as Ending[]).find((ending) => ENDINGS[ending].code === code);
}

/** Limits of the corridor, the same numbers in messages and in the guard. Bytes unless named otherwise. [EN2] */
export const LIMITS = {
  firstSync: 4 << 20,
  frame: 256 << 10,
  awareness: 2 << 10,
  /** Holds as many client ids as a document may have: every opening of a page is one. */
  stateVector: 16 << 10,
  lagging: 1 << 20,
  stalled: 8 << 20,
  document: 8 << 20,
  structs: 20_000,
  socketsPerPerson: 20,
  socketsPerDocument: 200,
} as const;
