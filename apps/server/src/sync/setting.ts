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
import type { Rubric } from '@heping/scoring';
import { eq, max } from 'drizzle-orm';
import { evaluationById } from '../evaluations/access.ts';
import { contentOf, type Content } from './content.ts';

export interface Setting {
  readonly evaluation: Evaluation;
  readonly campaign: Campaign;
  readonly centre: Centre;
  /** Whose name stands for what a command wrote. */
  readonly chair: string;
  /** Everybody with a seat, recused ones too. */
  readonly seats: readonly string[];
  /** The number of the last finding; 0 before delivery. */
  readonly findings: number;
}

const seatsOf = question((db) => {
  const { panelMembers } = tablesOf(db);
  return db
    .select()
    .from(panelMembers)
    .where(eq(panelMembers.evaluationId, given('id')));
});

const lastFindingOf = question((db) => {
  const { findings } = tablesOf(db);
  return db
    .select({ last: max(findings.number) })
    .from(findings)
    .where(eq(findings.evaluationId, given('id')));
});

/** The rows that decide what may be written. Undefined when there is no such evaluation. */
export async function readSetting({ db }: Store, id: string): Promise<Setting | undefined> {
  const [row] = await evaluationById(db, { id });
  if (row === undefined) return undefined;
  const seats = await seatsOf(db, { id });
  const [numbered] = row.evaluation.deliveredAt === null ? [] : await lastFindingOf(db, { id });
  return {
    ...row,
    chair: seats.find(({ isChair }) => isChair)?.personId ?? '',
    seats: seats.map(({ personId }) => personId),
    findings: numbered?.last ?? 0,
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
