/** The photos that one can be paired with, those of the same indicators first, told apart by what is known of them. Pure. */
import type { Piece } from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';

/** Every other photo in use; of a picture that was drawn on, not what was drawn. */
export function photosBefore(pieces: readonly Piece[], after: Piece): readonly Piece[] {
  const others = pieces.filter(
    ({ kind, isRemoved, slot, of }) =>
      kind === 'photo' && !isRemoved && slot !== after.slot && of !== after.slot,
  );
  const isNear = ({ serves }: Piece) => serves.some((code) => after.serves.includes(code));
  return [...others.filter(isNear), ...others.filter((one) => !isNear(one))];
}

export interface PhotoReading {
  readonly itemOf: (item: string) => string;
  readonly nameOf: (person: string) => string;
  readonly momentOf: (taken: number) => string;
  readonly listOf: (codes: readonly IndicatorCode[]) => string;
}

/** `A1.3.1 · 标识：室外旗杆和党旗 · 南门旗杆 · IMG_0003.jpg · 陆建平 · 2026-12-01 03:33` */
export const photoInWords = (
  { serves, item, caption, name, by, taken }: Piece,
  { itemOf, nameOf, momentOf, listOf }: PhotoReading,
): string =>
  [listOf(serves), item === null ? '' : itemOf(item), caption ?? '', name, nameOf(by), momentOf(taken)]
    .filter((part) => part !== '')
    .join(' · ');
