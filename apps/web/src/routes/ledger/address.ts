/** The address of the ledger is its whole state: filter, order, group and view, so that it can be sent to a colleague. [LG3] */
import {
  LEDGER_GROUPS,
  LEDGER_SORTS,
  LEDGER_VIEWS,
  type LedgerGroup,
  type LedgerSort,
  type LedgerView,
  OPEN,
} from '@heping/protocol';
import { FINDING_SOURCES, FINDING_STATES, RECTIFICATION_KINDS, SEVERITIES, TIERS } from '@heping/scoring';

/** Filters as the address writes them; their words are the API's. */
export const FILTERS = [
  'area',
  'centre',
  'tier',
  'campaign',
  'year',
  'state',
  'overdueFrom',
  'overdueTo',
  'dueFrom',
  'dueTo',
  'closedWithin',
  'severity',
  'repeated',
  'clause',
  'kind',
  'source',
  'responsible',
  'handler',
  'q',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Readonly<Partial<Record<FilterName, string>>>;

/** What the state is called when all are wanted: without a word the open ones are shown. */
export const ALL_STATES = 'all';

export interface LedgerAddress {
  readonly filter: Filter;
  readonly sort: LedgerSort;
  readonly direction: 'asc' | 'desc';
  readonly group: LedgerGroup | null;
  readonly view: LedgerView;
  /** `2026-11`; of the calendar */
  readonly month: string | null;
}

/** Filters whose words are a list. */
const WORDS: Readonly<Partial<Record<FilterName, readonly string[]>>> = {
  state: [...FINDING_STATES, OPEN, ALL_STATES],
  severity: SEVERITIES,
  tier: TIERS,
  kind: RECTIFICATION_KINDS,
  source: FINDING_SOURCES,
  repeated: ['yes', 'no'],
};

const knownIn = <const T extends string>(list: readonly T[], asked: string | null): T | null =>
  list.find((one) => one === asked) ?? null;

/** What an address asks for; what it does not know is left out. */
export function readAddress(search: string): LedgerAddress {
  const asked = new URLSearchParams(search);
  const filter: Partial<Record<FilterName, string>> = {};
  for (const name of FILTERS) {
    const value = asked.get(name);
    if (value !== null && value !== '' && WORDS[name]?.includes(value) !== false) filter[name] = value;
  }
  return {
    filter,
    sort: knownIn(LEDGER_SORTS, asked.get('sort')) ?? 'due',
    direction: asked.get('direction') === 'desc' ? 'desc' : 'asc',
    group: knownIn(LEDGER_GROUPS, asked.get('group')),
    view: knownIn(LEDGER_VIEWS, asked.get('view')) ?? 'table',
    month: /^\d{4}-(0[1-9]|1[0-2])$/.exec(asked.get('month') ?? '')?.[0] ?? null,
  };
}

/** The same as an address; what goes without saying is not said. */
export function writeAddress({ filter, sort, direction, group, view, month }: LedgerAddress): string {
  const search = new URLSearchParams();
  for (const name of FILTERS) if (filter[name]) search.set(name, filter[name]);
  if (sort !== 'due') search.set('sort', sort);
  if (direction !== 'asc') search.set('direction', direction);
  if (group !== null) search.set('group', group);
  if (view !== 'table') search.set('view', view);
  if (month !== null) search.set('month', month);
  return search.toString();
}

/** As the page's link. */
export const linkTo = (address: LedgerAddress): string => {
  const search = writeAddress(address);
  return search === '' ? '/ledger' : `/ledger?${search}`;
};

/** The filter with some of it changed; null takes a word away. */
export function changed(
  filter: Filter,
  change: Readonly<Partial<Record<FilterName, string | null>>>,
): Filter {
  const next: Partial<Record<FilterName, string>> = { ...filter };
  for (const [name, value] of Object.entries(change) as [FilterName, string | null][]) {
    if (value === null || value === '') delete next[name];
    else next[name] = value;
  }
  return next;
}

/** The filter as the API is asked: open ones without a word, closed ones where those are looked for. */
export function filterQuery(filter: Filter): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of FILTERS) if (filter[name]) asked.set(name, filter[name]);
  const isDated = filter.closedWithin !== undefined;
  if (filter.state === ALL_STATES || (filter.state === undefined && isDated)) asked.delete('state');
  else if (filter.state === undefined) asked.set('state', OPEN);
  return asked;
}

/** Filter and order as the API is asked. */
export function orderQuery({ filter, sort, direction, group }: LedgerAddress): URLSearchParams {
  const asked = filterQuery(filter);
  asked.set('sort', sort);
  asked.set('direction', direction);
  if (group !== null) asked.set('group', group);
  return asked;
}

/** The month after, or before. */
export function monthAfter(month: string, step: 1 | -1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const place = year * 12 + (number - 1) + step;
  return `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}`;
}
