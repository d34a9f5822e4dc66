import { expect, test } from 'vitest';
import { meanWords, medianWords, spreadWords } from './figures.ts';

test('[AG1] a mean is read to the hundredth, the median and the spread in the step of the campaign', () => {
  expect(meanWords({ numerator: 295, denominator: 3 })).toBe('9.83');
  expect([medianWords({ numerator: 200, denominator: 2 }, 5), spreadWords(80, 5)]).toEqual(['10.0', '8.0']);
  expect([medianWords({ numerator: 100, denominator: 1 }, 10), spreadWords(80, 10)]).toEqual(['10', '8']);
});

test('[AG1] a median between two scores stays exact; without ballots there is none', () => {
  expect(medianWords({ numerator: 165, denominator: 2 }, 5)).toBe('8.25');
  expect([meanWords(null), medianWords(null, 5), spreadWords(null, 5)]).toEqual(['–', '–', '–']);
});
