/** Facts and agreed scores of which two people set different values unseen by each other, and nobody has settled it. Pure. */
import { READING_PARTS } from '@heping/protocol';
import type { Facts, IndicatorCode, RequirementCode, Tenths } from '@heping/scoring';

/** Conflicts of one fact: its value, its items, its reason and how it was seen, by `facts:<requirement>[.<part>]`. */
export const conflictsOfFact = <Value>(
  conflicts: Readonly<Record<string, Value>>,
  requirement: RequirementCode,
): readonly [place: string, conflict: Value][] =>
  Object.entries(conflicts).filter(
    ([place]) => place === `facts:${requirement}` || place.startsWith(`facts:${requirement}.`),
  );

/** What only goes with a fact: how it was seen, and its fields. */
const BESIDE: ReadonlySet<string> = new Set(READING_PARTS);

/** Whether what is recorded may not be judged yet. What only goes with it is told beside it and judges nothing. */
export const isContested = (
  conflicts: Readonly<Record<string, unknown>>,
  requirement: RequirementCode,
): boolean =>
  conflictsOfFact(conflicts, requirement).some(
    ([place]) => !BESIDE.has(place.slice(`facts:${requirement}.`.length)),
  );

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
