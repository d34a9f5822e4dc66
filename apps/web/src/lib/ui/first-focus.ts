/** Where the focus goes when a dialog opens: its first field, else its main button; the way out is not what one came for. */
const FIELDS = 'input:not([type=hidden], :disabled), textarea:not(:disabled), select:not(:disabled)';

/** A button that cannot be taken back is not the one to begin on. Null where there is nothing to answer. */
export function firstFocus(dialog: ParentNode): HTMLElement | null {
  const at = (selector: string) => dialog.querySelector<HTMLElement>(selector);
  return at(`.body :is(${FIELDS})`) ?? at('.actions .primary') ?? at('.actions button');
}
