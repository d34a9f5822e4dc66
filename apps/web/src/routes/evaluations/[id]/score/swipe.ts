/** A swipe of a finger, left or right, where nothing else wants it: fields, editors and what scrolls sideways keep theirs. */
import type { Attachment } from 'svelte/attachments';

const FAR = 60;
const FLAT = 2;
const OWN = 'input, textarea, select, [contenteditable=true], .table-scroll, [role=radiogroup]';

export function swipe(onswipe: (way: 'left' | 'right') => void): Attachment<HTMLElement> {
  return (element) => {
    let from: { x: number; y: number } | null = null;
    const begin = ({ touches, target }: TouchEvent) => {
      const [touch] = touches;
      const isOwn = target instanceof Element && target.closest(OWN) !== null;
      from =
        touch === undefined || touches.length > 1 || isOwn ? null : { x: touch.clientX, y: touch.clientY };
    };
    const end = ({ changedTouches: [touch] }: TouchEvent) => {
      if (from === null || touch === undefined) return;
      const [dx, dy] = [touch.clientX - from.x, touch.clientY - from.y];
      from = null;
      if (Math.abs(dx) > FAR && Math.abs(dx) > FLAT * Math.abs(dy)) onswipe(dx < 0 ? 'left' : 'right');
    };
    element.addEventListener('touchstart', begin, { passive: true });
    element.addEventListener('touchend', end, { passive: true });
    return () => {
      element.removeEventListener('touchstart', begin);
      element.removeEventListener('touchend', end);
    };
  };
}
