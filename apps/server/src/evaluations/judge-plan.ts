/** Whether an evaluation may be planned so: every objection at once, in words. */
import { tablesOf, type Body, type Campaign, type Centre, type Db, type Person } from '@heping/db';
import type { PlanCheck } from '@heping/protocol';
import {
  judgeDay,
  judgePanel,
  PANEL_LEAST,
  PANEL_MOST,
  type BodyKind,
  type EvaluationKind,
  type Locale,
  type PanelRefusal,
} from '@heping/scoring';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { loadAreas, type AreaTree } from '../areas/tree.ts';
import { nameOf, Refused } from '../refused.ts';
import { conflictOfInterest, runningBody, secondRegular, wrongLeadBody } from './plan-refusals.ts';

export interface Seat {
  readonly person: string;
  readonly isChair: boolean;
}

export interface Plan {
  readonly centre: string;
  readonly kind: EvaluationKind;
  readonly plannedOn: string;
  readonly jointBodies: readonly string[];
  readonly panel: readonly Seat[];
}

/** One objection and where in the plan it arises. */
export interface Objection {
  readonly refused: Refused;
  readonly field: 'centre' | 'kind' | 'plannedOn' | 'panel' | 'jointBodies';
  readonly person?: string;
}

/** Objections as the check answers them and as a refusal's details. */
export const problemsIn = (objections: readonly Objection[], locale: Locale): PlanCheck['problems'] =>
  objections.map(({ refused, field, person }) => ({
    error: refused.code,
    message: refused.say(locale),
    field,
    ...(person === undefined ? {} : { person }),
  }));

/** Throws the first objection, with all of them as details. */
export function refuseIfAny(objections: readonly Objection[]): void {
  const [first] = objections;
  if (first === undefined) return;
  const { code, params } = first.refused;
  throw new Refused(code, params, { details: (locale) => problemsIn(objections, locale) });
}

/** All that speaks against a plan; nothing when it may be saved. [WE1–WE4, DA1, CI1–CI5] */
export async function judgePlan(db: Db, campaign: Campaign, plan: Plan): Promise<readonly Objection[]> {
  const { centres, bodies } = tablesOf(db);
  const [areas, [centre], [lead], joint] = await Promise.all([
    loadAreas(db),
    db.select().from(centres).where(eq(centres.id, plan.centre)),
    db.select().from(bodies).where(eq(bodies.id, campaign.bodyId)),
    judgeJoint(db, plan.jointBodies),
  ]);
  if (lead === undefined)
    throw new Error(`campaign ${campaign.id}: expected its body ${campaign.bodyId}, found none`);
  if (centre === undefined) {
    const refused = new Refused('CENTRE_UNKNOWN', { centre: plan.centre });
    return [{ refused, field: 'centre' }, ...judgePlannedOn(campaign, plan.plannedOn), ...joint];
  }
  return [
    ...(await judgeLead(db, lead, centre, plan.kind, areas)),
    ...judgeArea(lead, centre, areas),
    ...(plan.kind === 'regular' ? await judgeSecond(db, campaign.id, centre) : []),
    ...judgePlannedOn(campaign, plan.plannedOn),
    ...(await judgeSeats(db, centre, plan.panel)),
    ...joint,
  ];
}

async function judgeLead(
  db: Db,
  lead: Body,
  centre: Centre,
  kind: EvaluationKind,
  areas: AreaTree,
): Promise<Objection[]> {
  const { bodies } = tablesOf(db);
  const around = (await db.select().from(bodies).orderBy(asc(bodies.id))).filter(({ areaId }) =>
    areas.isWithin(centre.areaId, areaId),
  );
  const candidates = (wanted: BodyKind) => around.filter((body) => body.kind === wanted);
  const refused = wrongLeadBody({ lead, centre, kind, candidates });
  return refused === null ? [] : [{ refused, field: 'kind' }];
}

function judgeArea(lead: Body, centre: Centre, areas: AreaTree): Objection[] {
  if (areas.isWithin(centre.areaId, lead.areaId)) return [];
  const refused = new Refused('OUTSIDE_AREA', {
    centre: nameOf(centre),
    place: areas.path(centre.areaId),
    body: nameOf(lead),
    area: areas.path(lead.areaId),
  });
  return [{ refused, field: 'centre' }];
}

/** Asked before saving so that the check can say it; the unique index decides between two who plan at once. */
export async function judgeSecond(db: Db, campaignId: string, centre: Centre): Promise<Objection[]> {
  const { evaluations, bodies } = tablesOf(db);
  const [found] = await db
    .select({ first: evaluations, lead: bodies })
    .from(evaluations)
    .innerJoin(bodies, eq(bodies.id, evaluations.leadBodyId))
    .where(
      and(
        eq(evaluations.campaignId, campaignId),
        eq(evaluations.centreId, centre.id),
        eq(evaluations.kind, 'regular'),
        ne(evaluations.phase, 'cancelled'),
      ),
    );
  if (found === undefined) return [];
  return [{ refused: secondRegular(found.first, centre, found.lead), field: 'centre' }];
}

/** Whether the evaluation may be held on this day. [DA1] */
export function judgePlannedOn({ periodFrom, periodTo }: Campaign, day: string): Objection[] {
  if (judgeDay({ day, periodFrom, periodTo }) !== 'DA1') return [];
  const refused = new Refused('DAY_BEFORE_PERIOD', { day, from: periodFrom, to: periodTo });
  return [{ refused, field: 'plannedOn' }];
}

async function judgeJoint(db: Db, jointBodies: readonly string[]): Promise<Objection[]> {
  if (jointBodies.length === 0) return [];
  const { bodies } = tablesOf(db);
  const known = await db
    .select({ id: bodies.id })
    .from(bodies)
    .where(inArray(bodies.id, [...jointBodies]));
  return jointBodies
    .filter((body) => !known.some(({ id }) => id === body))
    .map((body) => ({ refused: new Refused('BODY_UNKNOWN', { body }), field: 'jointBodies' }));
}

/** Whether these people may sit on a panel for this centre. [CI1–CI5] */
export async function judgeSeats(db: Db, centre: Centre, panel: readonly Seat[]): Promise<Objection[]> {
  const { people, centrePeople, officers, bodies } = tablesOf(db);
  const ids = [...new Set(panel.map(({ person }) => person))];
  const [known, ties, offices, running] =
    ids.length === 0
      ? [[], [], [], []]
      : await Promise.all([
          db.select().from(people).where(inArray(people.id, ids)),
          db
            .select()
            .from(centrePeople)
            .where(and(eq(centrePeople.centreId, centre.id), inArray(centrePeople.personId, ids))),
          centre.runByBodyId === null
            ? []
            : db
                .select()
                .from(officers)
                .where(and(eq(officers.bodyId, centre.runByBodyId), inArray(officers.personId, ids))),
          centre.runByBodyId === null
            ? []
            : db.select().from(bodies).where(eq(bodies.id, centre.runByBodyId)),
        ]);
  const active = new Map(
    known.filter(({ disabledAt }) => disabledAt === null).map((person) => [person.id, person]),
  );
  const strangers = ids
    .filter((id) => !active.has(id))
    .map((person): Objection => ({
      refused: new Refused('PERSON_UNKNOWN', { person }),
      field: 'panel',
      person,
    }));
  const judged = judgePanel({
    members: panel.map(({ person, isChair }) => ({
      person,
      isChair,
      centreRoles: ties.filter(({ personId }) => personId === person).map(({ role }) => role),
      isRunningBody: offices.some(({ personId }) => personId === person),
    })),
  });
  return [
    ...strangers,
    ...judged.map((judgement): Objection => {
      const { person } = judgement;
      const about = { person: person === null ? undefined : active.get(person), running: running[0], centre };
      const refused = sayPanel(judgement, panel.length, about);
      return { refused, field: 'panel', ...(person === null ? {} : { person }) };
    }),
  ];
}

interface About {
  readonly person: Person | undefined;
  readonly running: Body | undefined;
  readonly centre: Centre;
}

/** Somebody who is not there has no name; that they are not there is said beside it. */
const UNKNOWN = { name: '?', nameEn: '?' } as const;

/** The rule of scoring as a refusal with the people's names. */
function sayPanel({ rule, role }: PanelRefusal, count: number, { person, running, centre }: About): Refused {
  const who = person ?? UNKNOWN;
  if (rule === 'CI1' && role !== null) return conflictOfInterest(who, role, centre);
  if (rule === 'CI5' && running !== undefined) return runningBody(who, running, centre);
  switch (rule) {
    case 'CI2':
      return count < PANEL_LEAST
        ? new Refused('PANEL_TOO_SMALL', { least: PANEL_LEAST, count })
        : new Refused('PANEL_TOO_LARGE', { most: PANEL_MOST, count });
    case 'CI3':
      return new Refused('PANEL_WITHOUT_CHAIR');
    case 'CI4':
      return new Refused('PERSON_TWICE', { person: nameOf(who) });
    default:
      throw new Error(`panel: expected a rule CI1 to CI5 with whom it is about, got ${rule}`);
  }
}
