import { AsyncLocalStorage } from 'node:async_hooks';
import { NestedTransaction } from './failures.ts';

/** What a unit has to say once it is kept: who was told something, and whether something waits to leave the house. */
export interface Hint {
  readonly told?: readonly string[];
  readonly outgoing?: boolean;
}

const speaking = new AsyncLocalStorage<Hint[]>();

/** Said by the store once the unit under way is kept, and never when it is not. Outside a unit nobody hears it. */
export function hintOnceKept(hint: Hint): void {
  speaking.getStore()?.push(hint);
}

/** Follows one `tx` through its awaits. What outlives it still carries it, but finds it closed. */
export class Units {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();
  readonly #listeners = new Set<(hint: Hint) => void>();

  /** Answers the end of listening. */
  readonly onHint = (listener: (hint: Hint) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get isOpen(): boolean {
    return this.#current.getStore()?.open === true;
  }

  refuseNested(): void {
    if (this.isOpen) throw new NestedTransaction();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const unit = { open: true };
    try {
      // Awaited inside: a query of drizzle's begins only when it is awaited, and must not begin after its unit.
      return await this.#current.run(unit, async () => await work());
    } finally {
      unit.open = false;
    }
  }

  /** A unit up to its commit, which `keep` sees to; then its hints are said. */
  async keep<T>(unit: () => Promise<T>): Promise<T> {
    const hints: Hint[] = [];
    const result = await speaking.run(hints, unit);
    for (const hint of hints) for (const listener of this.#listeners) listener(hint);
    return result;
  }

  /** Refuses a statement that nobody awaited and that now comes after its unit. */
  assertOpen(): void {
    if (!this.isOpen) throw new Error('a statement of store.tx came after the unit was over: await it');
  }
}
