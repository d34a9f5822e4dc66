/** Where the focus goes when a dialog opens: its first field, else its main button; the way out is not what one came for. */
const FIELDS = 'input:not([type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled)';
const TYPED = 'input:not([type=radio], [type=checkbox], [type=file]), textarea';

/**
 * A button that cannot be taken back is not the one to begin on. Null where there is nothing to answer. Under a finger a
 * field that is typed into brings up a keyboard over what one came to see: there the dialog itself has the focus, unless
 * that field is all there is to answer.
 */
export function firstFocus(dialog: HTMLElement, isTouched: boolean): HTMLElement | null {
  const fields = [...dialog.querySelectorAll<HTMLElement>(`.body :is(${FIELDS})`)];
  const [first] = fields;
  if (first === undefined)
    return dialog.querySelector<HTMLElement>('.actions .primary') ?? dialog.querySelector('.actions button');
  return isTouched && fields.length > 1 && first.matches(TYPED) ? dialog : first;
}
