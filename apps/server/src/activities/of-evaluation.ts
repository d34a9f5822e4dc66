/** The log as an evaluation sees it: its period, counted by indicator and type, and what it offers for facts. [AL2, AL8] */
import type { ActivityFile, Db } from '@heping/db';
import type { EvaluationActivities, schemas } from '@heping/protocol';
import { ACTIVITY_TYPES, compareCodes, countOffered } from '@heping/scoring';
import type { z } from 'zod';
import { access, allow, type Access } from '../evaluations/access.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { seenInEntries } from './files.ts';
import { around, entriesOf, readOne, type Said } from './read.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readEvaluationActivities(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
  { indicator }: z.output<typeof schemas.EvaluationActivityFilter>,
): Promise<EvaluationActivities> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'activities.read');
  const { evaluation, campaign } = here;
  const { periodFrom: from, periodTo: to } = campaign;
  const standing = await countedIn(db, here);
  const isLate = ({ said }: Said) => evaluation.openedAt !== null && said.at > evaluation.openedAt;
  const counted = (some: readonly Said[]) => ({ count: some.length, late: some.filter(isLate).length });
  const codes = [...new Set(standing.flatMap(({ said }) => said.indicators))].toSorted(compareCodes);
  const asked =
    indicator === undefined ? [] : standing.filter(({ said }) => said.indicators.includes(indicator));
  const [refer, shown] = await around(db, asked);
  return {
    ...{ from, to },
    counts: codes.flatMap((code) => {
      const of = standing.filter(({ said }) => said.indicators.includes(code));
      return ACTIVITY_TYPES.flatMap((type) => {
        const some = of.filter(({ said }) => said.type === type);
        return some.length === 0 ? [] : { indicator: code, type, ...counted(some) };
      });
    }),
    offered: rubricOf(campaign).requirements.flatMap(({ code }) => {
      const count = countOffered(
        code,
        standing.map(({ said }) => said),
      );
      if (count === null) return [];
      const late = countOffered(
        code,
        standing.filter(isLate).map(({ said }) => said),
      );
      return { requirement: code, count, late: late ?? 0 };
    }),
    activities: asked.map((one) => {
      const { withdrawn: _standing, ...read } = readOne(one, refer, shown);
      return { ...read, isLate: isLate(one) };
    }),
  };
}

/** The entries of the period that stand. */
async function countedIn(db: Db, { campaign, centre }: Access): Promise<readonly Said[]> {
  const { periodFrom: from, periodTo: to } = campaign;
  const all = await entriesOf(db, centre.id, { from, to });
  return all.filter(({ entry }) => entry.withdrawnAt === null);
}

/** A file that an entry of the period shows as it stands. Throws NOT_FOUND or WRONG_PHASE. [AL12] */
export async function seenByEvaluation(
  db: Db,
  evaluationId: string,
  visitor: Visitor,
  fileId: string,
): Promise<ActivityFile> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'activities.read');
  const counted = new Map((await countedIn(db, here)).map(({ entry, said }) => [entry.id, said.version]));
  return seenInEntries(db, here.centre.id, {
    id: fileId,
    counted: (activityId, version) => counted.get(activityId) === version,
  });
}
