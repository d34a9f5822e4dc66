import { expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { indicatorsOf } from './rubric-lookup.ts';
import { unprovenIn } from './unproven.ts';

const full = Object.fromEntries(indicatorsOf(huzhou).map(({ code, maximum }) => [code, maximum]));
const codes = (scores: Record<string, number | null>, evidence: readonly string[] = []) =>
  unprovenIn(huzhou, scores, (code) => evidence.includes(code)).map(({ code }) => code);

it('GA7: only what is scored below its maximum, with nothing beside it, in the order of the rubric', () => {
  expect(codes(full)).toEqual([]);
  expect(codes({})).toEqual([]);
  expect(codes({ ...full, 'A2.1.1': 0, 'A1.2.2': 85, 'A1.1.1': null })).toEqual(['A1.2.2', 'A2.1.1']);
  expect(codes({ ...full, 'A2.1.1': 0, 'A1.2.2': 85 }, ['A1.2.2'])).toEqual(['A2.1.1']);
});
