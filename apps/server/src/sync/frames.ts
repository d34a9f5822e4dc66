/** Frames of the sync socket, built once and written to many: y-websocket's messages behind a WebSocket header. */
import { MESSAGE } from '@heping/protocol';
import * as encoding from 'lib0/encoding';

export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;
export const QUERY_AWARENESS = 3;

const BINARY = 0x82;

/** A whole unmasked binary frame. */
export function frame(payload: Uint8Array): Uint8Array {
  return framed(payload.length, (bytes, at) => bytes.set(payload, at));
}

function framed(length: number, write: (bytes: Uint8Array, at: number) => void): Uint8Array {
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = new Uint8Array(head + length);
  bytes[0] = BINARY;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = 126;
    bytes[2] = length >>> 8;
    bytes[3] = length & 0xff;
  } else {
    bytes[1] = 127;
    new DataView(bytes.buffer).setBigUint64(2, BigInt(length));
  }
  write(bytes, head);
  return bytes;
}

/** Bytes that a variable-length number takes. */
function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

function syncFrame(kind: number, body: Uint8Array): Uint8Array {
  return framed(2 + sizeOf(body.length) + body.length, (bytes, start) => {
    bytes[start] = MESSAGE.sync;
    bytes[start + 1] = kind;
    let at = start + 2;
    let rest = body.length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      bytes[at] = (rest & 0x7f) | 0x80;
      at += 1;
    }
    bytes[at] = rest;
    bytes.set(body, at + 1);
  });
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(SYNC_STEP_1, stateVector);
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(SYNC_STEP_2, update);
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC_UPDATE, update);

export interface PresenceEntry {
  readonly client: number;
  readonly clock: number;
  /** JSON; `null` when the person is gone. */
  readonly state: string;
}

export function presenceFrame(entries: readonly PresenceEntry[]): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(body, client);
    encoding.writeVarUint(body, clock);
    encoding.writeVarString(body, state);
  }
  const message = encoding.createEncoder();
  encoding.writeVarUint(message, MESSAGE.awareness);
  encoding.writeVarUint8Array(message, encoding.toUint8Array(body));
  return frame(encoding.toUint8Array(message));
}

/**
 * Says nothing and is a message all the same: y-websocket drops a connection on which none came for 30 s, and pings
 * are none. For clients that did not ask for our own messages. [SO8]
 */
export const KEEP_ALIVE = presenceFrame([]);
