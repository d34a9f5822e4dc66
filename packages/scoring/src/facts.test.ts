import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuantity, isMet, judgeFact, parseQuantity, unitBeside } from './facts.ts';
import { huzhou } from './huzhou.ts';
import { requirementsOf } from './rubric-lookup.ts';
import type { TierRequirement } from './rubric-lookup.ts';
import { FACT_KINDS, TIERS } from './types.ts';
import type { Fact, Tier } from './types.ts';

const asked = (tier: Tier, code: string): TierRequirement => {
  const found = requirementsOf(huzhou, tier).find(({ requirement }) => requirement.code === code);
  if (!found) throw new Error(`${tier} is not asked for ${code}`);
  return found;
};
const judge = (tier: Tier, code: string, value: unknown) => {
  const { requirement, threshold } = asked(tier, code);
  return judgeFact(requirement, threshold, value);
};
const met = (tier: Tier, code: string, fact: Fact | undefined) => {
  const { requirement, threshold } = asked(tier, code);
  return isMet(requirement, threshold, fact);
};

describe('facts', () => {
  it.each([
    ['floor-area', 2865, 'ok'],
    ['floor-area', 0, 'ok'],
    ['floor-area', null, 'ok'],
    ['floor-area', -1, 'below-zero'],
    ['floor-area', 0.5, 'not-whole'],
    ['floor-area', 2 ** 60, 'not-whole'],
    ['floor-area', '2865', 'not-a-number'],
    ['floor-area', NaN, 'not-a-number'],
    ['floor-area', undefined, 'not-a-number'],
    ['study', 4, 'ok'],
    ['study', 4.5, 'not-whole'],
    ['satisfaction', 1000, 'ok'],
    ['satisfaction', 1001, 'over-hundred'],
    ['zones-activity', { oath: true, deliberation: null }, 'ok'],
    ['zones-activity', {}, 'ok'],
    ['zones-activity', { care: true }, 'unknown-item'],
    ['zones-activity', { oath: 'yes' }, 'not-yes-or-no'],
    ['zones-activity', [true, true], 'not-a-checklist'],
    ['zones-activity', true, 'not-a-checklist'],
  ] as const)('RQ11: %s of a township may be %j: %s', (code, value, verdict) => {
    expect(judge('township', code, value)).toBe(verdict);
  });

  it('RQ11: whether something is held is yes or no', () => {
    expect(judge('village', 'staff-held', false)).toBe('ok');
    expect(judge('village', 'staff-held', 1)).toBe('not-yes-or-no');
  });

  it('RQ11: a checklist whose tier has no list knows no item', () => {
    const { requirement, threshold } = asked('township', 'content');
    const bare = { ...threshold, items: undefined };
    expect(judgeFact(requirement, bare, { overview: true })).toBe('unknown-item');
  });

  it('RQ11: whatever comes in gets a verdict', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...TIERS), (value, tier) => {
        for (const { requirement, threshold } of requirementsOf(huzhou, tier)) {
          expect(judgeFact(requirement, threshold, value)).toBeTypeOf('string');
        }
      }),
    );
  });

  it.each([
    ['floor-area', { value: 3000 }, true],
    ['floor-area', { value: 2999 }, false],
    ['floor-area', { value: null }, null],
    ['floor-area', undefined, null],
    ['floor-area', { value: -5 }, null],
    ['floor-area', { value: true }, null],
    ['floor-area', { value: 10, notApplicable: '租用大楼，无独立面积' }, true],
    ['floor-area', { value: null, notApplicable: '' }, null],
    ['floor-area', { value: 10, notApplicable: ' ' }, false],
    ['satisfaction', { value: 900 }, true],
    ['satisfaction', { value: 899 }, false],
    ['study', { value: 4 }, true],
    ['study', { value: 3 }, false],
    ['zones-activity', { value: { oath: true, deliberation: true } }, true],
    ['zones-activity', { value: { oath: true, deliberation: null } }, null],
    ['zones-activity', { value: { oath: true } }, null],
    ['zones-activity', { value: { oath: false } }, false],
  ] as const)('RQ12: %s of a township with %j: met %s', (code, fact, expected) => {
    expect(met('township', code, fact)).toBe(expected);
  });

  it('RQ12: what is to be held is met when it is', () => {
    expect(met('outpost', 'staff-held', { value: true })).toBe(true);
    expect(met('outpost', 'staff-held', { value: false })).toBe(false);
  });

  it('RQ11: quantities read in their unit', () => {
    expect(formatQuantity('measure', 2865)).toBe('286.5');
    expect(formatQuantity('rate', 900)).toBe('90');
    expect(formatQuantity('count', 4)).toBe('4');
    expect(parseQuantity('measure', '286.5')).toBe(2865);
    expect(parseQuantity('count', '４')).toBe(4);
    expect(parseQuantity('count', '4.5')).toBeNull();
    expect(parseQuantity('rate', 'many')).toBeNull();
  });

  it('RQ11: a unit stands in the singular beside one', () => {
    const people = { zh: '名', en: 'people' };
    expect(unitBeside(people, '1')).toEqual({ zh: '名', en: 'person' });
    expect(unitBeside(people, '2')).toEqual(people);
    expect(unitBeside({ zh: '㎡', en: 'm²' }, '1')).toEqual({ zh: '㎡', en: 'm²' });
  });

  it('RQ11: reading a quantity that was written gives the same quantity', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FACT_KINDS), fc.integer({ min: 0, max: 999_999 }), (kind, value) => {
        expect(parseQuantity(kind, formatQuantity(kind, value))).toBe(value);
      }),
    );
  });
});
