/**
 * One step, taken once: its row, who is told, the line in the audit log and what has to leave the house are one
 * transaction; whoever writes the row first has taken it. [RM4, RM5]
 */
import { appendAudit, tablesOf, type Db } from '@heping/db';
import { LADDER, daysBetween, type Deadline, type LinePlace } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { workingDaysAfter } from '../calendar/working-days.ts';
import { newId } from '../ids.ts';
import { named, notify } from '../notifications/notify.ts';
import { peopleAlong, type Heard } from './line.ts';
import { stepKey, type OpenDate } from './open-dates.ts';
import { nameOfStep, type Step } from './steps.ts';

export interface Taking {
  readonly deadline: Deadline;
  readonly lastDay: string;
  readonly step: Step;
  readonly today: string;
  readonly now: number;
  /** null: the clock */
  readonly by: string | null;
  readonly documentNumber?: string | undefined;
  readonly note?: string | undefined;
}

/** Answers the step's id, or null where it had been taken. */
export async function takeStep(
  tx: Db,
  { kept, centre, measure }: OpenDate,
  { deadline, lastDay, step, today, now, by, documentNumber, note = '' }: Taking,
): Promise<string | null> {
  const { reminders } = tablesOf(tx);
  const { findingId, evaluationId, number } = kept;
  const key = stepKey(deadline, measure?.id ?? findingId, lastDay, step);
  const rung = step.kind === 'rung' ? step.rung : null;
  const [taken] = await tx
    .insert(reminders)
    .values({
      ...{ id: newId(), key, deadline, evaluationId, findingId, measureId: measure?.id ?? null },
      ...{ rung, lastDay, on: step.on, at: now, personId: by, documentNumber: documentNumber ?? null, note },
    })
    .onConflictDoNothing()
    .returning({ id: reminders.id });
  if (taken === undefined) return null;
  const places = placesFor(deadline, step, kept.state === 'awaiting-acceptance');
  const owners = measure === null ? await ownersOf(tx, findingId) : [];
  const heard = await peopleAlong(tx, places, {
    ...{ case: kept, runByBodyId: centre.runByBodyId, measure, owners },
  });
  const days = step.kind === 'before' ? daysBetween(today, lastDay) : workingDaysAfter(lastDay, today);
  for (const [path, people] of byPath(heard))
    await notify(tx, {
      ...{ people, path, key, evaluationId, at: now, by },
      kind: step.kind === 'before' ? 'reminder.before' : `reminder.${step.rung}`,
      params: { ...named('centre', centre), number, deadline, lastDay, days },
    });
  await appendAudit(tx, {
    ...{ at: now, personId: by, evaluationId, subject: taken.id },
    // The step's own id: what happened last to the finding is not that somebody was reminded of it.
    action: `reminder.${rung ?? 'before'}`,
    detail: { finding: findingId, number, deadline, lastDay, step: nameOfStep(step), told: heard.length },
  });
  return taken.id;
}

/** Who has to act hears of the date; from the ladder on, whom it names. A look-back and an acceptance are the officers'. */
function placesFor(deadline: Deadline, step: Step, isForOfficers: boolean): readonly LinePlace[] {
  const officers: readonly LinePlace[] = deadline === 'look-back' || isForOfficers ? ['lead-body'] : [];
  return [...officers, ...(step.kind === 'rung' ? LADDER[step.rung].to : BEFORE[deadline])];
}

const BEFORE: Readonly<Record<Deadline, readonly LinePlace[]>> = {
  response: ['leader'],
  plan: ['leader'],
  rectification: ['owner', 'leader'],
  measure: ['owner', 'leader'],
  'look-back': ['lead-body'],
};

/**
 * Who is still doing something for a finding, with an account. Its few measures are read and looked through here: SQLite
 * would rather walk the owners of all measures there are. (measured: 29 ms a finding among 50,000)
 */
async function ownersOf(
  db: Db,
  findingId: string,
): Promise<readonly { readonly id: string; readonly ownerId: string }[]> {
  const { measures } = tablesOf(db);
  const rows = await db
    .select({ id: measures.id, ownerId: measures.ownerId, state: measures.state })
    .from(measures)
    .where(eq(measures.findingId, findingId));
  return rows.flatMap(({ id, ownerId, state }) =>
    ownerId === null || state !== 'doing' ? [] : [{ id, ownerId }],
  );
}

function byPath(heard: readonly Heard[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { person, path } of heard) groups.set(path, [...(groups.get(path) ?? []), person]);
  return groups;
}
