/** What a key asks of the workspace of an evaluation, wherever one is in it. KeyboardHelp.svelte lists them for people. */
import type { Focus } from '#lib/ui/focus.ts';

export type WorkspaceWish = 'help' | 'tab-before' | 'tab-after';

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** null when the key is not the workspace's. What lies over the page keeps its keys, and what is typed into keeps its signs. */
export function workspaceWishOf({ key, altKey, ctrlKey, metaKey }: Key, focus: Focus): WorkspaceWish | null {
  if (ctrlKey || metaKey || focus === 'over') return null;
  // A Chinese keyboard types the sign in full width.
  if (!altKey && (key === '?' || key === '？')) return focus === 'text' ? null : 'help';
  if (!altKey) return null;
  if (key === 'PageDown') return 'tab-after';
  return key === 'PageUp' ? 'tab-before' : null;
}
