import { huzhou, totalsOf } from '@heping/scoring';
import { expect, test } from 'vitest';
import { scoresInForce } from './in-force.ts';

const cappedAt = (ceiling: number) => (code: string) => ({ ceiling: code === 'A1.2.2' ? ceiling : 1000 });

test('CE8 totals and points lost follow the lower of score and ceiling, not scored stays not scored', () => {
  const scores = { 'A1.2.1': 60, 'A1.2.2': 100, 'A1.2.3': null };
  expect(scoresInForce(scores, cappedAt(0))).toEqual({ 'A1.2.1': 60, 'A1.2.2': 0, 'A1.2.3': null });
  const { points, lost, scored } = totalsOf(huzhou, scoresInForce({ 'A1.2.2': 100 }, cappedAt(95))).tables[
    'A.1'
  ]!;
  expect({ points, lost, scored }).toEqual({ points: 95, lost: 5, scored: 1 });
});

test('CE8 a score below its ceiling is in force as it is', () => {
  expect(scoresInForce({ 'A1.2.2': 80 }, cappedAt(95))).toEqual({ 'A1.2.2': 80 });
});
