import { AsyncLocalStorage } from 'node:async_hooks';
import { NestedTransaction } from './failures.ts';

/** Follows one `tx` through its awaits. What outlives it still carries it, but finds it closed. */
export class Units {
  readonly #current = new AsyncLocalStorage<{ open: boolean }>();

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

  /** Refuses a statement that nobody awaited and that now comes after its unit. */
  assertOpen(): void {
    if (!this.isOpen) throw new Error('a statement of store.tx came after the unit was over: await it');
  }
}
