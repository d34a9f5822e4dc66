import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptable, agendaOf, isUndisputed } from './adoption.ts';
import { aggregateOf } from './aggregate.ts';
import { huzhou } from './huzhou.ts';
import { judgeScore } from './points.ts';
import { indicatorsOf } from './rubric-lookup.ts';
import { STEPS } from './types.ts';

const free = { ceiling: 100 };
const adopt = (scores: readonly number[], step: 10 | 5 | 1 = 5, ceiling = 100) =>
  adoptable({ aggregate: aggregateOf(scores), ceiling: { ceiling }, maximum: 100, step });

describe('adopting', () => {
  it('AG6: takes the nearest step, half down', () => {
    expect(adopt([80, 85])).toBe(80);
    expect(adopt([80, 85, 85])).toBe(85);
    expect(adopt([80, 80, 85])).toBe(80);
    expect(adopt([100, 100])).toBe(100);
    expect(adopt([84, 85], 1)).toBe(84);
    expect(adopt([85], 10)).toBe(80);
    expect(adopt([])).toBeNull();
  });

  it('AG6: takes the trimmed mean', () => {
    expect(adopt([0, 90, 90, 90, 90])).toBe(90);
  });

  it('AG6: never goes above the ceiling', () => {
    expect(adopt([100, 100], 5, 95)).toBe(95);
  });

  it('AG6: the maximum counts as a step where it is none', () => {
    const near = { aggregate: aggregateOf([84]), ceiling: { ceiling: 85 }, maximum: 85, step: 10 } as const;
    expect(adoptable(near)).toBe(85);
    expect(adoptable({ ...near, aggregate: aggregateOf([82]) })).toBe(80);
  });

  it('AG6: what is adopted may stand, and no score that may stand is nearer', () => {
    const anyCase = fc.record({
      maximum: fc.integer({ min: 10, max: 150 }),
      step: fc.constantFrom(...STEPS),
      draws: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 }),
    });
    fc.assert(
      fc.property(anyCase, ({ maximum, step, draws }) => {
        const aggregate = aggregateOf(draws.map((draw) => draw % (maximum + 1)));
        const adopted = Number(adoptable({ aggregate, ceiling: { ceiling: maximum }, maximum, step }));
        expect(judgeScore(adopted, maximum, step)).toBe('ok');
        const { numerator, denominator } = aggregate.trimmedMean ?? { numerator: NaN, denominator: 1 };
        const off = (score: number) => Math.abs(score * denominator - numerator);
        for (let score = 0; score <= maximum; score++) {
          if (judgeScore(score, maximum, step) !== 'ok') continue;
          expect(off(score) > off(adopted) || (off(score) === off(adopted) && score >= adopted)).toBe(true);
        }
      }),
    );
  });

  it('AG7: what was scored alike, without conflict and cap, is undisputed', () => {
    const alike = { aggregate: aggregateOf([80, 85]), ceiling: free, conflict: false, maximum: 100 };
    expect(isUndisputed(alike)).toBe(true);
    expect(isUndisputed({ ...alike, conflict: true })).toBe(false);
    expect(isUndisputed({ ...alike, ceiling: { ceiling: 95 } })).toBe(false);
    expect(isUndisputed({ ...alike, aggregate: aggregateOf([50, 85]) })).toBe(false);
    expect(isUndisputed({ ...alike, aggregate: aggregateOf([]) })).toBe(false);
  });
});

describe('the agenda', () => {
  const row = (indicator: string, maximum: number, ...scores: number[]) => ({
    indicator,
    maximum,
    aggregate: aggregateOf(scores),
  });

  it('AG8: begins with most points at stake × spread, then follows the rubric', () => {
    const rows = [
      row('A2.3.10', 60, 60, 60),
      row('A2.3.9', 60, 60, 60),
      row('A1.1.2', 20, 0, 20),
      row('A1.2.2', 100, 90, 100),
      row('A1.1.1', 60),
    ];
    expect(agendaOf(rows).map((entry) => entry.indicator)).toEqual([
      'A1.2.2',
      'A1.1.2',
      'A1.1.1',
      'A2.3.9',
      'A2.3.10',
    ]);
  });

  it('AG8: is the same however the rows came, and loses none', () => {
    const rows = indicatorsOf(huzhou).map((line, place) =>
      row(line.code, line.maximum, 0, (place * 5) % line.maximum),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(agendaOf(shuffled)).toEqual(agendaOf(rows));
        expect(new Set(agendaOf(shuffled))).toEqual(new Set(rows));
      }),
    );
  });
});
