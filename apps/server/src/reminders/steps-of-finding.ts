/**
 * The steps that were taken for one finding; and from 督办 on, where a step is a formal act, the document and the words
 * that an officer records for it. [RM6]
 */
import { tablesOf, type Db, type Reminder } from '@heping/db';
import { RUNG_LABELS, type ReminderSteps } from '@heping/protocol';
import { may, minuteIn, RUNGS, type Rung } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { access, allow } from '../evaluations/access.ts';
import { personRef } from '../people/person-ref.ts';
import { lastActOn } from '../rectification/act.ts';
import { nameOf, Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** Formal from here up. [RM6] */
const FIRST_FORMAL: Rung = 'supervise';
export const isFormal = (rung: Rung | null): boolean =>
  rung !== null && RUNGS.indexOf(rung) >= RUNGS.indexOf(FIRST_FORMAL);

export interface FindingPlace {
  readonly evaluation: string;
  readonly finding: string;
}

/** Oldest first. Throws NOT_FOUND, WRONG_PHASE. */
export async function readSteps(
  db: Db,
  { evaluation, finding }: FindingPlace,
  visitor: Visitor,
): Promise<ReminderSteps> {
  const here = await access(db, evaluation, visitor);
  allow(here, 'case.read');
  const { reminders, people, measures, cases } = tablesOf(db);
  const [kept] = await db
    .select({ id: cases.findingId })
    .from(cases)
    .where(and(eq(cases.findingId, finding), eq(cases.evaluationId, evaluation)));
  if (kept === undefined) throw new Refused('NOT_FOUND');
  const rows = await db
    .select({ step: reminders, person: people, measure: measures.text })
    .from(reminders)
    .leftJoin(people, eq(people.id, reminders.personId))
    .leftJoin(measures, eq(measures.id, reminders.measureId))
    .where(and(eq(reminders.findingId, finding), eq(reminders.evaluationId, evaluation)))
    .orderBy(asc(reminders.at), asc(reminders.id));
  return {
    mayRecord: may(here.roles, 'findings.issue', here.evaluation.phase),
    steps: rows.map(({ step, person, measure }) => ({
      ...{ id: step.id, deadline: step.deadline, rung: step.rung, measure, lastDay: step.lastDay },
      ...{ on: step.on, at: step.at, documentNumber: step.documentNumber, note: step.note },
      by: person === null ? null : personRef(person),
      isFormal: isFormal(step.rung),
    })),
  };
}

export interface Recording {
  readonly step: string;
  readonly documentNumber: string;
  readonly note: string;
}

/**
 * Records what was issued for a step. Who recorded it may correct it; a second person is told by whom and when.
 * Throws NOT_FOUND, STEP_NOT_FORMAL, STEP_EMPTY, STEP_RECORDED.
 */
export const recordStep = (
  desk: Desk,
  { finding, ...acting }: Acting & { readonly finding: string },
  { step: id, documentNumber, note }: Recording,
): Promise<void> =>
  sit(desk, acting, 'findings.issue', async (here) => {
    const { db, evaluation, campaign, visitor } = here;
    const { reminders } = tablesOf(db);
    const isHere = and(eq(reminders.findingId, finding), eq(reminders.evaluationId, evaluation.id));
    const [step] = await db
      .select()
      .from(reminders)
      .where(and(eq(reminders.id, id), isHere));
    if (step === undefined) throw new Refused('NOT_FOUND');
    if (step.rung === null || !isFormal(step.rung))
      throw new Refused('STEP_NOT_FORMAL', {
        step: step.rung === null ? { zh: '到期前提醒', en: 'reminder' } : RUNG_LABELS[step.rung],
      });
    if (documentNumber === '' && note === '') throw new Refused('STEP_EMPTY');
    if (step.personId !== null && step.personId !== visitor.personId)
      throw await recordedBy(db, step, campaign.timeZone);
    const detail = { finding, rung: step.rung, documentNumber, note };
    await decide(here, { action: 'reminder.record', subject: id, detail }, (tx) =>
      tx
        .update(reminders)
        .set({
          personId: visitor.personId,
          documentNumber: documentNumber === '' ? null : documentNumber,
          note,
        })
        .where(eq(reminders.id, id)),
    );
  });

async function recordedBy(db: Db, { id, at }: Reminder, timeZone: string): Promise<Refused> {
  const last = await lastActOn(db, id);
  return new Refused('STEP_RECORDED', {
    person: last?.person == null ? { zh: '系统', en: 'the system' } : nameOf(last.person),
    at: minuteIn(timeZone, last?.at ?? at),
  });
}
