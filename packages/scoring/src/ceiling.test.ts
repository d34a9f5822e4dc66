import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingOf, inForce, isOverCeiling, mayLift } from './ceiling.ts';
import type { CeilingQuestion } from './ceiling.ts';
import { huzhou } from './huzhou.ts';
import { judgeScore } from './points.ts';
import { findIndicator, indicatorsOf, requirementsOf } from './rubric-lookup.ts';
import { CEILING_POLICIES, STEPS, TIERS } from './types.ts';
import type { Fact, Facts, Tier } from './types.ts';

/** A township's centre under the default policy, nothing recorded. */
const township: CeilingQuestion = {
  rubric: huzhou,
  tier: 'township',
  indicator: 'A1.2.2',
  facts: {},
  exceptions: [],
  policy: 'discretion',
  step: 5,
};
const smallRooms: Facts = { 'floor-area': { value: 2500 } };
const lift = { requirement: 'floor-area', reason: '与便民服务中心合署，共享 120 ㎡' };

describe('ceilings', () => {
  it('CE1: what reaches its threshold keeps the maximum', () => {
    expect(ceilingOf({ ...township, facts: { 'floor-area': { value: 3000 } } })).toEqual({
      ceiling: 100,
      reasons: [],
      waitingFor: [],
    });
  });

  it('CE1: a line without requirements keeps the maximum, an unknown line allows nothing', () => {
    expect(ceilingOf({ ...township, indicator: 'A1.1.1' }).ceiling).toBe(60);
    expect(ceilingOf({ ...township, indicator: 'A9.9.9' }).ceiling).toBe(0);
  });

  it.each([
    [10, 90],
    [5, 95],
    [1, 99],
  ] as const)('CE2: discretion refuses full marks, step %i tenths leaves %i', (step, ceiling) => {
    expect(ceilingOf({ ...township, facts: smallRooms, step }).ceiling).toBe(ceiling);
  });

  it.each([
    [10, 80],
    [5, 80],
    [1, 83],
  ] as const)(
    'CE3: 250 of 300 m² leave 8.33 of 10 points, rounded down to a step of %i: %i',
    (step, ceiling) => {
      expect(ceilingOf({ ...township, facts: smallRooms, policy: 'proportional', step }).ceiling).toBe(
        ceiling,
      );
    },
  );

  it('CE3: a list leaves the share of what was not found missing', () => {
    const facts = { 'zones-activity': { value: { oath: true, deliberation: false } } };
    const answer = ceilingOf({ ...township, indicator: 'A1.4.3', facts, policy: 'proportional' });
    expect(answer.ceiling).toBe(50);
    expect(answer.reasons[0]).toMatchObject({ required: 2, actual: 1, clause: '5.4.2' });
    expect(answer.reasons[0]?.missing.map((item) => item.code)).toEqual(['deliberation']);
  });

  it('CE3: what is not held leaves nothing', () => {
    const facts = { 'staff-held': { value: false } };
    const question = { ...township, tier: 'village', indicator: 'A1.5.1', facts } as const;
    const answer = ceilingOf({ ...question, policy: 'proportional' });
    expect(answer.ceiling).toBe(0);
    expect(answer.reasons[0]).toMatchObject({ required: null, actual: false, missing: [] });
  });

  it('CE4: strict leaves nothing', () => {
    expect(ceilingOf({ ...township, facts: smallRooms, policy: 'strict' }).ceiling).toBe(0);
  });

  it('CE5: a missing fact lowers nothing and is waited for', () => {
    expect(ceilingOf(township)).toEqual({ ceiling: 100, reasons: [], waitingFor: ['floor-area'] });
  });

  it('CE5: an item nobody has looked at counts as there, and the list is still waited for', () => {
    const facts = { content: { value: { overview: false, structure: true } } };
    const answer = ceilingOf({ ...township, indicator: 'A1.4.2', facts, policy: 'proportional', step: 1 });
    expect(answer.ceiling).toBe(83);
    expect(answer.waitingFor).toEqual(['zones-display', 'content']);
  });

  it('CE5: what does not apply, with a reason, is neither waited for nor lowers anything', () => {
    const facts = { 'floor-area': { value: null, notApplicable: '临时搬迁' } };
    expect(ceilingOf({ ...township, facts })).toEqual({ ceiling: 100, reasons: [], waitingFor: [] });
  });

  it('CE6: an exception with a reason lifts a shortfall where the clause says 一般, and both stay visible', () => {
    expect(ceilingOf({ ...township, facts: smallRooms, exceptions: [lift] })).toEqual({
      ceiling: 100,
      reasons: [
        {
          requirement: 'floor-area',
          clause: '5.2.4',
          required: 3000,
          actual: 2500,
          missing: [],
          ceiling: 95,
          lifted: lift,
          mayLift: true,
        },
      ],
      waitingFor: [],
    });
  });

  it('CE6: without a reason, for something else, or where the clause says 应, it lifts nothing', () => {
    const exceptions = [
      { ...lift, reason: ' ' },
      { requirement: 'staff', reason: '试行' },
    ];
    expect(ceilingOf({ ...township, facts: smallRooms, exceptions }).ceiling).toBe(95);
    const village = { ...township, tier: 'village', facts: { 'floor-area': { value: 1500 } } } as const;
    const answer = ceilingOf({ ...village, exceptions: [lift] });
    expect(answer.ceiling).toBe(95);
    expect(answer.reasons[0]).toMatchObject({ lifted: null, mayLift: false, clause: '5.2.5' });
  });

  it('CE6: only the floor areas of 5.2.2, 5.2.3, 5.2.4 and 5.2.6 can be lifted', () => {
    const liftable = TIERS.flatMap((tier) =>
      requirementsOf(huzhou, tier)
        .filter(({ requirement }) => mayLift(huzhou, tier, requirement.code))
        .map(({ requirement, threshold }) => [requirement.code, threshold.clause]),
    );
    expect(liftable).toEqual(['5.2.2', '5.2.3', '5.2.4', '5.2.6'].map((clause) => ['floor-area', clause]));
    expect(mayLift(huzhou, 'county', 'no-such-thing')).toBe(false);
  });

  it.each(['shall', 'should', 'may'] as const)('CE6: strength %s cannot be lifted', (strength) => {
    const rubric = {
      ...huzhou,
      requirements: huzhou.requirements.map((requirement) => ({
        ...requirement,
        thresholds: requirement.thresholds.map((threshold) => ({ ...threshold, strength })),
      })),
    };
    const answer = ceilingOf({ ...township, rubric, facts: smallRooms, exceptions: [lift] });
    expect(answer.ceiling).toBe(95);
    expect(answer.reasons[0]?.mayLift).toBe(false);
    expect(mayLift(rubric, 'township', 'floor-area')).toBe(false);
  });

  it('CE7: of several shortfalls the lowest holds', () => {
    const facts: Facts = {
      'zones-display': { value: { 'education-publicity': false } },
      content: { value: { overview: false } },
    };
    const answer = ceilingOf({ ...township, indicator: 'A1.4.2', facts, policy: 'proportional', step: 1 });
    expect(answer.reasons.map((reason) => reason.ceiling)).toEqual([0, 83]);
    expect(answer.ceiling).toBe(0);
  });

  it('CE8: a score above its ceiling stands, the lower one is in force', () => {
    const ceiling = ceilingOf({ ...township, facts: smallRooms });
    expect([isOverCeiling(100, ceiling), inForce(100, ceiling)]).toEqual([true, 95]);
    expect([isOverCeiling(95, ceiling), inForce(95, ceiling)]).toEqual([false, 95]);
    expect([isOverCeiling(40, ceiling), inForce(40, ceiling)]).toEqual([false, 40]);
  });
});

const anyTier = fc.constantFrom(...TIERS);
const anyPolicy = fc.constantFrom(...CEILING_POLICIES);
const anyStep = fc.constantFrom(...STEPS);
const anyMark = fc.constantFrom(true, false, null);
const NUMBERS = { measure: 7000, count: 6, rate: 1000 } as const;

/** Any record of facts that a panel of this tier might have. */
function anyFacts(tier: Tier): fc.Arbitrary<Facts> {
  const entries = requirementsOf(huzhou, tier).map(({ requirement, threshold }) => {
    const { kind } = requirement;
    const value: fc.Arbitrary<Fact['value']> =
      kind === 'checklist'
        ? fc.record(Object.fromEntries((threshold.items ?? []).map((item) => [item.code, anyMark])))
        : kind === 'held'
          ? fc.boolean()
          : fc.integer({ min: 0, max: NUMBERS[kind] });
    return [requirement.code, fc.record({ value: fc.option(value) })] as const;
  });
  return fc.record(Object.fromEntries(entries));
}

const better = (value: Fact['value'], by: number): Fact['value'] => {
  if (typeof value === 'number') return value + by;
  if (typeof value === 'boolean') return true;
  if (value === null) return null;
  const marks = Object.entries(value);
  return Object.fromEntries(
    marks.map(([code, mark], place) => [code, mark === false && place <= by ? true : mark]),
  );
};

describe('ceilings, whatever the facts', () => {
  const anyCase = anyTier.chain((tier) =>
    fc.record({
      tier: fc.constant(tier),
      facts: anyFacts(tier),
      policy: anyPolicy,
      step: anyStep,
      isLifted: fc.boolean(),
    }),
  );
  const questions = (draft: {
    tier: Tier;
    facts: Facts;
    policy: CeilingQuestion['policy'];
    step: CeilingQuestion['step'];
    isLifted: boolean;
  }) =>
    indicatorsOf(huzhou).map((line): CeilingQuestion => ({
      ...draft,
      rubric: huzhou,
      indicator: line.code,
      exceptions: draft.isLifted ? [lift] : [],
    }));

  it('CE1: a ceiling is a score that may stand, and below the maximum only for a reason', () => {
    fc.assert(
      fc.property(anyCase, (draft) => {
        for (const question of questions(draft)) {
          const maximum = findIndicator(huzhou, question.indicator)?.maximum ?? 0;
          const { ceiling, reasons } = ceilingOf(question);
          expect(judgeScore(ceiling, maximum, question.step)).toBe('ok');
          expect(ceiling < maximum).toBe(reasons.some((reason) => reason.lifted === null));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('CE10: better facts never lower a ceiling, and an exception never does', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 500 }), (draft, by) => {
        const improved = Object.fromEntries(
          Object.entries(draft.facts).map(([code, fact]) => [code, { value: better(fact.value, by) }]),
        );
        for (const question of questions(draft)) {
          const before = ceilingOf(question).ceiling;
          expect(ceilingOf({ ...question, facts: improved }).ceiling >= before).toBe(true);
          expect(ceilingOf({ ...question, exceptions: [lift] }).ceiling >= before).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('CE5: forgetting a fact never lowers a ceiling', () => {
    fc.assert(
      fc.property(anyCase, (draft) => {
        for (const question of questions(draft)) {
          expect(ceilingOf({ ...question, facts: {} }).ceiling >= ceilingOf(question).ceiling).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('CE7: the order of requirements makes no difference', () => {
    const turned = { ...huzhou, requirements: huzhou.requirements.toReversed() };
    fc.assert(
      fc.property(anyCase, (draft) => {
        for (const question of questions(draft)) {
          expect(ceilingOf({ ...question, rubric: turned }).ceiling).toBe(ceilingOf(question).ceiling);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('CE2, CE3, CE4: strict never grants more than the ratio, the ratio never more than discretion', () => {
    fc.assert(
      fc.property(anyCase, (draft) => {
        for (const question of questions(draft)) {
          const [strict, proportional, discretion] = (['strict', 'proportional', 'discretion'] as const).map(
            (policy) => ceilingOf({ ...question, policy }).ceiling,
          );
          expect([strict, proportional, discretion]).toEqual(
            [strict, proportional, discretion].toSorted((a, b) => Number(a) - Number(b)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
