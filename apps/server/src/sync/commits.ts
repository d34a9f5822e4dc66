/**
 * Group commit: what arrives while one transaction is under way forms the next one. Nothing is answered or sent on
 * before its transaction is durable. [LO1–LO4]
 */
import type { Store, Update } from '@heping/db';

/** A Yjs client id that is somebody's from now on. */
export interface Claim {
  readonly document: string;
  readonly clientId: number;
  readonly personId: string;
}

/** What one evaluation has judged and wants kept, all of it or nothing. */
export interface Batch {
  readonly rows: readonly Update[];
  readonly claims: readonly Claim[];
}

interface Waiting extends Batch {
  kept(): void;
  failed(error: unknown): void;
}

export class Commits {
  readonly #store: Store;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves when the batch is durable; rejects when nothing of it was kept. */
  append(batch: Batch): Promise<void> {
    const done = new Promise<void>((kept, failed) => this.#waiting.push({ ...batch, kept, failed }));
    // All evaluations that are judged in this turn of the loop go into one transaction.
    this.#running ??= Promise.resolve().then(() => this.#run());
    return done;
  }

  /** Resolves when nothing is on its way to the disk. */
  async drain(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#commit(group);
    }
    this.#running = null;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(group);
    } catch (error) {
      if (group.length === 1) {
        group[0]?.failed(error);
        return;
      }
      // One evaluation that lost its fence must not take the others with it. [LO3]
      for (const one of group) await this.#commit([one]);
      return;
    }
    for (const { kept } of group) kept();
  }

  #write(group: readonly Batch[]): Promise<void> {
    return this.#store.tx(async (db) => {
      const claims = group.flatMap((batch) => batch.claims);
      if (claims.length > 0) await db.insert(this.#store.tables.documentClients).values(claims);
      await this.#store.log.appendUpdates(
        db,
        group.flatMap((batch) => batch.rows),
      );
    });
  }
}
