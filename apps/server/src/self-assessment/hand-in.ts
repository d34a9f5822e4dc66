/** 交自评: the centre's leader hands in what its leaders have written, and takes it back, until scoring opens. [SA1–SA5] */
import type { Db } from '@heping/db';
import { readConflicts, readClaimed, readStatements } from '@heping/protocol';
import { indicatorsOf, minuteIn } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit, type Sitting } from '../evaluations/commands/sitting.ts';
import { nameOf, Refused } from '../refused.ts';
import { hashOf } from '../sheets/hash.ts';
import { selfInForce } from '../evaluations/self-in-force.ts';

/**
 * Freezes the self-assessment as rows; from now on the panel and the officers read it, and nobody writes it. What is
 * missing may stay so: it is never counted. Throws SELF_HANDED_IN, SELF_EMPTY, SELF_CONFLICTS. [SA2, SA3]
 */
export const handInSelf = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'self.hand-in', async (here) => {
    const { evaluation, rubric, visitor, db, now, moment } = here;
    await refuseSecond(here, db);
    const doc = await moment.document({ kind: 'self', evaluation: evaluation.id });
    const scores = readClaimed(doc, rubric);
    const statements = readStatements(doc, rubric);
    const rows = indicatorsOf(rubric).map(({ code }) => ({
      ...{ indicator: code, score: scores[code] ?? null },
      statement: (statements[code] ?? '').trim(),
    }));
    const scored = rows.filter(({ score }) => score !== null).length;
    if (scored === 0) throw new Refused('SELF_EMPTY');
    const open = Object.keys(readConflicts(doc)).map((key) => key.slice(key.indexOf(':') + 1));
    if (open.length > 0)
      throw new Refused('SELF_CONFLICTS', {
        count: open.length,
        indicators: { zh: open.join('、'), en: open.join(', ') },
      });
    const id = desk.newId();
    const hash = hashOf(rows);
    const { selfAssessments, selfScores } = desk.store.tables;
    await decide(here, { action: 'self.hand-in', subject: id, detail: { hash, scored } }, async (tx) => {
      await tx.insert(selfAssessments).values({
        ...{ id, evaluationId: evaluation.id, hash },
        ...{ handedInBy: visitor.personId, handedInAt: now },
      });
      await tx.insert(selfScores).values(rows.map((row) => ({ assessmentId: id, ...row })));
    });
  });

/** Takes it back: its rows stay, the panel reads them no more, and the leaders write on. Throws SELF_NOT_HANDED_IN. [SA4] */
export const takeBackSelf = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'self.hand-in', async (here) => {
    const { evaluation, visitor, db, now } = here;
    const standing = await selfInForce(db, evaluation.id);
    if (standing === undefined) throw new Refused('SELF_NOT_HANDED_IN');
    const { selfAssessments } = desk.store.tables;
    await decide(here, { action: 'self.take-back', subject: standing.id }, (tx) =>
      tx
        .update(selfAssessments)
        .set({ takenBackAt: now, takenBackBy: visitor.personId })
        .where(eq(selfAssessments.id, standing.id)),
    );
  });

async function refuseSecond({ evaluation, campaign }: Sitting, db: Db): Promise<void> {
  const standing = await selfInForce(db, evaluation.id);
  if (standing === undefined) return;
  const { person, handedInAt } = standing;
  throw new Refused('SELF_HANDED_IN', {
    person: nameOf(person),
    at: minuteIn(campaign.timeZone, handedInAt),
  });
}
