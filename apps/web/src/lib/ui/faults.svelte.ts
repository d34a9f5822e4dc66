/**
 * What the fields of a form cannot take as it stands: a day that is none, a text over its length. The field says so in its
 * place, and while there is any the form is not sent: nothing that was typed is taken for nothing, or cut without a word.
 */
import { getContext, onDestroy, setContext, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { surroundingField } from './field-context.ts';

export class Faults {
  readonly #all = new SvelteMap<symbol, string>();

  /** The first of them, as the sentence beside the button; null while all can be sent. */
  get first(): string | null {
    return [...this.#all.values()][0] ?? null;
  }

  tell(control: symbol, fault: string | null): void {
    if (fault === null) this.#all.delete(control);
    else this.#all.set(control, fault);
  }
}

const KEY = Symbol('faults');

/** A form while it starts: the controls inside tell it what they cannot take. */
export function gatherFaults(): Faults {
  const faults = new Faults();
  setContext(KEY, faults);
  return faults;
}

/** The form around, for what stands in it and sends it. */
export function surroundingFaults(): Faults | undefined {
  return getContext<Faults | undefined>(KEY);
}

interface OwnFault {
  /** Why what stands in the control cannot be sent; null where it can. */
  readonly fault: () => string | null;
  /** Whether the field says it already: not of what is still being typed. */
  readonly isSaid?: () => boolean;
}

/** A control while it starts. Answers whether a Field around it shows the fault; alone the control shows it. */
export function ownFault({ fault, isSaid = () => true }: OwnFault): boolean {
  const control = Symbol('control');
  const [form, field] = [surroundingFaults(), surroundingField()];
  // Form and field lie above: they are told, and cannot be derived from here.
  $effect(() => {
    const now = fault();
    const said = isSaid() ? now : null;
    untrack(() => {
      form?.tell(control, now);
      field?.say(said);
    });
  });
  onDestroy(() => {
    form?.tell(control, null);
    field?.say(null);
  });
  return field !== undefined;
}
