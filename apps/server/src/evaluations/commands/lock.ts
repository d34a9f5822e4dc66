/** The sheet locks for everyone at one instant; what is signed from now on is these bytes. [GA1–GA6, SH1–SH4] */
import { canonicalJson, tablesOf, type Db } from '@heping/db';
import { compareCodes } from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import { bodyRef, centreRef } from '../../areas/refs.ts';
import { loadAreas } from '../../areas/tree.ts';
import { arrivedAt } from '../../files/pieces.ts';
import { Refused } from '../../refused.ts';
import { sha256 } from '../../sheets/hash.ts';
import { sheetContent, type SheetFrame } from '../../sheets/content.ts';
import { openGaps, readMatter } from '../../sheets/matter.ts';
import { rubricHash } from '../../sheets/rubric-hash.ts';
import { areBallots, readTrail } from '../../sheets/trail.ts';
import { exceptionsInForce } from '../exceptions-in-force.ts';
import { plannedDay } from '../planned-day.ts';
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
    const matter = readMatter(documents, rubric, centre.tier, await arrivedAt(db, evaluation.id));
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

async function frameOf({ db, evaluation, campaign, centre, rubric }: Sitting): Promise<SheetFrame> {
  const { bodies, jointBodies } = tablesOf(db);
  const [leadBody] = await db.select().from(bodies).where(eq(bodies.id, evaluation.leadBodyId));
  if (leadBody === undefined) throw new Error(`evaluation ${evaluation.id}: expected its lead body`);
  const joint = await db
    .select({ body: bodies })
    .from(jointBodies)
    .innerJoin(bodies, eq(bodies.id, jointBodies.bodyId))
    .where(eq(jointBodies.evaluationId, evaluation.id))
    .orderBy(asc(bodies.id));
  const seats = await seatsOf(db, { evaluation, centre });
  const recusals = await recusalsOf(db, evaluation.id);
  const before = await latestSheet(db, evaluation.id);
  const { step, ceilingPolicy, scoringMode, noticeDays } = campaign;
  return {
    evaluation: evaluation.id,
    revision: (before?.revision ?? 0) + 1,
    previous: before?.hash ?? null,
    rubric,
    rubricHash: rubricHash(rubric),
    centre: centreRef(centre, await loadAreas(db)),
    campaign: {
      id: campaign.id,
      title: campaign.title,
      periodFrom: campaign.periodFrom,
      periodTo: campaign.periodTo,
    },
    kind: evaluation.kind,
    leadBody: bodyRef(leadBody),
    jointBodies: joint.map(({ body }) => bodyRef(body)),
    isSelfEvaluated: evaluation.selfEvaluated,
    plannedOn: plannedDay(evaluation),
    openedAt: evaluation.openedAt,
    revealedAt: evaluation.revealedAt,
    policies: { step, ceilingPolicy, scoringMode, noticeDays },
    panel: seats.map(({ id, name, nameEn, isChair, sits }) => ({
      ...{ id, name, nameEn, isChair },
      recused: !sits,
      recusedFrom: (recusals.get(id) ?? []).map(({ indicator }) => indicator).sort(compareCodes),
    })),
    exceptions: (await exceptionsInForce(db, evaluation.id)).map(({ exception, by }) => ({
      id: exception.id,
      requirement: exception.requirement,
      reason: exception.reason,
      by: { id: by.id, name: by.name, nameEn: by.nameEn },
      at: exception.grantedAt,
    })),
  };
}

/** Indicators each of the panel stepped back from on their own ballot, as it was revealed. Throws BALLOTS_ALTERED. */
async function recusalsOf(db: Db, evaluationId: string) {
  const trail = await readTrail(db, evaluationId);
  if (!areBallots(trail)) throw new Refused('BALLOTS_ALTERED');
  return Map.groupBy(
    trail.ballots.filter(({ recused }) => recused),
    ({ personId }) => personId,
  );
}
