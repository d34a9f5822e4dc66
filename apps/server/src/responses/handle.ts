/** What an officer does with an objection short of deciding it: takes it, proposes, sends a proposal back. [OB3, OB4] */
import { tablesOf } from '@heping/db';
import { DECISION_VOICES, type ObjectionOutcome, type Tenths } from '@heping/scoring';
import type { Desk } from '../evaluations/commands/desk.ts';
import { decide, mayAct } from '../evaluations/commands/sitting.ts';
import { soundSheet } from '../evaluations/commands/sound-sheet.ts';
import { named, tell } from '../notifications/notify.ts';
import type { FindingActing } from '../rectification/act.ts';
import { Refused } from '../refused.ts';
import { readSheetContent } from '../sheets/content.ts';
import { deliveredFinding, draftOf, requireMinutes, scoreFor } from './draft.ts';
import { changeObjection, onObjection, type ObjectionSitting } from './objection.ts';
import { whoAndWhen } from '../rectification/act.ts';
import { OBJECTION_STATE_LABELS } from '@heping/protocol';

/** 受理 */
export const takeObjection = (desk: Desk, acting: FindingActing): Promise<void> =>
  onObjection(desk, acting, { step: 'take' }, async (here) => {
    const { objection, kept, visitor } = here;
    const line = { action: 'finding.take', subject: kept.findingId, detail: { objection: objection.id } };
    await decide(here, line, (tx) => changeObjection(tx, objection, { handlerId: visitor.personId }));
  });

export interface ProposeInput {
  readonly password: string;
  readonly outcome: ObjectionOutcome;
  readonly score?: Tenths | undefined;
  readonly reason: string;
  readonly minutes?: string | undefined;
  readonly documentNumber?: string | undefined;
}

/** Signed by password: who proposes has spoken for it. Checked before the queue, since it takes long on purpose. */
export async function signWith(desk: Desk, acting: FindingActing, password: string): Promise<void> {
  await mayAct(desk, acting, 'objection.decide');
  if (!(await desk.verifyPassword(acting.visitor.personId, password))) throw new Refused('WRONG_PASSWORD');
}

/** 提出复核意见. Proposed again it is another round. Throws what is wrong with the score, MINUTES_MISSING. [OB1, OB4, OB6] */
export async function proposeDecision(
  desk: Desk,
  acting: FindingActing,
  { password, outcome, score, reason, minutes = '', documentNumber = '' }: ProposeInput,
): Promise<void> {
  await signWith(desk, acting, password);
  await onObjection(desk, acting, { step: 'propose', reason }, async (here) => {
    const { objection, kept, visitor, now, rubric, campaign } = here;
    const needed = campaign.decisionVoices;
    requireMinutes({ minutes, documentNumber }, { isMeeting: needed >= DECISION_VOICES.meetingFrom, needed });
    const sheet = await soundSheet(desk, here);
    const content = readSheetContent(sheet);
    const finding = await deliveredFinding(here.db, kept.findingId);
    const proposedScore = scoreFor(outcome, score, content, finding);
    const round = objection.state === 'proposed' ? objection.round + 1 : objection.round;
    const terms = {
      ...{ round, proposal: outcome, proposedScore, proposalReason: reason, proposedAt: now },
      ...{ minutes, documentNumber },
    };
    const draft = draftOf({ sheet, content, rubric }, { kept, finding }, { ...terms, id: objection.id });
    const detail = {
      ...{
        objection: objection.id,
        round,
        outcome,
        score: proposedScore,
        why: reason,
        minutes,
        documentNumber,
      },
      ...{ hash: draft?.hash ?? null, name: visitor.name, nameEn: visitor.nameEn },
    };
    await decide(here, { action: 'finding.propose', subject: kept.findingId, detail }, async (tx) => {
      const handlerId = visitor.personId;
      await changeObjection(tx, objection, { ...terms, state: 'proposed', handlerId });
      await tx.insert(tablesOf(tx).objectionVoices).values({
        ...{ objectionId: objection.id, round, personId: handlerId, agrees: true, at: now },
      });
      await tell(tx, here, {
        ...{ kind: 'objection.proposed', key: `${objection.id}:${round}`, at: now, by: handlerId },
        params: { ...named('person', visitor), number: kept.number, outcome },
        path: `/evaluations/${kept.evaluationId}/findings/${kept.findingId}`,
      });
    });
  });
}

/** 退回: the handler has to propose anew. Throws OBJECTION_STATE where it is not this round any more. [OB4] */
export const sendProposalBack = (
  desk: Desk,
  acting: FindingActing,
  { round, reason }: { readonly round: number; readonly reason: string },
): Promise<void> =>
  onObjection(desk, acting, { step: 'send-back', reason }, async (here) => {
    await requireRound(here, round);
    const { objection, kept, visitor, now } = here;
    const detail = { objection: objection.id, round, why: reason };
    await decide(here, { action: 'finding.send-back', subject: kept.findingId, detail }, async (tx) => {
      await changeObjection(tx, objection, { state: 'filed', round: round + 1 });
      await tx.insert(tablesOf(tx).objectionVoices).values({
        ...{ objectionId: objection.id, round, personId: visitor.personId },
        ...{ agrees: false, statement: reason, at: now },
      });
    });
  });

/** A voice speaks of the proposal that was shown. */
export async function requireRound(here: ObjectionSitting, round: number): Promise<void> {
  const { objection } = here;
  if (objection.round === round) return;
  throw new Refused('OBJECTION_STATE', {
    state: OBJECTION_STATE_LABELS[objection.state],
    ...(await whoAndWhen(here)),
  });
}
