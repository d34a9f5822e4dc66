/** What is saved, over all documents of an evaluation, in the words of the page. Pure. */
import type { SoftRefusal } from '#lib/doc/live.svelte.ts';

/** saved on the server · kept on this device, n to send · refused, n */
export const SAVE_STATES = ['saved', 'waiting', 'refused'] as const;
export type SaveState = (typeof SAVE_STATES)[number];

export interface Saving {
  readonly state: SaveState;
  /** Places with changes that only this device has. */
  readonly unsent: readonly string[];
  /** When the last change became durable, ms; null when nothing is known of it. */
  readonly savedAt: number | null;
  /** Values put right, and documents kept as a copy. */
  readonly refused: number;
  /** What is unsent is on this device's disk; else it is on this page alone. [DV9] */
  readonly isKept: boolean;
  /** The server's disk is full: nothing more is acknowledged. */
  readonly isStorageFull: boolean;
}

interface Part {
  readonly saved: { readonly unsent: readonly string[]; readonly savedAt: number | null };
  readonly refusals: readonly SoftRefusal[];
  readonly isKept: boolean;
  readonly room: { readonly storage: 'ok' | 'full' } | null;
}

/** A refusal is shown first, then what is still to be sent; saved only when all is. */
export function summariseSaving(parts: readonly Part[], copies: number): Saving {
  const unsent = [...new Set(parts.flatMap(({ saved }) => saved.unsent))];
  const refused = copies + parts.reduce((sum, { refusals }) => sum + refusals.length, 0);
  const times = parts.flatMap(({ saved: { savedAt } }) => savedAt ?? []);
  return {
    state: refused > 0 ? 'refused' : unsent.length > 0 ? 'waiting' : 'saved',
    unsent,
    savedAt: times.length > 0 ? Math.max(...times) : null,
    refused,
    isKept: parts.every(({ isKept }) => isKept),
    isStorageFull: parts.some(({ room }) => room?.storage === 'full'),
  };
}
