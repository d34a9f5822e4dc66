/** What follows for an evaluation from where its findings stand, in the same transaction. [PH5] */
import { appendAudit, tablesOf, type Db } from '@heping/db';
import {
  followingCommands,
  nextPhase,
  type FindingState,
  type Phase,
  type ScoringMode,
} from '@heping/scoring';
import { eq } from 'drizzle-orm';

export interface Following {
  readonly commands: ReturnType<typeof followingCommands>;
  /** undefined: it stays where it is */
  readonly phase: Phase | undefined;
}

/** The states of an evaluation's findings, as they will be after an act. */
export async function statesAfter(
  db: Db,
  evaluationId: string,
  changed: Readonly<Record<string, FindingState>>,
): Promise<readonly FindingState[]> {
  const { cases } = tablesOf(db);
  const rows = await db
    .select({ id: cases.findingId, state: cases.state })
    .from(cases)
    .where(eq(cases.evaluationId, evaluationId));
  const before = rows.map(({ id, state }) => [id, state] as const);
  return Object.values({ ...Object.fromEntries(before), ...changed });
}

/** What follows, and the phase it leads to. */
export function followingOf(phase: Phase, mode: ScoringMode, states: readonly FindingState[]): Following {
  const commands = followingCommands(phase, states);
  const last = commands.reduce<Phase>((now, command) => nextPhase(command, now, mode) ?? now, phase);
  return { commands, phase: last === phase ? undefined : last };
}

/** The lines of what followed, after the line of the act itself. [CM3] */
export async function logFollowing(
  db: Db,
  { commands }: Following,
  { evaluationId, at }: { readonly evaluationId: string; readonly at: number },
): Promise<void> {
  for (const action of commands)
    await appendAudit(db, { at, personId: null, action, evaluationId, subject: evaluationId, detail: {} });
}

/** The phase as a decision takes it. */
export const inPhase = ({ phase }: Following): { readonly phase?: Phase } =>
  phase === undefined ? {} : { phase };
