/**
 * Group commit: what arrives while one transaction is under way forms the next one. Nothing is answered or sent on
 * before its transaction is durable. [LO1–LO4]
 */
import type { Batch, DocumentClient, Store, Update } from '@heping/db';

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
  append({ rows, claims }: Batch): Promise<void> {
    const done = new Promise<void>((kept, failed) => this.#waiting.push({ rows, claims, kept, failed }));
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
    const rows: Update[] = [];
    const claims: DocumentClient[] = [];
    for (const batch of group) {
      rows.push(...batch.rows);
      claims.push(...batch.claims);
    }
    return this.#store.append({ rows, claims });
  }
}
