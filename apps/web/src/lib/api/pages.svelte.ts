/** An answer of the API that comes in parts, one press for each further one. */
import { api } from './client.ts';

/**
 * Made while a component starts: `const pages = new Pages<Answer>(() => list.value, ({ next }) => …)`. What was asked for
 * beyond the first part stays as long as that is the same, and goes with it. The second function answers the path of the
 * part behind one, null where none follows.
 */
export class Pages<Page> {
  #more = $state.raw<{ readonly first: Page; readonly pages: readonly Page[] } | null>(null);
  isLoading = $state(false);
  /** Why the last one did not come, to be explained. */
  refused = $state.raw<unknown>(null);
  readonly #first: () => Page | null;
  readonly #pathBehind: (page: Page) => string | null;

  readonly all: readonly Page[] = $derived.by(() => {
    const first = this.#first();
    return first === null ? [] : [first, ...(this.#more?.first === first ? this.#more.pages : [])];
  });
  readonly #next = $derived.by(() => {
    const last = this.all.at(-1);
    return last === undefined ? null : this.#pathBehind(last);
  });
  readonly hasMore = $derived(this.#next !== null);

  constructor(first: () => Page | null, pathBehind: (page: Page) => string | null) {
    this.#first = first;
    this.#pathBehind = pathBehind;
  }

  /** Asks for the next part. */
  more = async (): Promise<void> => {
    const [first, path] = [this.#first(), this.#next];
    if (first === null || path === null || this.isLoading) return;
    this.isLoading = true;
    this.refused = null;
    try {
      const page = await api.get<Page>(path);
      // Something else was asked for meanwhile: this is not its continuation.
      if (this.#first() === first) this.#more = { first, pages: [...this.all.slice(1), page] };
    } catch (error) {
      if (this.#first() === first) this.refused = error;
    } finally {
      this.isLoading = false;
    }
  };
}
