/** How much of the window a keyboard on the screen covers, for browsers that lay it over the page and tell only the visual viewport. */

/** Less is a bar of the browser that comes and goes, or a rounded figure. */
const LEAST = 80;

/** px at the foot of the window. A page that is zoomed into shows less of itself without any keyboard. */
export function coveredBy(
  viewport: Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>,
  window: number,
): number {
  if (Math.abs(viewport.scale - 1) > 0.01) return 0;
  const covered = Math.round(window - viewport.height - viewport.offsetTop);
  return covered < LEAST ? 0 : covered;
}

/** Keeps `--keyboard`: what stands fixed at the foot stands over the keyboard. */
export function watchScreenKeyboard(): () => void {
  const viewport = window.visualViewport;
  if (viewport === null) return () => undefined;
  const { style } = document.documentElement;
  const look = () => style.setProperty('--keyboard', `${coveredBy(viewport, window.innerHeight)}px`);
  viewport.addEventListener('resize', look);
  viewport.addEventListener('scroll', look);
  return () => {
    viewport.removeEventListener('resize', look);
    viewport.removeEventListener('scroll', look);
    style.removeProperty('--keyboard');
  };
}
