/* eslint-disable svelte/prefer-svelte-reactivity -- what is drawn is replaced as a whole; the rest only remembers what was asked */
/** Rows of the ledger as they are looked at: asked for in pages, kept while they are near, asked again when they changed. */
import type { Ledger, LedgerFigures, LedgerGroupRow, LedgerRow } from '@heping/protocol';
import { untrack } from 'svelte';
import { ApiOffline, api } from '#lib/api/client.ts';
import { offline } from '#lib/offline.svelte.ts';

/** Rows of one question. */
const PAGE = 100;
/** Between two questions while somebody scrolls: fewer a second than the server takes from a person. */
const REST_MS = 80;
/** Pages that are kept: what was scrolled past long ago is asked for again. */
const MOST_PAGES = 30;

const rest = (ms: number) => new Promise((rested) => setTimeout(rested, ms));

export class LedgerPages {
  total = $state.raw<number | null>(null);
  figures = $state.raw<LedgerFigures | null>(null);
  groups = $state.raw<readonly LedgerGroupRow[]>([]);
  today = $state.raw('');
  isOfficer = $state.raw(false);
  problem = $state.raw<unknown>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly LedgerRow[]>>(new Map());
  readonly #query: () => URLSearchParams;
  #fetching: number | null = null;
  /** Another query, another turn: what is answered to the one before is nothing any more. */
  #turn = 0;
  #refreshing: number | null = null;
  #isStale = false;
  /** Pages that a refresh brings. */
  #coming: readonly number[] = [];
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
    // What could not be had without a network is asked for when it is back.
    $effect(() =>
      offline.onBack(() => {
        if (this.problem instanceof ApiOffline) void this.refresh();
      }),
    );
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
    void this.#fetchMissing();
  }

  /** One page after the other, and only what is looked at by then: who scrolls through everything does not ask for all of it. */
  async #fetchMissing(): Promise<void> {
    const turn = this.#turn;
    if (this.#fetching === turn) return;
    this.#fetching = turn;
    try {
      for (let page = this.#missing(); page !== undefined && turn === this.#turn; page = this.#missing()) {
        const { rows } = await this.#ask(page, false);
        if (turn !== this.#turn) return;
        this.#pages = new Map([...this.#pages, [page, rows] as const].slice(-MOST_PAGES));
        await rest(REST_MS);
      }
    } catch (error) {
      if (turn === this.#turn) this.problem = error;
    } finally {
      if (this.#fetching === turn) this.#fetching = null;
    }
  }

  #missing(): number | undefined {
    return this.#pagesOf(...this.#range).find(
      (page) => !this.#pages.has(page) && !this.#coming.includes(page),
    );
  }

  /**
   * Asks again for what is looked at; the rest is asked for when it comes into view. Asked for while it is under way, it
   * is done once more after that: hints that come faster than answers hold nothing up. It rests as long as the answers
   * took: a server that is busy is asked less.
   */
  refresh = async (): Promise<void> => {
    this.#isStale = true;
    if (this.#refreshing === this.#turn) return;
    const turn = (this.#refreshing = this.#turn);
    try {
      while (this.#isStale && turn === this.#turn) {
        this.#isStale = false;
        const began = performance.now();
        await this.#askAgain(turn);
        await rest(performance.now() - began);
      }
    } catch (error) {
      if (turn === this.#turn) this.problem = error;
    } finally {
      if (this.#refreshing === turn) this.#refreshing = null;
    }
  };

  async #askAgain(turn: number): Promise<void> {
    const [first, last] = this.#range;
    const pages = this.#pagesOf(first, last);
    const fresh = new Map<number, readonly LedgerRow[]>();
    this.#coming = pages;
    try {
      for (const page of pages) {
        const answer = await this.#ask(page, page === pages[0]);
        if (turn !== this.#turn) return;
        fresh.set(page, answer.rows);
      }
    } finally {
      if (turn === this.#turn) this.#coming = [];
    }
    this.#pages = fresh;
    // What came into view meanwhile.
    this.show(...this.#range);
  }

  #pagesOf(first: number, last: number): number[] {
    const from = Math.floor(first / PAGE);
    return Array.from(
      { length: Math.floor(Math.max(last, first) / PAGE) - from + 1 },
      (_, step) => from + step,
    );
  }

  #begin(): void {
    this.#turn += 1;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#range = [0, 0];
    this.#coming = [];
    this.problem = null;
    void this.refresh();
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
