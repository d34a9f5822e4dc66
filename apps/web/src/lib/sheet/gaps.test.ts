import type { Gap } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { countGaps, gapsByIndicator, hrefOf } from './gaps.ts';

const gaps: readonly Gap[] = [
  { kind: 'fact', indicator: 'A1.2.2', requirement: 'floor-area' },
  { kind: 'reason', indicator: 'A1.2.2' },
  { kind: 'score', indicator: 'A1.3.1' },
  { kind: 'conflict', indicator: 'A1.5.1', requirement: 'staff' },
];

describe('what is missing before signing', () => {
  it('each leads to the place where it is put right: facts to the sheet, the rest to the table', () => {
    expect(gaps.map((gap) => hrefOf(gap, 'e-1'))).toEqual([
      '/evaluations/e-1/score?at=A1.2.2#floor-area',
      '/evaluations/e-1/deliberation?at=A1.2.2#reason',
      '/evaluations/e-1/deliberation?at=A1.3.1#agreed',
      '/evaluations/e-1/score?at=A1.5.1#staff',
    ]);
  });
  it('stands under its indicator, in the order given', () => {
    expect(
      gapsByIndicator(gaps, 'e-1').map(({ indicator, gaps: under }) => [indicator, under.length]),
    ).toEqual([
      ['A1.2.2', 2],
      ['A1.3.1', 1],
      ['A1.5.1', 1],
    ]);
  });
  it('is counted by kind; what is not missing is not counted', () => {
    expect(countGaps(gaps)).toEqual([
      { kind: 'score', count: 1 },
      { kind: 'conflict', count: 1 },
      { kind: 'fact', count: 1 },
      { kind: 'reason', count: 1 },
    ]);
  });
});
