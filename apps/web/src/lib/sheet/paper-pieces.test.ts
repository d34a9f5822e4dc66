import { describe, expect, it } from 'vitest';
import type { AppendixLine } from './appendix.ts';
import { piecesOf } from './paper-pieces.ts';

const line = (number: number, reason: string) => ({ number, reason }) as AppendixLine;
const numbersOf = (pieces: readonly (readonly AppendixLine[])[]) =>
  pieces.map((piece) => piece.map(({ number }) => number));
const short = () => '各项机制真正在用，台账资料完整';

describe('a group on paper', () => {
  it('that fits on a page is one piece', () => {
    const lines = Array.from({ length: 10 }, (_, place) => line(place + 1, ''));
    expect(numbersOf(piecesOf(lines, short))).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  });
  it('that does not is cut between its lines, none is lost', () => {
    const lines = Array.from({ length: 10 }, (_, place) => line(place + 1, '字'.repeat(60)));
    const pieces = numbersOf(piecesOf(lines, short));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  it('with a line higher than a page has that line by itself', () => {
    const lines = [line(1, ''), line(2, '字'.repeat(2000)), line(3, '')];
    expect(numbersOf(piecesOf(lines, short))).toEqual([[1], [2], [3]]);
  });
  it('a Latin text takes half the width of a Chinese one', () => {
    const lines = Array.from({ length: 10 }, (_, place) => line(place + 1, 'x'.repeat(60)));
    expect(piecesOf(lines, short).length).toBeLessThan(
      piecesOf(
        lines.map(({ number }) => line(number, '字'.repeat(60))),
        short,
      ).length,
    );
  });
});
