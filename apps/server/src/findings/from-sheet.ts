/** Each deduction of a signed sheet as a finding: what the standard asks, what was found, what it cost. Pure. [FI1] */
import type { SheetContent } from '@heping/protocol';
import {
  ceilingOf,
  findIndicator,
  formatQuantity,
  pointsLost,
  requirementsFor,
  severityOf,
  type CeilingReason,
  type Localized,
  type Rubric,
  type Severity,
  type Step,
  type CeilingPolicy,
  type Tenths,
  type Tier,
  type TierRequirement,
} from '@heping/scoring';
import { STRENGTH_WORDS } from './words.ts';

export interface DraftFinding {
  /** 1, 2, 3 … in the order of the rubric. */
  readonly number: number;
  readonly indicator: string;
  readonly clauses: readonly string[];
  /** What the standard asks and the centre lacks; null where the deduction rests on judgement alone. */
  readonly standard: Localized | null;
  readonly actual: Localized | null;
  readonly lost: Tenths;
  readonly severity: Severity;
  readonly reason: string;
}

/** The findings of a sheet, in the order of the rubric: one for each line below its maximum. [FI1] */
export function findingsFrom(rubric: Rubric, sheet: SheetContent): readonly DraftFinding[] {
  return sheet.lines
    .filter(({ maximum, score }) => score < maximum)
    .map(({ indicator, maximum, score, reason }, place) => {
      const short = shortfalls(rubric, sheet, indicator);
      return {
        number: place + 1,
        indicator,
        clauses: [
          ...new Set([
            ...clausesOf(rubric, sheet.centre.tier, indicator),
            ...short.map(({ asked }) => asked.threshold.clause),
          ]),
        ],
        standard: joined(short.map(({ asked }) => standardOf(asked))),
        actual: joined(short.map(({ asked, why }) => actualOf(asked, why))),
        lost: pointsLost(maximum, score),
        severity: severityOf(maximum, score),
        reason,
      };
    });
}

/** The clauses of an indicator without those that speak of other tiers only. [FI3] */
function clausesOf(rubric: Rubric, tier: string, indicator: string): readonly string[] {
  const thresholds = rubric.requirements
    .filter(({ indicators }) => indicators.includes(indicator))
    .flatMap(({ thresholds }) => thresholds);
  const own = new Set(thresholds.filter((threshold) => threshold.tier === tier).map(({ clause }) => clause));
  const others = new Set(thresholds.map(({ clause }) => clause).filter((clause) => !own.has(clause)));
  return (findIndicator(rubric, indicator)?.clauses ?? []).filter((clause) => !others.has(clause));
}

interface Shortfall {
  readonly asked: TierRequirement;
  readonly why: CeilingReason;
}

/** Requirements of the indicator that the recorded facts do not reach, lifted ones too. [FI2] */
function shortfalls(rubric: Rubric, sheet: SheetContent, indicator: string): readonly Shortfall[] {
  // Our own canonical sheet: tier and policies were checked lists when it was written.
  const tier = sheet.centre.tier as Tier;
  const { reasons } = ceilingOf({
    rubric,
    tier,
    indicator,
    facts: sheet.facts,
    exceptions: sheet.exceptions,
    policy: sheet.policies['ceilingPolicy'] as CeilingPolicy,
    step: sheet.policies['step'] as Step,
  });
  const asked = requirementsFor(rubric, tier, indicator);
  return reasons.flatMap((why) => {
    const entry = asked.find(({ requirement }) => requirement.code === why.requirement);
    return entry ? [{ asked: entry, why }] : [];
  });
}

/** 总面积一般不少于 300 ㎡（5.2.4） */
function standardOf({ requirement, threshold }: TierRequirement): Localized {
  const { quantity, clause, least, items } = threshold;
  const strength = STRENGTH_WORDS[threshold.strength];
  if (items !== undefined && items.length > 0)
    return {
      zh: `${quantity.zh}${strength.zh}包括：${items.map(({ title }) => title.zh).join('、')}（${clause}）`,
      en: `${quantity.en} ${strength.en} include: ${items.map(({ title }) => title.en).join(', ')} (${clause})`,
    };
  if (least === undefined)
    return {
      zh: `${strength.zh}${quantity.zh}（${clause}）`,
      en: `${quantity.en} (${clause}, ${strength.en})`,
    };
  const amount = amountOf({ requirement, threshold }, least);
  return {
    zh: `${quantity.zh}${strength.zh}不少于 ${amount.zh}（${clause}）`,
    en: `${quantity.en} ${strength.en} be at least ${amount.en} (${clause})`,
  };
}

function actualOf(asked: TierRequirement, { actual, missing }: CeilingReason): Localized {
  if (missing.length > 0)
    return {
      zh: `缺少：${missing.map(({ title }) => title.zh).join('、')}`,
      en: `Missing: ${missing.map(({ title }) => title.en).join(', ')}`,
    };
  if (typeof actual === 'number') return amountOf(asked, actual);
  return { zh: '未落实', en: 'Not in place' };
}

function amountOf({ requirement: { kind, unit } }: TierRequirement, value: number): Localized {
  const number = formatQuantity(kind, value);
  const inUnit = (locale: 'zh' | 'en') => (unit ? `${number} ${unit[locale]}` : number);
  return { zh: inUnit('zh'), en: inUnit('en') };
}

function joined(parts: readonly Localized[]): Localized | null {
  if (parts.length === 0) return null;
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
}
