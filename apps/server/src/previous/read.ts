/** The evaluation before this one: its result and its findings as they stand now, for whoever sits at this one. [PV1–PV3] */
import { tablesOf, type Db } from '@heping/db';
import type { Previous, PreviousEvaluation } from '@heping/protocol';
import { and, desc, eq, isNotNull, lt, ne } from 'drizzle-orm';
import { bodyRef } from '../areas/refs.ts';
import { access, allow } from '../evaluations/access.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { readFindings } from '../findings/read.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { readSheetContent } from '../sheets/content.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readPrevious(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
  now: number,
): Promise<PreviousEvaluation> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'previous.read');
  const { evaluation } = here;
  const { evaluations, campaigns, bodies, cases } = tablesOf(db);
  const [before] = await db
    .select({ evaluation: evaluations, campaign: campaigns, leadBody: bodies })
    .from(evaluations)
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(bodies, eq(bodies.id, evaluations.leadBodyId))
    .where(
      and(
        eq(evaluations.centreId, evaluation.centreId),
        ne(evaluations.id, evaluation.id),
        isNotNull(evaluations.deliveredAt),
        lt(evaluations.deliveredAt, evaluation.openedAt ?? now),
      ),
    )
    .orderBy(desc(evaluations.deliveredAt))
    .limit(1);
  if (before === undefined) return { previous: null };
  const { id, kind, plannedOn, deliveredAt, publishedAt } = before.evaluation;
  const content = readSheetContent(await lockedSheet(db, id));
  const found = await readFindings(db, { ...before, rubric: rubricOf(before.campaign) });
  const states = new Map(
    (await db.select().from(cases).where(eq(cases.evaluationId, id))).map((one) => [
      one.findingId,
      one.state,
    ]),
  );
  const previous: Previous = {
    ...{ id, kind, plannedOn, publishedAt, campaign: content.campaign.title },
    // Asked for above.
    deliveredAt: deliveredAt ?? 0,
    leadBody: bodyRef(before.leadBody),
    scores: Object.fromEntries(content.lines.map(({ indicator, score }) => [indicator, score])),
    reasons: Object.fromEntries(
      content.lines.flatMap(({ indicator, reason }) => (reason === '' ? [] : [[indicator, reason]])),
    ),
    findings: found.map(({ id: finding, number, indicator, clauses, text, reason, lost, severity }) => ({
      ...{ id: finding, number, indicator, clauses, text, reason, lost, severity },
      state: states.get(finding) ?? 'awaiting-response',
    })),
  };
  return { previous };
}
