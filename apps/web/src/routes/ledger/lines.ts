/** Where a row stands on the page: group heads take a line, a folded group only that. */
import type { LedgerGroupRow } from '@heping/protocol';

export type PageLine =
  | { readonly kind: 'group'; readonly group: LedgerGroupRow; readonly isFolded: boolean }
  /** the place of a row among all rows */
  | { readonly kind: 'row'; readonly place: number };

interface Stretch {
  readonly group: LedgerGroupRow;
  readonly firstLine: number;
  readonly firstRow: number;
  readonly isFolded: boolean;
}

/** Lines of a page by their number. */
export class PageLines {
  readonly count: number;
  readonly #stretches: readonly Stretch[];

  constructor(total: number, groups: readonly LedgerGroupRow[], folded: ReadonlySet<string>) {
    const stretches: Stretch[] = [];
    let line = 0;
    let row = 0;
    for (const group of groups) {
      const isFolded = folded.has(group.key);
      stretches.push({ group, firstLine: line, firstRow: row, isFolded });
      line += 1 + (isFolded ? 0 : group.count);
      row += group.count;
    }
    this.#stretches = stretches;
    this.count = groups.length === 0 ? total : line;
  }

  at(line: number): PageLine {
    const stretch = this.#stretchBefore(line);
    if (stretch === undefined) return { kind: 'row', place: line };
    const { group, isFolded, firstLine, firstRow } = stretch;
    if (line === firstLine) return { kind: 'group', group, isFolded };
    return { kind: 'row', place: firstRow + line - firstLine - 1 };
  }

  /** The last group that begins at or before a line, by halving. */
  #stretchBefore(line: number): Stretch | undefined {
    let low = 0;
    let high = this.#stretches.length - 1;
    let found: Stretch | undefined;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const stretch = this.#stretches[middle];
      if (stretch === undefined || stretch.firstLine > line) high = middle - 1;
      else {
        found = stretch;
        low = middle + 1;
      }
    }
    return found;
  }
}
