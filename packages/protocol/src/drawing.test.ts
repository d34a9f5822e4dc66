import { describe, expect, it } from 'vitest';
import { DRAWING, drawingFault, inkBox, strokePath } from './drawing.ts';
import { Drawing } from './schemas/on-site.ts';
import { isCodeOf, readSheetCode, sheetCode } from './sheet-code.ts';

/** A wave of so many points across the box. */
const wave = (points: number): number[] =>
  Array.from({ length: points }, (_, at) => [
    Math.round((at * 900) / points) + 20,
    200 + Math.round(80 * Math.sin(at)),
  ]).flat();
const faultOf = (...strokes: number[][]) => drawingFault({ strokes });

describe('a drawn signature', () => {
  it.each<[string, number[][], string | null]>([
    ['a name in two strokes', [wave(60), wave(40)], null],
    ['nothing', [], 'little'],
    ['three points', [[10, 10, 20, 20, 30, 30]], 'little'],
    ['many points on one spot', [Array.from({ length: 80 }, () => 50)], 'little'],
    ['dots', Array.from({ length: 40 }, (_, at) => [at * 10, 100]), 'little'],
    ['an x without its y', [[...wave(60), 5]], 'form'],
    ['an empty stroke', [wave(60), []], 'form'],
    ['a point outside the box', [[...wave(60), DRAWING.width + 1, 0]], 'form'],
    ['a point above the box', [[...wave(60), 0, -1]], 'form'],
    ['half a point', [[...wave(60), 10.5, 10]], 'form'],
    ['not a number', [[...wave(60), NaN, 10]], 'form'],
    ['too many points', [wave(DRAWING.mostPoints + 1)], 'much'],
    ['too many strokes', Array.from({ length: DRAWING.mostStrokes + 1 }, () => wave(2)), 'much'],
  ])('[DR1, DR2] %s', (_, strokes, fault) => {
    expect(faultOf(...strokes)).toBe(fault);
  });

  it('[DR1] NaN and Infinity do not pass as numbers', () => {
    for (const value of [NaN, Infinity, null, '5'])
      expect(Drawing.safeParse({ strokes: [[value, 1]] }).success).toBe(false);
  });

  it('is drawn as a path, a single point as a dot', () => {
    expect(strokePath([10, 20, 30, 40, 50, 60])).toBe('M10 20L30 40 50 60');
    expect(strokePath([10, 20])).toBe('M10 20l0 0');
    expect(
      inkBox({
        strokes: [
          [100, 50, 300, 80],
          [200, 40],
        ],
      }),
    ).toBe('88 28 224 64');
  });
});

describe('[SN2] the code on the paper', () => {
  const hash = `a1b2c3d4e5f6${'0'.repeat(52)}`;
  it('is the beginning of the hash in groups of four', () => expect(sheetCode(hash)).toBe('A1B2-C3D4-E5F6'));
  it.each([
    'A1B2-C3D4-E5F6',
    'a1b2 c3d4 e5f6',
    ' A1B2－C3D4–E5F6 ',
    'Ａ１Ｂ２Ｃ３Ｄ４Ｅ５Ｆ６',
    hash,
    `https://heping.example.cn/evaluations/e-1/sign#${hash}`,
  ])('%s is read as it', (typed) => {
    const code = readSheetCode(typed);
    expect(code !== null && isCodeOf(code, hash)).toBe(true);
  });
  it.each(['', 'A1B2', 'A1B2-C3D4-E5FG', '第1版', `${hash}0`])('“%s” is none', (typed) =>
    expect(readSheetCode(typed)).toBeNull(),
  );
});
