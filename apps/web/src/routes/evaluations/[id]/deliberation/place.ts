/** Where one is at the table. The address says it: which indicator is open, and whether one sees the matrix or the agenda. */
import type { IndicatorCode } from '@heping/scoring';
import { goto } from '$app/navigation';
import { page } from '$app/state';

export const VIEWS = ['agenda', 'matrix'] as const;
export type View = (typeof VIEWS)[number];

export class TablePlace {
  /** The codes in the order of the view, read when asked. */
  readonly #order: () => readonly IndicatorCode[];
  readonly #first: () => View;

  constructor(order: () => readonly IndicatorCode[], first: () => View) {
    this.#order = order;
    this.#first = first;
  }

  /** The indicator that is open, if the address names one. */
  get at(): IndicatorCode | null {
    const asked = page.url.searchParams.get('at');
    return this.#order().find((code) => code === asked) ?? null;
  }
  get view(): View {
    const asked = page.url.searchParams.get('view');
    return VIEWS.find((view) => view === asked) ?? this.#first();
  }

  href(at: IndicatorCode | null, view: View = this.view): string {
    const search = new URLSearchParams({
      ...(at !== null && { at }),
      ...(view !== this.#first() && { view }),
    });
    return `${page.url.pathname}${search.size > 0 ? `?${search.toString()}` : ''}`;
  }

  go(at: IndicatorCode | null): void {
    void goto(this.href(at), { reset: false });
  }

  /** The one before or after in the order of the view; null at the ends. */
  beside(code: IndicatorCode, by: 1 | -1): IndicatorCode | null {
    const order = this.#order();
    return order[order.indexOf(code) + by] ?? null;
  }

  /** Where Enter leads: the next that `isLeft`, going round once. */
  next(code: IndicatorCode, isLeft: (code: IndicatorCode) => boolean): IndicatorCode | null {
    const order = this.#order();
    const from = order.indexOf(code);
    return [...order.slice(from + 1), ...order.slice(0, from)].find(isLeft) ?? null;
  }
}
