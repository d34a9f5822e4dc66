/** The rows of an evaluation against what its entries in the audit log tell: what is gone, added or rewritten is named. [SE4] */
import {
  canonicalJson,
  tablesOf,
  type AuditEntry,
  type AuditValue,
  type Case,
  type Db,
  type Evaluation,
} from '@heping/db';
import { schemas, type HistoryFault, type SheetContent } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { tell, type Told } from './told.ts';

/** What stands around an evaluation, as its own rows have it. */
export interface Standing {
  readonly evaluation: Evaluation;
  readonly jointBodies: readonly string[];
  readonly seats: Told['seats'];
  readonly exceptions: Told['exceptions'];
  readonly returns: Told['returns'];
  readonly suggestions: Told['suggestions'];
  readonly revisions: Told['revisions'];
  readonly objected: Told['objected'];
  /** Findings as far as objections move them. */
  readonly cases: readonly Pick<Case, 'findingId' | 'state' | 'hasOpenObjection'>[];
}

export interface History {
  readonly faults: readonly HistoryFault[];
  /** Revisions that were locked and whose sheets are not there. */
  readonly missing: readonly number[];
  /** The last that was locked. */
  readonly newest: number | undefined;
}

/** Reads the rows and holds them against these entries, which are those of the evaluation in order. */
export async function readHistory(
  db: Db,
  evaluation: Evaluation,
  entries: readonly AuditEntry[],
): Promise<History> {
  const told = tell(entries);
  const standing = await readStanding(db, evaluation);
  const missing = told.revisions.filter((revision) => !standing.revisions.includes(revision));
  return { faults: historyFaults(told, standing), missing, newest: told.revisions.at(-1) };
}

/** What does not hold, in the order of the list. */
export function historyFaults(told: Told, standing: Standing): HistoryFault[] {
  const { evaluation } = standing;
  const holds: Readonly<Record<HistoryFault, boolean>> = {
    missing: told.revisions.every((revision) => standing.revisions.includes(revision)),
    phase: agrees(told.phase, evaluation),
    decision: agrees(told.decision, evaluation),
    plan:
      told.plan !== null &&
      agrees(told.plan, { ...evaluation, jointBodies: [...standing.jointBodies].sort() }),
    seats: areSame(told.seats, standing.seats),
    exceptions: areSame(told.exceptions, standing.exceptions),
    returns: areSame(told.returns, standing.returns),
    objections: areObjections(told, standing),
    suggestions: areSame(told.suggestions, standing.suggestions),
  };
  return schemas.HISTORY_FAULTS.filter((fault) => !holds[fault]);
}

/** The sheet was signed for this very evaluation, whatever the entry of the planning kept. */
export const isPlannedAs = (
  { campaignId, centreId, kind, leadBodyId }: Evaluation,
  { campaign, centre, kind: signed, leadBody }: SheetContent,
): boolean =>
  campaign.id === campaignId && centre.id === centreId && signed === kind && leadBody.id === leadBodyId;

/** Rows and voices as told; open, and withdrawn, are the findings whose objections are. [RV5] */
function areObjections({ objected: { objections, voices } }: Told, { objected, cases }: Standing): boolean {
  const isOpen = new Set(
    objections.filter(({ state }) => state === 'filed' || state === 'proposed').map(findingOf),
  );
  const isGranted = new Set(
    objections.filter(({ state, proposal }) => state === 'decided' && proposal === 'grant').map(findingOf),
  );
  return (
    areSame(objections, objected.objections) &&
    areSame(voices, objected.voices) &&
    cases.every(
      ({ findingId, state, hasOpenObjection }) =>
        hasOpenObjection === isOpen.has(findingId) && (state === 'withdrawn') === isGranted.has(findingId),
    )
  );
}
const findingOf = ({ findingId }: { readonly findingId: string }): string => findingId;

async function readStanding(db: Db, evaluation: Evaluation): Promise<Standing> {
  const t = tablesOf(db);
  const { jointBodies, panelMembers, exceptions, returns, sheets, suggestions } = t;
  const { id } = evaluation;
  const [joint, seats, granted, sentBack, locked, suggested, objections, voices, cases] = await Promise.all([
    db.select().from(jointBodies).where(eq(jointBodies.evaluationId, id)),
    db.select().from(panelMembers).where(eq(panelMembers.evaluationId, id)),
    db.select().from(exceptions).where(eq(exceptions.evaluationId, id)),
    db.select().from(returns).where(eq(returns.evaluationId, id)),
    db.select({ revision: sheets.revision }).from(sheets).where(eq(sheets.evaluationId, id)),
    db.select().from(suggestions).where(eq(suggestions.evaluationId, id)),
    db.select().from(t.objections).where(eq(t.objections.evaluationId, id)),
    db
      .select({ voice: t.objectionVoices })
      .from(t.objectionVoices)
      .innerJoin(t.objections, eq(t.objections.id, t.objectionVoices.objectionId))
      .where(eq(t.objections.evaluationId, id)),
    db
      .select({
        findingId: t.cases.findingId,
        state: t.cases.state,
        hasOpenObjection: t.cases.hasOpenObjection,
      })
      .from(t.cases)
      .where(eq(t.cases.evaluationId, id)),
  ]);
  return {
    evaluation,
    jointBodies: joint.map(({ bodyId }) => bodyId),
    seats: seats.map(({ evaluationId: _, ...seat }) => seat),
    exceptions: granted.map(({ id: _id, evaluationId: _, ...exception }) => exception),
    returns: sentBack.map(({ id: _id, evaluationId: _, ...sent }) => sent),
    suggestions: suggested.map(({ evaluationId: _, ...suggestion }) => suggestion),
    revisions: locked.map(({ revision }) => revision),
    objected: {
      objections: objections.map(({ evaluationId: _, ...objection }) => objection),
      voices: voices.map(({ voice }) => voice),
    },
    cases,
  };
}

/** Every column that is told of is as told. */
const agrees = (told: object, row: object): boolean => {
  const found = new Map<string, AuditValue>(Object.entries(row));
  return Object.entries(told).every(
    ([column, value]) => canonicalJson(found.get(column)) === canonicalJson(value),
  );
};

/** The same rows, in whatever order and under whatever ids. */
const areSame = (told: readonly object[], rows: readonly object[]): boolean =>
  canonicalJson(told.map((row) => canonicalJson(row)).sort()) ===
  canonicalJson(rows.map((row) => canonicalJson(row)).sort());
