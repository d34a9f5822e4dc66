/** The sheet locks for everyone at one instant; what is signed from now on is these bytes. [GA1–GA6, SH1–SH4] */
import { canonicalJson, tablesOf, type Db } from '@heping/db';
import { publishRubric, type Rubric } from '@heping/scoring';
import { asc, eq, isNull, and } from 'drizzle-orm';
import { Refused } from '../../refused.ts';
import { hashOf, sha256 } from '../../sheets/hash.ts';
import { sheetContent, type SheetFrame } from '../../sheets/content.ts';
import { openGaps, readMatter } from '../../sheets/matter.ts';
import { seatsOf } from '../seats.ts';
import { latestSheet } from '../sheet-in-force.ts';
import type { Acting, Desk } from './desk.ts';
import { decide, phaseAfter, rulesOf, sit, type Sitting } from './sitting.ts';

/** Locks the sheet for signing. Refused with every gap while one is open; the score in force is never above its ceiling. */
export const lockSheet = (desk: Desk, acting: Acting): Promise<void> =>
  sit(desk, acting, 'lock', async (here) => {
    const { evaluation, rubric, centre, moment, visitor, db, now } = here;
    const phase = phaseAfter(here, 'lock');
    const documents = {
      record: await moment.document({ kind: 'record', evaluation: evaluation.id }),
      consensus: await moment.document({ kind: 'consensus', evaluation: evaluation.id }),
    };
    const matter = readMatter(documents, rubric, centre.tier);
    const gaps = openGaps(documents, matter, await rulesOf(here));
    if (gaps.length > 0) {
      throw new Refused('INCOMPLETE', { count: gaps.length }, { details: gaps.map((gap) => ({ ...gap })) });
    }
    const content = sheetContent(await frameOf(here), matter);
    const text = canonicalJson(content);
    const hash = sha256(text);
    const { revision, previous } = content;
    const { sheets, evaluations } = tablesOf(db);
    await decide(here, { action: 'lock', subject: hash, detail: { revision, hash }, phase }, async (tx) => {
      await tx.insert(sheets).values({
        id: desk.newId(),
        evaluationId: evaluation.id,
        revision,
        canonical: text,
        hash,
        previousHash: previous,
        lockedAt: now,
        lockedBy: visitor.personId,
      });
      await tx.update(evaluations).set({ lockedAt: now }).where(eq(evaluations.id, evaluation.id));
    });
  });

const rubricHashes = new WeakMap<Rubric, string>();
/** SHA-256 of the rubric as `GET /rubrics/:code` publishes it, so that a stranger can compare. */
function rubricHash(rubric: Rubric): string {
  const hash = rubricHashes.get(rubric) ?? hashOf(publishRubric(rubric));
  rubricHashes.set(rubric, hash);
  return hash;
}

async function frameOf({ db, evaluation, campaign, centre, rubric }: Sitting): Promise<SheetFrame> {
  const { bodies } = tablesOf(db);
  const [leadBody] = await db.select().from(bodies).where(eq(bodies.id, evaluation.leadBodyId));
  const seats = await seatsOf(db, { evaluation, centre });
  const before = await latestSheet(db, evaluation.id);
  const { step, ceilingPolicy, scoringMode, noticeDays } = campaign;
  return {
    evaluation: evaluation.id,
    revision: (before?.revision ?? 0) + 1,
    previous: before?.hash ?? null,
    rubric,
    rubricHash: rubricHash(rubric),
    centre: { id: centre.id, name: centre.name, tier: centre.tier },
    campaign: {
      id: campaign.id,
      title: campaign.title,
      periodFrom: campaign.periodFrom,
      periodTo: campaign.periodTo,
    },
    kind: evaluation.kind,
    leadBody: { id: evaluation.leadBodyId, name: leadBody?.name ?? '' },
    isSelfEvaluated: evaluation.selfEvaluated,
    policies: { step, ceilingPolicy, scoringMode, noticeDays },
    panel: seats.map(({ id, name, isChair, sits }) => ({ id, name, isChair, recused: !sits })),
    exceptions: await exceptionsInForce(db, evaluation.id),
  };
}

async function exceptionsInForce(db: Db, evaluationId: string): Promise<SheetFrame['exceptions']> {
  const { exceptions, people } = tablesOf(db);
  const rows = await db
    .select({ exception: exceptions, person: people })
    .from(exceptions)
    .innerJoin(people, eq(people.id, exceptions.grantedBy))
    .where(and(eq(exceptions.evaluationId, evaluationId), isNull(exceptions.withdrawnAt)))
    .orderBy(asc(exceptions.requirement));
  return rows.map(({ exception: { requirement, reason }, person: { name } }) => ({
    requirement,
    reason,
    by: name,
  }));
}
