import type { Campaign, Store } from '@heping/db';
import type { Rubric } from '@heping/scoring';
import type { Beat } from './beat.ts';
import type { Commits } from './commits.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';
import type { Storage } from './storage.ts';
import type { Whereabouts } from './whereabouts.ts';

/** An evaluation, as far as its ballots are read in its order. */
export interface InOrder {
  readonly id: string;
  readonly rubric: Rubric;
  turn<T>(work: () => Promise<T>): Promise<T>;
}

/** What the queues share. */
export interface House {
  readonly store: Store;
  readonly commits: Commits;
  readonly storage: Storage;
  clock(): number;
  /** A time that never jumps, for limits and idling. */
  ticks(): number;
  rubricOf(campaign: Campaign): Rubric;
  readonly beat: Beat;
  fault(error: unknown, where: string): void;
  readonly whereabouts: Whereabouts;
  /** A ballot has changed and is durable. */
  ballotKept(queue: InOrder, room: Room<Connection>): void;
}
