/** The read verbs of evidence: plain values of the present state. Pure. [RD1, RD9] */
import {
  compareCodes,
  findIndicator,
  isBlank,
  METHODS,
  PIECE_KINDS,
  type IndicatorCode,
  type Method,
  type Rubric,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { noteMethodKey, parseEvidenceKey, type PieceField } from './evidence-layout.ts';
import type { PieceOrigin, PieceValues } from './write-evidence.ts';

export interface Piece extends PieceOrigin, Omit<PieceValues, 'removed'> {
  readonly slot: string;
  readonly isRemoved: boolean;
  readonly serves: readonly IndicatorCode[];
}

type Fields = Partial<Record<PieceField, unknown>>;

/** Every piece of a record in the order of being taken, those that were taken out included. [RD9] */
export function readPieces(record: Y.Doc): readonly Piece[] {
  const fields = new Map<string, Fields>();
  const serves = new Map<string, IndicatorCode[]>();
  for (const [key, value] of record.getMap('evidence')) {
    const read = parseEvidenceKey(key);
    if (read === undefined || read.kind === 'note' || value === null) continue;
    if (read.kind === 'serves') serves.set(read.slot, [...(serves.get(read.slot) ?? []), read.indicator]);
    else fields.set(read.slot, { ...fields.get(read.slot), [read.field]: value });
  }
  return [...fields]
    .flatMap(([slot, said]) => pieceOf(slot, said, (serves.get(slot) ?? []).toSorted(compareCodes)))
    .toSorted((a, b) => a.taken - b.taken || (a.slot < b.slot ? -1 : 1));
}

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && !isBlank(value) ? value : null;

/** None for what does not say whose it is. */
function pieceOf(slot: string, said: Fields, serves: readonly IndicatorCode[]): Piece[] {
  const by = textOrNull(said.by);
  if (by === null) return [];
  return [
    {
      slot,
      by,
      kind: PIECE_KINDS.find((kind) => kind === said.kind) ?? 'file',
      taken: typeof said.taken === 'number' ? said.taken : 0,
      name: textOrNull(said.name) ?? '',
      of: textOrNull(said.of),
      method: METHODS.find((method) => method === said.method) ?? null,
      caption: textOrNull(said.caption),
      where: textOrNull(said.where),
      item: textOrNull(said.item),
      before: textOrNull(said.before),
      isRemoved: said.removed === true,
      serves,
    },
  ];
}

/** The pieces that stand with an indicator. */
export const piecesAt = (pieces: readonly Piece[], indicator: IndicatorCode): readonly Piece[] =>
  pieces.filter(({ isRemoved, serves }) => !isRemoved && serves.includes(indicator));

/** How the note of an indicator was got, as the panel said it; null: the way of the indicator. */
export const readNoteMethod = (record: Y.Doc, indicator: IndicatorCode): Method | null =>
  METHODS.find((method) => method === record.getMap('evidence').get(noteMethodKey(indicator))) ?? null;

/** The method of a piece beside an indicator: its own, or the usual one there. */
export const methodAt = (
  { method }: Pick<Piece, 'method'>,
  rubric: Rubric,
  indicator: IndicatorCode,
): Method | null => method ?? findIndicator(rubric, indicator)?.method ?? null;
