/** A text cut where carets stand and marks begin or end, so that it can be drawn under the field it is typed in. Pure. */

export interface CaretAt {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly at: number;
}
/** A stretch of the text that something is said of. */
export interface MarkAt {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly string[] }
  | { readonly kind: 'caret'; readonly caret: CaretAt };

/** The pieces in order; what lies outside the text is drawn at its end. */
export function piecesOf(
  text: string,
  carets: readonly CaretAt[],
  marks: readonly MarkAt[],
): readonly Piece[] {
  const within = (at: number) => Math.min(Math.max(at, 0), text.length);
  const cuts = [
    0,
    text.length,
    ...carets.map(({ at }) => at),
    ...marks.flatMap(({ from, to }) => [from, to]),
  ];
  const places = [...new Set(cuts.map(within))].toSorted((a, b) => a - b);
  return places.flatMap((place, index): Piece[] => {
    const end = places[index + 1] ?? place;
    const here = carets
      .filter(({ at }) => within(at) === place)
      .map((caret): Piece => ({ kind: 'caret', caret }));
    if (end === place) return here;
    const over = marks.filter(({ from, to }) => within(from) <= place && within(to) >= end);
    return [...here, { kind: 'text', text: text.slice(place, end), marks: over.map(({ id }) => id) }];
  });
}
