/** How the ledger (整改台账) can be asked: its states, orders, groups and views. [LG1–LG9] */

/** Every state in which something is still to be done. */
export const OPEN = 'open';
export const LEDGER_SORTS = [
  'due',
  'number',
  'centre',
  'area',
  'indicator',
  'severity',
  'state',
  'kind',
  'responsible',
  'owners',
  'reported',
  'verified',
  'delivered',
  'closed',
  'changed',
] as const;
export type LedgerSort = (typeof LEDGER_SORTS)[number];
export const LEDGER_GROUPS = [
  'state',
  'centre',
  'area',
  'severity',
  'clause',
  'responsible',
  'week',
] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];
/** 表格、看板、日历 */
export const LEDGER_VIEWS = ['table', 'board', 'calendar'] as const;
export type LedgerView = (typeof LEDGER_VIEWS)[number];

/** The most findings that one act is done to, and that are answered as ids. */
export const MOST_AT_ONCE = 500;
/** The most rows of one window. */
export const MOST_ROWS = 200;
