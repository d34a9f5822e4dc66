/** A photo or file that is only looked at, in words: signed with a sheet, or as it stood at a moment. */
import { isImage, type SheetPiece } from '@heping/protocol';

export interface PieceView {
  readonly slot: string;
  readonly title: string;
  /** how it was got, where, by whom and when */
  readonly about: readonly string[];
  readonly file: Pick<NonNullable<SheetPiece['file']>, 'id' | 'type'> | null;
  readonly isPicture: boolean;
  /** Why its bytes are not there, or were not then. */
  readonly late: string | null;
}

export const isPicture = (file: PieceView['file']): boolean => file !== null && isImage(file.type);
