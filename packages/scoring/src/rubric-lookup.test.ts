import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import {
  compareCodes,
  findIndicator,
  indicatorsOf,
  requirementsFor,
  requirementsOf,
} from './rubric-lookup.ts';
import { TIERS } from './types.ts';

const codes = indicatorsOf(huzhou).map((line) => line.code);

describe('looking things up in a rubric', () => {
  it('RB6: finds a line by its code', () => {
    expect(findIndicator(huzhou, 'A2.3.10')?.maximum).toBe(60);
  });

  it('RB6: knows nothing of a code that is not in the rubric', () => {
    expect(findIndicator(huzhou, 'A9.9.9')).toBeUndefined();
  });

  it('RB6: codes in order are the rubric in order, however they were shuffled', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(codes, { minLength: codes.length }), (shuffled) => {
        expect(shuffled.toSorted(compareCodes)).toEqual(codes);
      }),
    );
  });

  it('RB6: a group comes before its lines, 9 before 10, A before B', () => {
    expect(['B1.1', 'A1.2.10', 'A1.2.9', 'A1.2', 'A1.10'].toSorted(compareCodes)).toEqual([
      'A1.2',
      'A1.2.9',
      'A1.2.10',
      'A1.10',
      'B1.1',
    ]);
    expect(compareCodes('A1.1.1', 'A1.1.1')).toBe(0);
    expect([compareCodes('A1.2', 'A1.2.1'), compareCodes('A1.2.1', 'A1.2')].map(Math.sign)).toEqual([-1, 1]);
  });

  it.each(TIERS)('RQ1: what applies to %s carries the value of that tier only', (tier) => {
    const asked = requirementsOf(huzhou, tier);
    expect(asked.every(({ threshold }) => threshold.tier === tier)).toBe(true);
    const byLine = codes.flatMap((code) => requirementsFor(huzhou, tier, code));
    expect(byLine.map(({ requirement }) => requirement.code).toSorted()).toEqual(
      asked.map(({ requirement }) => requirement.code).toSorted(),
    );
  });
});
