/** What an approved revision changes of the measures: added, changed, dropped, by their place. Pure. [PN5, PN6] */
import type { Measure } from '@heping/db';
import type { PlanContent, SubmittedFinding, SubmittedMeasure } from '@heping/protocol';
import { nextMeasureState, percentOf, type MeasureState } from '@heping/scoring';

/** Columns that the plan decides. */
type Planned = Pick<Measure, 'place' | 'kind' | 'text' | 'ownerId' | 'ownerName' | 'expected' | 'dueOn'>;

export interface Changed<Change> {
  /** As it was. */
  readonly row: Measure;
  readonly change: Change;
}

export interface MeasureChanges {
  readonly added: readonly { readonly findingId: string; readonly row: Planned }[];
  readonly changed: readonly Changed<Partial<Measure>>[];
  readonly dropped: readonly Changed<{ readonly state: MeasureState }>[];
  /** For the log. */
  readonly counts: { readonly added: number; readonly changed: number; readonly dropped: number };
}

export interface ChangeQuestion {
  readonly content: PlanContent;
  /** What was approved before, by finding. */
  readonly before: ReadonlyMap<number, SubmittedFinding>;
  readonly measures: readonly Measure[];
}

/** Verified measures stay as they were verified. */
export function changesOf({ content, before, measures }: ChangeQuestion): MeasureChanges {
  const rows = new Map(measures.map((row) => [row.place, row]));
  const dueBefore = new Map(
    [...before.values()].flatMap((one) => one.measures.map(({ place, due }) => [place, due] as const)),
  );
  const added: MeasureChanges['added'][number][] = [];
  const changed: MeasureChanges['changed'][number][] = [];
  for (const { id: findingId, measures: planned } of content.findings)
    for (const measure of planned) {
      const row = rows.get(measure.place);
      const wanted = columnsOf(measure);
      if (row === undefined) added.push({ findingId, row: wanted });
      else if (row.state !== 'verified') {
        const change = differing(row, wanted, dueBefore.get(measure.place) === measure.due);
        if (change !== null) changed.push({ row, change });
      }
    }
  const dropped = droppedBy(content, measures);
  return {
    ...{ added, changed, dropped },
    counts: { added: added.length, changed: changed.length, dropped: dropped.length },
  };
}

const columnsOf = ({ place, kind, text, owner, due, expected }: SubmittedMeasure): Planned => ({
  ...{ place, kind, text, expected, dueOn: due },
  ...{ ownerId: owner.id, ownerName: owner.name },
});

/** What of a row is another; an extension stands where the plan names the same date as before. [PN6] */
function differing(
  row: Measure,
  { dueOn, ...wanted }: Planned,
  isDateAsBefore: boolean,
): Partial<Measure> | null {
  const dates = isDateAsBefore || dueOn === row.dueOn ? {} : { dueOn, firstDueOn: dueOn };
  const fields = Object.entries(wanted).filter(([column, value]) => row[column as keyof Measure] !== value);
  const change = { ...Object.fromEntries(fields), ...dates };
  return Object.keys(change).length === 0 ? null : change;
}

/** Measures of the revision's findings that it does not name any more, as far as they can still be dropped. */
function droppedBy(
  { revision, findings }: PlanContent,
  measures: readonly Measure[],
): MeasureChanges['dropped'] {
  const named = new Set(findings.flatMap((one) => one.measures.map(({ place }) => place)));
  const planned = new Set(findings.map(({ id }) => id));
  return measures.flatMap((row) => {
    const { place, findingId, state } = row;
    if (!planned.has(findingId) || named.has(place)) return [];
    const next = nextMeasureState('drop', {
      ...{ state, parties: ['officer'], holds: new Set(['rectifying'] as const) },
      reason: `plan ${revision}`,
    });
    return next.ok ? [{ row, change: { state: next.value } }] : [];
  });
}

/** Both percentages of a finding once the changes are in. [ME4] */
export function percentsAfter(
  { id, measures: planned }: SubmittedFinding,
  rows: readonly Measure[],
  { added, dropped }: MeasureChanges,
): { readonly reported: number; readonly verified: number } {
  const gone = new Set(dropped.map(({ row }) => row.id));
  const own = rows.filter(({ findingId }) => findingId === id);
  const fresh = added
    .filter(({ findingId }) => findingId === id)
    .map(() => ({ state: 'doing' as const, percent: 0 }));
  const percent = (of: 'reported' | 'verified') =>
    percentOf([
      ...own.map((row) => ({ state: gone.has(row.id) ? ('dropped' as const) : row.state, percent: row[of] })),
      ...fresh,
    ]);
  return planned.length === 0
    ? { reported: 0, verified: 0 }
    : { reported: percent('reported'), verified: percent('verified') };
}

/** 责任人 of a finding as the ledger shows them: each once, in the plan's order. */
export const ownersIn = ({ measures }: SubmittedFinding): string =>
  [...new Set(measures.map(({ owner }) => owner.name))].join('、');
