/**
 * Standard and actual of a finding in words: what falls short; else what was recorded; else what the indicator asks. A
 * suggestion stands on what is asked alone. Pure.
 */
import type { Finding, SheetContent } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { textOf } from '#lib/words.ts';
import { factsAt } from './facts.ts';

export interface Besides {
  readonly standard: string;
  /** Empty where nothing is quantified: then reason and evidence say it. */
  readonly actual: string;
}

export function besides(finding: Finding, content: SheetContent): Besides {
  const { indicator, source, text, standard, actual } = finding;
  if (standard !== null && actual !== null) return { standard: textOf(standard), actual: textOf(actual) };
  const facts = source !== 'deduction' ? [] : factsAt(content, indicator);
  if (facts.length === 0) return { standard: textOf(text), actual: '' };
  return {
    standard: facts
      .map((fact) => fact.standard + m.decide_clause({ clause: fact.clause }))
      .join(m.decide_paper_and()),
    actual: facts.map((fact) => fact.actual).join(m.decide_paper_and()),
  };
}
