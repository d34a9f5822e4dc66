/**
 * Acts on a measure: judged by scoring's table inside the evaluation's queue, kept in one transaction with what was said,
 * the percentages of the finding and the line in the audit log. Of two at once one is done; the other is told by whom
 * and when. [ME2–ME5, MA1–MA6]
 */
import { appendAudit, tablesOf, type Db, type Extension } from '@heping/db';
import { nextMeasureState, type MeasureState } from '@heping/scoring';
import { and, count, eq } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { announce } from '../evaluations/commands/sitting.ts';
import { Refused } from '../refused.ts';
import { handsIn } from '../rectification/hands.ts';
import { recount } from '../rectification/percentages.ts';
import { linkDetail, personIdOf } from './actor.ts';
import { approachMeasure, type MeasureActing } from './approach.ts';
import { actionOf, type MeasureDoing, type MeasureEffects, type MeasureSitting } from './doing.ts';
import { EFFECTS } from './effects.ts';
import { measureRefusal } from './refused.ts';
import { measureConditions } from './standing.ts';
import { tellMeasureAct } from './tell.ts';

/**
 * Does one act on one measure, for somebody with an account or an owner by link. Throws NOT_FOUND, WRONG_PHASE,
 * MEASURE_STATE and what the table names.
 */
export async function actOnMeasure(desk: Desk, acting: MeasureActing, doing: MeasureDoing): Promise<void> {
  const action = actionOf(doing.act);
  const { evaluation } = await approachMeasure(desk.store.db, acting, { action, now: desk.clock() });
  await desk.corridor.command(evaluation.id, async (moment) => {
    const { db } = desk.store;
    const now = desk.clock();
    const here = await approachMeasure(db, acting, { action, now });
    const asked = await askedExtension(db, acting.measure);
    if (doing.act === 'note') await requireRoom(db, acting.measure);
    const hands = await handsIn(db, { centre: here.centre, measures: [here.measure] });
    const newId = () => desk.newId();
    const sitting = { ...here, actor: acting.actor, db, now, asked, hands, newId };
    const keep = await judgeMeasureAct(sitting, doing);
    await moment.commit(async (tx) => {
      await keep(tx);
      await tellMeasureAct(tx, sitting, doing);
    });
  });
  await announce(desk, evaluation.id, evaluation.phase);
}

/** Judges an act inside the evaluation's queue; answers what keeps it in a transaction. Throws what the table names. */
export async function judgeMeasureAct(
  here: MeasureSitting,
  doing: MeasureDoing,
): Promise<(tx: Db) => Promise<void>> {
  const next = await nextOf(here, doing);
  const effects = EFFECTS[doing.act](here, doing);
  return (tx) => keepMeasureAct(tx, here, { doing, next, effects });
}

/** More notes than anybody reads of one measure. [MA8] */
const MOST_NOTES = 200;

/** Throws NOTES_ENOUGH. Reporting it done and what officers say of it is always taken. */
async function requireRoom(db: Db, measureId: string): Promise<void> {
  const { progressNotes } = tablesOf(db);
  const isNote = and(eq(progressNotes.measureId, measureId), eq(progressNotes.kind, 'note'));
  const [notes] = await db.select({ count: count() }).from(progressNotes).where(isNote);
  if (notes !== undefined && notes.count >= MOST_NOTES)
    throw new Refused('NOTES_ENOUGH', { count: notes.count });
}

/** The extension of a measure that waits for its decision. */
export async function askedExtension(db: Db, measureId: string): Promise<Extension | undefined> {
  const { extensions } = tablesOf(db);
  const [asked] = await db
    .select()
    .from(extensions)
    .where(and(eq(extensions.measureId, measureId), eq(extensions.state, 'asked')));
  return asked;
}

/** Where the act leads. Throws what the table names. [ME2] */
async function nextOf(here: MeasureSitting, { act, reason, percent }: MeasureDoing): Promise<MeasureState> {
  const { measure, kept, asked, hands, parties, actor } = here;
  const holds = measureConditions({
    ...{ measure, kept, asked, hands, personId: personIdOf(actor) },
    // Who reports it done says that all of it is.
    percent: act === 'report' ? (percent ?? 100) : percent,
  });
  const judged = nextMeasureState(act, { state: measure.state, parties, holds, reason });
  if (!judged.ok) throw await measureRefusal(here, judged.error);
  return judged.value;
}

/** What is kept of an act on a measure. */
interface Keeping {
  readonly doing: Pick<MeasureDoing, 'act' | 'reason'>;
  readonly next: MeasureState;
  readonly effects: MeasureEffects;
}

/** State, columns, rows, percentages and the line in the log. [MA2, MA3] */
async function keepMeasureAct(
  tx: Db,
  { measure, actor, now, evaluation }: MeasureSitting,
  { doing: { act, reason }, next, effects: { change = {}, detail = {}, rows } }: Keeping,
): Promise<void> {
  const { measures } = tablesOf(tx);
  const changed = await tx
    .update(measures)
    .set({ ...change, state: next, version: measure.version + 1 })
    .where(and(eq(measures.id, measure.id), eq(measures.version, measure.version)))
    .returning({ id: measures.id });
  // Every act on the evaluation passes its queue, so this is a second process on one database.
  if (changed.length === 0) throw new Refused('CHANGED');
  await rows?.(tx);
  await recount(tx, { findingId: measure.findingId, now });
  await appendAudit(tx, {
    at: now,
    personId: personIdOf(actor),
    action: `measure.${act}`,
    evaluationId: evaluation.id,
    subject: measure.id,
    detail: {
      ...detail,
      ...linkDetail(actor),
      ...{ finding: measure.findingId, from: measure.state, to: next },
      ...(reason === undefined ? {} : { reason }),
    },
  });
}
