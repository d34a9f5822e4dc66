/** The revision of the sheet that a proposal would lead to, before anything of it is kept. [RV1, RV2] */
import {
  canonicalJson,
  tablesOf,
  type Case,
  type Db,
  type Finding,
  type Objection,
  type Sheet,
} from '@heping/db';
import type { SheetContent, SheetDecision } from '@heping/protocol';
import {
  formatPoints,
  isBlank,
  revisionRefusal,
  type ObjectionOutcome,
  type Rubric,
  type Tenths,
} from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import { sha256 } from '../sheets/hash.ts';
import { revisedContent } from '../sheets/revise.ts';

export interface Draft {
  readonly content: SheetContent;
  readonly decision: SheetDecision;
  /** Canonical JSON, and its hash: what is signed. */
  readonly text: string;
  readonly hash: string;
}

/** What a proposal says, as the objection’s row keeps it. */
export type Terms = Pick<
  Objection,
  | 'id'
  | 'round'
  | 'proposal'
  | 'proposedScore'
  | 'proposalReason'
  | 'proposedAt'
  | 'minutes'
  | 'documentNumber'
>;

export interface Base {
  readonly sheet: Sheet;
  readonly content: SheetContent;
  readonly rubric: Rubric;
}

/** The line of the sheet that a finding took its points from; undefined for a suggestion, which cost none. */
export const lineOf = (
  content: SheetContent,
  { source, indicator }: Pick<Finding, 'source' | 'indicator'>,
) => (source === 'deduction' ? content.lines.find((line) => line.indicator === indicator) : undefined);

/** The next revision by these terms; null where the score stays as it is: upheld, or a suggestion granted. */
export function draftOf(
  { sheet, content, rubric }: Base,
  { kept, finding }: { readonly kept: Pick<Case, 'number'>; readonly finding: Finding },
  terms: Terms,
): Draft | null {
  const { proposal, proposedAt, proposedScore } = terms;
  const line = lineOf(content, finding);
  if (proposal === null || proposal === 'uphold' || line === undefined || proposedAt === null) return null;
  const decision: SheetDecision = {
    ...{ objection: terms.id, round: terms.round, finding: finding.id, number: kept.number },
    ...{ indicator: line.indicator, outcome: proposal, before: line.score },
    after: proposedScore ?? line.maximum,
    proposedAt,
    reason: terms.proposalReason ?? '',
    minutes: terms.minutes ?? '',
    documentNumber: terms.documentNumber ?? '',
  };
  const revised = revisedContent(rubric, { content, hash: sheet.hash }, decision);
  const text = canonicalJson(revised);
  return { content: revised, decision, text, hash: sha256(text) };
}

/** The score that an outcome gives; null where none changes. Throws what keeps it from being one. [OB6] */
export function scoreFor(
  outcome: ObjectionOutcome,
  asked: Tenths | undefined,
  content: SheetContent,
  finding: Finding,
): Tenths | null {
  const line = lineOf(content, finding);
  if (outcome === 'uphold') return null;
  if (outcome === 'grant') return line?.maximum ?? null;
  const { step } = content.policies;
  // A suggestion cost nothing: there is no part of it to give back.
  const { score, maximum, ceiling } = line ?? { score: 0, maximum: 0, ceiling: 0 };
  const refusal = revisionRefusal(asked ?? score, { before: score, maximum, ceiling, step });
  const points = (value: Tenths) => formatPoints(value, step);
  if (refusal === 'between')
    throw new Refused('SCORE_NOT_BETWEEN', { before: points(score), maximum: formatPoints(maximum) });
  if (refusal === 'step') throw new Refused('SCORE_OFF_STEP', { step: formatPoints(step) });
  if (refusal === 'ceiling')
    throw new Refused('SCORE_OVER_CEILING', { indicator: finding.indicator, ceiling: points(ceiling) });
  return asked ?? null;
}

/** A meeting has its minutes and its number. Throws MINUTES_MISSING. [OB1] */
export function requireMinutes(
  {
    minutes = '',
    documentNumber = '',
  }: { readonly minutes?: string | undefined; readonly documentNumber?: string | undefined },
  { isMeeting, needed }: { readonly isMeeting: boolean; readonly needed: number },
): void {
  if (isMeeting && (isBlank(minutes) || isBlank(documentNumber)))
    throw new Refused('MINUTES_MISSING', { needed });
}

/** The finding as it was delivered. */
export async function deliveredFinding(db: Db, id: string): Promise<Finding> {
  const { findings } = tablesOf(db);
  const [finding] = await db.select().from(findings).where(eq(findings.id, id));
  if (finding === undefined) throw new Error(`expected finding ${id}, found none`);
  return finding;
}
