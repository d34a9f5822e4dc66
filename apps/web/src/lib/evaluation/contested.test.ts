import { huzhou, requirementsFor, type Fact } from '@heping/scoring';
import { expect, test } from 'vitest';
import { conflictsOfFact, isContested, settledFacts, settledScores } from './contested.ts';
import { verdictOf } from './fact-words.ts';

const [area] = requirementsFor(huzhou, 'township', 'A1.2.2');
const recorded: Fact = { value: 3_100, notApplicable: null };

test('a fact with two values that wait for a person is in conflict, whatever the last value says', () => {
  const { requirement, threshold } = area!;
  expect([
    verdictOf(requirement, threshold, recorded),
    verdictOf(requirement, threshold, recorded, true),
    verdictOf(requirement, threshold, { ...recorded, value: 10 }, true),
    verdictOf(requirement, threshold, { ...recorded, notApplicable: '共用场所' }, true),
  ]).toEqual(['met', 'conflict', 'conflict', 'conflict']);
});

test('a conflict of the value, an item or the reason contests a fact; one of how it was seen, or of another, does not', () => {
  const at = (place: string) => isContested({ [place]: {} }, 'staff');
  expect(['facts:staff', 'facts:staff.na', 'facts:staff.hall'].map(at)).toEqual([true, true, true]);
  expect(['facts:staff.how', 'facts:staff-rota', 'scores:staff'].map(at)).toEqual([false, false, false]);
  expect(conflictsOfFact({ 'facts:staff.how': 1, 'facts:area': 2 }, 'staff')).toEqual([
    ['facts:staff.how', 1],
  ]);
});

test('[CE5] what is contested lowers nothing until one of its values is taken', () => {
  const { requirement } = area!;
  const facts = { [requirement.code]: { value: 10, notApplicable: null }, staff: recorded };
  expect(settledFacts(facts, { [`facts:${requirement.code}`]: {} })).toEqual({ staff: recorded });
  expect(settledFacts(facts, {})).toEqual(facts);
});

test('an agreed score with two values is not agreed until a person takes one of them', () => {
  const agreed = { 'A1.1.1': 50, 'A1.1.2': 20, 'A1.1.3': null };
  expect(settledScores(agreed, { 'agreed:A1.1.1': {}, 'facts:A1.1.2': {} })).toEqual({
    ...agreed,
    'A1.1.1': null,
  });
});
