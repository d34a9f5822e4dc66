/** The write verbs of evidence. One transaction each. [WR1, LA17–LA19] */
import type { IndicatorCode, Method, PieceKind } from '@heping/scoring';
import type * as Y from 'yjs';
import {
  noteMethodKey,
  OWN_PIECE_FIELDS,
  pieceKey,
  servesKey,
  SHARED_PIECE_FIELDS,
  type PieceField,
} from './evidence-layout.ts';
import { setValue, type Value } from './set-value.ts';

/** What whoever brings a piece says of it, once. */
export interface PieceOrigin {
  /** their own account */
  readonly by: string;
  readonly kind: PieceKind;
  /** ms, by the clock of the device */
  readonly taken: number;
  /** what the file is called */
  readonly name: string;
  /** the picture that was drawn on */
  readonly of: string | null;
}
/** What the panel says of it. */
export interface PieceValues {
  /** null: the way of the indicator it serves */
  readonly method: Method | null;
  readonly caption: string | null;
  readonly where: string | null;
  /** item of a checklist, `logo.after-dusk` */
  readonly item: string | null;
  /** the picture of before, of which this is the after */
  readonly before: string | null;
  readonly removed: true | null;
}
export type SharedPieceField = keyof PieceValues;

export interface NewPiece extends PieceOrigin, Partial<PieceValues> {
  readonly serves: readonly IndicatorCode[];
}

/** Brings a piece under a slot chosen by chance. What stands there already stays. Record. */
export function addPiece(record: Y.Doc, slot: string, { serves, ...piece }: NewPiece): void {
  const values: Readonly<Partial<Record<PieceField, Value>>> = piece;
  const kept = record.getMap('evidence');
  record.transact(() => {
    for (const field of [...OWN_PIECE_FIELDS, ...SHARED_PIECE_FIELDS]) {
      const value = values[field] ?? null;
      if (value !== null && !kept.has(pieceKey(slot, field)))
        setValue(record, 'evidence', pieceKey(slot, field), value);
    }
    for (const indicator of serves) linkPiece(record, slot, indicator, true);
  }, 'local');
}

/** Says or changes one thing of a piece; null clears it. */
export const setPiece = <Field extends SharedPieceField>(
  record: Y.Doc,
  slot: string,
  field: Field,
  value: PieceValues[Field],
): void => setValue(record, 'evidence', pieceKey(slot, field), value);

/** Whether a piece serves an indicator: each is a key of its own, so that two people linking two keep both. */
export const linkPiece = (record: Y.Doc, slot: string, indicator: IndicatorCode, isLinked: boolean): void =>
  setValue(record, 'evidence', servesKey(slot, indicator), isLinked ? true : null);

/** Takes a piece out. It stays in the history, and whoever wants it back puts it back. [LA18] */
export const removePiece = (record: Y.Doc, slot: string): void => setPiece(record, slot, 'removed', true);
export const restorePiece = (record: Y.Doc, slot: string): void => setPiece(record, slot, 'removed', null);

/** Settles what two people said unseen by each other under one key, by one of their values. [WR3] */
export const settleEvidence = (record: Y.Doc, key: string, value: Value): void =>
  setValue(record, 'evidence', key, value);

/** How what a note says was got; null: the way of the indicator. */
export const setNoteMethod = (record: Y.Doc, indicator: IndicatorCode, method: Method | null): void =>
  setValue(record, 'evidence', noteMethodKey(indicator), method);
