/** The plan as its page needs it around the live document. [PN10] */
import { tablesOf, type Db, type PlanSubmission } from '@heping/db';
import type { PlanAnchor, PersonRef, PlanComment, RectificationPlan } from '@heping/protocol';
import { asc, eq, inArray } from 'drizzle-orm';
import { isProvisional } from '../calendar/working-days.ts';
import { access, allow } from '../evaluations/access.ts';
import { readFindings } from '../findings/read.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { contentOf, readFrame } from './frame.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readRectificationPlan(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
): Promise<RectificationPlan> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'plan.read');
  const frame = await readFrame(db, here);
  const findings = await readFindings(db, { ...here, rubric: rubricOf(here.campaign) });
  const { panelMembers, planComments } = tablesOf(db);
  const comments = await db
    .select()
    .from(planComments)
    .where(eq(planComments.evaluationId, evaluationId))
    .orderBy(asc(planComments.createdAt), asc(planComments.id));
  const seats = await db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluationId));
  const colors = panelColors(seats.map(({ personId }) => personId));
  const named = await peopleNamed(
    db,
    [
      ...frame.submissions.flatMap(({ submittedBy, decidedBy }) => [submittedBy, decidedBy]),
      ...comments.flatMap(({ createdBy, settledBy }) => [createdBy, settledBy]),
    ],
    colors,
  );
  const revisions = new Map(frame.submissions.map(({ id, revision }) => [id, revision]));
  const numbers = new Map(frame.cases.map(({ kept, finding }) => [kept.findingId, finding]));
  return {
    findings: frame.cases.flatMap(({ finding, kept }) => {
      const delivered = findings.find(({ id }) => id === kept.findingId);
      const { state, hasOpenObjection, respondBy, planBy, dueOn } = kept;
      return delivered === undefined
        ? []
        : [
            {
              ...{ ...delivered, finding, state, hasOpenObjection, respondBy, planBy, dueOn },
              dueOnProvisional: isProvisional(dueOn),
            },
          ];
    }),
    measures: frame.measures.map(({ id, place, state, dueOn }) => ({ id, place, state, dueOn })),
    people: frame.people.map(({ role, ...person }) => ({ ...personRef(person, colors), role })),
    submissions: frame.submissions.map((row) => submissionOf(row, named)),
    comments: comments.map(
      ({ id, submissionId, findingId, root, anchor, quote, text, ...of }): PlanComment => ({
        ...{ id, root, quote, text, at: of.createdAt, settledAt: of.settledAt },
        revision: revisions.get(submissionId) ?? 0,
        finding: numbers.get(findingId) ?? 0,
        // Safe: written from this type.
        anchor: anchor as PlanAnchor | null,
        by: named(of.createdBy),
        settledBy: of.settledBy === null ? null : named(of.settledBy),
      }),
    ),
  };
}

type Named = (id: string) => PersonRef;

const submissionOf = (row: PlanSubmission, named: Named): RectificationPlan['submissions'][number] => ({
  ...{ id: row.id, revision: row.revision, hash: row.hash, state: row.state, reason: row.reason },
  ...{ submittedBy: named(row.submittedBy), submittedAt: row.submittedAt },
  ...{ decidedBy: row.decidedBy === null ? null : named(row.decidedBy), decidedAt: row.decidedAt },
  content: contentOf(row),
});

async function peopleNamed(
  db: Db,
  ids: readonly (string | null)[],
  colors: ReadonlyMap<string, string>,
): Promise<Named> {
  const { people } = tablesOf(db);
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const rows = wanted.length === 0 ? [] : await db.select().from(people).where(inArray(people.id, wanted));
  const known = new Map(rows.map((row) => [row.id, personRef(row, colors)]));
  return (id) => {
    const person = known.get(id);
    if (person === undefined) throw new Error(`expected the person ${id}`);
    return person;
  };
}
