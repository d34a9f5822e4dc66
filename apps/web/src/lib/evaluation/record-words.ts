/** The inspection record in the reader's words: fields, their values, what is doubtful, second readings. */
import type { ConflictValue } from '@heping/protocol';
import {
  RECORD_FIELDS,
  type Details,
  type Doubt,
  type ItemState,
  type MeasuringWay,
  type Proof,
  type RecordField,
} from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import { listOf, type Word } from '#lib/words.ts';

export const FIELD_WORDS: Readonly<Record<RecordField, Word>> = {
  way: m.record_field_way,
  names: m.record_field_names,
  sample: m.record_field_sample,
  on: m.record_field_on,
  definition: m.record_field_definition,
  document: m.record_field_document,
  dated: m.record_field_dated,
  lastUsed: m.record_field_last_used,
  counted: m.record_field_counted,
  outOf: m.record_field_out_of,
  drawn: m.record_field_drawn,
  matched: m.record_field_matched,
  remark: m.record_field_remark,
};

export const WAY_WORDS: Readonly<Record<MeasuringWay, Word>> = {
  measured: m.record_way_measured,
  certificate: m.record_way_certificate,
  drawing: m.record_way_drawing,
  contract: m.record_way_contract,
  told: m.record_way_told,
};

export const ITEM_WORDS: Readonly<Record<ItemState, Word>> = {
  there: m.score_there,
  absent: m.score_absent,
  'not-applicable': m.score_not_applicable,
  unrecorded: m.score_unsaid,
};
export const ITEM_GLYPHS: Readonly<Record<ItemState, string>> = {
  there: '✓',
  absent: '✕',
  'not-applicable': '—',
  unrecorded: '◔',
};

export const DOUBT_WORDS: Readonly<Record<Doubt, Word>> = {
  'more-than-there-are': m.record_doubt_more_than_there_are,
  'more-than-drawn': m.record_doubt_more_than_drawn,
  'unlikely-day': m.record_doubt_day,
};

/** What a list asks to be noted beside each item. */
export const PROOF_HINTS: Readonly<Record<Proof, Word>> = {
  photo: m.record_proof_photo,
  document: m.record_proof_document,
  count: m.record_proof_count,
  sample: m.record_proof_sample,
};

/** A value of a field as it is read: a way by its word. */
export function fieldValueWords(field: RecordField, value: unknown): string {
  if (RECORD_FIELDS[field] === 'way') return WAY_WORDS[value as MeasuringWay]?.() ?? String(value);
  return String(value);
}

/** `样本数 57`, `最近使用 2026-10-12` */
export const fieldWords = (field: RecordField, value: unknown): string =>
  m.record_field_value({ field: FIELD_WORDS[field](), value: fieldValueWords(field, value) });

/** Everything that is filled, in the order of the fields. */
export const detailsWords = (details: Details): string =>
  Object.entries(details)
    .map(([field, value]) => fieldWords(field as RecordField, value))
    .join(m.record_and());

/** How a reading was got: `激光测距仪实测；如何测得 现场测量`. */
export function besideWords({ beside = {} }: Pick<ConflictValue, 'beside'>): string {
  const { how, ...details } = beside;
  return [
    ...(how === undefined ? [] : [String(how)]),
    ...Object.entries(details).map(([field, value]) => fieldWords(field as RecordField, value)),
  ].join(m.record_and());
}

/** 还缺：样本数、日期 */
export const openWords = (fields: readonly RecordField[]): string =>
  m.record_open_fields({ fields: listOf(fields.map((field) => FIELD_WORDS[field]())) });

/** How an item stood, of which two people may have said different things. */
export const itemGlyph = (state: ItemState | 'conflict'): string =>
  state === 'conflict' ? '⇄' : ITEM_GLYPHS[state];
export const itemWord = (state: ItemState | 'conflict'): string =>
  state === 'conflict' ? m.cell_conflict() : ITEM_WORDS[state]();
