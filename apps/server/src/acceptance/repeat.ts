/** 重复: an officer says whether a finding is an earlier one again; the machine only proposes. [RP2, FN8] */
import { tablesOf, type Db, type Repeat } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { isBlank, minuteIn, type Localized } from '@heping/scoring';
import { and, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { findingIn, type FindingActing, type FindingSitting } from '../rectification/act.ts';
import { nameOf, Refused } from '../refused.ts';

export type RepeatDecision = 'confirmed' | 'denied';
const DECISIONS: Readonly<Record<RepeatDecision, { readonly action: string; readonly label: Localized }>> = {
  confirmed: { action: 'repeat.confirm', label: { zh: '是同一问题', en: 'it is the same problem' } },
  denied: { action: 'repeat.deny', label: { zh: '不是同一问题', en: 'it is not the same problem' } },
};

/** Confirms or denies what was proposed. Throws REASON_MISSING, REPEAT_UNKNOWN, OFFICER_TIED, and REPEAT_DECIDED by whom and when. */
export const decideRepeat = (
  desk: Desk,
  acting: FindingActing,
  {
    earlier,
    reason,
    decision,
  }: z.output<typeof schemas.DecideRepeat> & { readonly decision: RepeatDecision },
): Promise<void> =>
  sit(desk, acting, 'case.look-back', async (sitting) => {
    const here = await findingIn(sitting, acting.finding);
    const { kept, db, visitor, now } = here;
    const repeats = tablesOf(db).repeats;
    const isThis = and(eq(repeats.findingId, kept.findingId), eq(repeats.earlierId, earlier));
    const [proposed] = await db.select().from(repeats).where(isThis);
    if (proposed === undefined) throw new Refused('REPEAT_UNKNOWN');
    if (proposed.state !== 'proposed') throw await alreadyDecided(here, proposed);
    if (here.hands.tied.has(visitor.personId)) throw new Refused('OFFICER_TIED');
    if (isBlank(reason)) throw new Refused('REASON_MISSING');
    const { action } = DECISIONS[decision];
    await decide(here, { action, subject: kept.findingId, detail: { earlier, reason } }, async (tx) => {
      const changed = await tx
        .update(repeats)
        .set({ state: decision, decidedBy: visitor.personId, decidedAt: now, reason })
        .where(and(isThis, eq(repeats.state, 'proposed')))
        .returning({ id: repeats.findingId });
      if (changed.length === 0) throw new Refused('CHANGED');
      if (decision === 'confirmed') await markRepeated(tx, kept.findingId, now);
    });
  });

/** The case names the latest of the earlier ones that were confirmed. */
async function markRepeated(tx: Db, findingId: string, now: number): Promise<void> {
  const { cases, repeats } = tablesOf(tx);
  const [latest] = await tx
    .select({ id: cases.findingId })
    .from(repeats)
    .innerJoin(cases, eq(cases.findingId, repeats.earlierId))
    .where(and(eq(repeats.findingId, findingId), eq(repeats.state, 'confirmed')))
    .orderBy(desc(cases.deliveredAt))
    .limit(1);
  if (latest === undefined) throw new Error(`no repeat of ${findingId} is confirmed`);
  await tx.update(cases).set({ repeatOf: latest.id, updatedAt: now }).where(eq(cases.findingId, findingId));
}

async function alreadyDecided({ db, campaign }: FindingSitting, repeat: Repeat): Promise<Refused> {
  const { people } = tablesOf(db);
  const { decidedBy, decidedAt, state } = repeat;
  const [person] = await db
    .select()
    .from(people)
    .where(eq(people.id, decidedBy ?? ''));
  return new Refused('REPEAT_DECIDED', {
    person: person === undefined ? '' : nameOf(person),
    at: minuteIn(campaign.timeZone, decidedAt ?? 0),
    decision: DECISIONS[state === 'denied' ? 'denied' : 'confirmed'].label,
  });
}
