/** What a rectification plan may hold: keys and texts by pattern, of findings that there are. [GU10–GU13, GU22, GU23] */
import {
  ID_PATTERN,
  isValueMap,
  MAPS,
  parseMeasureKey,
  parsePlanKey,
  parsePlanRoot,
  PLAN_LIMITS,
  refusal,
  TEXT_LIMITS,
  type MeasureField,
  type PlanField,
  type ValueMap,
} from '@heping/protocol';
import { isCalendarDay, MEASURE_KINDS, RECTIFICATION_KINDS, type Localized } from '@heping/scoring';
import {
  judged,
  limitOf,
  noteJudge,
  type Content,
  type Judge,
  type RootType,
  type Slotted,
} from './judges.ts';

const isOne = (list: readonly string[]) => (value: unknown) => list.some((one) => one === value);
const isId = (value: unknown): boolean => typeof value === 'string' && ID_PATTERN.test(value);
const SOMEBODY: Localized = { zh: '人员', en: 'a person' };
const OWNER: Localized = { zh: '责任人', en: 'owner' };

/** Whose account it is, and whether they belong to the centre, is asked when the plan is submitted. [PL3] */
const MEASURE_JUDGES: Readonly<Record<MeasureField, Judge>> = {
  kind: judged(
    { zh: '措施类别', en: 'kind of measure' },
    { zh: '立行立改、纠正或预防', en: 'immediate, corrective or preventive' },
    isOne(MEASURE_KINDS),
  ),
  owner: judged(OWNER, SOMEBODY, isId),
  ownerName: noteJudge(OWNER, TEXT_LIMITS.ownerName),
  due: judged(
    { zh: '完成时限', en: 'due date' },
    { zh: '日期，如 2026-11-23', en: 'a date such as 2026-11-23' },
    (value) => typeof value === 'string' && isCalendarDay(value),
  ),
  expected: noteJudge({ zh: '预期佐证', en: 'expected evidence' }, TEXT_LIMITS.expected),
  position: judged(
    { zh: '顺序', en: 'position' },
    { zh: '整数', en: 'a whole number' },
    (value) =>
      Number.isInteger(value) &&
      !Object.is(value, -0) &&
      (value as number) >= 0 &&
      (value as number) <= PLAN_LIMITS.position,
  ),
};
const PLAN_JUDGES: Readonly<Record<PlanField, Judge>> = {
  kind: judged(
    { zh: '整改类型', en: 'kind of rectification' },
    { zh: '立行立改、限期整改或长期坚持', en: 'at once, by a date or lasting' },
    isOne(RECTIFICATION_KINDS),
  ),
  responsible: judged({ zh: '责任领导', en: 'responsible leader' }, SOMEBODY, isId),
};

const ROOTS: ReadonlyMap<string, RootType> = new Map(MAPS.plan.map((map) => [map, 'map']));
const VALUE_MAPS = MAPS.plan.filter(isValueMap);

/** Measures, by their finding. [GU22] */
const MEASURES: Slotted = {
  map: 'measures',
  slotOf: (key) => parseMeasureKey(key)?.place,
  wordsOf: (root) => parsePlanRoot(root)?.place ?? undefined,
  whyTooMany({ all, fresh }) {
    const ofOne = Map.groupBy(all, findingOf);
    const isOver = fresh.some((place) => (ofOne.get(findingOf(place)) ?? []).length > PLAN_LIMITS.perFinding);
    return isOver || all.size > PLAN_LIMITS.measures
      ? refusal('TOO_MANY_MEASURES', { finding: PLAN_LIMITS.perFinding, limit: PLAN_LIMITS.measures })
      : null;
  },
};
const findingOf = (place: string): string => place.split('.', 1)[0] ?? '';

export interface PlannedFindings {
  /** The number of the last one; they never become fewer. */
  readonly last: number;
  /** Closed or withdrawn: for good. */
  readonly over: ReadonlySet<number>;
}

/** The judge of one evaluation's plan. `findings` answers how they stand now. */
export function planContent(findings: () => PlannedFindings): Content {
  const isThere = (finding: number) => finding <= findings().last;
  const judgeOf = (map: string, key: string): Judge | undefined => {
    if (map === 'measures') {
      const at = parseMeasureKey(key);
      return at !== undefined && isThere(at.finding) ? MEASURE_JUDGES[at.field] : undefined;
    }
    const of = map === 'findings' ? parsePlanKey(key) : undefined;
    return of !== undefined && isThere(of.finding) ? PLAN_JUDGES[of.field] : undefined;
  };
  const isText = (root: string): boolean => {
    const text = parsePlanRoot(root);
    return text !== undefined && isThere(text.finding);
  };
  const conflictAt = (mark: string): { readonly map: ValueMap; readonly key: string } | undefined => {
    const map = VALUE_MAPS.find((one) => mark.startsWith(`${one}:`));
    const key = mark.slice((map?.length ?? 0) + 1);
    return map === undefined || judgeOf(map, key) === undefined ? undefined : { map, key };
  };
  const findingAt = (root: string, key: string | null): number | undefined => {
    if (key === null) return parsePlanRoot(root)?.finding;
    if (root === 'measures') return parseMeasureKey(key)?.finding;
    if (root === 'findings') return parsePlanKey(key)?.finding;
    const about = root === 'conflicts' ? conflictAt(key) : undefined;
    return about === undefined ? undefined : findingAt(about.map, about.key);
  };
  return {
    kind: 'plan',
    roots: ROOTS,
    rootType: (root) => ROOTS.get(root) ?? (isText(root) ? 'text' : undefined),
    hasKey: (map, key) =>
      map === 'conflicts' ? conflictAt(key) !== undefined : judgeOf(map, key) !== undefined,
    conflictAt,
    readingAt: () => undefined,
    judgeValue: (map, key, value) => judgeOf(map, key)?.(value) ?? null,
    limitOf,
    whyOver: (root, key) => (findings().over.has(findingAt(root, key) ?? 0) ? refusal('FINDING_OVER') : null),
    isPlace: (at) => /^[1-9]\d{0,2}$/.test(at) && isThere(Number(at)),
    mayHoldCaret: isText,
    slotted: MEASURES,
  };
}
