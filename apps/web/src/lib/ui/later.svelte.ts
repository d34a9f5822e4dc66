/** A part of the pages that comes when it is first wanted, and is there from then on. */
export class Later<T> {
  /** Null until it is here. */
  value = $state.raw<T | null>(null);
  /** It did not come: no network, and this device has not kept it. */
  isMissing = $state(false);
  readonly #load: () => Promise<T>;
  #coming: Promise<T> | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Brings it, once; after it did not come, once more. */
  bring(): Promise<T> {
    if (this.value !== null) return Promise.resolve(this.value);
    if (this.isMissing) this.isMissing = false;
    this.#coming ??= this.#load()
      .then(
        (value) => (this.value = value),
        (error: unknown) => {
          this.isMissing = true;
          throw error;
        },
      )
      .finally(() => (this.#coming = null));
    return this.#coming;
  }

  /** Brings it for whoever looks at `value`; that it did not come is said by `isMissing`. */
  want = (): void => {
    this.bring().catch(() => undefined);
  };
}
