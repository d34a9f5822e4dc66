/** The photos and files that a signed sheet names for an indicator, in words. [SH8] */
import type { SheetContent, SheetPiece } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { METHOD_WORDS, momentOf, nameOf } from '#lib/words.ts';
import { isPicture, type PieceView } from './piece-view.ts';

export interface SignedPiece extends PieceView {
  readonly file: SheetPiece['file'];
}

/** In the order of being taken. */
export const piecesAt = ({ pieces = [], panel }: SheetContent, indicator: string): readonly SignedPiece[] =>
  pieces
    .filter(({ serves }) => serves.includes(indicator))
    .map(({ slot, by, taken, name, method, caption, where, file }) => {
      const who = panel.find(({ id }) => id === by);
      const about = [
        ...(method === null ? [] : [METHOD_WORDS[method]()]),
        ...(where === null ? [] : [where]),
        ...(who === undefined ? [] : [m.evidence_by({ name: nameOf(who), at: momentOf(taken) })]),
      ];
      return {
        ...{ slot, title: caption ?? name, about, file },
        isPicture: isPicture(file),
        late: file === null ? m.evidence_signed_before() : null,
      };
    });
