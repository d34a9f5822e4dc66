/* eslint-disable svelte/prefer-svelte-reactivity -- what is drawn is replaced as a whole; the rest only remembers what was asked */
/** Rows of the ledger as they are looked at: asked for in pages, kept while they are near, asked again when they changed. */
import type { Ledger, LedgerFigures, LedgerGroupRow, LedgerRow } from '@heping/protocol';
import { untrack } from 'svelte';
import { api } from '#lib/api/client.ts';

/** Rows of one question. */
const PAGE = 100;
/** Pages that are kept: what was scrolled past long ago is asked for again. */
const MOST_PAGES = 30;

export class LedgerPages {
  total = $state.raw<number | null>(null);
  figures = $state.raw<LedgerFigures | null>(null);
  groups = $state.raw<readonly LedgerGroupRow[]>([]);
  today = $state.raw('');
  isOfficer = $state.raw(false);
  problem = $state.raw<unknown>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly LedgerRow[]>>(new Map());
  readonly #query: () => URLSearchParams;
  readonly #asked = new Set<number>();
  #turn = 0;
  #asking = new AbortController();
  #range: readonly [first: number, last: number] = [0, 0];

  /** Made while a component starts; another query is another list, and the rows of the old one stay until it is there. */
  constructor(query: () => URLSearchParams) {
    this.#query = query;
    // The API lies outside Svelte: a new query is a new question.
    $effect(() => {
      query();
      untrack(() => this.#begin());
      return () => this.#asking.abort();
    });
  }

  /** The row at a place; undefined while it is on its way. */
  row(place: number): LedgerRow | undefined {
    return this.#pages.get(Math.floor(place / PAGE))?.[place % PAGE];
  }

  /** The first row that is there and passes. */
  find(passes: (row: LedgerRow) => boolean): LedgerRow | undefined {
    for (const rows of this.#pages.values()) for (const row of rows) if (passes(row)) return row;
    return undefined;
  }

  /** These places are looked at now. */
  show(first: number, last: number): void {
    this.#range = [first, last];
    for (let page = Math.floor(first / PAGE); page <= Math.floor(Math.max(last, first) / PAGE); page += 1)
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#load(page);
  }

  /** Asks again for what is looked at; the rest is asked for when it comes into view. */
  refresh = async (): Promise<void> => {
    const turn = ++this.#turn;
    this.#asked.clear();
    const [first, last] = this.#range;
    const pages = this.#pagesOf(first, last);
    const fresh = new Map<number, readonly LedgerRow[]>();
    try {
      for (const page of pages) {
        const answer = await this.#ask(page, page === pages[0]);
        if (turn !== this.#turn) return;
        fresh.set(page, answer.rows);
      }
      this.#pages = fresh;
    } catch (error) {
      if (turn === this.#turn) this.problem = error;
    }
  };

  #pagesOf(first: number, last: number): number[] {
    const from = Math.floor(first / PAGE);
    return Array.from(
      { length: Math.floor(Math.max(last, first) / PAGE) - from + 1 },
      (_, step) => from + step,
    );
  }

  #begin(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked.clear();
    this.#range = [0, 0];
    this.problem = null;
    void this.refresh();
  }

  async #load(page: number): Promise<void> {
    const turn = this.#turn;
    this.#asked.add(page);
    try {
      const { rows } = await this.#ask(page, false);
      if (turn !== this.#turn) return;
      this.#pages = new Map([...this.#pages, [page, rows] as const].slice(-MOST_PAGES));
    } catch (error) {
      if (turn === this.#turn) this.problem = error;
    } finally {
      this.#asked.delete(page);
    }
  }

  async #ask(page: number, isCounted: boolean): Promise<Ledger> {
    const query = new URLSearchParams(this.#query());
    query.set('offset', String(page * PAGE));
    query.set('limit', String(PAGE));
    if (!isCounted) query.set('count', 'no');
    const signal = this.#asking.signal;
    const answer = await api.get<Ledger>(`/ledger?${query}`, signal);
    if (signal.aborted) return answer;
    this.today = answer.today;
    this.isOfficer = answer.isOfficer;
    if (answer.total !== null) this.total = answer.total;
    if (answer.figures !== null) this.figures = answer.figures;
    if (isCounted) this.groups = answer.groups;
    this.problem = null;
    return answer;
  }
}
