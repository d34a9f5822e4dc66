/** What the keys of the score page ask for, wherever one is on it. KeyboardHelp.svelte lists them for people. */
import type { Focus } from '#lib/ui/focus.ts';

/** Another indicator, the other view, or the list of keys. */
export type Wish = 'before' | 'after' | 'next' | 'view' | 'help';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** null when the key is not the page's. The grid shows all indicators: there is no other to go to. */
export function wishOf(
  { key, code, altKey, ctrlKey, metaKey }: Key,
  isTyping: boolean,
  isGrid: boolean,
): Wish | null {
  if (ctrlKey || metaKey) return null;
  if (key === '?' && !isTyping) return 'help';
  if (!altKey) return null;
  if (code === 'KeyG') return 'view';
  if (isGrid) return null;
  if (key === 'ArrowDown') return 'after';
  if (key === 'ArrowUp') return 'before';
  return code === 'KeyN' ? 'next' : null;
}

/**
 * Whether a key is meant for the score of the open indicator though the focus is elsewhere on its page: digits and
 * Backspace always, the arrows and Enter unless what has the focus wants them itself.
 */
export function isForScore(
  { key, altKey, ctrlKey, metaKey, isComposing }: Key & Pick<KeyboardEvent, 'isComposing'>,
  focus: Focus,
): boolean {
  if (isComposing || altKey || ctrlKey || metaKey || focus === 'text' || focus === 'over') return false;
  if (/^[0-9０-９.．]$/.test(key) || key === 'Backspace') return true;
  if (key === 'ArrowUp' || key === 'ArrowDown') return focus !== 'choice';
  return key === 'Enter' && focus !== 'button';
}
