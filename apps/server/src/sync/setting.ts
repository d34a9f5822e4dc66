/** The rows that decide what may be written in an evaluation, and what its documents may hold. */
import {
  given,
  question,
  tablesOf,
  type Campaign,
  type Centre,
  type Evaluation,
  type Store,
} from '@heping/db';
import type { DocumentName } from '@heping/protocol';
import { FINAL_STATES, type FindingState, type Rubric } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { evaluationById } from '../evaluations/access.ts';
import { contentOf, type Content } from './content.ts';
import type { PlannedFindings } from './plan-content.ts';

export interface Setting {
  readonly evaluation: Evaluation;
  readonly campaign: Campaign;
  readonly centre: Centre;
  /** Whose name stands for what a command wrote. */
  readonly chair: string;
  /** Everybody with a seat, recused ones too. */
  readonly seats: readonly string[];
  /** None before delivery. */
  readonly findings: PlannedFindings;
}

const seatsOf = question((db) => {
  const { panelMembers } = tablesOf(db);
  return db
    .select()
    .from(panelMembers)
    .where(eq(panelMembers.evaluationId, given('id')));
});

const findingsOf = question((db) => {
  const { findings, cases } = tablesOf(db);
  return db
    .select({ number: findings.number, state: cases.state })
    .from(findings)
    .leftJoin(cases, eq(cases.findingId, findings.id))
    .where(eq(findings.evaluationId, given('id')));
});

const isOver = (state: FindingState | null): boolean => state !== null && FINAL_STATES.includes(state);

/** The rows that decide what may be written. Undefined when there is no such evaluation. */
export async function readSetting({ db }: Store, id: string): Promise<Setting | undefined> {
  const [row] = await evaluationById(db, { id });
  if (row === undefined) return undefined;
  const seats = await seatsOf(db, { id });
  const found = row.evaluation.deliveredAt === null ? [] : await findingsOf(db, { id });
  return {
    ...row,
    chair: seats.find(({ isChair }) => isChair)?.personId ?? '',
    seats: seats.map(({ personId }) => personId),
    findings: {
      last: Math.max(0, ...found.map(({ number }) => number)),
      over: new Set(found.filter(({ state }) => isOver(state)).map(({ number }) => number)),
    },
  };
}

/** Contents of the sheet are the same for every document of a kind, tier and step; a room only points at its own. */
const contents = new Map<string, Content>();
export function sharedContent(
  ...[kind, rubric, tier, step]: [DocumentName['kind'], Rubric, Centre['tier'], Campaign['step']]
): Content {
  const key = `${rubric.code}|${tier}|${step}|${kind}`;
  const known = contents.get(key) ?? contentOf({ kind, rubric, tier, step });
  contents.set(key, known);
  return known;
}
