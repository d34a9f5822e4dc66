/** The columns of the office form (整改台账) on the page: their widths, and by what they sort. [LG2] */
import type { LedgerRow, LedgerSort } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { listOf, nameOf, type Word } from '#lib/words.ts';
import { dueOf, RECTIFICATION_WORDS, SOURCE_WORDS } from './words.ts';

export interface Column {
  readonly key: string;
  readonly head: Word;
  /** px, with Chinese words in it, and with English ones where they need more */
  readonly width: number;
  readonly english?: number;
  readonly sort: LedgerSort | null;
  /** The cell as words; what is drawn in another way has none. */
  readonly text: ((row: LedgerRow) => string) | null;
  readonly isFigure?: boolean;
}

const person = (one: LedgerRow['responsible']) => (one === null ? '' : nameOf(one));

const COLUMNS: readonly Column[] = [
  { key: 'reason', head: m.ledger_finding, width: 226, sort: null, text: ({ reason }) => reason },
  { key: 'state', head: m.ledger_state, width: 184, english: 284, sort: 'state', text: null },
  {
    key: 'source',
    head: m.ledger_source,
    width: 84,
    english: 96,
    sort: null,
    text: ({ source }) => SOURCE_WORDS[source](),
  },
  {
    key: 'basis',
    head: m.ledger_basis,
    width: 78,
    sort: 'indicator',
    text: ({ indicator, clauses }) => (indicator === '' ? listOf(clauses) : indicator),
  },
  { key: 'centre', head: m.ledger_centre, width: 178, sort: 'centre', text: ({ centre }) => nameOf(centre) },
  {
    key: 'responsible',
    head: m.ledger_responsible,
    width: 80,
    english: 124,
    sort: 'responsible',
    text: ({ responsible }) => person(responsible),
  },
  { key: 'owners', head: m.ledger_owners, width: 84, sort: 'owners', text: ({ owners }) => owners },
  {
    key: 'kind',
    head: m.ledger_kind,
    width: 84,
    english: 88,
    sort: 'kind',
    text: ({ kind }) => (kind === null ? '' : RECTIFICATION_WORDS[kind]()),
  },
  {
    key: 'measures',
    head: m.ledger_measures,
    width: 130,
    sort: null,
    text: ({ measures }) => measures.join('；'),
  },
  { key: 'due', head: m.ledger_due, width: 148, sort: 'due', text: dueOf, isFigure: true },
  { key: 'progress', head: m.ledger_progress, width: 132, english: 148, sort: 'verified', text: null },
  {
    key: 'files',
    head: m.ledger_files,
    width: 64,
    sort: null,
    text: ({ files }) => (files === 0 ? '' : String(files)),
    isFigure: true,
  },
  {
    key: 'accepted',
    head: m.ledger_accepted,
    width: 92,
    english: 112,
    sort: null,
    text: ({ closedBy, submittedOn }) =>
      closedBy === null ? (submittedOn === null ? '' : m.ledger_submitted()) : person(closedBy),
  },
  {
    key: 'closed',
    head: m.ledger_closed,
    width: 104,
    sort: 'closed',
    text: ({ closedOn }) => closedOn ?? '',
    isFigure: true,
  },
];
const OFFICERS: readonly Column[] = [
  {
    key: 'handler',
    head: m.ledger_handler,
    width: 92,
    english: 112,
    sort: null,
    text: ({ handler }) => person(handler),
  },
  { key: 'remark', head: m.ledger_remark, width: 180, sort: null, text: ({ remark }) => remark },
];

/** The first column, which stays: choice, place and number. px */
export const FIRST = 160;

export const columnsFor = (isOfficer: boolean): readonly Column[] =>
  (isOfficer ? [...COLUMNS, ...OFFICERS] : COLUMNS).map((column) =>
    getLocale() === 'en' && column.english !== undefined ? { ...column, width: column.english } : column,
  );
