/** Another officer’s voice for a proposal; the last that is needed decides, in the same transaction. [OB1, OB5, OJ3] */
import {
  appendAudit,
  tablesOf,
  type AuditDetail,
  type AuditEntry,
  type Db,
  type ObjectionVoice,
} from '@heping/db';
import { nextFindingState } from '@heping/scoring';
import type { Desk } from '../evaluations/commands/desk.ts';
import { decide } from '../evaluations/commands/sitting.ts';
import { soundSheet } from '../evaluations/commands/sound-sheet.ts';
import { keepAct, refusedFor, type FindingActing } from '../rectification/act.ts';
import { findingStanding } from '../rectification/standing.ts';
import { Refused } from '../refused.ts';
import { readSheetContent } from '../sheets/content.ts';
import { planFrom } from './accept.ts';
import { deliveredFinding, draftOf } from './draft.ts';
import { requireRound, signWith } from './handle.ts';
import { changeObjection, onObjection, saidOf, type ObjectionSitting } from './objection.ts';
import { keepRevision, type Revising, type Voice } from './revision.ts';

export interface AgreeInput {
  readonly password: string;
  readonly round: number;
  /** Of the revision that was in front of the person; null where nothing changes. */
  readonly hash: string | null;
}

/** Throws OBJECTION_STATE, OWN_PROPOSAL, VOICE_GIVEN, PROPOSAL_STALE, CHANGED. */
export async function agreeToProposal(
  desk: Desk,
  acting: FindingActing,
  { password, round, hash }: AgreeInput,
): Promise<void> {
  await signWith(desk, acting, password);
  await onObjection(desk, acting, { step: 'agree' }, async (here) => {
    await requireRound(here, round);
    const { objection, voices, kept, visitor, now, deciders } = here;
    const said = (await saidOf(here.db, objection)).filter(({ detail }) => detail['round'] === round);
    const revising = await revisingOf(desk, here, said);
    if (hash !== (revising?.draft.hash ?? null)) throw new Refused('CHANGED');
    const spoken: AuditDetail = {
      ...{ objection: objection.id, round, hash },
      ...{ name: visitor.name, nameEn: visitor.nameEn },
    };
    const own = { objectionId: objection.id, round, personId: visitor.personId, agrees: true, at: now };
    const keepVoice = (tx: Db) => tx.insert(tablesOf(tx).objectionVoices).values(own);
    const agreeing = voices.filter((voice) => voice.round === round && voice.agrees);
    if (agreeing.length + 1 < deciders.needed) {
      const line = { action: 'finding.agree', subject: kept.findingId, detail: spoken };
      await decide(here, line, keepVoice);
      return;
    }
    const signed = [...agreeing.map((voice) => signedAs(voice, said)), { ...own, ...namedAs(visitor) }];
    await decideObjection(desk, here, revising, {
      voices: signed,
      keep: async (tx) => {
        await keepVoice(tx);
        await appendAudit(tx, {
          ...{ at: now, personId: visitor.personId, evaluationId: here.evaluation.id },
          ...{ action: 'finding.agree', subject: kept.findingId, detail: spoken },
        });
      },
    });
  });
}

interface Deciding {
  readonly voices: readonly Voice[];
  /** The last voice itself. */
  readonly keep: (tx: Db) => Promise<void>;
}

/** Upheld, granted or granted in part: the finding moves, and the sheet gets its revision. */
async function decideObjection(
  desk: Desk,
  here: ObjectionSitting,
  revising: Revising | null,
  { voices, keep }: Deciding,
): Promise<void> {
  const { objection, visitor, now } = here;
  const { proposal: act, proposalReason, round } = objection;
  if (act === null || proposalReason === null)
    throw new Error(`objection ${objection.id}: expected a proposal, found none`);
  const standing = findingStanding({ ...here, personId: visitor.personId }, here.roles);
  const judged = nextFindingState(act, { ...standing, reason: proposalReason });
  if (!judged.ok) throw await refusedFor(here, judged.error);
  const sheetId = revising === null ? null : desk.newId();
  const led: AuditDetail =
    revising === null
      ? {}
      : { sheet: sheetId, revision: revising.draft.content.revision, hash: revising.draft.hash };
  await keepAct(here, { act, reason: proposalReason }, judged.value, {
    change: { hasOpenObjection: false, ...(judged.value === 'awaiting-plan' ? planFrom(here) : {}) },
    detail: { objection: objection.id, round, ...led },
    rows: async (tx) => {
      await keep(tx);
      if (revising !== null && sheetId !== null)
        await keepRevision(tx, desk, here, { ...revising, sheetId, voices });
      await changeObjection(tx, objection, { state: 'decided', decidedAt: now, sheetId });
    },
  });
}

/**
 * The revision that the proposal leads to, on the sheet that is in force. Throws PROPOSAL_STALE where that is not the
 * one on which it was proposed: who proposed has signed another hash. [OJ7]
 */
async function revisingOf(
  desk: Desk,
  here: ObjectionSitting,
  said: readonly AuditEntry[],
): Promise<Revising | null> {
  const { objection, kept, rubric, db } = here;
  const sheet = await soundSheet(desk, here);
  const finding = await deliveredFinding(db, kept.findingId);
  const draft = draftOf({ sheet, content: readSheetContent(sheet), rubric }, { kept, finding }, objection);
  const proposal = said.findLast(({ action }) => action === 'finding.propose');
  if ((draft?.hash ?? null) !== (proposal?.detail['hash'] ?? null)) {
    const { name, nameEn } = proposal?.detail ?? {};
    throw new Refused('PROPOSAL_STALE', { person: { zh: wordIn(name), en: wordIn(nameEn) || wordIn(name) } });
  }
  return draft === null ? null : { base: sheet, draft, finding };
}

const wordIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A voice of this round under the name that it was given with. */
function signedAs(voice: ObjectionVoice, said: readonly AuditEntry[]): Voice {
  const entry = said.findLast(
    ({ personId, action }) =>
      personId === voice.personId && (action === 'finding.propose' || action === 'finding.agree'),
  );
  if (entry === undefined)
    throw new Error(`objection ${voice.objectionId}: expected the voice of ${voice.personId} in the log`);
  const { name, nameEn } = entry.detail;
  return { ...voice, personName: wordIn(name), personNameEn: wordIn(nameEn) };
}

const namedAs = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }) => ({
  personName: name,
  personNameEn: nameEn,
});
