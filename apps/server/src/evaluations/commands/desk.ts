/** What a command may use, and nothing else. The demo hands over a desk with its own clock and ids. */
import type { Store } from '@heping/db';
import type { FastifyInstance } from 'fastify';
import { newId } from '../../ids.ts';
import type { Visitor } from '../../sessions/sessions.ts';
import type { Seal } from '../../sheets/seal.ts';
import type { Corridor, Notices } from '../../sync/corridor.ts';

export interface Desk {
  readonly store: Store;
  readonly corridor: Corridor;
  readonly notices: Notices;
  readonly seal: Seal;
  /** Milliseconds UTC. */
  clock(): number;
  newId(): string;
  /** Throws WRONG_TOO_OFTEN after five wrong ones: a stolen session is no place to guess. */
  verifyPassword(personId: string, password: string): Promise<boolean>;
}

/** Who acts, in which evaluation. */
export interface Acting {
  readonly evaluation: string;
  readonly visitor: Visitor;
}

/** The desk of the running server. The corridor is looked up when it is needed: doors are listed before it is open. */
export function deskOf(app: FastifyInstance): Desk {
  return {
    store: app.store,
    get corridor() {
      return app.corridor;
    },
    get notices() {
      return app.notices;
    },
    get seal() {
      return app.seal;
    },
    clock: () => app.clock(),
    newId,
    verifyPassword: async (personId, password) =>
      (await app.sessions.verifyPassword(personId, password)) !== null,
  };
}
