import { huzhou, indicatorsOf } from '@heping/scoring';
import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { placesOf, placeWords } from './suggestion-places.ts';

test('[SU1, SU2] a suggestion is about a clause without points or an indicator, each by number and words', () => {
  overwriteGetLocale(() => 'zh');
  const places = placesOf(huzhou, 'township');
  expect(places).toHaveLength(5 + indicatorsOf(huzhou).length);
  expect(places[2]).toEqual({ value: '4.4.2', label: '4.4.2 专门人才储备（不计分）' });
  expect(places[5]?.label).toMatch(/^A1\.1\.1 /);
  expect(placeWords(huzhou, 'township', '9.9.9')).toBe('9.9.9');
});
