/** The ledger's lists as words in the reader's language. */
import {
  FINDING_STATE_LABELS,
  RUNG_LABELS,
  type LedgerChoices,
  type LedgerGroup,
  type LedgerRow,
  type LedgerSort,
} from '@heping/protocol';
import type { FindingSource, FindingState, RectificationKind } from '@heping/scoring';
import { dueWords, FINDING_STATE_LOOKS } from '#lib/findings/case-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { nameOf, SEVERITY_WORDS, textOf, TIER_WORDS, type Word } from '#lib/words.ts';
import { ALL_STATES, type Filter } from './address.ts';

export const stateWord = (state: FindingState): string => textOf(FINDING_STATE_LABELS[state]);
export const urgeWord = (): string => textOf(RUNG_LABELS.urge);

export const stateGlyph = (state: FindingState): string => FINDING_STATE_LOOKS[state].glyph;

export const SORT_WORDS: Readonly<Record<LedgerSort, Word>> = {
  due: m.ledger_due,
  number: m.ledger_number,
  centre: m.ledger_centre,
  area: m.ledger_area,
  indicator: m.ledger_basis,
  severity: m.ledger_severity,
  state: m.ledger_state,
  kind: m.ledger_kind,
  responsible: m.ledger_responsible,
  owners: m.ledger_owners,
  reported: m.ledger_reported,
  verified: m.ledger_verified,
  delivered: m.ledger_delivered,
  closed: m.ledger_closed,
  changed: m.ledger_changed_at,
};
export const GROUP_WORDS: Readonly<Record<LedgerGroup, Word>> = {
  state: m.ledger_state,
  centre: m.ledger_centre,
  area: m.ledger_area,
  severity: m.ledger_severity,
  clause: m.ledger_basis,
  responsible: m.ledger_responsible,
  week: m.ledger_week,
};
export const RECTIFICATION_WORDS: Readonly<Record<RectificationKind, Word>> = {
  'at-once': m.ledger_kind_at_once,
  'by-date': m.ledger_kind_by_date,
  lasting: m.ledger_kind_lasting,
};
export const SOURCE_WORDS: Readonly<Record<FindingSource, Word>> = {
  deduction: m.ledger_source_deduction,
  suggestion: m.ledger_source_suggestion,
  'look-back': m.ledger_source_look_back,
};

const named = (list: LedgerChoices['areas' | 'centres' | 'responsible'], id: string): string => {
  const found = list.find((one) => one.id === id);
  return found === undefined ? id : nameOf(found);
};
const each = (value: string, word: (one: string) => string): string =>
  value.split(',').map(word).join(m.ledger_or());
const wordIn = (words: Readonly<Record<string, Word>>, one: string): string => words[one]?.() ?? one;

/** Overdue days, as a phrase: 逾期超过 7 天. */
export function overduePhrase({ overdueFrom, overdueTo }: Filter): string {
  if (overdueTo !== undefined) return m.ledger_overdue_between({ from: overdueFrom ?? '1', to: overdueTo });
  if (overdueFrom === undefined || overdueFrom === '1') return m.ledger_overdue_any();
  return m.ledger_overdue_more({ days: String(Number(overdueFrom) - 1) });
}

/** Due dates, as a phrase. */
export function duePhrase({ dueFrom, dueTo }: Filter): string {
  if (dueFrom !== undefined && dueFrom === dueTo) return m.ledger_due_on({ day: dueFrom });
  if (dueFrom !== undefined && dueTo !== undefined) return m.ledger_due_between({ from: dueFrom, to: dueTo });
  return dueFrom === undefined
    ? m.ledger_due_until({ day: dueTo ?? '' })
    : m.ledger_due_after({ day: dueFrom });
}

/** What one word of the sentence says. */
export const PHRASES: Readonly<Record<string, (value: string, choices: LedgerChoices | null) => string>> = {
  area: (value, choices) => named(choices?.areas ?? [], value),
  centre: (value, choices) => named(choices?.centres ?? [], value),
  tier: (value) => wordIn(TIER_WORDS, value),
  campaign: (value, choices) => choices?.campaigns.find(({ id }) => id === value)?.title ?? value,
  year: (value) => m.ledger_year_of({ year: value }),
  state: (value) =>
    value === ALL_STATES
      ? m.ledger_all_states()
      : each(value, (one) => (one in FINDING_STATE_LOOKS ? stateWord(one as FindingState) : m.ledger_open())),
  severity: (value) => each(value, (one) => wordIn(SEVERITY_WORDS, one)),
  repeated: (value) => (value === 'yes' ? m.ledger_repeated() : m.ledger_not_repeated()),
  clause: (value) => m.ledger_clause_of({ clause: value }),
  kind: (value) => each(value, (one) => wordIn(RECTIFICATION_WORDS, one)),
  source: (value) => each(value, (one) => wordIn(SOURCE_WORDS, one)),
  responsible: (value, choices) =>
    m.ledger_responsible_of({ person: named(choices?.responsible ?? [], value) }),
  handler: (value, choices) => m.ledger_handler_of({ person: named(choices?.handlers ?? [], value) }),
  closedWithin: (value) => m.ledger_closed_within({ days: value }),
  q: (value) => m.ledger_search_of({ words: value }),
};

/** The last day, marked where it may still change. [ND4] */
export const dueOf = ({ dueOn, dueOnProvisional }: Pick<LedgerRow, 'dueOn' | 'dueOnProvisional'>): string =>
  dueWords({ day: dueOn, isProvisional: dueOnProvisional });
