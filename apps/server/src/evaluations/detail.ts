/** One evaluation in full, as far as its reader may know. */
import { tablesOf, type Db, type Person } from '@heping/db';
import type { Evaluation, PanelMember } from '@heping/protocol';
import { ACTIONS, indicatorsOf, may } from '@heping/scoring';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { bodyRef } from '../areas/refs.ts';
import { policiesOf } from './policies.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import { papersInForce } from './papers-in-force.ts';
import { selfInForce } from './self-in-force.ts';
import { isProvisional } from '../calendar/working-days.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { access, type Access } from './access.ts';
import { exceptionsInForce, mayKnowExceptions } from './exceptions-in-force.ts';
import { listEvaluations } from './list.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { sheetInForce } from './sheet-in-force.ts';

/** Throws NOT_FOUND. */
export async function readEvaluation(
  db: Db,
  evaluationId: string,
  visitor: Visitor | null,
  now: number,
): Promise<Evaluation> {
  const here = await access(db, evaluationId, visitor);
  const { evaluation, campaign, roles } = here;
  const [row] = await listEvaluations(db, visitor, now, { id: evaluationId });
  if (row === undefined) throw new Refused('NOT_FOUND');
  const {
    chair: _chair,
    panelSize: _size,
    totals: _totals,
    isAltered: _altered,
    sentBack: _back,
    ...line
  } = row;
  const around = await readAround(db, here);
  const colors = panelColors(around.seats.map(({ person }) => person.id));
  const refer = (person: Person) => personRef(person, colors);
  const { phase } = evaluation;
  // What the panel and its committee say among themselves.
  const isInside = may(roles, 'progress.read', phase) || may(roles, 'audit.read', phase);
  const knowsExceptions = mayKnowExceptions(roles, phase);

  return {
    ...line,
    epoch: evaluation.epoch,
    roles,
    may: ACTIONS.filter((action) => may(roles, action, phase)),
    policies: policiesOf(campaign),
    rubric: campaign.rubricCode,
    periodFrom: campaign.periodFrom,
    periodTo: campaign.periodTo,
    jointBodies: around.jointBodies.map(({ body }) => bodyRef(body)),
    isSelfEvaluated: evaluation.selfEvaluated,
    panel: around.seats.map(({ seat, person }) => ({
      ...refer(person),
      isChair: seat.isChair,
      recused:
        seat.recusedAt === null
          ? null
          : { at: seat.recusedAt, reason: isInside ? (seat.recuseReason ?? '') : '' },
      progress: progressOf(here, around, person.id),
      paper: isInside ? checkerOf(around, person.id) : null,
    })),
    leaders: around.leaders.map(({ person }) => personRef(person)),
    exceptions: knowsExceptions
      ? around.exceptions.map(({ exception, by }) => ({
          id: exception.id,
          requirement: exception.requirement,
          reason: exception.reason,
          by: refer(by),
          at: exception.grantedAt,
        }))
      : [],
    selfAssessment:
      around.self === undefined || !may(roles, 'self.read', phase)
        ? null
        : { at: around.self.handedInAt, by: refer(around.self.person) },
    openedAt: evaluation.openedAt,
    revealedAt: evaluation.revealedAt,
    revealReason: isInside ? evaluation.revealReason : null,
    lockedAt: evaluation.lockedAt,
    closedSigningAt: evaluation.closedSigningAt,
    closeReason: isInside || may(roles, 'result.read', phase) ? around.closeReason : null,
    approval: approvalOf(here, around.approver),
    deliveredAt: evaluation.deliveredAt,
    noticeEndsOn: evaluation.noticeEndsOn,
    noticeEndsOnProvisional: isProvisional(evaluation.noticeEndsOn),
    publishedAt: evaluation.publishedAt,
    cancelled:
      evaluation.cancelledAt === null
        ? null
        : { at: evaluation.cancelledAt, reason: evaluation.cancelReason ?? '' },
    returns: isInside ? around.returns.map(({ at, reason, by }) => ({ at, by: refer(by), reason })) : [],
  };
}

async function readAround(db: Db, { evaluation }: Access) {
  const { id, centreId, approvedBy } = evaluation;
  const t = tablesOf(db);
  const sheet = await sheetInForce(db, id);
  const [self, papers, seats, jointBodies, leaders, exceptions, returns, progress, approvers] =
    await Promise.all([
      selfInForce(db, id),
      papersInForce(db, id),
      db
        .select({ seat: t.panelMembers, person: t.people })
        .from(t.panelMembers)
        .innerJoin(t.people, eq(t.people.id, t.panelMembers.personId))
        .where(eq(t.panelMembers.evaluationId, id))
        .orderBy(desc(t.panelMembers.isChair), t.people.username),
      db
        .select({ body: t.bodies })
        .from(t.jointBodies)
        .innerJoin(t.bodies, eq(t.bodies.id, t.jointBodies.bodyId))
        .where(eq(t.jointBodies.evaluationId, id))
        .orderBy(t.bodies.id),
      db
        .selectDistinct({ person: t.people })
        .from(t.centrePeople)
        .innerJoin(t.people, eq(t.people.id, t.centrePeople.personId))
        .where(
          and(eq(t.centrePeople.centreId, centreId), inArray(t.centrePeople.role, ['director', 'deputy'])),
        )
        .orderBy(t.people.username),
      exceptionsInForce(db, id),
      db
        .select({ at: t.returns.at, reason: t.returns.reason, by: t.people })
        .from(t.returns)
        .innerJoin(t.people, eq(t.people.id, t.returns.by))
        .where(eq(t.returns.evaluationId, id))
        .orderBy(desc(t.returns.at)),
      db.select().from(t.progress).where(eq(t.progress.evaluationId, id)),
      approvedBy === null ? [] : db.select().from(t.people).where(eq(t.people.id, approvedBy)),
    ]);
  return {
    self,
    papers,
    seats,
    jointBodies,
    leaders,
    exceptions,
    returns,
    progress,
    approver: approvers[0],
    closeReason: sheet?.closeReason ?? null,
  };
}
type Around = Awaited<ReturnType<typeof readAround>>;

/** Who types a ballot from paper a second time. [PP2] */
function checkerOf({ papers }: Around, person: string): PanelMember['paper'] {
  const paper = papers.find(({ personId }) => personId === person);
  return paper === undefined ? null : personRef(paper.checker);
}

/** "31 of 40": for panel and officers only, and only where there are ballots. */
function progressOf(
  { roles, evaluation, campaign }: Access,
  around: Around,
  person: string,
): PanelMember['progress'] {
  const { phase } = evaluation;
  if (
    !may(roles, 'progress.read', phase) ||
    campaign.scoringMode === 'joint' ||
    evaluation.openedAt === null
  ) {
    return null;
  }
  const row = around.progress.find(({ personId }) => personId === person);
  return row === undefined
    ? { scored: 0, total: indicatorsOf(rubricOf(campaign)).length }
    : { scored: row.scored, total: row.total };
}

/** The committee's decision, for whoever may read what it decided about. */
function approvalOf({ roles, evaluation }: Access, by: Person | undefined): Evaluation['approval'] {
  const { phase, approvedAt, minutes, documentNumber } = evaluation;
  if (approvedAt === null || by === undefined || !may(roles, 'result.read', phase)) return null;
  return { at: approvedAt, by: personRef(by), minutes: minutes ?? '', documentNumber: documentNumber ?? '' };
}
