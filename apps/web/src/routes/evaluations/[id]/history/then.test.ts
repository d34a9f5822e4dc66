import { huzhou } from '@heping/scoring';
import { expect, test } from 'vitest';
import { countFacts } from './then.ts';

const facts = (...keys: string[]) => keys.map((key) => ({ key, label: key, value: '' }));
const mechanisms = huzhou.checklists.find(({ code }) => code === 'mechanisms')!.items;

test('what goes with a fact is none of its own', () => {
  expect(countFacts(facts('floor-area', 'floor-area.how', 'floor-area.way'), huzhou)).toBe(1);
  expect(countFacts(facts('satisfaction.sample'), huzhou)).toBe(1);
});

test('an item is one with all that is noted beside it; what is noted of its list goes with the items', () => {
  const noted = mechanisms.flatMap(({ code }) =>
    ['', '.document', '.dated', '.lastUsed'].map((part) => `mechanisms.${code}${part}`),
  );
  expect(countFacts(facts(...noted), huzhou)).toBe(mechanisms.length);
  expect(countFacts(facts('zones-service.how'), huzhou)).toBe(1);
  expect(countFacts(facts('zones-service.reception', 'zones-service.how'), huzhou)).toBe(1);
});
