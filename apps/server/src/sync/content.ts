/** What a document of one kind may hold, for one tier and one campaign: protocol's layout as a judge. [GU10–GU16] */
import {
  conflictKey,
  factKeysOf,
  isCleanText,
  MAPS,
  refusal,
  rootsOf,
  TEXT_LIMITS,
  type DocumentKind,
  type FactKey,
  type Refusal,
  type RefusalParam,
  type ValueMap,
} from '@heping/protocol';
import {
  formatPoints,
  indicatorsOf,
  judgeFact,
  judgeScore,
  SEVERITIES,
  type FactKind,
  type Localized,
  type Rubric,
  type Step,
  type Tier,
} from '@heping/scoring';

export type RootType = 'map' | 'text' | 'xml' | 'array';

export interface Content {
  readonly kind: DocumentKind;
  readonly roots: ReadonlyMap<string, RootType>;
  readonly indicators: ReadonlySet<string>;
  /** Keys of the `conflicts` map → the value they speak of. */
  readonly conflictKeys: ReadonlyMap<string, { readonly map: ValueMap; readonly key: string }>;
  /** Whether a map has this key. */
  hasKey(map: string, key: string): boolean;
  /** What is wrong with a plain value under a key that exists; null when nothing is. */
  judgeValue(map: string, key: string, value: unknown): Refusal | null;
  /** Most UTF-16 units of a text or note; Infinity elsewhere. */
  limitOf(root: string): number;
}

export interface ContentOptions {
  readonly kind: DocumentKind;
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly step: Step;
}

type Judge = (value: unknown) => Refusal | null;

/** How a refused value is named in the sentence. */
const shown = (value: unknown): string | number =>
  typeof value === 'number' ? value : (typeof value === 'string' ? value : String(value)).slice(0, 40);

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

function noteJudge(named: RefusalParam): Judge {
  return (value) => {
    if (value === null) return null;
    if (typeof value !== 'string')
      return refusal('BAD_FACT', { key: named, expected: TEXT, value: shown(value) });
    if (!isCleanText(value)) return refusal('UNCLEAN_TEXT');
    return value.length > TEXT_LIMITS.field ? refusal('TOO_LONG', { limit: TEXT_LIMITS.field }) : null;
  };
}

const TEXT: Localized = { zh: '文字', en: 'a text' };
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

const SEVERITY: Localized = { zh: '严重问题、一般问题或改进建议', en: 'severe, ordinary or a suggestion' };

function severityJudge(indicator: string): Judge {
  const named = { zh: `${indicator} 严重程度`, en: `severity of ${indicator}` };
  return (value) =>
    value === null || SEVERITIES.some((severity) => severity === value)
      ? null
      : refusal('BAD_FACT', { key: named, expected: SEVERITY, value: shown(value) });
}

function judgesOf({
  kind,
  rubric,
  tier,
  step,
}: ContentOptions): ReadonlyMap<string, ReadonlyMap<string, Judge>> {
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
        ['facts', new Map(factKeysOf(rubric, tier).map((fact) => [fact.key, factJudge(fact)]))],
      ]);
    case 'consensus':
      return new Map([
        ['agreed', scores],
        ['severity', new Map(indicators.map(({ code }) => [code, severityJudge(code)]))],
      ]);
  }
}

const limits: Readonly<Record<string, number>> = {
  remark: TEXT_LIMITS.remark,
  note: TEXT_LIMITS.note,
  reason: TEXT_LIMITS.reason,
};

/** Builds the judge of one kind of document. Shared by every room of the same kind, tier and step. */
export function contentOf(options: ContentOptions): Content {
  const judges = judgesOf(options);
  const conflictKeys = new Map(
    MAPS[options.kind].flatMap((map) =>
      map === 'conflicts'
        ? []
        : [...(judges.get(map)?.keys() ?? [])].map((key) => [conflictKey(map, key), { map, key }] as const),
    ),
  );
  return {
    kind: options.kind,
    roots: rootsOf(options.kind, options.rubric),
    indicators: new Set(indicatorsOf(options.rubric).map(({ code }) => code)),
    conflictKeys,
    hasKey: (map, key) => (map === 'conflicts' ? conflictKeys.has(key) : judges.get(map)?.has(key) === true),
    judgeValue: (map, key, value) => judges.get(map)?.get(key)?.(value) ?? null,
    limitOf: (root) => limits[root.slice(0, root.indexOf(':'))] ?? Infinity,
  };
}
