/** What the keys of the score page ask for, wherever one is on it, and how they are listed for people. */
import type { KeysShown } from '#lib/evaluation/keys.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Focus } from '#lib/ui/focus.ts';

/** Another indicator, or the other view. */
export type Wish = 'before' | 'after' | 'next' | 'view';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** null when the key is not the page's. The grid shows all indicators: there is no other to go to. */
export function wishOf({ key, code, altKey, ctrlKey, metaKey }: Key, isGrid: boolean): Wish | null {
  if (ctrlKey || metaKey || !altKey) return null;
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

interface State {
  readonly isGrid: boolean;
  /** One's own ballot can be written. */
  readonly isScoring: boolean;
  /** There is a sheet at all. */
  readonly isHere: boolean;
}

/** The keys that work on the page as it stands, for the list of them. */
export function keysOf({ isGrid, isScoring, isHere }: State): KeysShown {
  if (!isHere) return { lines: [] };
  const view = { key: 'Alt + G', words: m.score_key_grid() };
  const typing = [
    { key: '0–9 .', words: m.score_key_digits() },
    { key: 'Backspace', words: m.score_key_clear() },
    { key: 'Esc', words: m.score_key_escape() },
  ];
  if (isGrid) {
    const scoring = [
      ...typing,
      { key: 'Enter', words: m.keys_down() },
      { key: '↑ ↓', words: m.keys_row() },
      { key: '← →', words: m.keys_column() },
      { key: 'Ctrl + V', words: m.keys_paste() },
    ];
    return { lines: [...(isScoring ? scoring : []), view] };
  }
  const scoring = [
    ...typing,
    { key: '↑ ↓', words: m.score_key_step() },
    { key: 'Enter', words: m.score_key_enter() },
  ];
  const going = [
    { key: 'Alt + ↑ ↓', words: m.score_key_beside() },
    { key: 'Alt + N', words: m.score_key_next() },
    view,
  ];
  return {
    lines: [...(isScoring ? scoring : []), ...going],
    hint: isScoring ? m.score_keys_anywhere() : undefined,
  };
}
