/** What the committee does to one finding from its ledger: assign, extend, urge, remark. Each in the evaluation's queue. [LG7, LG8] */
import { tablesOf, type AuditDetail, type Case, type Db } from '@heping/db';
import { FINDING_STATE_LABELS } from '@heping/protocol';
import { RUNS_IN, daysBetween, minuteIn, type Deadline } from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import { workingDaysAfter } from '../calendar/working-days.ts';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, requireReason, sit } from '../evaluations/commands/sitting.ts';
import { named, notify } from '../notifications/notify.ts';
import { leadersOf } from '../notifications/recipients.ts';
import { findingIn, whoAndWhen, type FindingActing, type FindingSitting } from '../rectification/act.ts';
import { requireExtension } from '../rectification/extension.ts';
import { nameOf, Refused } from '../refused.ts';
import { OPEN_STATES } from './filter.ts';

/** One act on one finding; throws what stands in its way. */
export type Handling = (desk: Desk, acting: FindingActing) => Promise<void>;

interface Change {
  /** As the audit log calls it: `finding.extend`. */
  readonly action: string;
  readonly detail: AuditDetail;
  readonly change?: Partial<Case>;
  readonly rows?: (tx: Db) => Promise<unknown>;
}

/**
 * Columns, rows and the line in the log: all of it or nothing; nothing at all where it is so already. Throws OFFICER_TIED, and
 * CHANGED where another process was first.
 */
const handle = (
  desk: Desk,
  acting: FindingActing,
  changeOf: (here: FindingSitting) => Promise<Change | null>,
): Promise<void> =>
  sit(desk, acting, 'case.handle', async (sitting) => {
    const here = await findingIn(sitting, acting.finding);
    const { kept, now, hands, visitor } = here;
    if (hands.tied.has(visitor.personId)) throw new Refused('OFFICER_TIED');
    const wanted = await changeOf(here);
    // It is so already: nothing is written.
    if (wanted === null) return;
    const { action, detail, change = {}, rows } = wanted;
    await decide(here, { action, subject: kept.findingId, detail }, async (tx) => {
      const { cases } = tablesOf(tx);
      const changed = await tx
        .update(cases)
        .set({ ...change, version: kept.version + 1, updatedAt: now })
        .where(and(eq(cases.findingId, kept.findingId), eq(cases.version, kept.version)))
        .returning({ id: cases.findingId });
      if (changed.length === 0) throw new Refused('CHANGED');
      await rows?.(tx);
    });
  });

/** 指定经办人. Throws HANDLER_NOT_OFFICER. */
export const assigning =
  (handler: string | null): Handling =>
  (desk, acting) =>
    handle(desk, acting, async ({ kept, evaluation, db }) => {
      if (handler !== null) await requireOfficer(db, handler, evaluation.leadBodyId);
      if (kept.handledBy === handler) return null;
      return {
        action: 'finding.assign',
        detail: { from: kept.handledBy, to: handler },
        change: { handledBy: handler },
      };
    });

async function requireOfficer(db: Db, personId: string, bodyId: string): Promise<void> {
  const { officers, people, bodies } = tablesOf(db);
  const [[office], [person], [body]] = await Promise.all([
    db
      .select()
      .from(officers)
      .where(and(eq(officers.personId, personId), eq(officers.bodyId, bodyId))),
    db.select().from(people).where(eq(people.id, personId)),
    db.select().from(bodies).where(eq(bodies.id, bodyId)),
  ]);
  if (office !== undefined && person?.disabledAt === null) return;
  throw new Refused('HANDLER_NOT_OFFICER', {
    person: person === undefined ? personId : nameOf(person),
    body: body === undefined ? bodyId : nameOf(body),
  });
}

/** 延期, by the committee. Throws REASON_MISSING, NOTHING_RUNS, EXTENSION_NOT_LATER, EXTENSION_TOO_FAR. */
export const extending =
  ({ until, reason }: { readonly until: string; readonly reason: string }): Handling =>
  (desk, acting) =>
    handle(desk, acting, async ({ kept, today }) => {
      const said = requireReason(reason);
      requireRunning(kept);
      requireExtension(until, { due: kept.dueOn, today });
      return {
        action: 'finding.extend',
        detail: { from: kept.dueOn, to: until, reason: said },
        change: { dueOn: until },
      };
    });

function requireRunning({ state }: Case): void {
  if (!OPEN_STATES.includes(state)) throw new Refused('NOTHING_RUNS', { state: FINDING_STATE_LABELS[state] });
}

/** What is due next: the answer, the plan, or the rectification itself. */
function nextDeadline({ state, respondBy, planBy, dueOn }: Case): { deadline: Deadline; lastDay: string } {
  if (RUNS_IN.response.includes(state)) return { deadline: 'response', lastDay: respondBy };
  if (RUNS_IN.plan.includes(state) && planBy !== null) return { deadline: 'plan', lastDay: planBy };
  return { deadline: 'rectification', lastDay: dueOn };
}

/** 催办, by a person, once a day. Throws NOTHING_RUNS, ALREADY_URGED by whom and when. */
export const urging =
  (note: string): Handling =>
  (desk, acting) =>
    handle(desk, acting, async (here) => {
      const { kept, today, now, visitor, db } = here;
      requireRunning(kept);
      const { reminders } = tablesOf(db);
      const { deadline, lastDay } = nextDeadline(kept);
      const key = `${deadline}:${kept.findingId}:${today}:by-person`;
      const [earlier] = await db.select().from(reminders).where(eq(reminders.key, key));
      if (earlier !== undefined) throw new Refused('ALREADY_URGED', await whoAndWhen(here, 'finding.urge'));
      return {
        action: 'finding.urge',
        detail: { deadline, lastDay, note },
        rows: async (tx) => {
          await tx.insert(tablesOf(tx).reminders).values({
            ...{ id: desk.newId(), key, deadline, lastDay, note },
            ...{ evaluationId: kept.evaluationId, findingId: kept.findingId },
            rung: 'urge',
            on: today,
            at: now,
            personId: visitor.personId,
          });
          await tellUrged(tx, here, { deadline, lastDay, key });
        },
      };
    });

/** The leaders hear of the finding, and who does one of its measures hears of that. [NT3] */
async function tellUrged(
  tx: Db,
  { kept, centre, measures, today, now, visitor }: FindingSitting,
  { deadline, lastDay, key }: { readonly deadline: Deadline; readonly lastDay: string; readonly key: string },
): Promise<void> {
  const isLate = today > lastDay;
  const days = isLate ? workingDaysAfter(lastDay, today) : daysBetween(today, lastDay);
  const notice = {
    ...{ key, evaluationId: kept.evaluationId, at: now, by: visitor.personId },
    kind: isLate ? ('reminder.urge' as const) : ('reminder.before' as const),
    params: { ...named('centre', centre), number: kept.number, deadline, lastDay, days },
  };
  const leaders = await leadersOf(tx, centre.id);
  await notify(tx, {
    ...notice,
    people: leaders,
    path: `/evaluations/${kept.evaluationId}/findings/${kept.findingId}`,
  });
  for (const { id, ownerId, state } of measures)
    if (state === 'doing' && ownerId !== null && !leaders.includes(ownerId))
      await notify(tx, { ...notice, people: [ownerId], path: `/measures/${id}` });
}

/** 备注, by whoever has read the one that there is. Throws REMARK_CHANGED by whom and when. [LG8] */
export const remarking =
  ({ remark, was }: { readonly remark: string; readonly was: string }): Handling =>
  (desk, acting) =>
    handle(desk, acting, async (here) => {
      const { kept } = here;
      if (kept.remark === remark) return null;
      if (kept.remark !== was) throw await remarkChanged(here);
      return {
        action: 'finding.remark',
        detail: { from: kept.remark, to: remark },
        change: { remark },
      };
    });

async function remarkChanged({ db, kept, campaign }: FindingSitting): Promise<Refused> {
  const { auditLog, people } = tablesOf(db);
  const [last] = await db
    .select({ at: auditLog.at, name: people.name, nameEn: people.nameEn })
    .from(auditLog)
    .innerJoin(people, eq(people.id, auditLog.personId))
    .where(and(eq(auditLog.subject, kept.findingId), eq(auditLog.action, 'finding.remark')))
    .orderBy(desc(auditLog.seq))
    .limit(1);
  return new Refused('REMARK_CHANGED', {
    person: last === undefined ? { zh: '其他经办人', en: 'Another officer' } : nameOf(last),
    at: minuteIn(campaign.timeZone, last?.at ?? kept.updatedAt),
    remark: kept.remark,
  });
}

/** Where a finding is acted on. */
export const actingOn = ({ evaluationId, findingId }: Case, visitor: Acting['visitor']): FindingActing => ({
  evaluation: evaluationId,
  finding: findingId,
  visitor,
});
