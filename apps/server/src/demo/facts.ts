/** Facts of the demo: what a panel records for a tier, met or falling short. */
import { factKeysOf, recordFact } from '@heping/protocol';
import type { Rubric, Tier } from '@heping/scoring';
import type * as Y from 'yjs';
import { mix } from './scores.ts';
import { HOW } from './words.ts';

/** By key of the facts map: `floor-area`, `content.notices`. */
export type Shortfalls = Readonly<Record<string, number | boolean>>;

export interface FactsOf {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly evaluation: number;
  readonly shortfalls?: Shortfalls;
  /** Only so many of the requirements are recorded so far. */
  readonly only?: number;
}

/** Writes the facts of a tier into the record, a little above what is asked, except for what falls short. */
export function recordFacts(
  record: Y.Doc,
  { rubric, tier, evaluation, shortfalls = {}, only = Infinity }: FactsOf,
): void {
  const seen = new Set<string>();
  record.transact(() => {
    for (const { key, field, requirement, threshold } of factKeysOf(rubric, tier)) {
      seen.add(requirement.code);
      if (seen.size > only) return;
      if (field === 'na') continue;
      if (field === 'how') {
        const how = HOW[requirement.code];
        if (how !== undefined) recordFact(record, key, how);
        continue;
      }
      recordFact(
        record,
        key,
        shortfalls[key] ?? met(requirement.kind, threshold.least, mix(evaluation, seen.size)),
      );
    }
  });
}

/** Questionnaires that came back. */
export const SAMPLE = 57;
/** What so many content people make of them, per thousand. */
const rateOf = (content: number): number => Math.round((Math.min(content, SAMPLE) * 1000) / SAMPLE);

function met(kind: string, least: number | undefined, chance: number): number | boolean {
  if (least === undefined) return true;
  if (kind === 'measure') return least + (chance % 40) * 10 + (chance % 10);
  if (kind === 'rate') return rateOf(Math.ceil((least * SAMPLE) / 1000) + (chance % 5));
  return least + (chance % 2);
}
