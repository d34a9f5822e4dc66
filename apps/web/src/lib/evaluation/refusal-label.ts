/** What the server refused of what was typed, in words. The sentences come when the first of them is to be read. */
import type { Refusal } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { Later } from '#lib/ui/later.svelte.ts';

const sentences = new Later(async () => (await import('./refusal-sentence.ts')).sentence);

/** A refusal as a sentence in the reader's language. */
export function refusalLabel(refusal: Refusal): string {
  if (sentences.value !== null) return sentences.value(refusal, getLocale());
  // While something is derived nothing may change.
  queueMicrotask(sentences.want);
  return m.score_refused_why();
}
