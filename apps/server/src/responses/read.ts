/** The delivered findings of an evaluation with where they stand, and what their reader can do now. [OJ5, OJ8] */
import { tablesOf, type Case, type Db, type Person } from '@heping/db';
import type { CaseRow, Cases, DueDay, Finding, PersonRef, SheetContent } from '@heping/protocol';
import {
  dayIn,
  DEADLINES,
  FINDING_PERMISSIONS,
  isOverdue,
  may,
  OBJECTION_OUTCOMES,
  possibleFindingActs,
  RUNS_IN,
  type FindingAct,
} from '@heping/scoring';
import { asc, eq, inArray } from 'drizzle-orm';
import { isProvisional } from '../calendar/working-days.ts';
import { access, allow, type Access } from '../evaluations/access.ts';
import { sheetInForce } from '../evaluations/sheet-in-force.ts';
import { readFindings } from '../findings/read.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { handsIn } from '../rectification/hands.ts';
import { findingStanding } from '../rectification/standing.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { heldContent } from '../sheets/content.ts';
import { decidersOf } from '../evaluations/deciders.ts';
import { readObjections, type ObjectionsIn } from './read-objections.ts';

export interface CasesQuestion {
  readonly evaluation: string;
  readonly visitor: Visitor;
  readonly now: number;
}

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readCases(db: Db, { evaluation: id, visitor, now }: CasesQuestion): Promise<Cases> {
  const here = await access(db, id, visitor);
  allow(here, 'case.read');
  const { evaluation, campaign } = here;
  const t = tablesOf(db);
  const rubric = rubricOf(campaign);
  const today = dayIn(campaign.timeZone, now);
  const [findings, rows, measures, deciders, sheet, delivered] = await Promise.all([
    readFindings(db, { evaluation, campaign, rubric }),
    db.select().from(t.cases).where(eq(t.cases.evaluationId, id)).orderBy(asc(t.cases.number)),
    db.select().from(t.measures).where(eq(t.measures.evaluationId, id)),
    decidersOf(db, here),
    sheetInForce(db, id),
    db.select().from(t.findings).where(eq(t.findings.evaluationId, id)),
  ]);
  const content = sheet === undefined ? null : heldContent(sheet);
  const objections = await readObjections(db, {
    ...{ here, visitor, deciders, cases: rows, findings: delivered },
    base: sheet === undefined || content === null ? null : { sheet, content, rubric },
  });
  const hands = await handsIn(db, { centre: here.centre, measures });
  const people = await refsTo(db, here, rows, objections);
  const repeats = await repeatedFrom(db, rows, visitor);
  const isOffice = here.roles.includes('officer') && !here.roles.includes('leader');
  const measuresOf = Map.groupBy(measures, ({ findingId }) => findingId);
  const sources = new Map(delivered.map((finding) => [finding.id, finding]));
  return {
    today,
    deciders: { needed: deciders.needed, eligible: deciders.eligible.size },
    cases: rows.flatMap((kept) => {
      const finding = findings.find((one) => one.id === kept.findingId);
      if (finding === undefined) return [];
      const standing = findingStanding(
        {
          ...{ kept, hands, today, personId: visitor.personId },
          measures: measuresOf.get(kept.findingId) ?? [],
        },
        here.roles,
      );
      const isDeduction = sources.get(kept.findingId)?.source === 'deduction';
      return [
        {
          ...standingOf(kept, { finding, today, people, content: isDeduction ? content : null }),
          ...(isOffice ? { remark: kept.remark, handledBy: people(kept.handledBy) } : NOT_THEIRS),
          repeatOf: repeats.get(kept.repeatOf ?? '') ?? null,
          objections: objections.of(kept.findingId, people),
          possible: possibleFindingActs(standing).filter((act) => isOffered(here, act)),
          steps: objections.steps(kept.findingId),
        },
      ];
    }),
  };
}

/** The committee's remark and who handles it are for officers who do not lead the centre. [LG2] */
const NOT_THEIRS = { remark: '', handledBy: null } as const;

/** Decided by voices, step by step: no single press does it. */
const BY_VOICES: ReadonlySet<FindingAct> = new Set(OBJECTION_OUTCOMES);

function isOffered({ roles, evaluation }: Access, act: FindingAct): boolean {
  const action = FINDING_PERMISSIONS[act];
  return action !== null && !BY_VOICES.has(act) && may(roles, action, evaluation.phase);
}

export type Refs = (id: string | null) => PersonRef | null;

interface Standing {
  readonly finding: Finding;
  readonly today: string;
  readonly people: Refs;
  /** The sheet in force; null where the finding cost no points, or where it cannot be read. */
  readonly content: SheetContent | null;
}

function standingOf(
  kept: Case,
  { finding, today, people, content }: Standing,
): Omit<CaseRow, 'repeatOf' | 'objections' | 'possible' | 'steps' | 'remark' | 'handledBy'> {
  const { state, severity, hasOpenObjection, deliveredAt, firstDueOn, kind, ownerNames } = kept;
  const line = content?.lines.find(({ indicator }) => indicator === kept.indicator);
  return {
    ...{ finding, state, severity, hasOpenObjection, deliveredAt, firstDueOn, kind, ownerNames },
    ...{ reported: kept.reported, verified: kept.verified, effect: kept.effect },
    lostNow: line === undefined ? finding.lost : line.maximum - line.score,
    score: line?.score ?? null,
    ceiling: line?.ceiling ?? null,
    overdue: overdueOf(kept, today),
    respondBy: dueDay(kept.respondBy),
    planBy: kept.planBy === null ? null : dueDay(kept.planBy),
    dueOn: dueDay(kept.dueOn),
    lookBackOn: kept.lookBackOn === null ? null : dueDay(kept.lookBackOn),
    responsible: people(kept.responsibleId),
    submitted: kept.submittedAt === null ? null : { by: people(kept.submittedBy), at: kept.submittedAt },
    closed:
      kept.closedAt === null
        ? null
        : { by: people(kept.closedBy), at: kept.closedAt, reason: kept.closeReason ?? '' },
  };
}

const dueDay = (day: string): DueDay => ({ day, isProvisional: isProvisional(day) });

/** Dates that still run and are over; a measure's own date is the measure's. [DL2] */
function overdueOf(kept: Case, today: string): CaseRow['overdue'] {
  const days = {
    response: kept.respondBy,
    plan: kept.planBy,
    rectification: kept.dueOn,
    'look-back': kept.effect === null ? kept.lookBackOn : null,
  };
  return DEADLINES.filter((deadline) => {
    if (deadline === 'measure') return false;
    const day = days[deadline];
    return day !== null && RUNS_IN[deadline].includes(kept.state) && isOverdue(day, today);
  });
}

/** Everybody whom the cases and their objections name, in the panel's colours. */
async function refsTo(
  db: Db,
  { evaluation }: Access,
  rows: readonly Case[],
  objections: ObjectionsIn,
): Promise<Refs> {
  const t = tablesOf(db);
  const named = rows.flatMap(({ responsibleId, handledBy, submittedBy, closedBy }) => [
    ...[responsibleId, handledBy, submittedBy, closedBy],
  ]);
  const ids = [...new Set([...named, ...objections.people])].filter((id) => id !== null);
  const seats = await db.select().from(t.panelMembers).where(eq(t.panelMembers.evaluationId, evaluation.id));
  const colors = panelColors(seats.map(({ personId }) => personId));
  const found: Person[] =
    ids.length === 0 ? [] : await db.select().from(t.people).where(inArray(t.people.id, ids));
  const refs = new Map(found.map((person) => [person.id, personRef(person, colors)]));
  return (id) => (id === null ? null : (refs.get(id) ?? null));
}

/** The earlier findings that these are again, and whether the reader gets to see them. */
async function repeatedFrom(
  db: Db,
  rows: readonly Case[],
  visitor: Visitor,
): Promise<ReadonlyMap<string, NonNullable<CaseRow['repeatOf']>>> {
  const ids = rows.map(({ repeatOf }) => repeatOf).filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const { cases } = tablesOf(db);
  const earlier = await db.select().from(cases).where(inArray(cases.findingId, ids));
  const readable = new Set<string>();
  for (const evaluation of new Set(earlier.map(({ evaluationId }) => evaluationId))) {
    const here = await access(db, evaluation, visitor).catch(() => null);
    if (here !== null && may(here.roles, 'case.read', here.evaluation.phase)) readable.add(evaluation);
  }
  return new Map(
    earlier.map(({ findingId, number, evaluationId }) => [
      findingId,
      { id: findingId, number, evaluation: evaluationId, isReadable: readable.has(evaluationId) },
    ]),
  );
}
