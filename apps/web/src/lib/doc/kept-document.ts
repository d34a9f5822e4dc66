/**
 * A document on this device: every change of it, sealed, in the order in which it came. What arrives while one is being
 * written goes with the next one. [DV1]
 */
import * as Y from 'yjs';
import { isWriting, sealedShelf } from '#lib/device/sealed-shelf.ts';
import type { Shelf } from '#lib/device/shelf.ts';

/** From so many entries on they are made into one. */
const MANY = 100;

export const updates = sealedShelf<Uint8Array>('updates');

/** The entries of one document in one generation begin so. */
export const placeOf = (key: string, generation: number): string => `${key}|${generation}|`;

/** Two tabs never write the same entry. */
const entryKey = (place: string) =>
  `${place}${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;

export class KeptDocument {
  readonly #place: string;
  readonly #doc: Y.Doc;
  readonly #shelf: Shelf<Uint8Array>;
  readonly #onKept: (isKept: boolean) => void;
  #waiting: Uint8Array[] = [];
  #writing: Promise<void> | null = null;
  #entries = 0;

  /** `onKept` hears whether what was changed last is on the device: it may have no room. */
  constructor(
    place: string,
    doc: Y.Doc,
    onKept: (isKept: boolean) => void = () => undefined,
    shelf: Shelf<Uint8Array> = updates,
  ) {
    this.#place = place;
    this.#doc = doc;
    this.#onKept = onKept;
    this.#shelf = shelf;
    doc.on('update', this.#hear);
  }

  /** Puts what is kept into the document. */
  async read(): Promise<void> {
    const entries = await this.#shelf.all(this.#place);
    this.#entries = entries.length;
    Y.transact(
      this.#doc,
      () => {
        for (const [, update] of entries) Y.applyUpdate(this.#doc, update, this);
      },
      this,
      false,
    );
    if (entries.length >= MANY) await this.#gather(entries);
  }

  /** Everything changed until now is written, or could not be. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  close(): void {
    this.#doc.off('update', this.#hear);
  }

  readonly #hear = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.#waiting.push(update);
    this.#writing ??= isWriting(this.#write().finally(() => (this.#writing = null)));
  };

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const all = this.#waiting.splice(0);
      const one = all.length === 1 ? all[0]! : Y.mergeUpdates(all);
      try {
        await this.#shelf.put(entryKey(this.#place), one);
        this.#onKept(true);
      } catch {
        // No room, or no key any more: it stays on the page, the page says so, and the next change tries again.
        this.#waiting.unshift(one);
        return this.#onKept(false);
      }
      this.#entries += 1;
    }
    if (this.#entries >= 2 * MANY) await this.#gather(await this.#shelf.all(this.#place));
  }

  /** Many entries become one. What another tab writes meanwhile is none of them. */
  async #gather(entries: readonly (readonly [string, Uint8Array])[]): Promise<void> {
    const whole = new Y.Doc();
    for (const [, update] of entries) Y.applyUpdate(whole, update);
    const state = Y.encodeStateAsUpdate(whole);
    whole.destroy();
    await this.#shelf.put(
      entryKey(this.#place),
      state,
      entries.map(([key]) => key),
    );
    this.#entries = 1;
  }
}
