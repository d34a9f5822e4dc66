/**
 * A kept copy beside what the server holds, in the reader's words, so that one can do it again: a piece of evidence is one
 * line with its indicators, people are named, kinds are words, and what says nothing is left out. Pure.
 */
import {
  parseEvidenceKey,
  parseMeasureKey,
  parsePlanKey,
  readPieces,
  RECTIFICATION_KIND_LABELS,
  slotOf,
  type DocumentKind,
  type Piece,
} from '@heping/protocol';
import { MEASURE_KINDS, RECTIFICATION_KINDS, type Rubric } from '@heping/scoring';
import type * as Y from 'yjs';
import { compareCopy, type CopyRow } from '#lib/doc/copy.ts';
import { factLabel } from '#lib/evaluation/fact-label.ts';
import { placeLabel, valueLabel } from '#lib/evaluation/places.ts';
import { m } from '#lib/paraglide/messages.js';
import { MEASURE_KIND_WORDS } from '#lib/rectify/words.ts';
import { listOf, METHOD_WORDS, momentOf, textOf } from '#lib/words.ts';

export interface CopyLine {
  readonly place: string;
  readonly label: string;
  readonly kept: string;
  readonly server: string;
}
export interface CopyReading {
  readonly rubric: Rubric;
  /** Somebody's name in the reader's language. */
  readonly nameOf: (person: string) => string;
}

/** What differs between a copy and the live document, one line a value and one a piece of evidence. */
export function copyLines(
  copy: Y.Doc,
  live: Y.Doc,
  kind: DocumentKind,
  reading: CopyReading,
): readonly CopyLine[] {
  const rows = compareCopy(copy, live, kind, reading.rubric);
  if (kind !== 'record') return rows.flatMap((row) => lineOf(row, reading));
  const [kept, server] = [bySlot(copy), bySlot(live)];
  return [...Map.groupBy(rows, ({ place }) => slotAt(place) ?? place)].flatMap(([slot, [first]]) => {
    const [here, there] = [kept.get(slot), server.get(slot)];
    if (here !== undefined || there !== undefined)
      return pieceLine(here, there, { ...reading, kept, server });
    return first === undefined || slotAt(first.place) !== undefined ? [] : lineOf(first, reading);
  });
}

const EVIDENCE = 'evidence:';
const slotAt = (place: string): string | undefined =>
  place.startsWith(EVIDENCE) ? slotOf(place.slice(EVIDENCE.length)) : undefined;
type Pieces = ReadonlyMap<string, Piece>;
const bySlot = (record: Y.Doc): Pieces => new Map(readPieces(record).map((piece) => [piece.slot, piece]));

/** A place of the facts with the indicators it stands at, every other as everywhere. */
export function placeInFull(place: string, rubric: Rubric, piece: string | null = null): string {
  const label = placeLabel(place, rubric, piece);
  const [, code] = /^(?:facts|readings):([^.]+)/.exec(place) ?? [];
  const requirement = rubric.requirements.find((one) => one.code === code);
  const list = rubric.checklists.find((one) => one.code === code);
  const at = requirement?.indicators ?? (list?.indicator == null ? [] : [list.indicator]);
  return at.length === 0 ? label : `${listOf(at)} ${label}`;
}

function lineOf({ place, kept, server }: CopyRow, reading: CopyReading): CopyLine[] {
  const [root = '', key = ''] = place.split(':');
  // Where a measure stands in its list is seen in the plan, not read.
  if (root === 'measures' && parseMeasureKey(key)?.field === 'position') return [];
  const words = (value: unknown) =>
    planWords(root, key, value, reading) ?? valueLabel(place, value, reading.rubric);
  return [{ place, label: placeInFull(place, reading.rubric), kept: words(kept), server: words(server) }];
}

/** People and kinds of the plan; null for everything that says itself. */
function planWords(root: string, key: string, value: unknown, { nameOf }: CopyReading): string | null {
  if (typeof value !== 'string') return null;
  const ofMeasure = root === 'measures' ? parseMeasureKey(key)?.field : undefined;
  const ofFinding = root === 'findings' ? parsePlanKey(key)?.field : undefined;
  if (ofMeasure === 'owner' || ofFinding === 'responsible') return nameOf(value);
  const measure = ofMeasure === 'kind' ? MEASURE_KINDS.find((one) => one === value) : undefined;
  if (measure !== undefined) return MEASURE_KIND_WORDS[measure]();
  const kind = ofFinding === 'kind' ? RECTIFICATION_KINDS.find((one) => one === value) : undefined;
  return kind === undefined ? null : textOf(RECTIFICATION_KIND_LABELS[kind]);
}

interface PieceReading extends CopyReading {
  readonly kept: Pieces;
  readonly server: Pieces;
}

function pieceLine(here: Piece | undefined, there: Piece | undefined, reading: PieceReading): CopyLine[] {
  const piece = here ?? there;
  if (piece === undefined) return [];
  const named = piece.kind === 'photo' ? m.evidence_photo_named : m.evidence_file_named;
  const serves = listOf([...new Set([...(here?.serves ?? []), ...(there?.serves ?? [])])].toSorted());
  const label = [serves, named({ name: piece.name })].filter((part) => part !== '').join(' ');
  const [kept, server] = [pieceWords(here, there, reading), pieceWords(there, here, reading)];
  return kept === server ? [] : [{ place: `${EVIDENCE}${piece.slot}`, label, kept, server }];
}

/** What is said of a piece, and not in the same way of the other. */
function pieceWords(
  piece: Piece | undefined,
  other: Piece | undefined,
  { rubric, nameOf, kept, server }: PieceReading,
): string {
  if (piece === undefined) return m.score_nothing();
  const said = <Field extends keyof Piece>(
    field: Field,
    word: string,
    read: (value: NonNullable<Piece[Field]>) => string,
  ) => {
    const value = piece[field];
    if (value == null || String(value) === String(other?.[field])) return [];
    return m.record_field_value({ field: word, value: read(value) });
  };
  const photo = (slot: string) => (kept.get(slot) ?? server.get(slot))?.name ?? m.evidence_piece();
  const words = [
    other === undefined ? m.evidence_by({ name: nameOf(piece.by), at: momentOf(piece.taken) }) : [],
    said('caption', m.evidence_caption(), String),
    said('method', m.evidence_method(), (method) => METHOD_WORDS[method]()),
    said('where', m.evidence_where(), String),
    said('item', m.evidence_item(), (item) => factLabel(item, rubric)),
    said('before', m.evidence_before(), photo),
    other === undefined ? [] : said('serves', m.evidence_serves(), listOf),
    piece.isRemoved === (other?.isRemoved ?? false)
      ? []
      : piece.isRemoved
        ? m.evidence_out()
        : m.evidence_in(),
  ].flat();
  return words.length === 0 ? m.score_nothing() : words.join(m.record_and());
}

/** How a refused place of evidence calls its piece; null for every other, and for a piece that is not known. */
export function pieceNameAt(place: string, record: Y.Doc | undefined): string | null {
  const read = place.startsWith(EVIDENCE) ? parseEvidenceKey(place.slice(EVIDENCE.length)) : undefined;
  if (record === undefined || read === undefined || read.kind === 'note') return null;
  return bySlot(record).get(read.slot)?.name ?? null;
}
