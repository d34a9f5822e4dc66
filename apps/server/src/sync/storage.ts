/** Whether the disk takes anything. While it is full nothing is judged or acknowledged, and reading goes on. [DF1–DF4] */
import { isStorageFull, type Store } from '@heping/db';

const PROBE = 'storage.probe';
/** As much as a busy minute writes: with less room the next commit would fail again. */
const PROBE_BYTES = 64 << 10;

export class Storage {
  readonly #store: Store;
  readonly #onChange: () => void;
  isFull = false;
  #isProbing = false;

  constructor(store: Store, onChange: () => void) {
    this.#store = store;
    this.#onChange = onChange;
  }

  /** A commit found no space. */
  fill(): void {
    if (this.isFull) return;
    this.isFull = true;
    this.#onChange();
  }

  /** Tries to write something that nobody needs. Called while full, once a second. */
  async probe(): Promise<void> {
    if (!this.isFull || this.#isProbing) return;
    this.#isProbing = true;
    try {
      await this.#write('x'.repeat(PROBE_BYTES));
      await this.#write('');
      this.isFull = false;
      this.#onChange();
    } catch (error) {
      if (!isStorageFull(error)) throw error;
    } finally {
      this.#isProbing = false;
    }
  }

  #write(value: string): Promise<unknown> {
    const { settings } = this.#store.tables;
    return this.#store.tx((db) =>
      db
        .insert(settings)
        .values({ key: PROBE, value })
        .onConflictDoUpdate({ target: settings.key, set: { value } }),
    );
  }
}
