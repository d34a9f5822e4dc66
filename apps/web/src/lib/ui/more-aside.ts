/** What scrolls sideways within itself says so: it fades out where there is more. The looks are in base.css. */

/** Sets `hasMore` and `hasBefore` on the element, and again whenever it or what is in it changes its size. */
export function moreAside(element: HTMLElement): () => void {
  const look = () => {
    const left = element.scrollWidth - element.clientWidth - element.scrollLeft;
    element.classList.toggle('hasBefore', element.scrollLeft > 1);
    element.classList.toggle('hasMore', left > 1);
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(element);
  if (element.firstElementChild !== null) sizes.observe(element.firstElementChild);
  element.addEventListener('scroll', look, { passive: true });
  return () => {
    sizes.disconnect();
    element.removeEventListener('scroll', look);
  };
}
