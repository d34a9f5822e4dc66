/** The write verbs of the rectification plan. One transaction each. [WR1, LA10–LA12] */
import type { MeasureKind, RectificationKind } from '@heping/scoring';
import type * as Y from 'yjs';
import {
  causeRoot,
  formatPlace,
  measureKey,
  measureRoot,
  parseMeasureKey,
  planKey,
  PLAN_LIMITS,
  type MeasureField,
  type MeasurePlace,
} from './plan-layout.ts';
import { setValue } from './set-value.ts';

/** Why a finding came to be, plain text, co-edited. */
export const causeOf = (plan: Y.Doc, finding: number): Y.Text => plan.getText(causeRoot(finding));
/** What a measure does, plain text, co-edited. */
export const wordsOf = (plan: Y.Doc, place: string): Y.Text => plan.getText(measureRoot(place));

export interface MeasureValues {
  readonly kind: MeasureKind | null;
  /** an account; null for somebody without one */
  readonly owner: string | null;
  readonly ownerName: string | null;
  /** `YYYY-MM-DD` */
  readonly due: string | null;
  readonly expected: string | null;
  readonly position: number | null;
}

/** Adds a measure at the end of its finding's; the slot is the caller's, by chance. Answers its place. */
export function addMeasure(plan: Y.Doc, at: MeasurePlace, kind: MeasureKind): string {
  const place = formatPlace(at);
  plan.transact(() => {
    setValue(plan, 'measures', measureKey(place, 'kind'), kind);
    setValue(plan, 'measures', measureKey(place, 'position'), lastPosition(plan, at.finding) + 1);
  }, 'local');
  return place;
}

/** Takes a measure out: its kind is null, and its words stay for whoever puts it back. [LA12] */
export const removeMeasure = (plan: Y.Doc, place: string): void =>
  setValue(plan, 'measures', measureKey(place, 'kind'), null);

/** Sets one thing of a measure; null clears it. */
export const setMeasure = <Field extends MeasureField>(
  plan: Y.Doc,
  place: string,
  field: Field,
  value: MeasureValues[Field],
): void => setValue(plan, 'measures', measureKey(place, field), value);

/** Gives a measure to somebody: an account, or a name without one. */
export function giveMeasure(
  plan: Y.Doc,
  place: string,
  owner: { readonly id: string | null; readonly name: string | null },
): void {
  plan.transact(() => {
    setMeasure(plan, place, 'owner', owner.id);
    setMeasure(plan, place, 'ownerName', owner.name);
  }, 'local');
}

/** 整改类型 of a finding. */
export const setRectification = (plan: Y.Doc, finding: number, kind: RectificationKind | null): void =>
  setValue(plan, 'findings', planKey(finding, 'kind'), kind);

/** 责任领导 of a finding. */
export const setResponsible = (plan: Y.Doc, finding: number, person: string | null): void =>
  setValue(plan, 'findings', planKey(finding, 'responsible'), person);

function lastPosition(plan: Y.Doc, finding: number): number {
  let last = 0;
  for (const [key, value] of plan.getMap('measures')) {
    const at = parseMeasureKey(key);
    if (at?.finding === finding && at.field === 'position' && typeof value === 'number')
      last = Math.max(last, value);
  }
  return Math.min(last, PLAN_LIMITS.position - 1);
}
