/**
 * A swipe of a finger, left or right, where nothing else wants it: fields, editors and what scrolls sideways keep theirs,
 * and what begins at the edge of the window is the browser's own way back and forth.
 */
import type { Attachment } from 'svelte/attachments';

export type Way = 'left' | 'right';
interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Stroke {
  readonly from: Point;
  readonly to: Point;
  /** Of the window, px. */
  readonly width: number;
}

const FAR = 60;
const FLAT = 2;
const EDGE = 24;
const OWN = 'input, textarea, select, [contenteditable=true], .table-scroll, [role=radiogroup]';

/** Null when it is none of ours: too short, too steep, or begun at the edge. */
export function wayOf({ from, to, width }: Stroke): Way | null {
  if (from.x < EDGE || from.x > width - EDGE) return null;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(dx) <= FAR || Math.abs(dx) <= FLAT * Math.abs(dy)) return null;
  return dx < 0 ? 'left' : 'right';
}

export function swipe(onswipe: (way: Way) => void): Attachment<HTMLElement> {
  return (element) => {
    let from: Point | null = null;
    const begin = ({ touches, target }: TouchEvent) => {
      const [touch] = touches;
      const isOwn = target instanceof Element && target.closest(OWN) !== null;
      from =
        touch === undefined || touches.length > 1 || isOwn ? null : { x: touch.clientX, y: touch.clientY };
    };
    const end = ({ changedTouches: [touch] }: TouchEvent) => {
      if (from === null || touch === undefined) return;
      const way = wayOf({ from, to: { x: touch.clientX, y: touch.clientY }, width: innerWidth });
      from = null;
      if (way !== null) onswipe(way);
    };
    element.addEventListener('touchstart', begin, { passive: true });
    element.addEventListener('touchend', end, { passive: true });
    // While a swipe is ours, pulling the page sideways is not also the browser's way back.
    const { style } = document.documentElement;
    style.setProperty('overscroll-behavior-x', 'none');
    return () => {
      element.removeEventListener('touchstart', begin);
      element.removeEventListener('touchend', end);
      style.removeProperty('overscroll-behavior-x');
    };
  };
}
