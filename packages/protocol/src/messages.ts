/**
 * Messages of the sync socket beyond y-websocket's own (0 sync, 1 awareness). They are sent only to a client that
 * connects with `?v=2`, because a stock provider prints an error for a type it does not know. [MS1]
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Phase } from '@heping/scoring';
import type { Refusal } from './refusal.ts';

export const PROTOCOL_VERSION = '2';

export const MESSAGE = { sync: 0, awareness: 1, saved: 100, refused: 101, state: 102 } as const;

/**
 * Durable on the server's disk: the first `messages` document messages of this connection (whole differences and
 * updates, not questions), and everything of `clientId` below `clock`. Cumulative. The count is what counts for
 * deletions, which move no Yjs clock. [MS2]
 */
export interface Saved {
  readonly messages: number;
  readonly clocks: readonly { readonly clientId: number; readonly clock: number }[];
}

/** A value that broke a rule of its own was put right in the same transaction (soft), or the change was refused. [MS3] */
export interface Refused {
  readonly soft: boolean;
  readonly refusal: Refusal;
  /** where: the map and key; of a root `reason:A1.2.2` its two parts */
  readonly map?: string;
  readonly key?: string;
  /** what was refused, so that the page can show it struck through */
  readonly value?: unknown;
}

/** Sent after the first sync, at every change of phase and every 10 s: doubles as the keep-alive. [MS4] */
export interface RoomState {
  readonly phase: Phase;
  readonly epoch: number;
  /** may this connection write now */
  readonly writable: boolean;
  readonly storage: 'ok' | 'full';
  /** server time, ms UTC */
  readonly now: number;
}

/** Writes a `saved` message, type included. */
export function writeSaved({ messages, clocks }: Saved): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE.saved);
  encoding.writeVarUint(encoder, messages);
  encoding.writeVarUint(encoder, clocks.length);
  for (const { clientId, clock } of clocks) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
  }
  return encoding.toUint8Array(encoder);
}

/** Reads a `saved` message behind its type. */
export function readSaved(decoder: decoding.Decoder): Saved {
  const messages = decoding.readVarUint(decoder);
  const clocks = Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    clientId: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
  }));
  return { messages, clocks };
}

function writeJson(type: number, value: unknown): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarString(encoder, JSON.stringify(value));
  return encoding.toUint8Array(encoder);
}

export const writeRefused = (refused: Refused): Uint8Array => writeJson(MESSAGE.refused, refused);
export const writeState = (state: RoomState): Uint8Array => writeJson(MESSAGE.state, state);
/** Reads a `refused` message behind its type. Written by our own server. */
export const readRefused = (decoder: decoding.Decoder): Refused =>
  JSON.parse(decoding.readVarString(decoder)) as Refused;
/** Reads a `state` message behind its type. Written by our own server. */
export const readState = (decoder: decoding.Decoder): RoomState =>
  JSON.parse(decoding.readVarString(decoder)) as RoomState;

/** What a person's awareness state may hold besides the identity, which the server stamps. [MS5] */
export interface Presence {
  /** stamped by the server from the session */
  readonly user?: {
    readonly id: string;
    readonly name: string;
    /** empty where there is none */
    readonly nameEn: string;
    readonly color: string;
  };
  /** the indicator the person is at */
  readonly at?: string | null;
  /** caret of the rich-text editor (relative positions) */
  readonly cursor?: unknown;
  /** the field with the focus, e.g. `facts:floor-area` */
  readonly field?: string | null;
}

/** Eight distinguishable colours for people, the same in caret, avatar and dot. `#rrggbb` for the editor's carets. */
export const PEOPLE_COLORS = [
  '#1f5fbf',
  '#b3472b',
  '#2a7d4f',
  '#8a4fa3',
  '#a3690f',
  '#0f7b86',
  '#b23a6f',
  '#5b6472',
] as const;
