/** What holds of a measure for somebody who is about to act on it: the conditions of scoring's table. [ME2, ME5] */
import type { Case, Extension, Measure } from '@heping/db';
import type { MeasureCondition } from '@heping/scoring';
import type { Hands } from '../rectification/hands.ts';

export interface MeasureSituation {
  readonly measure: Measure;
  readonly kept: Pick<Case, 'state'>;
  /** The one that waits for its decision. */
  readonly asked: Extension | undefined;
  readonly hands: Hands;
  /** null: an owner by link */
  readonly personId: string | null;
  /** What is reported with the act. */
  readonly percent?: number | undefined;
}

/** Every condition that holds. */
export function measureConditions({
  measure,
  kept,
  asked,
  hands,
  personId,
  percent,
}: MeasureSituation): ReadonlySet<MeasureCondition> {
  const { id, ownerId, reportedBy } = measure;
  const own = new Set([ownerId, reportedBy, asked?.askedBy ?? null, ...(hands.makers.get(id) ?? [])]);
  const holds: Readonly<Record<MeasureCondition, boolean>> = {
    rectifying: kept.state === 'rectifying',
    open: kept.state === 'rectifying' || kept.state === 'awaiting-acceptance',
    complete: percent === 100,
    untied: personId !== null && !hands.tied.has(personId),
    'another-person': personId !== null && !own.has(personId),
    'extension-asked': asked !== undefined,
    'no-extension-asked': asked === undefined,
  };
  return new Set((Object.keys(holds) as MeasureCondition[]).filter((condition) => holds[condition]));
}
