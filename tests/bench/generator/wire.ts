/** The three ways in which the contestants speak: what to send, and what kind a received message is. */
import { MESSAGE, PROTOCOL_VERSION } from '@heping/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export const PROTOCOLS = ['relay', 'y-websocket', 'heping', 'hocuspocus'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A question for the state, a whole difference, one update, or an acknowledgement. */
export type Kind = 'question' | 'difference' | 'update' | 'saved' | 'refused' | 'other';

export interface Wire {
  /** Path and query of a room. */
  path(room: string): string;
  /** What a client says first, before its question. */
  greeting(room: string): readonly Uint8Array[];
  /** `step` as in y-protocols: 0 question, 1 difference, 2 update. */
  sync(room: string, step: 0 | 1 | 2, body: Uint8Array): Uint8Array;
  /** Kind of a message, and the decoder behind its head. */
  read(message: Uint8Array): { readonly kind: Kind; readonly body: decoding.Decoder };
  /** Whether a server of this kind answers questions at all. */
  readonly hasSync: boolean;
}

const STEPS = ['question', 'difference', 'update'] as const;

const written = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};

function plain(path: Wire['path'], hasSync: boolean): Wire {
  return {
    path,
    hasSync,
    greeting: () => [],
    sync: (_room, step, body) =>
      written((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.sync);
        encoding.writeVarUint(encoder, step);
        encoding.writeVarUint8Array(encoder, body);
      }),
    read(message) {
      const body = decoding.createDecoder(message);
      const type = decoding.readVarUint(body);
      if (type === MESSAGE.sync) return { kind: STEPS[decoding.readVarUint(body)] ?? 'other', body };
      if (type === MESSAGE.saved) return { kind: 'saved', body };
      return { kind: type === MESSAGE.refused ? 'refused' : 'other', body };
    },
  };
}

/** Hocuspocus: the document's name before everything, and a token before the first question. */
const TYPE = { sync: 0, auth: 2, syncReply: 4, status: 8 } as const;
const hocuspocus: Wire = {
  path: () => '/',
  hasSync: true,
  greeting: (room) => [
    written((encoder) => {
      encoding.writeVarString(encoder, room);
      encoding.writeVarUint(encoder, TYPE.auth);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'anybody');
    }),
  ],
  sync: (room, step, body) =>
    written((encoder) => {
      encoding.writeVarString(encoder, room);
      encoding.writeVarUint(encoder, TYPE.sync);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, body);
    }),
  read(message) {
    const body = decoding.createDecoder(message);
    const nameLength = decoding.readVarUint(body);
    body.pos += nameLength;
    const type = decoding.readVarUint(body);
    if (type === TYPE.sync || type === TYPE.syncReply)
      return { kind: STEPS[decoding.readVarUint(body)] ?? 'other', body };
    if (type !== TYPE.status) return { kind: 'other', body };
    return { kind: decoding.readVarUint(body) === 1 ? 'saved' : 'refused', body };
  },
};

export const WIRES: Record<Protocol, Wire> = {
  relay: plain((room) => `/${room}`, false),
  'y-websocket': plain((room) => `/${room}`, true),
  heping: plain((room) => `/sync/${room}?v=${PROTOCOL_VERSION}`, true),
  hocuspocus,
};
