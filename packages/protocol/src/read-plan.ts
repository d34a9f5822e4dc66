/** The read verbs of the rectification plan: plain values in order. Pure over the document's present state. [RD1, RD5] */
import {
  isBlank,
  MEASURE_KINDS,
  RECTIFICATION_KINDS,
  type PlannedFinding,
  type PlannedMeasure,
} from '@heping/scoring';
import type * as Y from 'yjs';
import { conflictKey, type Conflict } from './layout.ts';
import { measureKey, parseMeasureKey, planKey, type MeasureField } from './plan-layout.ts';
import { causeOf, wordsOf } from './write-plan.ts';

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && !isBlank(value) ? value : null;

/** Places of all measures there ever were, by finding. [LA11] */
export function placesIn(plan: Y.Doc): ReadonlyMap<number, ReadonlySet<string>> {
  const places = new Map<number, Set<string>>();
  for (const key of plan.getMap('measures').keys()) {
    const at = parseMeasureKey(key);
    if (at !== undefined) places.set(at.finding, (places.get(at.finding) ?? new Set()).add(at.place));
  }
  return places;
}

/**
 * The plan for these findings, in their order; measures by position. One that was taken out is left out, unless two
 * people disagree about that: then it is there without a kind, and its conflict is open.
 */
export function readPlan(plan: Y.Doc, findings: readonly number[]): readonly PlannedFinding[] {
  const places = placesIn(plan);
  const values = plan.getMap('findings');
  return findings.map((finding) => ({
    finding,
    cause: causeOf(plan, finding).toString().trim(),
    kind: RECTIFICATION_KINDS.find((one) => one === values.get(planKey(finding, 'kind'))) ?? null,
    responsible: textOrNull(values.get(planKey(finding, 'responsible'))),
    measures: [...(places.get(finding) ?? [])]
      .map((place) => measureIn(plan, place))
      .filter(({ place, kind }) => kind !== null || isContested(plan, place))
      .toSorted((a, b) => a.position - b.position || (a.place < b.place ? -1 : 1)),
  }));
}

function measureIn(plan: Y.Doc, place: string): PlannedMeasure {
  const values = plan.getMap('measures');
  const of = (field: MeasureField) => values.get(measureKey(place, field));
  const position = of('position');
  return {
    place,
    kind: MEASURE_KINDS.find((one) => one === of('kind')) ?? null,
    text: wordsOf(plan, place).toString().trim(),
    owner: textOrNull(of('owner')),
    ownerName: textOrNull(of('ownerName')),
    due: textOrNull(of('due')),
    expected: textOrNull(of('expected')),
    position: typeof position === 'number' ? position : 0,
  };
}

const isContested = (plan: Y.Doc, place: string): boolean =>
  plan.getMap<Conflict | null>('conflicts').get(conflictKey('measures', measureKey(place, 'kind'))) != null;
