/** The photos and files of a record as a sheet names them, each by the hash of its bytes. Pure. [SH8] */
import type { KeptFile } from '@heping/db';
import type { Piece, SheetPiece } from '@heping/protocol';

/** A file that has come under a slot. */
export interface ArrivedFile {
  readonly slot: string;
  readonly personId: string;
  /** SHA-256 of the bytes as the device sent them. */
  readonly cameAs: string;
  readonly file: Pick<KeptFile, 'id' | 'type' | 'sha256'>;
}

/**
 * What stands with an indicator and was not taken out, in the order of being taken. A file counts under the slot of whoever
 * brought it; without one the bytes were still on a device when the sheet was locked. [SH8, FS11]
 */
export const sheetPieces = (pieces: readonly Piece[], arrived: readonly ArrivedFile[]): SheetPiece[] =>
  pieces
    .filter(({ isRemoved, serves }) => !isRemoved && serves.length > 0)
    .map(({ isRemoved: _, serves, ...piece }) => ({
      ...piece,
      serves: [...serves],
      file: fileOf(arrived.find(({ slot, personId }) => slot === piece.slot && personId === piece.by)),
    }));

const fileOf = (arrived: ArrivedFile | undefined): SheetPiece['file'] =>
  arrived === undefined
    ? null
    : {
        id: arrived.file.id,
        type: arrived.file.type,
        cameAs: arrived.cameAs,
        sha256: arrived.file.sha256,
      };
