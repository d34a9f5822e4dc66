/**
 * The result of an evaluation in the form of Appendix A, as its reader may see it: what stands in the locked sheet, whatever
 * people, centres and campaigns are called or have become since. [SH6, PO5, PO6]
 */
import { hashAudit, tablesOf, type Db } from '@heping/db';
import type { EvaluationRow, ResultSheet, Sheet, SheetContent } from '@heping/protocol';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { access, allow, type Access } from '../evaluations/access.ts';
import { listEvaluations } from '../evaluations/list.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { readFindings } from '../findings/read.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { heldContent } from '../sheets/content.ts';
import { readSheets, refIn } from '../sheets/read.ts';
import type { PublicKey } from '../sheets/seal.ts';
import { isProvisional } from '../calendar/working-days.ts';

export interface ResultQuestion {
  readonly evaluation: string;
  /** null: as the public sees it */
  readonly visitor: Visitor | null;
  readonly now: number;
  readonly keys: readonly PublicKey[];
}

/** The result for somebody. Throws NOT_FOUND or WRONG_PHASE. */
export async function readResult(
  db: Db,
  { evaluation: evaluationId, visitor, now, keys }: ResultQuestion,
): Promise<ResultSheet> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'result.read');
  const { evaluation, campaign } = here;
  const isPublic = here.roles.every((role) => role === 'public' || role === 'administrator');
  const rubric = rubricOf(campaign);
  const [line] = await listEvaluations(db, visitor, now, { id: evaluationId });
  const view = isPublic ? 'public' : 'result';
  const [sheet, ...earlier] = await readSheets(db, { evaluationId, rubric, view, keys });
  if (line === undefined || sheet === undefined) throw new Refused('NOT_FOUND');
  const { content } = sheet;
  const { sealed, serverSignature } = await lockedSheet(db, evaluationId);
  const colors = panelColors(content.panel.map(({ id }) => id));
  const findings = await readFindings(db, { evaluation, campaign, rubric });
  return {
    evaluation: {
      ...asLocked(line, content),
      periodFrom: content.campaign.periodFrom,
      periodTo: content.campaign.periodTo,
      isSelfEvaluated: content.isSelfEvaluated,
      deliveredAt: evaluation.deliveredAt,
      noticeEndsOn: evaluation.noticeEndsOn,
      noticeEndsOnProvisional: isProvisional(evaluation.noticeEndsOn),
      publishedAt: evaluation.publishedAt,
      approval: approvalOf(here, isPublic),
    },
    panel: seated(content).map((seat) => ({ ...personRef(seat, colors), isChair: seat.isChair })),
    exceptions: content.exceptions.map(({ by, ...exception }) => ({
      ...exception,
      by: personRef(by, colors),
    })),
    sheet,
    delivered: evaluation.deliveredAt === null ? null : (earlier.at(-1) ?? null),
    decisions: [sheet, ...earlier].reverse().flatMap(decisionIn),
    findings: isPublic ? findings.map((finding) => ({ ...finding, evidence: [] })) : findings,
    seal:
      sealed === null || serverSignature === null ? null : { statement: sealed, signature: serverSignature },
  };
}

/** What led to a revision, and when; nothing for what the panel locked. [RV2] */
const decisionIn = ({ content: { decision }, revision, lockedAt }: Sheet): ResultSheet['decisions'] =>
  decision === undefined ? [] : [{ ...decision, revision, decidedAt: lockedAt }];

const seated = ({ panel }: SheetContent) => panel.filter(({ recused }) => !recused);

/** The line of an evaluation with the names that stood when its sheet was locked. [SH6] */
function asLocked(line: EvaluationRow, content: SheetContent): EvaluationRow {
  const { centre, campaign, kind, leadBody, plannedOn, policies, totals } = content;
  const chair = seated(content).find(({ isChair }) => isChair);
  return {
    ...line,
    campaign: { id: campaign.id, title: campaign.title },
    ...{ centre, kind, leadBody, plannedOn, totals },
    step: policies.step,
    noticeDays: policies.noticeDays,
    chair: (chair && refIn(content, chair.id)) ?? null,
    panelSize: seated(content).length,
  };
}

/** The published results as they were locked, newest first. [SH6] */
export async function listResults(db: Db, now: number): Promise<EvaluationRow[]> {
  const lines = await listEvaluations(db, null, now);
  if (lines.length === 0) return [];
  const { sheets } = tablesOf(db);
  const rows = await db
    .select()
    .from(sheets)
    .where(
      and(
        isNull(sheets.discardedAt),
        inArray(
          sheets.evaluationId,
          lines.map(({ id }) => id),
        ),
      ),
    );
  const contents = new Map(rows.map((row) => [row.evaluationId, heldContent(row)]));
  const published = await publishedOnes(db, lines);
  return lines.map((line) => {
    const content = contents.get(line.id);
    // Of a sheet that does not hold the line says so, and what the columns know.
    const shown = content == null ? line : asLocked(line, content);
    return published.has(line.id) ? shown : { ...shown, totals: null, isAltered: true as const };
  });
}

/** Those of whose publication the log tells. [SE4] */
async function publishedOnes(db: Db, lines: readonly EvaluationRow[]): Promise<ReadonlySet<string | null>> {
  const { auditLog } = tablesOf(db);
  const ids = lines.map(({ id }) => id);
  const entries = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, 'publish'), inArray(auditLog.evaluationId, ids)));
  return new Set(
    entries.filter((entry) => entry.hash === hashAudit(entry)).map(({ evaluationId }) => evaluationId),
  );
}

/** Minutes stay with the committee, the panel and the centre. */
function approvalOf({ evaluation }: Access, isPublic: boolean): ResultSheet['evaluation']['approval'] {
  const { approvedAt, minutes, documentNumber } = evaluation;
  if (approvedAt === null) return null;
  return { at: approvedAt, minutes: isPublic ? '' : (minutes ?? ''), documentNumber: documentNumber ?? '' };
}
