/** Where one is on the sheet. The address says it: an indicator, and whether one sees it alone or the whole as a grid. */
import type { IndicatorCode } from '@heping/scoring';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';

export class Place {
  readonly #room: EvaluationRoom;

  constructor(room: EvaluationRoom) {
    this.#room = room;
  }

  get at(): IndicatorCode {
    const { indicators } = this.#room;
    const asked = page.url.searchParams.get('at');
    return (indicators.find(({ code }) => code === asked) ?? indicators[0])?.code ?? '';
  }
  get isGrid(): boolean {
    return page.url.searchParams.get('view') === 'grid';
  }

  href(at: IndicatorCode, isGrid = this.isGrid): string {
    return `${page.url.pathname}?at=${encodeURIComponent(at)}${isGrid ? '&view=grid' : ''}`;
  }

  /** One step on the sheet is no step of the browser's history. */
  go(at: IndicatorCode): void {
    if (at !== this.at) void goto(this.href(at), { replace: true, reset: false });
  }

  /** The indicator before or after; null at the ends. Enter leads to the one after, scored or not: as on the paper list. */
  beside(by: 1 | -1): IndicatorCode | null {
    const codes = this.#room.indicators.map(({ code }) => code);
    return codes[codes.indexOf(this.at) + by] ?? null;
  }

  /** Where Alt+N leads: the next that is not done, going round once; the next one when all are done. */
  next(): IndicatorCode | null {
    const codes = this.#room.indicators.map(({ code }) => code);
    const from = codes.indexOf(this.at);
    const round = [...codes.slice(from + 1), ...codes.slice(0, from)];
    return round.find((code) => !this.#room.isDone(code)) ?? this.beside(1);
  }
}
