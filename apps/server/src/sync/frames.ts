/** Frames of the sync socket, built once and written to many: y-websocket's messages behind a WebSocket header. */
import { MESSAGE } from '@heping/protocol';
import * as encoding from 'lib0/encoding';

export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;
export const QUERY_AWARENESS = 3;

const BINARY = 0x82;

/**
 * Memory of a frame: its own, so that a frame that a slow reader leaves lying holds nothing else; and a Buffer, which
 * streams take as it is, where they would wrap another array anew for each receiver.
 */
const allocate = (size: number): Buffer => Buffer.allocUnsafeSlow(size);

/** A whole unmasked binary frame. */
export function frame(payload: Uint8Array): Uint8Array {
  const bytes = allocate(headOf(payload.length) + payload.length);
  bytes.set(payload, writeHead(bytes, 0, payload.length));
  return bytes;
}

const headOf = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

/** Answers where the payload begins. */
function writeHead(bytes: Uint8Array, at: number, length: number): number {
  bytes[at] = BINARY;
  if (length < 126) bytes[at + 1] = length;
  else if (length < 65_536) {
    bytes[at + 1] = 126;
    bytes[at + 2] = length >>> 8;
    bytes[at + 3] = length & 0xff;
  } else {
    bytes[at + 1] = 127;
    new DataView(bytes.buffer, bytes.byteOffset).setBigUint64(at + 2, BigInt(length));
  }
  return at + headOf(length);
}

/** Bytes that a variable-length number takes. */
function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

/** One frame for each body, behind one another, to be written at once. */
function syncFrames(kind: number, bodies: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const { length } of bodies) {
    const payload = 2 + sizeOf(length) + length;
    size += headOf(payload) + payload;
  }
  const bytes = allocate(size);
  let at = 0;
  for (const body of bodies) {
    at = writeHead(bytes, at, 2 + sizeOf(body.length) + body.length);
    bytes[at] = MESSAGE.sync;
    bytes[at + 1] = kind;
    at += 2;
    let rest = body.length;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      bytes[at] = (rest & 0x7f) | 0x80;
      at += 1;
    }
    bytes[at] = rest;
    bytes.set(body, at + 1);
    at += 1 + body.length;
  }
  return bytes;
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrames(SYNC_STEP_1, [stateVector]);
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrames(SYNC_STEP_2, [update]);
export const updateFrames = (updates: readonly Uint8Array[]): Uint8Array => syncFrames(SYNC_UPDATE, updates);

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

/** The bytes behind a message's type: their length, and nothing after them. */
export function bodyOf(bytes: Uint8Array, start: number): Uint8Array | undefined {
  let length = 0;
  let at = start;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at];
    if (byte === undefined || scale > 2 ** 28) return undefined;
    at += 1;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  return at + length === bytes.length ? bytes.subarray(at) : undefined;
}
