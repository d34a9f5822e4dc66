/** The plan finding by finding: what belongs to it, what lacks, what differs from what waits or was approved. Pure. */
import {
  approvedFindings,
  causeRoot,
  measureRoot,
  type Conflict,
  type PlanComment,
  type PlanFinding,
  type PlanSubmission,
  type RectificationPlan,
  type SubmittedFinding,
} from '@heping/protocol';
import { FINAL_STATES, isPlanned, planGapsOf, type PlanGap, type PlannedFinding } from '@heping/scoring';
import { changeOf, type PlanChange, type Reading } from './changes.ts';

/** One finding of the plan, as delivered and as it is planned. */
export interface PlanRow {
  readonly finding: PlanFinding;
  readonly planned: PlannedFinding;
  /** It belongs to what is submitted now. [PL1] */
  readonly isIn: boolean;
  /** Closed or withdrawn: nothing of it is written any more. [PN11] */
  readonly isOver: boolean;
  readonly gaps: readonly PlanGap[];
  readonly change: PlanChange | null;
  /** What stands as approved of it. */
  readonly approved: SubmittedFinding | undefined;
}

export type Places = ReadonlyMap<number, ReadonlySet<string>>;
export type Submitted = ReadonlyMap<number, SubmittedFinding>;
export const NO_PLACES: Places = new Map();

/** Every root that the plan is read from: a page reads it again when one of them changes. */
export const rootsOf = ({ findings }: RectificationPlan, places: Places): readonly string[] => [
  ...['measures', 'findings', 'conflicts'],
  ...findings.map(({ finding }) => causeRoot(finding)),
  ...[...places.values()].flatMap((own) => [...own].map(measureRoot)),
];

/** What stands as approved, finding by finding. */
export const approvedOf = ({ submissions }: RectificationPlan): Submitted =>
  approvedFindings(submissions.filter(({ state }) => state === 'approved').map(({ content }) => content));

const isOver = ({ state }: Pick<PlanFinding, 'state'>): boolean => FINAL_STATES.includes(state);

/** Comments that wait for somebody: of a finding that is over none does. [PN11] */
export function openComments({ comments, findings }: RectificationPlan): readonly PlanComment[] {
  const over = new Set(findings.filter(isOver).map(({ finding }) => finding));
  return comments.filter(({ settledAt, finding }) => settledAt === null && !over.has(finding));
}

/** What was approved of a finding, in the form in which it is written. */
const asApproved = ({ finding, cause, kind, responsible, measures }: SubmittedFinding): PlannedFinding => ({
  ...{ finding, cause, kind, responsible: responsible?.id ?? null },
  measures: measures.map(({ owner, expected, ...measure }, index) => ({
    ...measure,
    ...{ owner: owner.id, ownerName: owner.id === null ? owner.name : null },
    ...{ expected: expected === '' ? null : expected, position: index + 1 },
  })),
});

/** With what the page compares: what waits, else what is approved; null before anything was submitted. */
export function baseOf(waiting: PlanSubmission | null, approved: Submitted): Submitted | null {
  if (waiting !== null) return new Map(waiting.content.findings.map((one) => [one.finding, one]));
  return approved.size > 0 ? approved : null;
}

export interface RowsQuestion {
  readonly answer: RectificationPlan;
  /** Of all findings, in their order. */
  readonly planned: readonly PlannedFinding[];
  readonly conflicts: Readonly<Record<string, Conflict>>;
  readonly leaders: readonly { readonly id: string }[];
  readonly approved: Submitted;
  readonly base: Submitted | null;
  readonly reading: Reading;
  readonly today: string;
}

export function rowsOf(question: RowsQuestion): readonly PlanRow[] {
  const { answer, planned, approved, base, reading } = question;
  const isIn = ({ state, hasOpenObjection }: PlanFinding) => isPlanned(state) && !hasOpenObjection;
  const inPlan = new Set(answer.findings.filter(isIn).map(({ finding }) => finding));
  const gaps = gapsOf(question, inPlan);
  return answer.findings.flatMap((finding, index): PlanRow[] => {
    const written = planned[index];
    if (written === undefined) return [];
    const number = finding.finding;
    const was = approved.get(number);
    const now = isOver(finding) && was !== undefined ? asApproved(was) : written;
    const isCompared = base !== null && inPlan.has(number);
    return [
      {
        ...{ finding, planned: now, isIn: inPlan.has(number), isOver: isOver(finding), approved: was },
        gaps: gaps.filter((gap) => gap.finding === number),
        change: isCompared ? changeOf(base.get(number), now, reading) : null,
      },
    ];
  });
}

/** The same question as the server's. [PL2–PL5] */
function gapsOf(
  { answer: { findings, measures, people }, planned, conflicts, leaders, approved, today }: RowsQuestion,
  inPlan: ReadonlySet<number>,
): readonly PlanGap[] {
  return planGapsOf({
    planned: planned.filter(({ finding }) => inPlan.has(finding)),
    conflicts: Object.keys(conflicts),
    dueOn: Object.fromEntries(findings.map(({ finding, dueOn }) => [finding, dueOn])),
    extended: Object.fromEntries(measures.map(({ place, dueOn }) => [place, dueOn])),
    approvedDue: Object.fromEntries(
      [...approved.values()].flatMap((one) => one.measures.map(({ place, due }) => [place, due])),
    ),
    today,
    dropped: new Set(measures.filter(({ state }) => state === 'dropped').map(({ place }) => place)),
    people: new Set(people.map(({ id }) => id)),
    leaders: new Set(leaders.map(({ id }) => id)),
  });
}
