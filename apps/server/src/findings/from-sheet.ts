/** Each deduction of a signed sheet as a finding: what the standard asks, what was found, what it cost. Pure. [FI1] */
import type { NoteLine, SheetContent, SheetRequirement } from '@heping/protocol';
import {
  formatQuantity,
  isNotApplicable,
  pointsLost,
  severityOf,
  unitBeside,
  type Localized,
  type Severity,
  type Tenths,
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
  readonly evidence: readonly NoteLine[];
}

/** How the unit of an amount is written. */
export type UnitWords = (unit: Localized, figure: string) => Localized;

/** The findings of a sheet, in the order of the rubric: one for each line below its maximum. [FI1] */
export function findingsFrom(
  sheet: SheetContent,
  unitWords: UnitWords = unitBeside,
): readonly DraftFinding[] {
  return sheet.lines
    .filter(({ maximum, score }) => score < maximum)
    .map(({ indicator, maximum, score, clauses, severity, reason, noteLines }, place) => {
      const short = shortfalls(sheet, indicator);
      return {
        number: place + 1,
        indicator,
        clauses,
        standard: joined(short.map((asked) => standardOf(asked, unitWords))),
        actual: joined(short.map((asked) => actualOf(sheet, asked, unitWords))),
        lost: pointsLost(maximum, score),
        severity: severity ?? severityOf(maximum, score),
        reason,
        evidence: noteLines,
      };
    });
}

type Value = SheetContent['facts'][string]['value'];

/** Requirements of the indicator that the recorded facts do not reach, lifted ones too. [FI2] */
const shortfalls = ({ requirements, facts }: SheetContent, indicator: string): readonly SheetRequirement[] =>
  requirements.filter(({ code, indicators, least, items }) => {
    const fact = facts[code];
    if (!indicators.includes(indicator) || fact === undefined || isNotApplicable(fact)) return false;
    const { value } = fact;
    if (typeof value === 'number') return least !== null && value < least;
    if (typeof value === 'boolean') return !value;
    return value !== null && missingIn(items, value).length > 0;
  });

const missingIn = (items: SheetRequirement['items'], value: Value): SheetRequirement['items'] =>
  typeof value === 'object' && value !== null ? items.filter(({ code }) => value[code] === false) : [];

/** 总面积一般不少于 300 ㎡（5.2.4） */
function standardOf(asked: SheetRequirement, unitWords: UnitWords): Localized {
  const { quantity, clause, least, items } = asked;
  const strength = STRENGTH_WORDS[asked.strength];
  if (items.length > 0)
    return {
      zh: `${quantity.zh}${strength.zh}包括：${items.map(({ title }) => title.zh).join('、')}（${clause}）`,
      en: `${quantity.en} ${strength.en} include: ${items.map(({ title }) => title.en).join(', ')} (${clause})`,
    };
  if (least === null)
    return {
      zh: `${strength.zh}${quantity.zh}（${clause}）`,
      en: `${quantity.en} (${clause}, ${strength.en})`,
    };
  const amount = amountOf(asked, least, unitWords);
  return {
    zh: `${quantity.zh}${strength.zh}不少于 ${amount.zh}（${clause}）`,
    en: `${quantity.en} ${strength.en} be at least ${amount.en} (${clause})`,
  };
}

/** 286 ㎡；例外：老城区 */
function actualOf(sheet: SheetContent, asked: SheetRequirement, unitWords: UnitWords): Localized {
  const found = foundOf(asked, sheet.facts[asked.code]?.value ?? null, unitWords);
  const exception = sheet.exceptions.find(({ requirement }) => requirement === asked.code);
  if (exception === undefined) return found;
  return {
    zh: `${found.zh}（例外：${exception.reason}）`,
    en: `${found.en} (exception: ${exception.reason})`,
  };
}

function foundOf(asked: SheetRequirement, value: Value, unitWords: UnitWords): Localized {
  const missing = missingIn(asked.items, value);
  if (missing.length > 0)
    return {
      zh: `缺少：${missing.map(({ title }) => title.zh).join('、')}`,
      en: `Missing: ${missing.map(({ title }) => title.en).join(', ')}`,
    };
  if (typeof value === 'number') return amountOf(asked, value, unitWords);
  return { zh: '未落实', en: 'Not in place' };
}

function amountOf({ kind, unit }: SheetRequirement, value: number, unitWords: UnitWords): Localized {
  const figure = formatQuantity(kind, value);
  if (unit === null) return { zh: figure, en: figure };
  const { zh, en } = unitWords(unit, figure);
  return { zh: `${figure} ${zh}`, en: `${figure} ${en}` };
}

function joined(parts: readonly Localized[]): Localized | null {
  if (parts.length === 0) return null;
  return { zh: parts.map(({ zh }) => zh).join('；'), en: parts.map(({ en }) => en).join('; ') };
}
