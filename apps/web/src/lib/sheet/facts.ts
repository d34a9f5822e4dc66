/** The standard against the facts of a locked sheet, in words: from what was frozen with it, never from today’s rubric. */
import type { SheetContent, SheetRequirement } from '@heping/protocol';
import type { Details, Requirement, Threshold } from '@heping/scoring';
import { m } from '#lib/paraglide/messages.js';
import {
  actualWords,
  quantityWords,
  standardWords,
  verdictOf,
  type Verdict,
} from '#lib/evaluation/fact-words.ts';
import { detailsWords } from '#lib/evaluation/record-words.ts';
import { listOf, nameOf, textOf } from '#lib/words.ts';
import { readingsAt } from './recorded.ts';

export interface FactLine {
  readonly code: string;
  readonly title: string;
  readonly clause: string;
  /** 总面积一般不少于 300 ㎡; for a checklist with its items */
  readonly standard: string;
  /** 286 ㎡; for a checklist what is missing */
  readonly actual: string;
  readonly verdict: Verdict;
  readonly notApplicable: string | null;
  readonly how: string | null;
  /** 样本数 57；调查日期 2026-11-20; empty where nothing goes with it */
  readonly details: string;
  /** what was read differently before it was settled */
  readonly readings: readonly string[];
  readonly exception: ExceptionWords | null;
}

/** An exception as it is named everywhere: 例外, its clause, both numbers, its reason and who granted it. */
export interface ExceptionWords {
  readonly requirement: string;
  readonly title: string;
  readonly clause: string;
  readonly standard: string;
  readonly actual: string;
  readonly reason: string;
  readonly by: string;
}

/** Every requirement of an indicator with its fact, in the order of the rubric. */
export const factsAt = (content: SheetContent, indicator: string): readonly FactLine[] =>
  content.requirements
    .filter(({ indicators }) => indicators.includes(indicator))
    .map((asked) => factLine(content, asked));

/** The exceptions of a sheet in words. */
export const exceptionsIn = (content: SheetContent): readonly ExceptionWords[] =>
  content.exceptions.flatMap((exception) => {
    const asked = content.requirements.find(({ code }) => code === exception.requirement);
    return asked === undefined ? [] : [exceptionWords(content, asked, exception)];
  });

function factLine(content: SheetContent, asked: SheetRequirement): FactLine {
  const { requirement, threshold } = asScoring(content, asked);
  const fact = content.facts[asked.code];
  const exception = content.exceptions.find((one) => one.requirement === asked.code);
  return {
    code: asked.code,
    title: textOf(asked.title),
    clause: asked.clause,
    standard: standardOf(requirement, threshold),
    actual: actualOf(content, asked),
    verdict: verdictOf(requirement, threshold, fact),
    notApplicable: fact?.notApplicable ?? null,
    how: fact?.how ?? null,
    details: detailsWords((fact?.details ?? {}) as Details),
    readings: [asked.code, ...asked.items.map((item) => `${asked.code}.${item.code}`)].flatMap((key) =>
      readingsAt(content, key),
    ),
    exception: exception === undefined ? null : exceptionWords(content, asked, exception),
  };
}

function exceptionWords(
  content: SheetContent,
  asked: SheetRequirement,
  { requirement: code, reason, by }: SheetContent['exceptions'][number],
): ExceptionWords {
  const { requirement, threshold } = asScoring(content, asked);
  return {
    requirement: code,
    title: textOf(asked.title),
    clause: asked.clause,
    standard:
      asked.least === null ? standardWords(requirement, threshold) : quantityWords(requirement, asked.least),
    actual: actualOf(content, asked),
    reason,
    by: nameOf(by),
  };
}

function standardOf(requirement: Requirement, threshold: Threshold): string {
  const items = threshold.items ?? [];
  const words = standardWords(requirement, threshold);
  if (items.length === 0) return m.decide_asked({ quantity: textOf(threshold.quantity), standard: words });
  return m.decide_asked_items({
    quantity: textOf(threshold.quantity),
    standard: words,
    items: listOf(items.map(({ title }) => textOf(title))),
  });
}

function actualOf(content: SheetContent, asked: SheetRequirement): string {
  const { requirement, threshold } = asScoring(content, asked);
  const fact = content.facts[asked.code];
  const words = actualWords(requirement, threshold, fact);
  const value = fact?.value;
  if (typeof value !== 'object' || value === null) return words;
  const missing = asked.items.filter(({ code }) => value[code] === false);
  if (missing.length === 0) return words;
  return m.decide_items_missing({
    actual: words,
    items: listOf(missing.map(({ title }) => textOf(title))),
  });
}

/** What was frozen, in the shape in which scoring judges it. */
function asScoring(
  { centre }: SheetContent,
  { code, title, kind, unit, indicators, clause, strength, quantity, least, items }: SheetRequirement,
): { requirement: Requirement; threshold: Threshold } {
  return {
    requirement: { code, title, kind, indicators, thresholds: [], ...(unit === null ? {} : { unit }) },
    threshold: {
      ...{ tier: centre.tier, clause, strength, quantity },
      ...(least === null ? {} : { least }),
      ...(items.length === 0 ? {} : { items }),
    },
  };
}

/** `5.2.4、附录 A（A1.3.3）`: clauses as one cites them; lines of the appendix say so. */
export const clauseWords = (clauses: readonly string[]): string =>
  listOf(
    clauses.map((clause) => (/^A\d+\.\d/.test(clause) ? m.decide_clause_appendix({ line: clause }) : clause)),
  );
