/** Lists of evaluations, each as far as the reader may see it. */
import { tablesOf, type Db, type Sheet, type Tables } from '@heping/db';
import type { CentreRef, EvaluationRow } from '@heping/protocol';
import { dayIn, indicatorsOf, may, PERMISSIONS, type Phase, type Role } from '@heping/scoring';
import { and, asc, count, desc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { loadAreas, type AreaTree } from '../areas/tree.ts';
import { bodyRef, centreRef } from '../areas/refs.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { heldContent } from '../sheets/content.ts';
import { plannedDay } from './planned-day.ts';
import { rolesIn, standingOf, type Standing } from './roles.ts';
import { heardOnSite } from './heard-on-site.ts';
import { waitsFor, type Situation } from './waits-for.ts';

export interface EvaluationFilter {
  readonly campaign?: string | undefined;
  readonly centre?: string | undefined;
  readonly phase?: Phase | undefined;
  readonly id?: string | undefined;
}

/** Roles that are somebody's own part, and not what everybody or an administrator is. */
const OWN_PART: ReadonlySet<Role> = new Set(['chair', 'panelist', 'officer', 'leader']);

/** The evaluations somebody may see, by day of planning, newest first. */
export async function listEvaluations(
  db: Db,
  visitor: Visitor | null,
  now: number,
  filter: EvaluationFilter = {},
): Promise<EvaluationRow[]> {
  const standing = await standingOf(db, visitor);
  const chosen = and(within(tablesOf(db), filter), reachable(tablesOf(db), standing));
  return readList(db, { chosen, standing, visitor, now });
}

interface Question {
  readonly chosen: SQL | undefined;
  readonly standing: Standing;
  readonly visitor: Visitor | null;
  readonly now: number;
}

async function readList(db: Db, { chosen, standing, visitor, now }: Question): Promise<EvaluationRow[]> {
  const [areas, found, around] = await Promise.all([
    loadAreas(db),
    readEvaluations(db, chosen),
    readAround(db, chosen),
  ]);
  return found.flatMap((row) => {
    const roles = rolesIn(standing, row.evaluation, row.centre);
    if (!may(roles, 'evaluation.see', row.evaluation.phase)) return [];
    return [rowOf(row, around, { roles, areas, now, person: visitor?.personId ?? '' })];
  });
}

/** What somebody has a part in; what waits for them comes first. */
export async function listWork(db: Db, visitor: Visitor, now: number): Promise<EvaluationRow[]> {
  const standing = await standingOf(db, visitor);
  const chosen = partOf(tablesOf(db), standing);
  if (chosen === undefined) return [];
  const rows = await readList(db, { chosen, standing, visitor, now });
  const own = rows.filter(
    ({ roles, phase }) => phase !== 'cancelled' && roles.some((role) => OWN_PART.has(role as Role)),
  );
  return [
    ...own.filter(({ waitsFor }) => waitsFor !== null),
    ...own.filter(({ waitsFor }) => waitsFor === null),
  ];
}

function within({ evaluations }: Tables, { campaign, centre, phase, id }: EvaluationFilter): SQL | undefined {
  return and(
    campaign === undefined ? undefined : eq(evaluations.campaignId, campaign),
    centre === undefined ? undefined : eq(evaluations.centreId, centre),
    phase === undefined ? undefined : eq(evaluations.phase, phase),
    id === undefined ? undefined : eq(evaluations.id, id),
  );
}

/** Keeps the database from handing out rows that the policy would throw away; the policy still decides. */
function reachable(tables: Tables, standing: Standing): SQL | undefined {
  if (standing.isAdministrator) return undefined;
  const published = PERMISSIONS['evaluation.see'].public ?? [];
  return or(inArray(tables.evaluations.phase, [...published]), partOf(tables, standing));
}

/** Those in which somebody is more than anybody; undefined where there can be none. */
function partOf({ evaluations }: Tables, { bodies, leads, seats }: Standing): SQL | undefined {
  return or(
    bodies.size === 0 ? undefined : inArray(evaluations.leadBodyId, [...bodies]),
    leads.size === 0 ? undefined : inArray(evaluations.centreId, [...leads]),
    seats.size === 0 ? undefined : inArray(evaluations.id, [...seats.keys()]),
  );
}

const readEvaluations = (db: Db, chosen: SQL | undefined) => {
  const { evaluations, campaigns, centres, bodies } = tablesOf(db);
  return db
    .select({ evaluation: evaluations, campaign: campaigns, centre: centres, leadBody: bodies })
    .from(evaluations)
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .innerJoin(bodies, eq(bodies.id, evaluations.leadBodyId))
    .where(chosen)
    .orderBy(desc(evaluations.plannedOn), asc(evaluations.id));
};
type Found = Awaited<ReturnType<typeof readEvaluations>>[number];

/** What stands around the chosen evaluations, each kind in one query. */
async function readAround(db: Db, chosen: SQL | undefined) {
  const t = tablesOf(db);
  const { evaluations, panelMembers, people, progress, returns, sheets, signatures } = t;
  const { paperBallots, paperScores } = t;
  const [seats, done, inForce, words, onSite, back, asked, selves] = await Promise.all([
    db
      .select({ seat: panelMembers, person: people })
      .from(panelMembers)
      .innerJoin(evaluations, eq(evaluations.id, panelMembers.evaluationId))
      .innerJoin(people, eq(people.id, panelMembers.personId))
      .where(chosen),
    db
      .select({ progress })
      .from(progress)
      .innerJoin(evaluations, eq(evaluations.id, progress.evaluationId))
      .where(and(chosen, eq(evaluations.phase, 'scoring'))),
    db
      .select({ sheet: sheets })
      .from(sheets)
      .innerJoin(evaluations, eq(evaluations.id, sheets.evaluationId))
      .where(and(chosen, isNull(sheets.discardedAt))),
    db
      .select({ evaluationId: sheets.evaluationId, personId: signatures.personId })
      .from(signatures)
      .innerJoin(sheets, eq(sheets.id, signatures.sheetId))
      .innerJoin(evaluations, eq(evaluations.id, sheets.evaluationId))
      .where(and(chosen, isNull(sheets.discardedAt), isNull(signatures.discardedAt))),
    heardOnSite(db, chosen),
    db
      .select({ evaluationId: returns.evaluationId, at: returns.at, reason: returns.reason })
      .from(returns)
      .innerJoin(evaluations, eq(evaluations.id, returns.evaluationId))
      .where(and(chosen, eq(evaluations.phase, 'deliberation')))
      .orderBy(asc(returns.at)),
    db
      .select({
        evaluationId: paperBallots.evaluationId,
        checkerId: paperBallots.checkerId,
        typed: count(paperScores.indicator),
      })
      .from(paperBallots)
      .leftJoin(paperScores, eq(paperScores.paperId, paperBallots.id))
      .innerJoin(evaluations, eq(evaluations.id, paperBallots.evaluationId))
      .where(and(chosen, eq(evaluations.phase, 'scoring'), isNull(paperBallots.endedAt)))
      .groupBy(paperBallots.id, paperBallots.evaluationId, paperBallots.checkerId),
    db
      .select({ evaluationId: t.selfAssessments.evaluationId })
      .from(t.selfAssessments)
      .innerJoin(evaluations, eq(evaluations.id, t.selfAssessments.evaluationId))
      .where(and(chosen, eq(evaluations.phase, 'planned'), isNull(t.selfAssessments.takenBackAt))),
  ]);
  return {
    seats: Map.groupBy(seats, ({ seat }) => seat.evaluationId),
    progress: Map.groupBy(
      done.map(({ progress: row }) => row),
      ({ evaluationId }) => evaluationId,
    ),
    sheets: new Map(inForce.map(({ sheet }) => [sheet.evaluationId, sheet])),
    signed: Map.groupBy(words, ({ evaluationId }) => evaluationId),
    onSite,
    asked: Map.groupBy(asked, ({ evaluationId }) => evaluationId),
    selves: new Set(selves.map(({ evaluationId }) => evaluationId)),
    // The last one stands.
    sentBack: new Map(back.map(({ evaluationId, at, reason }) => [evaluationId, { at, reason }])),
  };
}
type Around = Awaited<ReturnType<typeof readAround>>;

interface Reader {
  readonly roles: readonly Role[];
  readonly areas: AreaTree;
  readonly now: number;
  readonly person: string;
}

function rowOf(found: Found, around: Around, { roles, areas, now, person }: Reader): EvaluationRow {
  const { evaluation, campaign, centre, leadBody } = found;
  const { id, kind, phase } = evaluation;
  const seats = around.seats.get(id) ?? [];
  const colors = panelColors(seats.map(({ seat }) => seat.personId));
  const active = seats.filter(({ seat }) => seat.recusedAt === null);
  const chair = active.find(({ seat }) => seat.isChair)?.person;
  const centreShown: CentreRef = centreRef(centre, areas);
  const sentBack = may(roles, 'progress.read', phase) ? around.sentBack.get(id) : undefined;
  const mayReadResult = may(roles, 'result.read', phase);
  return {
    id,
    campaign: { id: campaign.id, title: campaign.title },
    centre: centreShown,
    kind,
    leadBody: bodyRef(leadBody),
    plannedOn: plannedDay(evaluation),
    phase,
    chair: chair === undefined ? null : personRef(chair, colors),
    panelSize: active.length,
    roles: [...roles],
    waitsFor: waitsFor(
      roles,
      person,
      situationOf(
        found,
        around,
        active.map(({ seat }) => seat.personId),
        now,
      ),
    ),
    step: campaign.step,
    noticeDays: campaign.noticeDays,
    ...(sentBack && { sentBack }),
    ...(mayReadResult ? signedOf(around.sheets.get(id)) : { totals: null }),
  };
}

function situationOf(
  { evaluation, campaign }: Found,
  around: Around,
  seats: readonly string[],
  now: number,
): Situation {
  const { id, phase, approvedAt, noticeEndsOn } = evaluation;
  const indicators = phase === 'scoring' ? indicatorsOf(rubricOf(campaign)).length : 0;
  const complete = (around.progress.get(id) ?? []).filter(
    ({ scored, total }) => scored >= (total || indicators),
  );
  return {
    phase,
    mode: campaign.scoringMode,
    isApproved: approvedAt !== null,
    hasSelf: around.selves.has(id),
    noticeEndsOn,
    today: dayIn(campaign.timeZone, now),
    seats,
    finished: new Set(complete.map(({ personId }) => personId)),
    signed: new Set([
      ...(around.signed.get(id) ?? []).map(({ personId }) => personId),
      ...(around.onSite.byHand.get(id) ?? []),
    ]),
    isHeard: around.onSite.heard.has(id),
    asked: new Set(
      (around.asked.get(id) ?? [])
        .filter(({ typed }) => typed < indicators)
        .map(({ checkerId }) => checkerId),
    ),
  };
}

/** The totals as they were locked; a sheet that is gone or cannot vouch for its own is told as one. [SE4] */
function signedOf(sheet: Sheet | undefined): Pick<EvaluationRow, 'totals' | 'isAltered'> {
  const content = sheet === undefined ? null : heldContent(sheet);
  return content === null ? { totals: null, isAltered: true } : { totals: content.totals };
}
