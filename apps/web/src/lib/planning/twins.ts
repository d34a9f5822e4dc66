/** Evaluations that a list cannot tell apart by centre and day: there their campaigns are named. Pure. */
import type { EvaluationRow } from '@heping/protocol';

type Told = Pick<EvaluationRow, 'id' | 'plannedOn'> & { readonly centre: { readonly id: string } };

/** The ids of those that have another of the same centre on the same day beside them. */
export function twinsIn(rows: readonly Told[]): ReadonlySet<string> {
  const alike = Map.groupBy(rows, ({ plannedOn, centre }) => `${plannedOn} ${centre.id}`);
  return new Set(
    [...alike.values()].filter(({ length }) => length > 1).flatMap((some) => some.map(({ id }) => id)),
  );
}
