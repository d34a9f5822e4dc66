/** A colleague's change glows once at its place, under 150 ms, and not at all for who wants no motion. */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

const LASTING = 140;

/** Attach to the element that shows the value. A change while the focus is inside is one's own and does not glow. */
export function glow(read: () => unknown): Attachment<HTMLElement> {
  return (element) => {
    let before = untrack(read);
    // Shows where something went; nothing follows from it.
    $effect(() => {
      const now = read();
      if (Object.is(now, before)) return;
      before = now;
      if (element.contains(document.activeElement)) return;
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const wash = getComputedStyle(element).getPropertyValue('--blue-wash');
      element.animate([{ backgroundColor: wash }, { backgroundColor: 'transparent' }], LASTING);
    });
  };
}
