import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, piecesOf } from './paper-pieces.ts';

const space = { first: 30, page: 50, name: 12 };

describe('a table on paper', () => {
  it('fills the page it begins on, and goes on overleaf', () => {
    expect(piecesOf([[10, 10, 10, 10, 10]], space)).toEqual([[3, 2]]);
    expect(piecesOf([[10, 10], [10, 10, 10], [10]], space)).toEqual([[2], [3], [1]]);
  });

  it('begins a group where its name has room, and not below', () => {
    expect(piecesOf([[20], [5, 5, 5]], space)).toEqual([[1], [3]]);
    expect(piecesOf([[18], [5, 5, 5]], space)).toEqual([[1], [2, 1]]);
  });

  it('with a line higher than a page has that line by itself', () => {
    expect(piecesOf([[10, 200, 10]], space)).toEqual([[1, 1, 1]]);
  });

  it('loses no line and overfills no page, whatever the heights', () => {
    const heights = fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(heights, (groups) => {
        const pieces = piecesOf(groups, space);
        expect(groups.map((lines, at) => cut(lines, pieces[at] ?? []).flat())).toEqual(groups);
        for (const [at, lines] of groups.entries())
          for (const piece of cut(lines, pieces[at] ?? []))
            expect(piece.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(space.page);
      }),
    );
  });
});
