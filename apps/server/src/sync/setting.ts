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
import { refusal, type DocumentName, type Refusal } from '@heping/protocol';
import { FINAL_STATES, minuteIn, type FindingState, type Rubric } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { evaluationById } from '../evaluations/access.ts';
import { nameOf } from '../refused.ts';
import { selfInForce } from '../evaluations/self-in-force.ts';
import { contentOf, type Content } from './content.ts';
import type { PlannedFindings } from './plan-content.ts';
import { whyBarred, type Asker } from './rights.ts';

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
  /** Why the self-assessment is not written on now: it is handed in. [AU5] */
  readonly handedIn: Refusal | null;
}

/** Why somebody may not write a document now; null when they may. [AU2, AU5] */
export const barredIn = (
  { evaluation, handedIn }: Setting,
  document: DocumentName,
  asker: Asker,
): Refusal | null =>
  whyBarred(document, asker, evaluation.phase) ?? (document.kind === 'self' ? handedIn : null);

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
    handedIn: row.evaluation.phase === 'planned' ? await whyHandedIn(db, row) : null,
    findings: {
      last: Math.max(0, ...found.map(({ number }) => number)),
      over: new Set(found.filter(({ state }) => isOver(state)).map(({ number }) => number)),
    },
  };
}

async function whyHandedIn(
  db: Store['db'],
  { evaluation, campaign }: { readonly evaluation: Evaluation; readonly campaign: Campaign },
): Promise<Refusal | null> {
  const standing = await selfInForce(db, evaluation.id);
  if (standing === undefined) return null;
  const at = minuteIn(campaign.timeZone, standing.handedInAt);
  return refusal('SELF_HANDED_IN', { person: nameOf(standing.person), at });
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
