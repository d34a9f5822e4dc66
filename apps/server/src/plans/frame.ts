/** What stands around a plan: its findings, what was approved of it, the centre's people, what was submitted. */
import { tablesOf, type Case, type Db, type Measure, type PlanSubmission } from '@heping/db';
import { approvedFindings, type PlanContent, type SubmittedFinding } from '@heping/protocol';
import { isPlanned, type CentreRole, type PlanQuestion } from '@heping/scoring';
import { asc, desc, eq } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';

/** A finding's number in the document, and its case. */
export interface PlanCase {
  readonly finding: number;
  readonly kept: Case;
}

export interface CentrePerson {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly role: CentreRole;
}

export interface PlanFrame {
  /** in the order of their numbers */
  readonly cases: readonly PlanCase[];
  readonly measures: readonly Measure[];
  /** leaders first; each person once */
  readonly people: readonly CentrePerson[];
  /** newest first */
  readonly submissions: readonly PlanSubmission[];
}

const PLACE_OF: Readonly<Partial<Record<CentreRole, number>>> = { director: 0, deputy: 1 };
const placeOf = ({ role }: CentrePerson): number => PLACE_OF[role] ?? 2;
const leads = ({ role }: CentrePerson): boolean => PLACE_OF[role] !== undefined;

/** Reads the rows around a plan. */
export async function readFrame(
  db: Db,
  { evaluation, centre }: Pick<Access, 'evaluation' | 'centre'>,
): Promise<PlanFrame> {
  const { cases, findings, measures, planSubmissions, centrePeople, people } = tablesOf(db);
  const kept = await db
    .select({ finding: findings.number, kept: cases })
    .from(cases)
    .innerJoin(findings, eq(findings.id, cases.findingId))
    .where(eq(cases.evaluationId, evaluation.id))
    .orderBy(asc(findings.number));
  const tied = await db
    .select({ id: people.id, name: people.name, nameEn: people.nameEn, role: centrePeople.role })
    .from(centrePeople)
    .innerJoin(people, eq(people.id, centrePeople.personId))
    .where(eq(centrePeople.centreId, centre.id))
    .orderBy(asc(people.id));
  const inOrder = tied.toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    cases: kept,
    measures: await db.select().from(measures).where(eq(measures.evaluationId, evaluation.id)),
    people: inOrder.filter(({ id }, place) => inOrder.findIndex((one) => one.id === id) === place),
    submissions: await db
      .select()
      .from(planSubmissions)
      .where(eq(planSubmissions.evaluationId, evaluation.id))
      .orderBy(desc(planSubmissions.revision)),
  };
}

/** The findings that belong to the plan now. [PL1] */
export const plannedCases = ({ cases }: PlanFrame): readonly PlanCase[] =>
  cases.filter(({ kept }) => isPlanned(kept.state) && !kept.hasOpenObjection);

/** What scoring has to know to say what is missing. [PL2–PL5] */
export function questionOf(
  frame: PlanFrame,
  { planned, conflicts, today }: Pick<PlanQuestion, 'planned' | 'conflicts' | 'today'>,
): PlanQuestion {
  const { cases, measures, people } = frame;
  return {
    ...{ planned, conflicts, today },
    dueOn: Object.fromEntries(cases.map(({ finding, kept }) => [finding, kept.dueOn])),
    extended: Object.fromEntries(measures.map(({ place, dueOn }) => [place, dueOn])),
    approvedDue: Object.fromEntries(
      [...approvedIn(frame).values()].flatMap((one) => one.measures.map(({ place, due }) => [place, due])),
    ),
    dropped: new Set(measures.filter(({ state }) => state === 'dropped').map(({ place }) => place)),
    people: new Set(people.map(({ id }) => id)),
    leaders: new Set(people.filter(leads).map(({ id }) => id)),
  };
}

/** What stands as approved, finding by finding. */
export const approvedIn = ({ submissions }: PlanFrame): ReadonlyMap<number, SubmittedFinding> =>
  approvedFindings(submissions.filter(({ state }) => state === 'approved').map(contentOf));

/** What was submitted, as it was hashed. Safe: the row was written from this type, and is append-only. */
export const contentOf = ({ canonical }: Pick<PlanSubmission, 'canonical'>): PlanContent =>
  JSON.parse(canonical) as PlanContent;
