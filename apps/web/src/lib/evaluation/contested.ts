/** Facts and agreed scores of which two people set different values unseen by each other, and nobody has settled it. Pure. */
import type { Facts, IndicatorCode, RequirementCode, Tenths } from '@heping/scoring';

/** Conflicts of one fact: its value, its items, its reason and how it was seen, by `facts:<requirement>[.<part>]`. */
export const conflictsOfFact = <Value>(
  conflicts: Readonly<Record<string, Value>>,
  requirement: RequirementCode,
): readonly [place: string, conflict: Value][] =>
  Object.entries(conflicts).filter(
    ([place]) => place === `facts:${requirement}` || place.startsWith(`facts:${requirement}.`),
  );

/** Whether what is recorded may not be judged yet. How it was seen is told beside it and judges nothing. */
export const isContested = (
  conflicts: Readonly<Record<string, unknown>>,
  requirement: RequirementCode,
): boolean => conflictsOfFact(conflicts, requirement).some(([place]) => place !== `facts:${requirement}.how`);

/** The facts that may be judged. */
export const settledFacts = (facts: Facts, conflicts: Readonly<Record<string, unknown>>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([requirement]) => !isContested(conflicts, requirement)));

/** The agreed scores that count: one with two values has none until a person takes one of them. */
export const settledScores = (
  agreed: Readonly<Record<IndicatorCode, Tenths | null>>,
  conflicts: Readonly<Record<string, unknown>>,
): Record<IndicatorCode, Tenths | null> =>
  Object.fromEntries(
    Object.entries(agreed).map(([code, score]) => [
      code,
      conflicts[`agreed:${code}`] === undefined ? score : null,
    ]),
  );
