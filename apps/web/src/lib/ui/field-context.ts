/** How a control inside a Field finds its label, hint and error without being told by hand. */
import { getContext, setContext } from 'svelte';

export interface FieldControl {
  readonly id: string;
  readonly describedby: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
  /** What the control itself cannot take, to be shown here. */
  say(fault: string | null): void;
}

const KEY = Symbol('field');

export function provideField(control: FieldControl) {
  setContext(KEY, control);
}

/** The Field around this control, if there is one. */
export function surroundingField(): FieldControl | undefined {
  return getContext<FieldControl | undefined>(KEY);
}
