/** What has the focus, as far as the keys of a page are concerned. */

/**
 * `text`: letters go into it. `over`: it lies over the page (a dialog, a menu). `choice`: the arrows are its own.
 * `button`: Enter is its own. `page`: no key is.
 */
export type Focus = 'text' | 'over' | 'choice' | 'button' | 'page';

const TEXT = 'input:not([type=radio], [type=checkbox]), textarea, [contenteditable=true]';
const OVER = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** What a key pressed here would do by itself. */
export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.matches(TEXT)) return 'text';
  if (target.closest(OVER) !== null) return 'over';
  if (target.matches('input, select')) return 'choice';
  return target.matches('a[href], button, summary') ? 'button' : 'page';
}

/** Whether somebody is at something that a page must not take away under their hands. */
export function isBusyWith(target: EventTarget | null): boolean {
  const focus = focusOf(target);
  return focus === 'text' || focus === 'over';
}
