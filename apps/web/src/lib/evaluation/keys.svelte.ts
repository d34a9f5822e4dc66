/** The keys of the open page of an evaluation. A page tells its own while it is open; the workspace lists them under `?`. */
import { createContext } from 'svelte';

export interface KeyLine {
  /** As it stands on the keyboard. */
  readonly key: string;
  readonly words: string;
}
export interface KeysShown {
  readonly lines: readonly KeyLine[];
  /** What one line does not say. */
  readonly hint?: string | undefined;
}

export class PageKeys {
  #told = $state.raw<(() => KeysShown) | null>(null);

  /** Nothing where the page has no keys of its own. */
  get shown(): KeysShown {
    return this.#told?.() ?? { lines: [] };
  }
  tell(told: () => KeysShown): () => void {
    this.#told = told;
    return () => {
      if (this.#told === told) this.#told = null;
    };
  }
}

export const [getKeys, setKeys] = createContext<PageKeys>();

/** What the page being made does with keys: only what works on it as it stands. */
export function tellKeys(told: () => KeysShown): void {
  const keys = getKeys();
  // The list belongs to the workspace around the page, which lies outside of it.
  $effect(() => keys.tell(told));
}
