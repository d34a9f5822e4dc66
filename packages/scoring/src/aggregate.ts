/** Several ballots of one indicator seen together, as exact fractions. [AG1–AG5] */
import type { Tenths } from './types.ts';

/** An exact fraction of tenths in lowest terms: 25/3 points are `{ numerator: 250, denominator: 3 }`. [AG1] */
export interface Mean {
  readonly numerator: number;
  readonly denominator: number;
}

export interface Aggregate {
  /** Ballots that count: recused and missing ones are left out. */
  readonly count: number;
  readonly trimmedMean: Mean | null;
  readonly mean: Mean | null;
  readonly median: Mean | null;
  readonly spread: Tenths | null;
  readonly lowest: Tenths | null;
  readonly highest: Tenths | null;
}

/** From so many ballots on the highest and the lowest are dropped. [AG2] */
export const TRIMMED_FROM = 5;
/** From such a share of the maximum on a spread is talked about: 30 %. [AG5] */
const FLAGGED_FROM = { numerator: 3, denominator: 10 } as const;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

function fraction(numerator: number, denominator: number): Mean {
  const common = gcd(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

function meanOf(scores: readonly Tenths[]): Mean | null {
  if (scores.length === 0) return null;
  return fraction(
    scores.reduce((sum, score) => sum + score, 0),
    scores.length,
  );
}

/** The ballots of one indicator; `null` stands for recused or missing and is left out. [AG1–AG4] */
export function aggregateOf(scores: readonly (Tenths | null)[]): Aggregate {
  const sorted = scores.filter((score) => score !== null).sort((a, b) => a - b);
  const count = sorted.length;
  const lowest = sorted[0] ?? null;
  const highest = sorted.at(-1) ?? null;
  const middle = sorted.slice(Math.ceil(count / 2) - 1, Math.floor(count / 2) + 1);
  return {
    count,
    trimmedMean: meanOf(count >= TRIMMED_FROM ? sorted.slice(1, -1) : sorted),
    mean: meanOf(sorted),
    median: meanOf(middle),
    spread: lowest === null || highest === null ? null : highest - lowest,
    lowest,
    highest,
  };
}

/** A mean in points with two decimals, rounded half up for reading only: 25/3 points → `"8.33"`. [AG1] */
export function formatMean({ numerator, denominator }: Mean): string {
  const hundredths = Math.floor((numerator * 20 + denominator) / (denominator * 2));
  const decimals = String(hundredths % 100).padStart(2, '0');
  return `${Math.floor(hundredths / 100)}.${decimals}`;
}

/** Spread of 30 % of the maximum or more: to be talked about. [AG5] */
export function isFlagged(aggregate: Pick<Aggregate, 'spread'>, maximum: Tenths): boolean {
  if (aggregate.spread === null) return false;
  return aggregate.spread * FLAGGED_FROM.denominator >= maximum * FLAGGED_FROM.numerator;
}
