/** What a document of one kind may hold, for one tier and one campaign: protocol's layout as a judge. [GU10–GU16] */
import {
  conflictKey,
  detailKeysOf,
  factKeysOf,
  isValueMap,
  itemKeysOf,
  MAPS,
  parseSettledKey,
  readingPartKey,
  readingPlacesOf,
  refusal,
  rootsOf,
  type DocumentKind,
  type FactKey,
  type ItemKey,
  type ReadingPlace,
} from '@heping/protocol';
import {
  formatPoints,
  indicatorsOf,
  isFieldValue,
  judgeFact,
  judgeScore,
  RECORD_FIELDS,
  SEVERITIES,
  type FactKind,
  type FieldKind,
  type Localized,
  type RecordField,
  type Rubric,
  type Step,
  type Tier,
} from '@heping/scoring';
import { evidenceJudges, PIECES } from './evidence-content.ts';
import { limitOf, noteJudge, shown, type Content, type Judge } from './judges.ts';
import { planContent, type PlannedFindings } from './plan-content.ts';

export type { Content, RootType } from './judges.ts';

export interface ContentOptions {
  readonly kind: DocumentKind;
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly step: Step;
  /** What a plan can speak of now. */
  readonly findings?: (() => PlannedFindings) | undefined;
}

function scoreJudge(maximum: number, step: Step): Judge {
  return (value) => {
    // Minus zero is no score: it would be written back as something else than it was read. [GU13]
    if (value === null || (judgeScore(value, maximum, step) === 'ok' && !Object.is(value, -0))) return null;
    return refusal('BAD_SCORE', {
      maximum: formatPoints(maximum, step),
      step: formatPoints(step, step),
      value: typeof value === 'number' && Number.isSafeInteger(value) ? formatPoints(value) : shown(value),
    });
  };
}

const YES_OR_NO: Localized = { zh: '“有”或“无”', en: 'yes or no' };
const EXPECTED: Readonly<Record<FactKind, Localized>> = {
  measure: { zh: '不小于 0、最多一位小数的数', en: 'a number from 0 on with at most one decimal' },
  count: { zh: '不小于 0 的整数', en: 'a whole number from 0 on' },
  rate: { zh: '0 至 100 的百分数，最多一位小数', en: 'a percentage from 0 to 100 with at most one decimal' },
  held: YES_OR_NO,
  checklist: YES_OR_NO,
};

function factJudge({ requirement, threshold, field, item }: FactKey): Judge {
  const named = threshold.items?.find(({ code }) => code === item)?.title ?? requirement.title;
  if (field === 'na' || field === 'how') return noteJudge(named);
  return (value) => {
    const isRight =
      field === 'item'
        ? value === null || typeof value === 'boolean'
        : judgeFact(requirement, threshold, value) === 'ok' && !Object.is(value, -0);
    if (isRight) return null;
    return refusal('BAD_FACT', { key: named, expected: EXPECTED[requirement.kind], value: shown(value) });
  };
}

const FIELD_EXPECTED: Readonly<Record<Exclude<FieldKind, 'text'>, Localized>> = {
  number: { zh: '0 至 999999 的整数', en: 'a whole number from 0 to 999999' },
  day: { zh: '日期，如 2026-11-23', en: 'a date such as 2026-11-23' },
  way: {
    zh: '现场测量、产权证明、建筑图纸、租赁合同或中心说明',
    en: 'measured on site, certificate, drawing, contract, or told by the centre',
  },
};

/** A field beside a fact or an item. [IR1] */
function fieldJudge(field: RecordField, named: Localized): Judge {
  const kind = RECORD_FIELDS[field];
  if (kind === 'text') return noteJudge(named);
  return (value) =>
    isFieldValue(field, value)
      ? null
      : refusal('BAD_FACT', { key: named, expected: FIELD_EXPECTED[kind], value: shown(value) });
}

function itemJudge({ list, item, field }: ItemKey): Judge {
  const named = { zh: `${list.title.zh}：${item.title.zh}`, en: `${list.title.en}: ${item.title.en}` };
  if (field === 'na') return noteJudge(named);
  if (field !== 'there') return fieldJudge(field, named);
  return (value) =>
    value === null || typeof value === 'boolean'
      ? null
      : refusal('BAD_FACT', { key: named, expected: YES_OR_NO, value: shown(value) });
}

type Judges = ReadonlyMap<string, Judge>;

/** Facts, what goes with them, and the checklists. [LA6, LA13, LA14] */
const factJudges = (rubric: Rubric, tier: Tier): Judges =>
  new Map([
    ...factKeysOf(rubric, tier).map((fact) => [fact.key, factJudge(fact)] as const),
    ...detailKeysOf(rubric, tier).map(
      ({ key, requirement, detail }) => [key, fieldJudge(detail, requirement.title)] as const,
    ),
    ...itemKeysOf(rubric, tier).map((item) => [item.key, itemJudge(item)] as const),
  ]);

/** Second readings are judged as the facts they stand beside. [LA15] */
const readingJudges = (places: readonly ReadingPlace[]): Judges =>
  new Map(
    places.flatMap((place) => [
      [place.key, factJudge(place)] as const,
      ...place.parts.map((part): [string, Judge] => {
        const { title } = place.requirement;
        return [readingPartKey(place.key, part), part === 'how' ? noteJudge(title) : fieldJudge(part, title)];
      }),
    ]),
  );

const SEVERITY: Localized = { zh: '严重问题、一般问题或改进建议', en: 'severe, ordinary or a suggestion' };

function severityJudge(indicator: string): Judge {
  const named = { zh: `${indicator} 严重程度`, en: `severity of ${indicator}` };
  return (value) =>
    value === null || SEVERITIES.some((severity) => severity === value)
      ? null
      : refusal('BAD_FACT', { key: named, expected: SEVERITY, value: shown(value) });
}

/** The documents of the sheet: what they hold follows from the rubric. */
type SheetOptions = Omit<ContentOptions, 'kind'> & { readonly kind: Exclude<DocumentKind, 'plan'> };

function judgesOf({ kind, rubric, tier, step }: SheetOptions): ReadonlyMap<string, Judges> {
  const indicators = indicatorsOf(rubric);
  const scores = new Map(indicators.map(({ code, maximum }) => [code, scoreJudge(maximum, step)]));
  switch (kind) {
    case 'ballot':
      return new Map([
        ['scores', scores],
        ['recusals', new Map(indicators.map(({ code }) => [code, noteJudge(code)]))],
      ]);
    case 'record':
      return new Map([
        ['facts', factJudges(rubric, tier)],
        ['readings', readingJudges(readingPlacesOf(rubric, tier))],
      ]);
    case 'self':
      return new Map([['claimed', scores]]);
    case 'consensus':
      return new Map([
        ['agreed', scores],
        ['severity', new Map(indicators.map(({ code }) => [code, severityJudge(code)]))],
      ]);
  }
}

/** Builds the judge of one kind of document. Shared by every room of the same kind, tier and step; a plan's is its own. */
export const contentOf = ({ kind, findings, ...options }: ContentOptions): Content =>
  kind === 'plan'
    ? planContent(findings ?? (() => ({ last: 0, over: new Set() })))
    : sheetContent({ kind, ...options });

const EVIDENCE = conflictKey('evidence', '');

function sheetContent(options: SheetOptions): Content {
  const judges = judgesOf(options);
  const conflictKeys = new Map(
    MAPS[options.kind].flatMap((map) =>
      isValueMap(map) && map !== 'readings'
        ? [...(judges.get(map)?.keys() ?? [])].map((key) => [conflictKey(map, key), { map, key }] as const)
        : [],
    ),
  );
  const readings = new Map(
    options.kind === 'record'
      ? readingPlacesOf(options.rubric, options.tier).map((place) => [place.key, place])
      : [],
  );
  const isSettled = (key: string) => judges.get('facts')?.has(parseSettledKey(key)?.key ?? '') === true;
  const roots = rootsOf(options.kind, options.rubric);
  const indicators: ReadonlySet<string> = new Set(indicatorsOf(options.rubric).map(({ code }) => code));
  const isRecord = options.kind === 'record';
  const evidence = evidenceJudges(options.rubric, options.tier);
  const judgeOf = (map: string, key: string): Judge | undefined =>
    isRecord && map === 'evidence' ? evidence(key) : judges.get(map)?.get(key);
  const conflictAt = (mark: string) => {
    const key = mark.slice(EVIDENCE.length);
    if (!mark.startsWith(EVIDENCE)) return conflictKeys.get(mark);
    return judgeOf('evidence', key) === undefined ? undefined : { map: 'evidence' as const, key };
  };
  return {
    kind: options.kind,
    roots,
    rootType: (root) => roots.get(root),
    hasKey: (map, key) => {
      if (map === 'settled') return isSettled(key);
      return map === 'conflicts' ? conflictAt(key) !== undefined : judgeOf(map, key) !== undefined;
    },
    conflictAt,
    readingAt: (key) => readings.get(key),
    judgeValue: (map, key, value) => judgeOf(map, key)?.(value) ?? null,
    limitOf,
    whyOver: () => null,
    slotted: isRecord ? PIECES : null,
    isPlace: (at) => indicators.has(at),
    mayHoldCaret: (root) => root.startsWith('note:') && indicators.has(root.slice('note:'.length)),
  };
}
