/** Changing a panel: freely while it is planned; later people are only added and the chair only moved. [CI1–CI5] */
import { appendAudit, held, tablesOf, type Db, type Evaluation } from '@heping/db';
import { PHASE_LABELS, type DocumentName } from '@heping/protocol';
import { and, eq, isNull, notInArray } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { nameOf, Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { createDocument } from './create-document.ts';
import { access, allow, type Access } from './access.ts';
import { judgePlannedOn, judgeSeats, refuseIfAny, type Objection, type Seat } from './judge-plan.ts';
import { tellSeated } from './plan.ts';
import { peopleConcerned } from './roles.ts';

export interface NewPanel {
  readonly panel: readonly Seat[];
  readonly plannedOn?: string | undefined;
}

/**
 * Seats a new panel. Those who had to leave lose their sockets within a second. Throws NOT_FOUND, WRONG_PHASE,
 * PANEL_FIXED for who would be taken off after the opening, and every objection to the day or the panel.
 */
export async function changePanel(
  app: FastifyInstance,
  by: Visitor,
  evaluationId: string,
  { panel, plannedOn }: NewPanel,
): Promise<void> {
  const { store, clock, corridor, notices } = app;
  allow(await access(store.db, evaluationId, by), 'panel.change');
  const concerned = await corridor.command(evaluationId, async (moment) => {
    const here = await access(store.db, evaluationId, by);
    allow(here, 'panel.change');
    const seats = await seatsOf(store.db, evaluationId);
    const { phase, plannedOn: planned } = here.evaluation;
    // A day that stays is not asked about: it may be older than the rule.
    const isMoved = plannedOn !== undefined && phase === 'planned' && plannedOn !== planned;
    refuseIfAny([
      ...objectionsTo(here, seats, panel),
      ...(await whoKnow(store.db, evaluationId, panel)),
      ...(isMoved ? judgePlannedOn(here.campaign, plannedOn) : []),
      ...(await judgeSeats(store.db, here.centre, panel)),
    ]);
    return moment.commit(async (db) => {
      // The campaign is not in the evaluation's turn: its period may have been moved meanwhile. [DA1]
      if (isMoved) await refuseOutside(db, here, plannedOn);
      const before = await peopleConcerned(db, here.evaluation);
      await seat(db, here, seats, panel, clock());
      if (isMoved) {
        const { evaluations } = tablesOf(db);
        await db.update(evaluations).set({ plannedOn }).where(eq(evaluations.id, evaluationId));
      }
      const after = await peopleConcerned(db, here.evaluation);
      const had = new Set(seats.map(({ person }) => person.id));
      await tellSeated(db, { id: evaluationId, plannedOn: plannedOn ?? planned }, here.centre, {
        people: panel.map(({ person }) => person).filter((person) => !had.has(person)),
        ...{ at: clock(), by: by.personId },
      });
      await appendAudit(db, {
        at: clock(),
        personId: by.personId,
        action: 'panel.change',
        evaluationId,
        subject: evaluationId,
        detail: {
          panel: panel.map(({ person, isChair }) => ({ person, isChair })),
          ...(plannedOn === undefined ? {} : { plannedOn }),
        },
      });
      return [...new Set([...before, ...after])];
    });
  });
  // A chair who is one no more keeps the seat and loses rights, too.
  for (const person of concerned) await corridor.revalidate(person);
  notices.evaluationChanged(evaluationId);
  notices.workChanged(concerned);
}

/** By the period as it stands now and until the commit. [DA1] */
async function refuseOutside(db: Db, { evaluation }: Access, day: string): Promise<void> {
  const { campaigns } = tablesOf(db);
  const [campaign] = await held(
    db,
    db.select().from(campaigns).where(eq(campaigns.id, evaluation.campaignId)),
  );
  if (campaign !== undefined) refuseIfAny(judgePlannedOn(campaign, day));
}

const seatsOf = (db: Db, evaluationId: string) => {
  const { panelMembers, people } = tablesOf(db);
  return db
    .select({ seat: panelMembers, person: people })
    .from(panelMembers)
    .innerJoin(people, eq(people.id, panelMembers.personId))
    .where(eq(panelMembers.evaluationId, evaluationId));
};
type Seated = Awaited<ReturnType<typeof seatsOf>>[number];

/** What speaks against the change itself, whoever the new people are. */
function objectionsTo({ evaluation }: Access, seats: readonly Seated[], panel: readonly Seat[]): Objection[] {
  const { phase } = evaluation;
  const wanted = new Set(panel.map(({ person }) => person));
  return seats.flatMap(({ seat, person }): Objection[] => {
    const about = { field: 'panel', person: person.id } as const;
    if (seat.recusedAt !== null) {
      return wanted.has(person.id)
        ? [{ refused: new Refused('PERSON_RECUSED', { person: nameOf(person) }), ...about }]
        : [];
    }
    if (phase === 'planned' || wanted.has(person.id)) return [];
    const params = { phase: PHASE_LABELS[phase], person: nameOf(person) };
    return [{ refused: new Refused('PANEL_FIXED', params), ...about }];
  });
}

/** Who was asked to type a ballot from paper knows it, whether or not they have. [PP5] */
async function whoKnow(db: Db, evaluationId: string, panel: readonly Seat[]): Promise<Objection[]> {
  const { paperBallots, people } = tablesOf(db);
  const asked = await db
    .selectDistinct({ person: people })
    .from(paperBallots)
    .innerJoin(people, eq(people.id, paperBallots.checkerId))
    .where(eq(paperBallots.evaluationId, evaluationId));
  return asked
    .filter(({ person }) => panel.some((one) => one.person === person.id))
    .map(({ person }) => ({
      refused: new Refused('KNOWS_A_BALLOT', { person: nameOf(person) }),
      ...{ field: 'panel', person: person.id },
    }));
}

async function seat(
  db: Db,
  { evaluation }: Access,
  seats: readonly Seated[],
  panel: readonly Seat[],
  now: number,
): Promise<void> {
  const { panelMembers } = tablesOf(db);
  const { id, phase } = evaluation;
  const wanted = panel.map(({ person }) => person);
  await db
    .delete(panelMembers)
    .where(
      and(
        eq(panelMembers.evaluationId, id),
        isNull(panelMembers.recusedAt),
        wanted.length === 0 ? undefined : notInArray(panelMembers.personId, wanted),
      ),
    );
  for (const { person, isChair } of panel) {
    const old = seats.find(({ seat: { personId } }) => personId === person);
    if (old === undefined) {
      await db.insert(panelMembers).values({ evaluationId: id, personId: person, isChair });
      if (phase === 'scoring') await createDocument(db, ballotOf(evaluation, person), now);
    } else if (old.seat.isChair !== isChair) {
      await db
        .update(panelMembers)
        .set({ isChair })
        .where(and(eq(panelMembers.evaluationId, id), eq(panelMembers.personId, person)));
    }
  }
}

const ballotOf = ({ id }: Evaluation, person: string): DocumentName => ({
  kind: 'ballot',
  evaluation: id,
  person,
});
