/**
 * The revision that a decision on an objection leads to: the sheet in force with one line changed, and the decision
 * itself. Whoever holds both can make it anew, byte for byte. Pure. [RV1, RV2]
 */
import { canonicalJson } from '@heping/db';
import type { SheetContent, SheetDecision } from '@heping/protocol';
import { totalsOf, type Rubric } from '@heping/scoring';

/** What the next revision says. Asserts that the sheet has the line. [RV1] */
export function revisedContent(
  rubric: Rubric,
  before: { readonly content: SheetContent; readonly hash: string },
  decision: SheetDecision,
): SheetContent {
  const { content, hash } = before;
  if (!content.lines.some(({ indicator }) => indicator === decision.indicator))
    throw new Error(`sheet ${hash}: expected a line ${decision.indicator}, found none`);
  const lines = content.lines.map((line) =>
    line.indicator === decision.indicator ? revisedLine(line, decision) : line,
  );
  const scores = Object.fromEntries(lines.map(({ indicator, score }) => [indicator, score]));
  const { tables } = totalsOf(rubric, scores);
  return {
    ...content,
    revision: content.revision + 1,
    previous: hash,
    lines,
    totals: Object.entries(tables).map(([table, { points, maximum }]) => ({ table, points, maximum })),
    decision: { ...decision },
  };
}

type Line = SheetContent['lines'][number];

function revisedLine(line: Line, { outcome, after }: SheetDecision): Line {
  if (outcome === 'reduce') return { ...line, score: after };
  // Nothing is lost any more: there is nothing left that the reason or the severity were of, nor a ceiling. [OB6]
  return { ...line, ceiling: line.maximum, score: line.maximum, severity: null, reason: '' };
}

/** Whether a revision is what its decision makes of the one before. [RV3] */
export function isRevisionOf(
  rubric: Rubric,
  before: { readonly content: SheetContent; readonly hash: string },
  content: SheetContent,
): boolean {
  const { decision } = content;
  if (decision === undefined) return false;
  const line = before.content.lines.find(({ indicator }) => indicator === decision.indicator);
  const isFair =
    line !== undefined &&
    decision.before === line.score &&
    (decision.outcome === 'grant' ? decision.after === line.maximum : decision.after <= line.ceiling);
  return isFair && canonicalJson(revisedContent(rubric, before, decision)) === canonicalJson(content);
}
