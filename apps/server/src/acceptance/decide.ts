/** An officer accepts what was submitted, or returns it: acceptance is another person's. [AC2–AC4, FN5] */
import type { Db } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { daysAfter, nextFindingState } from '@heping/scoring';
import type { z } from 'zod';
import type { Desk } from '../evaluations/commands/desk.ts';
import { sit } from '../evaluations/commands/sitting.ts';
import { askedExtension, judgeMeasureAct } from '../measures/act.ts';
import type { MeasureSitting } from '../measures/doing.ts';
import { useFiles } from '../files/use.ts';
import {
  findingIn,
  keepAct,
  refusedFor,
  whoAndWhen,
  type Act,
  type FindingActing,
  type FindingSitting,
} from '../rectification/act.ts';
import { findingStanding } from '../rectification/standing.ts';
import { Refused } from '../refused.ts';
import { NOT_SUBMITTED } from './submit.ts';

type Keep = (tx: Db) => Promise<void>;
const all =
  (keeps: readonly Keep[]): Keep =>
  async (tx) => {
    for (const keep of keeps) await keep(tx);
  };

/** 退回, with the measures that have to be done again. Throws SUBMITTED_ANEW, REASON_MISSING, MEASURE_STATE. */
export const returnFinding = (
  desk: Desk,
  acting: FindingActing,
  { submittedAt, reason, measures }: z.output<typeof schemas.ReturnFinding>,
): Promise<void> =>
  sit(desk, acting, 'case.accept', async (sitting) => {
    const here = await findingIn(sitting, acting.finding);
    const act: Act = { action: 'case.accept', act: 'return', reason };
    const next = await judged(here, act);
    await requireSeen(here, submittedAt);
    const keeps: Keep[] = [];
    for (const { id, reason: why } of measures) {
      const one = await measureIn(desk, here, id);
      keeps.push(await judgeMeasureAct(one, { act: 'return', reason: why || reason }));
    }
    const detail = { measures: measures.map(({ id }) => id) };
    await keepAct(here, act, next, { change: NOT_SUBMITTED, detail, rows: all(keeps) });
  });

/**
 * 验收通过、销号; with the word for it every reported measure is verified in the same step. Throws SUBMITTED_ANEW,
 * MEASURES_NOT_VERIFIED, OWN_WORK, REASON_MISSING, LOOK_BACK_NOT_LATER, LOOK_BACK_TOO_FAR.
 */
export const closeFinding = (
  desk: Desk,
  acting: FindingActing,
  { submittedAt, reason, lookBackOn, verifyReported, files }: z.output<typeof schemas.CloseFinding>,
): Promise<void> =>
  sit(desk, acting, 'case.accept', async (sitting) => {
    const here = await findingIn(sitting, acting.finding);
    const { kept, visitor, now, today } = here;
    const act: Act = { action: 'case.accept', act: 'close', reason };
    const next = await judged(verifyReported ? asVerified(here) : here, act);
    await requireSeen(here, submittedAt);
    if (lookBackOn !== undefined) requireLookBackDay(lookBackOn, today);
    const keeps: Keep[] = [];
    for (const { id, state } of here.measures) {
      if (state !== 'reported') continue;
      keeps.push(await judgeMeasureAct(await measureIn(desk, here, id), { act: 'verify' }));
    }
    const change = {
      ...{ closedBy: visitor.personId, closedAt: now, closeReason: reason },
      lookBackOn: lookBackOn ?? null,
    };
    const by = { personId: visitor.personId };
    const { findingId: subjectId, evaluationId } = kept;
    await keepAct(here, act, next, {
      change,
      detail: { files: files.map(({ id }) => id), ...(lookBackOn === undefined ? {} : { lookBackOn }) },
      rows: async (tx) => {
        await all(keeps)(tx);
        await useFiles(tx, { subject: 'acceptance', subjectId, files, by, evaluationId });
      },
    });
  });

/** What is decided is the submission that was seen. [AC7] */
async function requireSeen(here: FindingSitting, submittedAt: number): Promise<void> {
  const { state, submittedAt: at } = here.kept;
  if (state === 'awaiting-acceptance' && at !== submittedAt)
    throw new Refused('SUBMITTED_ANEW', await whoAndWhen(here, 'finding.submit'));
}

/** Two years: a look-back beyond that never comes due. [AC4] */
const LATEST_LOOK_BACK = 731;

function requireLookBackDay(day: string, today: string): void {
  if (day <= today) throw new Refused('LOOK_BACK_NOT_LATER', { today });
  const latest = daysAfter(today, LATEST_LOOK_BACK);
  if (day > latest) throw new Refused('LOOK_BACK_TOO_FAR', { latest });
}

async function judged(here: FindingSitting, { act, reason }: Act) {
  const standing = findingStanding({ ...here, personId: here.visitor.personId }, here.roles);
  const answer = nextFindingState(act, { ...standing, reason });
  if (!answer.ok) throw await refusedFor(here, answer.error);
  return answer.value;
}

/** As it will be once what is reported is verified. */
export const asVerified = <T extends Pick<FindingSitting, 'measures'>>(here: T): T => ({
  ...here,
  measures: here.measures.map((measure) =>
    measure.state === 'reported' ? { ...measure, state: 'verified' as const } : measure,
  ),
});

/** One of the finding's measures, for the officer who decides. Throws NOT_FOUND. */
async function measureIn(desk: Desk, here: FindingSitting, id: string): Promise<MeasureSitting> {
  const measure = here.measures.find((one) => one.id === id);
  if (measure === undefined) throw new Refused('NOT_FOUND');
  return {
    ...here,
    measure,
    actor: { kind: 'person', visitor: here.visitor },
    parties: ['officer'],
    asked: await askedExtension(here.db, id),
    newId: () => desk.newId(),
  };
}
