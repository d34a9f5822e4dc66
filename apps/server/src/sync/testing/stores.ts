/** Stores that misbehave when told to. */
import type { Batch, Store } from '@heping/db';

export class Fault extends Error {
  override name = 'Fault';
}
/** What SQLite throws when the disk takes no more. */
export const fullDisk = (): Error =>
  Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

/** A store whose commits can be held back, or fail. */
export class TrickyStore {
  /** Thrown instead of committing. */
  failure: (() => Error) | null = null;
  #gate: Promise<void> | null = null;
  #open: () => void = () => undefined;
  commits = 0;
  /** Reading fails outside of transactions. */
  isUnreadable = false;

  readonly wrap = (store: Store): Store => {
    const tx: Store['tx'] = async (work) => {
      if (this.#gate !== null) await this.#gate;
      return store.tx(async (db) => {
        const result = await work(db);
        // After the work: the transaction is rolled back, as when the disk fails at COMMIT.
        if (this.failure !== null) throw this.failure();
        this.commits += 1;
        return result;
      });
    };
    const db = (): Store['db'] => {
      if (this.isUnreadable) throw new Fault('the database cannot be read');
      return store.db;
    };
    const tricky = {
      ...store,
      tx,
      append: (batch: Batch) => tx((inside) => store.log.append(inside, batch)),
    };
    return Object.defineProperty(tricky, 'db', { get: db });
  };

  /** Commits wait from now on. */
  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }
  release(): void {
    this.#gate = null;
    this.#open();
  }
}
