/** How far from the top of its page an element begins, so that what scrolls can end where the window ends. */
import type { Attachment } from 'svelte/attachments';

/** Sets `--top` on the element, px, and again whenever the page above it grows or shrinks. */
export const fillWindow: Attachment<HTMLElement> = (element) => {
  const measure = () => {
    const top = Math.round(element.getBoundingClientRect().top + scrollY);
    element.style.setProperty('--top', `${top}px`);
  };
  const look = new ResizeObserver(measure);
  look.observe(document.body);
  measure();
  return () => look.disconnect();
};
