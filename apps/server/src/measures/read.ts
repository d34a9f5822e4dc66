/** Measures with what was said of them, and what their reader can do. [MA7, ME6] */
import { tablesOf, type Case, type Db, type Extension, type Measure, type ProgressNote } from '@heping/db';
import { FINDING_STATE_LABELS, type MeasurePage, type MeasureSheet } from '@heping/protocol';
import {
  dayIn,
  isOverdue,
  may,
  MEASURE_ACTS,
  MEASURE_TRANSITIONS,
  nextMeasureState,
  type MeasureParty,
  type Role,
} from '@heping/scoring';
import { and, asc, count, eq, inArray, lte, sql } from 'drizzle-orm';
import { isProvisional } from '../calendar/working-days.ts';
import type { Access } from '../evaluations/access.ts';
import { refsOf, type RefOf } from '../people/refs.ts';
import { handsIn, type Hands } from '../rectification/hands.ts';
import { personIdOf, type MeasureActor } from './actor.ts';
import { approachMeasure, type MeasureActing } from './approach.ts';
import { actionOf, type GivenMeasureAct } from './doing.ts';
import { SAID } from './refused.ts';
import { measureConditions } from './standing.ts';
import { filesOf } from '../files/use.ts';

type Around = Pick<Access, 'evaluation' | 'campaign' | 'centre' | 'roles'> & {
  readonly actor: MeasureActor;
  readonly now: number;
};
interface Kept {
  readonly measure: Measure;
  readonly kept: Case;
}

/** The measures of an evaluation, or of one of its findings, by finding and place. */
export async function readMeasures(
  db: Db,
  around: Around,
  { finding }: { readonly finding?: string | undefined } = {},
): Promise<MeasureSheet[]> {
  const { measures, cases } = tablesOf(db);
  const rows = await db
    .select({ measure: measures, kept: cases })
    .from(measures)
    .innerJoin(cases, eq(cases.findingId, measures.findingId))
    .where(
      and(
        eq(measures.evaluationId, around.evaluation.id),
        finding === undefined ? undefined : eq(measures.findingId, finding),
      ),
    )
    .orderBy(asc(cases.number), asc(measures.place));
  return sheetsOf(db, rows, around, NEWEST_NOTES);
}

/** One measure for whoever may reach it: with a role in its evaluation, or as its owner. Throws NOT_FOUND. [PO9] */
export async function readMeasurePage(db: Db, acting: MeasureActing, now: number): Promise<MeasurePage> {
  const here = await approachMeasure(db, acting, { action: 'case.read', now });
  const { kept, measure, evaluation, campaign, centre, roles } = here;
  const { findings } = tablesOf(db);
  const [finding] = await db.select().from(findings).where(eq(findings.id, measure.findingId));
  const around = { ...here, actor: acting.actor, now };
  const [sheet] = await sheetsOf(db, [{ measure, kept }], around, Infinity);
  if (finding === undefined || sheet === undefined) throw new Error(`measure ${measure.id} has no finding`);
  return {
    measure: sheet,
    centre: { id: centre.id, name: centre.name, nameEn: centre.nameEn },
    campaign: { title: campaign.title, timeZone: campaign.timeZone },
    finding: {
      ...{ id: finding.id, number: kept.number, state: kept.state, severity: kept.severity },
      ...{ reason: finding.reason, dueOn: kept.dueOn },
    },
    evaluation: evaluation.id,
    seesEvaluation: may(roles, 'case.read', evaluation.phase),
  };
}

async function sheetsOf(
  db: Db,
  rows: readonly Kept[],
  around: Around,
  mostNotes: number,
): Promise<MeasureSheet[]> {
  const { extensions } = tablesOf(db);
  const ids = rows.map(({ measure }) => measure.id);
  if (ids.length === 0) return [];
  const [notes, counts] = await Promise.all([newestNotes(db, ids, mostNotes), countNotes(db, ids)]);
  const asked = await db
    .select()
    .from(extensions)
    .where(inArray(extensions.measureId, ids))
    .orderBy(asc(extensions.askedAt), asc(extensions.id));
  const files = await filesOf(
    db,
    'progress',
    notes.map(({ id }) => id),
  );
  const person = await refsOf(db, [
    ...rows.flatMap(({ measure }) => [measure.ownerId, measure.verifiedBy]),
    ...notes.map(({ personId }) => personId),
    ...asked.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  ]);
  const measures = rows.map(({ measure }) => measure);
  const hands = await handsIn(db, { centre: around.centre, measures });
  const today = dayIn(around.campaign.timeZone, around.now);
  return rows.map((row) => {
    const { measure } = row;
    const own = asked.filter(({ measureId }) => measureId === measure.id);
    return {
      ...about(row, { person, today }),
      notes: notes
        .filter(({ measureId }) => measureId === measure.id)
        .map((note) => ({ ...noteOf(note, person), files: files.get(note.id) ?? [] })),
      noteCount: counts.get(measure.id) ?? 0,
      extensions: own.map((extension) => extensionOf(extension, person)),
      keepsCameraRecord: around.campaign.keepsCameraRecord,
      acts: actsOn(row, own, { ...around, hands }),
    };
  });
}

/** Of one measure by itself all are read; of many together the newest of each. [MA8] */
const NEWEST_NOTES = 50;

async function newestNotes(db: Db, ids: readonly string[], most: number): Promise<ProgressNote[]> {
  const { progressNotes } = tablesOf(db);
  const { id, at, measureId } = progressNotes;
  const isTheirs = inArray(measureId, [...ids]);
  const notes = db.select().from(progressNotes);
  if (most === Infinity) return notes.where(isTheirs).orderBy(asc(at), asc(id));
  const place = sql<number>`row_number() over (partition by ${measureId} order by ${at} desc, ${id} desc)`;
  const placed = db
    .select({ id, place: place.as('place') })
    .from(progressNotes)
    .where(isTheirs)
    .as('placed');
  const newest = db.select({ id: placed.id }).from(placed).where(lte(placed.place, most));
  return notes.where(inArray(id, newest)).orderBy(asc(at), asc(id));
}

async function countNotes(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { progressNotes } = tablesOf(db);
  const rows = await db
    .select({ measure: progressNotes.measureId, notes: count() })
    .from(progressNotes)
    .where(inArray(progressNotes.measureId, [...ids]))
    .groupBy(progressNotes.measureId);
  return new Map(rows.map(({ measure, notes }) => [measure, notes]));
}

function about(
  { measure, kept }: Kept,
  { person, today }: { readonly person: RefOf; readonly today: string },
): Omit<MeasureSheet, 'notes' | 'keepsCameraRecord' | 'noteCount' | 'extensions' | 'acts'> {
  const { id, findingId, kind, text, ownerId, ownerName, dueOn, firstDueOn, expected, state } = measure;
  const { reported, verified, reportedByName, reportedAt, verifiedBy, verifiedAt } = measure;
  const verifier = person(verifiedBy);
  const isOpen = state === 'doing' || state === 'reported';
  return {
    ...{ id, finding: findingId, kind, text, owner: person(ownerId), ownerName },
    ...{ dueOn, firstDueOn, dueOnProvisional: isProvisional(dueOn) },
    isOverdue: isOpen && kept.state !== 'closed' && isOverdue(dueOn, today),
    ...{ expected, state, reported, verified },
    reportedBy:
      state === 'doing' || reportedByName === null || reportedAt === null
        ? null
        : { name: reportedByName, at: reportedAt },
    verifiedBy: verifier === null || verifiedAt === null ? null : { person: verifier, at: verifiedAt },
  };
}

const noteOf = (
  { id, kind, percent, text, personId, personName, at }: ProgressNote,
  person: RefOf,
): Omit<MeasureSheet['notes'][number], 'files'> => ({
  ...{ id, kind, percent, text, at },
  ...{ person: person(personId), name: personName },
});

function extensionOf(extension: Extension, person: RefOf): MeasureSheet['extensions'][number] {
  const { id, until, reason, state, askedBy, askedByName, askedAt, decidedBy, decidedAt, decision } =
    extension;
  return {
    ...{ id, until, reason, state, askedBy: person(askedBy), askedByName, askedAt },
    decision: decidedAt === null ? null : { by: person(decidedBy), at: decidedAt, reason: decision ?? '' },
  };
}

/** What somebody can do, and what only something that is said keeps them from. The table that the acts ask. [ME6] */
function actsOn(
  { measure, kept }: Kept,
  extensions: readonly Extension[],
  { roles, evaluation, actor, hands }: Around & { readonly hands: Hands },
): MeasureSheet['acts'] {
  const personId = personIdOf(actor);
  const isOwner = actor.kind === 'link' || measure.ownerId === personId;
  const asOwner: readonly Role[] = isOwner ? [...roles, 'leader'] : roles;
  const parties: MeasureParty[] = [
    ...(isOwner ? (['owner'] as const) : []),
    ...(['leader', 'officer'] as const).filter((role) => roles.includes(role)),
  ];
  const asked = extensions.find(({ state }) => state === 'asked');
  const holds = measureConditions({ measure, kept, asked, hands, personId, percent: 100 });
  return MEASURE_ACTS.filter((act): act is GivenMeasureAct => act !== 'drop').flatMap(
    (act): MeasureSheet['acts'] => {
      const { from, needs } = MEASURE_TRANSITIONS[act];
      if (!from.includes(measure.state) || !may(asOwner, actionOf(act), evaluation.phase)) return [];
      // Nothing was asked for, so there is nothing to be decided.
      if (needs.includes('extension-asked') && asked === undefined) return [];
      const judged = nextMeasureState(act, { state: measure.state, parties, holds, reason: act });
      if (judged.ok) return [{ act, why: null }];
      if (judged.error === 'party') return [];
      const params = { until: asked?.until ?? measure.dueOn };
      return [
        {
          act,
          why: { code: SAID[judged.error], params: { ...params, finding: FINDING_STATE_LABELS[kept.state] } },
        },
      ];
    },
  );
}
