/** Requirements per tier and checklists of a rubric file. [RB7–RB13] */
import { describe } from './rubric-faults.ts';
import { readOwnCode } from './rubric-codes.ts';
import type { UsedCodes } from './rubric-codes.ts';
import {
  faultAt,
  readClause,
  readLocalized,
  readNodes,
  readRemark,
  readText,
  readTexts,
  readWord,
  tenthsOf,
} from './rubric-fields.ts';
import type { Node } from './rubric-fields.ts';
import { FACT_KINDS, PROOFS, STRENGTHS, TIERS } from './types.ts';
import type {
  Checklist,
  ChecklistItem,
  FactKind,
  IndicatorCode,
  Localized,
  Requirement,
  Threshold,
  Tier,
} from './types.ts';

/** What is known when requirements are read: the codes used by facts, and the indicators there are. */
export interface Surroundings {
  readonly used: UsedCodes;
  readonly indicators: ReadonlySet<IndicatorCode>;
}

export function parseRequirement(node: Node, { used, indicators }: Surroundings): Requirement {
  const kind = readWord(node, 'kind', FACT_KINDS);
  const tiers = new Set<Tier>();
  return {
    code: readOwnCode(node, used),
    title: readLocalized(node, 'title'),
    kind,
    indicators: readTexts(node, 'indicators').filter((code, place) =>
      isIndicator(node, `indicators[${place}]`, code, indicators),
    ),
    thresholds: readNodes(node, 'thresholds').map((threshold) => parseThreshold(threshold, kind, tiers)),
    ...(node.fields.unit !== undefined && { unit: readLocalized(node, 'unit') }),
    ...readRemark(node),
  };
}

function isIndicator(node: Node, key: string, code: string, indicators: Surroundings['indicators']): boolean {
  // Without a single line something else is wrong already, and this would say it once more.
  if (indicators.has(code) || indicators.size === 0) return true;
  faultAt(node, key, 'RB9', { zh: '本细则中的考评内容', en: 'an indicator of this rubric' }, describe(code));
  return false;
}

function parseThreshold(node: Node, kind: FactKind, seen: Set<Tier>): Threshold {
  const tier = readWord(node, 'tier', TIERS, 'RB8');
  // A tier that could not be read stands in as the first one and must not count as that one's second threshold.
  if (tier === node.fields.tier && seen.has(tier)) {
    faultAt(node, 'tier', 'RB12', { zh: '每个层级只有一条', en: 'one threshold per tier' });
  }
  if (tier === node.fields.tier) seen.add(tier);
  return {
    tier,
    clause: readClause(node),
    strength: readWord(node, 'strength', STRENGTHS),
    quantity: readLocalized(node, 'quantity'),
    ...LEAST[kind](node),
    ...(kind === 'checklist' ? { items: parseItems(node) } : refuseField(node, 'items')),
    ...readRemark(node),
  };
}

const HUNDRED_PERCENT = 1000;

const readLeast = (node: Node, least: number | null, expected: Localized): Pick<Threshold, 'least'> => {
  if (least !== null) return { least };
  faultAt(node, 'least', 'RB11', expected);
  return {};
};

const countOf = (value: unknown): number | null => {
  const tenths = tenthsOf(value);
  return tenths !== null && tenths % 10 === 0 ? tenths / 10 : null;
};
const rateOf = (value: unknown): number | null => {
  const tenths = tenthsOf(value);
  return tenths !== null && tenths <= HUNDRED_PERCENT ? tenths : null;
};

/** What a threshold of each kind must name as its least. [RB11] */
const LEAST: Readonly<Record<FactKind, (node: Node) => Pick<Threshold, 'least'>>> = {
  measure: (node) =>
    readLeast(node, tenthsOf(node.fields.least), {
      zh: '大于 0、至多一位小数的数量',
      en: 'a quantity above 0 with at most one decimal',
    }),
  count: (node) =>
    readLeast(node, countOf(node.fields.least), { zh: '大于 0 的整数', en: 'a whole number above 0' }),
  rate: (node) =>
    readLeast(node, rateOf(node.fields.least), {
      zh: '大于 0、不超过 100 的百分比',
      en: 'a percentage above 0 and at most 100',
    }),
  checklist: (node) => refuseField(node, 'least'),
  held: (node) => refuseField(node, 'least'),
};

/** A field that this kind of fact has no use for. [RB11] */
function refuseField(node: Node, key: string): Record<never, never> {
  if (node.fields[key] !== undefined) {
    faultAt(node, key, 'RB11', { zh: '空缺（此类要求不用）', en: 'nothing (not used by this kind)' });
  }
  return {};
}

function parseItems(node: Node): readonly ChecklistItem[] {
  const used: UsedCodes = new Map();
  return readNodes(node, 'items').map((item) => ({
    code: readOwnCode(item, used),
    title: readLocalized(item, 'title'),
    clause: readClause(item),
  }));
}

/** Checklists; a file may do without. */
export function parseChecklists(root: Node, surroundings: Surroundings): readonly Checklist[] {
  if (root.fields.checklists === undefined) return [];
  return readNodes(root, 'checklists', 0).map((node) => parseChecklist(node, surroundings));
}

function parseChecklist(node: Node, { used, indicators }: Surroundings): Checklist {
  return {
    code: readOwnCode(node, used),
    title: readLocalized(node, 'title'),
    indicator: readIndicator(node, indicators),
    tiers: readTiers(node),
    proof: readWord(node, 'proof', PROOFS),
    items: parseItems(node),
    ...readRemark(node),
  };
}

function readIndicator(node: Node, indicators: Surroundings['indicators']): IndicatorCode | null {
  if (node.fields.indicator === null) return null;
  const code = readText(node, 'indicator');
  return code !== '' && isIndicator(node, 'indicator', code, indicators) ? code : null;
}

function readTiers(node: Node): readonly Tier[] {
  return readTexts(node, 'tiers').flatMap((text, place) => {
    const tier = TIERS.find((candidate) => candidate === text);
    if (tier !== undefined) return [tier];
    const list = TIERS.join(', ');
    const expected = { zh: `${list} 之一`, en: `one of ${list}` };
    faultAt(node, `tiers[${place}]`, 'RB8', expected, describe(text));
    return [];
  });
}
