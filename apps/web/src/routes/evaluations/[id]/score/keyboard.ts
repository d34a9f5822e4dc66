/** What the keys of the score page ask for, wherever one is on it. KeyboardHelp.svelte lists them for people. */

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

/** Whether letters go into what has the focus. */
export function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio]), textarea, select, [contenteditable=true]')
  );
}
