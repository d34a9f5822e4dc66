/** Short news at the edge of the page: what was done. Never for refusals that need a decision; those stand in their place. */
export type ToastTone = 'good' | 'info' | 'warn' | 'bad';
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: ToastTone;
  readonly action: { readonly label: string; readonly href: string } | null;
}

const LASTING = 6_000;
const MOST = 3;

class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  show(message: string, tone: ToastTone, action: Toast['action']): number {
    const id = this.#next++;
    // The same news again takes the place of the first.
    const others = this.list.filter((one) => one.message !== message || one.tone !== tone);
    this.list = [...others, { id, message, tone, action }].slice(-MOST);
    // A refusal stays until it is put away; the rest leaves by itself.
    if (tone !== 'bad' && action === null) setTimeout(() => this.dismiss(id), LASTING);
    return id;
  }

  dismiss(id: number) {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

/** Says in one sentence what happened. With an action it stays until it is put away. */
export function toast(message: string, tone: ToastTone = 'good', action: Toast['action'] = null): number {
  return toasts.show(message, tone, action);
}
