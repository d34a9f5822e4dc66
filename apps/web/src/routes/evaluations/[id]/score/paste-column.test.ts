import { describe, expect, it } from 'vitest';
import { huzhou, indicatorsOf } from '@heping/scoring';
import { isColumn, readPastedColumn } from './paste-column.ts';

const rows = indicatorsOf(huzhou);
const paste = (text: string, start = 0) => readPastedColumn(text, rows, start, 5);
const first = rows[0]!;
const second = rows[1]!;
const third = rows[2]!;

describe('a column pasted from Excel', () => {
  it('[PC1] fills the rows from the cell on, and the line break at its end is no row', () => {
    expect(paste('1\r\n0.5\r\n0\r\n')).toEqual({
      good: [
        { indicator: first.code, score: 10 },
        { indicator: second.code, score: 5 },
        { indicator: third.code, score: 0 },
      ],
      bad: [],
    });
  });
  it('[PC2] an empty cell leaves its row as it is', () => {
    expect(paste('1\n\n1').good.map(({ indicator }) => indicator)).toEqual([first.code, third.code]);
  });
  it('[PC3] names each bad cell and keeps the good ones', () => {
    expect(paste('1\n99\n0.3\nabc\n0.5')).toEqual({
      good: [
        { indicator: first.code, score: 10 },
        { indicator: rows[4]!.code, score: 5 },
      ],
      bad: [
        { line: 2, indicator: second.code, text: '99', why: 'over-maximum' },
        { line: 3, indicator: third.code, text: '0.3', why: 'off-step' },
        { line: 4, indicator: rows[3]!.code, text: 'abc', why: 'not-a-number' },
      ],
    });
  });
  it('[PC4] what runs past the last row is named, not dropped', () => {
    expect(paste('1\n1', rows.length - 1).bad).toEqual([
      { line: 2, indicator: null, text: '1', why: 'no-row' },
    ]);
  });
  it('[PC5] a line that begins with a code goes to that indicator', () => {
    expect(paste('A.1.2.2\t面积\t1.5\nA1.1.1\t1')).toEqual({
      good: [
        { indicator: 'A1.2.2', score: 15 },
        { indicator: 'A1.1.1', score: 10 },
      ],
      bad: [],
    });
  });
  it('[PC6] a quoted cell may hold a line break', () => {
    expect(paste('"1\n"\n0.5').good).toHaveLength(2);
  });
  it('[PC7] one value is typed, not pasted as a column', () => {
    expect(isColumn('8.5')).toBe(false);
    expect(isColumn('8.5\n')).toBe(false);
    expect(isColumn('8.5\n9')).toBe(true);
  });
});
