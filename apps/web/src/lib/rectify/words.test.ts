import { expect, it } from 'vitest';
import { readPercent, whyWords } from './words.ts';

it('[MA4] a percentage is read as whole digits, and nothing else is one', () => {
  expect(['0', ' 45 ', '100', '', '4.5', '-3', '1e2', '４５', '1000'].map(readPercent)).toEqual([
    ...[0, 45, 100],
    ...[null, null, null, null, null, null],
  ]);
});

it('[AC5] why something cannot be done is said in the words of the refusal', () => {
  expect(whyWords(null)).toBeNull();
  expect(whyWords({ code: 'EXTENSION_ASKED', params: { until: '2026-05-01' } })).toContain('2026-05-01');
});
