/** The result of an evaluation in the form of Appendix A, as its reader may see it. [PO5, PO6] */
import { tablesOf, type Db } from '@heping/db';
import type { ResultSheet } from '@heping/protocol';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { access, allow, type Access } from '../evaluations/access.ts';
import { listEvaluations } from '../evaluations/list.ts';
import { rubricOf } from '../evaluations/rubric.ts';
import { seatsOf } from '../evaluations/seats.ts';
import { sheetInForce } from '../evaluations/sheet-in-force.ts';
import { readFindings } from '../findings/read.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { readSheets } from '../sheets/read.ts';

/** The result for somebody signed in; for nobody, as the public sees it. Throws NOT_FOUND or WRONG_PHASE. */
export async function readResult(
  db: Db,
  evaluationId: string,
  visitor: Visitor | null,
  now: number,
): Promise<ResultSheet> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'result.read');
  const { evaluation, campaign } = here;
  const isPublic = here.roles.every((role) => role === 'public' || role === 'administrator');
  const rubric = rubricOf(campaign);
  const [line] = await listEvaluations(db, visitor, now, { id: evaluationId });
  const view = isPublic ? 'public' : 'result';
  const [sheet] = await readSheets(db, { evaluationId, rubric, view });
  if (line === undefined || sheet === undefined) throw new Refused('NOT_FOUND');
  const seats = await seatsOf(db, here);
  const colors = panelColors(seats.map(({ id }) => id));
  const kept = await sheetInForce(db, evaluationId);
  return {
    evaluation: {
      ...line,
      periodFrom: campaign.periodFrom,
      periodTo: campaign.periodTo,
      isSelfEvaluated: evaluation.selfEvaluated,
      deliveredAt: evaluation.deliveredAt,
      noticeEndsOn: evaluation.noticeEndsOn,
      publishedAt: evaluation.publishedAt,
      approval: approvalOf(here, isPublic),
    },
    panel: seats
      .filter(({ sits }) => sits)
      .map((seat) => ({ ...personRef(seat, colors), isChair: seat.isChair })),
    exceptions: await exceptionsOf(db, evaluationId, colors),
    sheet,
    findings: await readFindings(db, { evaluation, campaign, rubric }),
    serverSignature: kept?.serverSignature ?? null,
  };
}

/** Minutes stay with the committee, the panel and the centre. */
function approvalOf({ evaluation }: Access, isPublic: boolean): ResultSheet['evaluation']['approval'] {
  const { approvedAt, minutes, documentNumber } = evaluation;
  if (approvedAt === null) return null;
  return { at: approvedAt, minutes: isPublic ? '' : (minutes ?? ''), documentNumber: documentNumber ?? '' };
}

async function exceptionsOf(
  db: Db,
  evaluationId: string,
  colors: ReadonlyMap<string, string>,
): Promise<ResultSheet['exceptions']> {
  const { exceptions, people } = tablesOf(db);
  const rows = await db
    .select({ exception: exceptions, person: people })
    .from(exceptions)
    .innerJoin(people, eq(people.id, exceptions.grantedBy))
    .where(and(eq(exceptions.evaluationId, evaluationId), isNull(exceptions.withdrawnAt)))
    .orderBy(asc(exceptions.requirement));
  return rows.map(({ exception: { id, requirement, reason, grantedAt }, person }) => ({
    id,
    requirement,
    reason,
    by: personRef(person, colors),
    at: grantedAt,
  }));
}
