/** Filters of a list live in its address: they can be kept, sent, and come back with the back button. */
import type { EvaluationRow } from '@heping/protocol';
import { PHASES, TIERS, type Phase, type Tier } from '@heping/scoring';
import { goto } from '$app/navigation';
import { page } from '$app/state';

/** As much of an address as a filter needs; the page’s own cannot be changed in place. */
type Address = Pick<URL, 'pathname' | 'search'>;

export interface EvaluationFilter {
  readonly phase: Phase | null;
  readonly tier: Tier | null;
  readonly q: string;
}

/** The filter an address asks for; what is no phase or tier is no filter. */
export function readFilter({ search }: Address): EvaluationFilter {
  const asked = new URLSearchParams(search);
  return {
    phase: PHASES.find((phase) => phase === asked.get('phase')) ?? null,
    tier: TIERS.find((tier) => tier === asked.get('tier')) ?? null,
    q: asked.get('q') ?? '',
  };
}

/** Whether a line passes the filter; words are looked for in centre, area and lead body of both languages. */
export function matches(row: EvaluationRow, { phase, tier, q }: EvaluationFilter): boolean {
  if (phase !== null && row.phase !== phase) return false;
  if (tier !== null && row.centre.tier !== tier) return false;
  const { centre, leadBody } = row;
  return containsAll(q, [
    centre.name,
    centre.nameEn,
    centre.area,
    centre.areaEn,
    leadBody.name,
    leadBody.nameEn,
  ]);
}

/** Whether every word of a search is found in one of the texts. */
export function containsAll(search: string, texts: readonly string[]): boolean {
  const text = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The address of this page with one filter changed; `null` or '' takes it away. */
export function withFilter(url: Address, name: string, value: string | null): string {
  const search = new URLSearchParams(url.search);
  if (value) search.set(name, value);
  else search.delete(name);
  const text = search.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}

/** Changes a filter of this page without a new entry in the history. */
export function setFilter(name: string, value: string | null): void {
  void goto(withFilter(page.url, name, value), { replace: true, reset: false });
}
