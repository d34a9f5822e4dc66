/** Objections as their reader may see them: what is proposed is for those who decide, until it is decided. [OJ5] */
import { tablesOf, type Case, type Db, type Finding, type Objection } from '@heping/db';
import type { Objection as ObjectionShown, OfferedStep, PersonRef } from '@heping/protocol';
import { may, OBJECTION_STEPS } from '@heping/scoring';
import { desc, eq } from 'drizzle-orm';
import type { Access } from '../evaluations/access.ts';
import { filesOf } from '../files/use.ts';
import type { Visitor } from '../sessions/sessions.ts';
import type { Deciders } from '../evaluations/deciders.ts';
import { draftOf, type Base } from './draft.ts';
import { judgeStep, saidOf, stepRefused, voicesOf } from './objection.ts';

export interface ObjectionsQuestion {
  readonly here: Access;
  readonly visitor: Visitor;
  readonly deciders: Deciders;
  readonly cases: readonly Case[];
  readonly findings: readonly Finding[];
  /** null: the sheet in force cannot be read */
  readonly base: Base | null;
}

export interface ObjectionsIn {
  /** Everybody they name. */
  readonly people: readonly (string | null)[];
  /** Newest first. */
  of(findingId: string, people: (id: string | null) => PersonRef | null): ObjectionShown[];
  steps(findingId: string): OfferedStep[];
}

const isOpen = ({ state }: Objection): boolean => state === 'filed' || state === 'proposed';

export async function readObjections(db: Db, question: ObjectionsQuestion): Promise<ObjectionsIn> {
  const { here, visitor, deciders, cases } = question;
  const { objections, sheets } = tablesOf(db);
  const rows = await db
    .select({ objection: objections, revision: sheets.revision })
    .from(objections)
    .leftJoin(sheets, eq(sheets.id, objections.sheetId))
    .where(eq(objections.evaluationId, here.evaluation.id))
    .orderBy(desc(objections.filedAt), desc(objections.id));
  const ids = rows.map(({ objection }) => objection.id);
  const [voices, files] = [await voicesOf(db, ids), await filesOf(db, 'objection', ids)];
  const decides = here.roles.includes('officer') && !deciders.seated.has(visitor.personId);
  const signed = new Map<string, { readonly hash: string | null; readonly isStale: boolean }>();
  const steps = new Map<string, OfferedStep[]>();
  for (const { objection } of rows.filter((row) => isOpen(row.objection))) {
    const kept = cases.find(({ findingId }) => findingId === objection.findingId);
    if (kept === undefined) continue;
    if (decides && objection.state === 'proposed') signed.set(objection.id, await signedBy(objection, kept));
    if (here.roles.includes('officer') && may(here.roles, 'objection.decide', here.evaluation.phase))
      steps.set(objection.findingId, await stepsOf(objection, kept));
  }

  /** What is signed with the proposal, and whether it still is what its handler signed. */
  async function signedBy(objection: Objection, kept: Case) {
    const finding = question.findings.find(({ id }) => id === objection.findingId);
    if (question.base === null || finding === undefined) return { hash: null, isStale: true };
    const hash = draftOf(question.base, { kept, finding }, objection)?.hash ?? null;
    const said = await saidOf(db, objection);
    const proposed = said.findLast(({ action }) => action === 'finding.propose');
    return { hash, isStale: hash !== (proposed?.detail['hash'] ?? null) };
  }

  async function stepsOf(objection: Objection, kept: Case): Promise<OfferedStep[]> {
    const own = voices.filter(({ objectionId }) => objectionId === objection.id);
    const situation = { objection, voices: own, deciders };
    const offered: OfferedStep[] = [];
    for (const step of OBJECTION_STEPS) {
      const { personId } = visitor;
      const judged = judgeStep(step, situation, { personId, reason: step });
      // What the state does not know is not on the page, and nobody takes what they have.
      const isMine = step === 'take' && objection.handlerId === personId;
      if (isMine || (!judged.ok && judged.error === 'state')) continue;
      if (judged.ok) offered.push({ step, why: null });
      else {
        const refused = await stepRefused({ ...situation, kept, db, campaign: here.campaign }, judged.error);
        offered.push({ step, why: { zh: refused.say('zh'), en: refused.say('en') } });
      }
    }
    return offered;
  }

  function shown(
    { objection, revision }: (typeof rows)[number],
    people: (id: string | null) => PersonRef | null,
  ): ObjectionShown {
    const { id, state, round, grounds, handlerId, decidedAt, withdrawnAt } = objection;
    const mayKnow = state === 'decided' || decides;
    const heard = voices.filter(
      (voice) => voice.objectionId === id && mayKnow && (decides || voice.round === round),
    );
    return {
      ...{ id, state, round, grounds, decidedAt, withdrawnAt, revision },
      files: files.get(id) ?? [],
      filed: { by: people(objection.filedBy), at: objection.filedAt },
      handler: people(handlerId),
      proposal: mayKnow ? proposalIn(objection) : null,
      voices: heard.flatMap(({ personId, ...voice }) => {
        const person = people(personId);
        return person === null
          ? []
          : [
              {
                ...{ person, round: voice.round, agrees: voice.agrees },
                ...{ statement: voice.statement, at: voice.at },
              },
            ];
      }),
      hash: signed.get(id)?.hash ?? null,
      isStale: signed.get(id)?.isStale ?? false,
    };
  }

  return {
    people: [
      ...rows.flatMap(({ objection }) => [objection.filedBy, objection.handlerId]),
      ...voices.map(({ personId }) => personId),
    ],
    of: (findingId, people) =>
      rows.filter(({ objection }) => objection.findingId === findingId).map((row) => shown(row, people)),
    steps: (findingId) => steps.get(findingId) ?? [],
  };
}

/** The proposal of the round that stands; one that was sent back is still there for its handler to mend. */
function proposalIn(objection: Objection): ObjectionShown['proposal'] {
  const { proposal, proposedScore, proposalReason, proposedAt, minutes, documentNumber } = objection;
  if (proposal === null || proposedAt === null) return null;
  return {
    ...{ outcome: proposal, score: proposedScore, reason: proposalReason ?? '', at: proposedAt },
    ...{ minutes: minutes ?? '', documentNumber: documentNumber ?? '' },
  };
}
