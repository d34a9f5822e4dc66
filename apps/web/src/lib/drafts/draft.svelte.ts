/** The draft of a form: what is typed is kept on this device with its files until it is sent. */
import type { KeptUpload, Uploads } from '#lib/files/uploads.svelte.ts';
import { session } from '#lib/session.svelte.ts';
import { draftKey, dropDraft, readDraft, writeDraft } from './drafts.ts';

interface Kept {
  readonly typed: object;
  readonly files: readonly KeptUpload[];
}

/** Whether something waits at this place, so that its form is open when one comes back. */
export const hasDraft = (place: string, drafter = drafterNow()): boolean =>
  readDraft(draftKey(drafter, place), Date.now()) !== null;

const drafterNow = (): string => session.person?.id ?? '';

interface Options {
  readonly uploads?: Uploads;
  /** Whose it is; who is signed in unless told otherwise. */
  readonly drafter?: string;
}

/** Made while a form starts; its fields bind to `value`. A password is never part of it. */
export class Draft<T extends object> {
  value = $state() as T;
  /** It was begun before this page was. */
  isRestored = $state(false);
  readonly #key: string;
  #empty: string;
  readonly #uploads: Uploads | null;

  constructor(place: string, empty: T, { uploads, drafter = drafterNow() }: Options = {}) {
    this.#key = draftKey(drafter, place);
    this.#empty = JSON.stringify(empty);
    this.#uploads = uploads ?? null;
    // Written by the effect below, by this form or an earlier version of it.
    const kept = readDraft(this.#key, Date.now()) as Kept | null;
    this.value = { ...empty, ...kept?.typed };
    if (kept !== null) {
      this.isRestored = true;
      uploads?.restore(kept.files);
    }
    // The address of a link is a secret: it is kept nowhere.
    const page = drafter === drafterNow() ? location.pathname : undefined;
    // The device lies outside Svelte.
    $effect(() => {
      const typed = JSON.stringify(this.value);
      const files = uploads?.keeps ?? [];
      if (typed === this.#empty && files.length === 0) dropDraft(this.#key);
      else writeDraft(this.#key, { typed: this.value, files } satisfies Kept, Date.now(), page);
    });
  }

  /** It was sent: the form begins anew, with this in it. */
  begin(empty: T): void {
    this.#empty = JSON.stringify(empty);
    this.clear();
  }

  /** It is not wanted, or was sent: an empty form. */
  clear = (): void => {
    this.value = JSON.parse(this.#empty) as T;
    this.isRestored = false;
    this.#uploads?.clear();
    dropDraft(this.#key);
  };
}
