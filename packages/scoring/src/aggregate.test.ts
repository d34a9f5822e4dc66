import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateOf, formatMean, isFlagged } from './aggregate.ts';
import type { Mean } from './aggregate.ts';

const anyBallots = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 9 });

/** The same value, in exact whole-number arithmetic. */
const isEqualTo = (mean: Mean | null, numerator: number, denominator: number) =>
  mean !== null &&
  BigInt(mean.numerator) * BigInt(denominator) === BigInt(numerator) * BigInt(mean.denominator);
const isBelow = (a: Mean, b: Mean) =>
  BigInt(a.numerator) * BigInt(b.denominator) < BigInt(b.numerator) * BigInt(a.denominator);
const sum = (scores: readonly number[]) => scores.reduce((total, score) => total + score, 0);

describe('ballots seen together', () => {
  it('AG1, AG4: four ballots of one line', () => {
    expect(aggregateOf([80, 85, 95, 85])).toEqual({
      count: 4,
      trimmedMean: { numerator: 345, denominator: 4 },
      mean: { numerator: 345, denominator: 4 },
      median: { numerator: 85, denominator: 1 },
      spread: 15,
      lowest: 80,
      highest: 95,
    });
  });

  it('AG2: from five ballots the highest and the lowest are dropped', () => {
    expect(aggregateOf([0, 80, 80, 85, 100]).trimmedMean).toEqual({ numerator: 245, denominator: 3 });
    expect(aggregateOf([0, 80, 85, 100]).trimmedMean).toEqual({ numerator: 265, denominator: 4 });
  });

  it('AG3: recused and missing ballots are left out', () => {
    expect(aggregateOf([null, 80, null, 90])).toEqual(aggregateOf([80, 90]));
  });

  it('AG4: without a ballot there is nothing', () => {
    expect(aggregateOf([null])).toEqual({
      count: 0,
      trimmedMean: null,
      mean: null,
      median: null,
      spread: null,
      lowest: null,
      highest: null,
    });
  });

  it.each([
    [[70], 70, 1],
    [[70, 75], 145, 2],
    [[70, 75, 100], 75, 1],
  ])('AG4: the median of %j is %i/%i', (scores, numerator, denominator) => {
    expect(aggregateOf(scores).median).toEqual({ numerator, denominator });
  });

  it('AG1: means are the exact fraction', () => {
    fc.assert(
      fc.property(anyBallots, (scores) => {
        const sorted = scores.toSorted((a, b) => a - b);
        const kept = scores.length >= 5 ? sorted.slice(1, -1) : sorted;
        const { mean, trimmedMean, median } = aggregateOf(scores);
        expect(isEqualTo(mean, sum(scores), scores.length)).toBe(true);
        expect(isEqualTo(trimmedMean, sum(kept), kept.length)).toBe(true);
        const half = sorted.length / 2;
        const middle = sorted.filter((_, place) => place >= Math.ceil(half) - 1 && place <= Math.floor(half));
        expect(isEqualTo(median, sum(middle), middle.length)).toBe(true);
      }),
    );
  });

  it('AG1: means lie between the lowest and the highest ballot', () => {
    fc.assert(
      fc.property(anyBallots, (scores) => {
        const { mean, trimmedMean, median, lowest, highest } = aggregateOf(scores);
        for (const value of [mean, trimmedMean, median]) {
          const { numerator, denominator } = value ?? { numerator: NaN, denominator: 1 };
          expect(Number(lowest) * denominator <= numerator).toBe(true);
          expect(numerator <= Number(highest) * denominator).toBe(true);
        }
      }),
    );
  });

  it('AG3: the order of ballots does not matter', () => {
    fc.assert(
      fc.property(
        anyBallots.chain((scores) =>
          fc.tuple(fc.constant(scores), fc.shuffledSubarray(scores, { minLength: scores.length })),
        ),
        ([scores, shuffled]) => {
          expect(aggregateOf(shuffled)).toEqual(aggregateOf(scores));
        },
      ),
    );
  });

  it('AG3: a higher ballot never lowers a mean', () => {
    fc.assert(
      fc.property(anyBallots, fc.nat(8), fc.nat(20), (scores, place, by) => {
        const at = place % scores.length;
        const before = aggregateOf(scores);
        const after = aggregateOf(scores.map((score, index) => (index === at ? score + by : score)));
        for (const name of ['mean', 'trimmedMean', 'median'] as const) {
          const [old, now] = [before[name], after[name]];
          expect(old && now && isBelow(now, old)).toBe(false);
        }
      }),
    );
  });

  it.each([
    [{ numerator: 250, denominator: 3 }, '8.33'],
    [{ numerator: 245, denominator: 3 }, '8.17'],
    [{ numerator: 345, denominator: 4 }, '8.63'],
    [{ numerator: 80, denominator: 1 }, '8.00'],
    [{ numerator: 1, denominator: 1 }, '0.10'],
    [{ numerator: 0, denominator: 1 }, '0.00'],
    [{ numerator: 299, denominator: 3 }, '9.97'],
  ])('AG1: %j tenths read %s', (mean, text) => {
    expect(formatMean(mean)).toBe(text);
  });

  it('AG1: what is read is within half a hundredth of what is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 9 }),
        (numerator, denominator) => {
          const hundredths = BigInt(formatMean({ numerator, denominator }).replace('.', ''));
          // |hundredths/100 − numerator/(10·denominator)| ≤ 1/200
          const off = hundredths * BigInt(denominator) - BigInt(numerator) * 10n;
          expect(2n * (off < 0n ? -off : off) <= BigInt(denominator)).toBe(true);
        },
      ),
    );
  });

  it('AG5: 30 % of the maximum is enough to be flagged', () => {
    expect(isFlagged(aggregateOf([70, 100]), 100)).toBe(true);
    expect(isFlagged(aggregateOf([75, 100]), 100)).toBe(false);
    expect(isFlagged(aggregateOf([50, 70]), 70)).toBe(false);
    expect(isFlagged(aggregateOf([45, 70]), 70)).toBe(true);
    expect(isFlagged(aggregateOf([null]), 100)).toBe(false);
  });
});
