/** What the guard is given and what it answers. */
import type { Refusal, ThreadMessage, ValueMap } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Content } from './content.ts';
import type { Places } from './places.ts';
import type { DeletedRange, Id } from './update.ts';

/** Yjs client ids that are the server's own. Lower than any random one: whoever writes beside the server wins. [GU5] */
export const CORRECTOR = 1;
export const SERVER = 2;
export const RESERVED_CLIENTS = 16;
/** Client ids of one document: a reload takes a fresh one. A state vector of this many still fits its limit. */
export const MOST_CLIENTS = 2_000;
/** One person's share of them, so that nobody can use them up for the others. */
export const MOST_CLIENTS_OF_ONE = 200;

/** A document as the guard sees it. */
export interface Ground {
  readonly doc: Y.Doc;
  readonly content: Content;
  readonly places: Places;
  /** Whose a client id is, if it is anybody's. */
  ownerOf(client: number): string | undefined;
  readonly clientCount: number;
  /** The client ids that are a person's. */
  clientsOf(person: string): readonly number[];
}

export interface Author {
  readonly person: string;
  /** Why this person may not write here now; null when they may. */
  readonly barred: Refusal | null;
  readonly now: number;
  /** Nothing the author says in a thread is older than this. */
  readonly since: number;
}

/** Pieces of one update that may go out again: more than a slip leaves. [SR4] */
export const MOST_EXCESS = 200;

/** A value that will stand under a key when the update is in, unless somebody else's wins. */
export interface MapWrite {
  readonly map: ValueMap;
  readonly key: string;
  readonly value: unknown;
  readonly client: number;
  readonly clock: number;
  /** The writer had seen what stands there now. */
  readonly sawCurrent: boolean;
  readonly wrong: Refusal | null;
}

/** New content to be taken out again in the same transaction. */
export interface Excess {
  readonly root: string;
  readonly ranges: readonly DeletedRange[];
  readonly wrong: Refusal;
  readonly value: unknown;
}

export interface Passed {
  readonly kind: 'passed';
  readonly bytes: Uint8Array;
  /** Client ids that were nobody's until now. */
  readonly claimed: readonly number[];
  readonly clients: readonly number[];
  readonly writes: readonly MapWrite[];
  /** Every key of a plain map with a new struct under it. */
  readonly touched: readonly { readonly map: string; readonly key: string }[];
  readonly excess: readonly Excess[];
  /** Texts and notes with new content, and where it lies. */
  readonly inserted: ReadonlyMap<string, Inserted>;
  /** Threads with new messages, each as it will stand. */
  readonly said: ReadonlyMap<string, readonly Said[]>;
  /** Conflicts settled by somebody who had not seen all of their values. */
  readonly settledUnseen: readonly Settled[];
}
export interface Inserted {
  readonly ranges: DeletedRange[];
  text: string;
  nodes: number;
}
/** A message, the struct's place that brought it, and whether it stands as it came. */
export interface Said {
  readonly id: Id;
  readonly message: ThreadMessage;
  readonly isAsItCame: boolean;
}
export interface Settled {
  readonly key: string;
  readonly about: { readonly map: ValueMap; readonly key: string };
}
export interface Nothing {
  readonly kind: 'nothing';
  readonly clients: readonly number[];
}
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  /** Something before it is missing: an answer with our state vector may cure it. */
  readonly isGap: boolean;
}
export type Verdict = (Passed | Nothing | Refused) & Cost;
export interface Cost {
  /** What judging it cost and letting it in will cost, in steps along lists; a refusal is paid for, too. [GU18, SO6] */
  readonly steps: number;
}
