/** A table of the printed form cut into pieces that fill its pages: a group goes on overleaf under its name. Pure. */

export interface Space {
  /** What the page on which the table begins has for lines, and what each further page has. */
  readonly first: number;
  readonly page: number;
  /** A piece is at least as high as the name at its side. */
  readonly name: number;
}

/**
 * From the heights of the lines of each group, how many lines each of its pieces has, in order. A line never breaks; one
 * too high for any page is a piece of its own.
 */
export function piecesOf(
  groups: readonly (readonly number[])[],
  { first, page, name }: Space,
): readonly (readonly number[])[] {
  let left = first;
  return groups.map((lines) => {
    const pieces: number[] = [];
    let count = 0;
    let height = 0;
    for (const line of lines) {
      if (Math.max(height + line, name) > left) {
        if (count > 0) pieces.push(count);
        [left, count, height] = [page, 0, 0];
      }
      count += 1;
      height += line;
    }
    left -= Math.max(height, name);
    return [...pieces, count];
  });
}

/** Lines by the numbers that `piecesOf` tells. */
export function cut<Line>(lines: readonly Line[], pieces: readonly number[]): readonly (readonly Line[])[] {
  let from = 0;
  return pieces.map((count) => lines.slice(from, (from += count)));
}
