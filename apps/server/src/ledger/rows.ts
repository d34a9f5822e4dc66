/** Lines of the ledger as the office form has them, each kind of thing around them in one query. [LG2] */
import { tablesOf, type Db } from '@heping/db';
import type { LedgerRow } from '@heping/protocol';
import { dayIn, daysBetween } from '@heping/scoring';
import { and, asc, count, eq, inArray, ne } from 'drizzle-orm';
import { bodyRef, centreRef } from '../areas/refs.ts';
import { isProvisional } from '../calendar/working-days.ts';
import { personRef } from '../people/person-ref.ts';
import { OPEN_STATES, todayOf, type LedgerReader } from './filter.ts';
import { opens, seesOffice } from './scope.ts';

/** The rows of these findings, in this order. */
export async function readRows(db: Db, reader: LedgerReader, ids: readonly string[]): Promise<LedgerRow[]> {
  if (ids.length === 0) return [];
  const [found, around] = await Promise.all([readFound(db, ids), readAround(db, ids)]);
  const people = await readPeople(db, found);
  const today = todayOf(reader);
  const rows = new Map(
    found.map((one) => [one.kept.findingId, rowOf(one, { reader, today, people, ...around })]),
  );
  return ids.flatMap((id) => rows.get(id) ?? []);
}

async function readFound(db: Db, ids: readonly string[]) {
  const { cases, findings, centres, evaluations, campaigns, bodies } = tablesOf(db);
  return db
    .select({
      kept: cases,
      reason: findings.reason,
      clauses: findings.clauses,
      source: findings.source,
      centre: centres,
      ledBy: bodies,
      evaluationKind: evaluations.kind,
      campaignId: campaigns.id,
      campaignTitle: campaigns.title,
      timeZone: campaigns.timeZone,
    })
    .from(cases)
    .innerJoin(findings, eq(findings.id, cases.findingId))
    .innerJoin(centres, eq(centres.id, cases.centreId))
    .innerJoin(bodies, eq(bodies.id, cases.leadBodyId))
    .innerJoin(evaluations, eq(evaluations.id, cases.evaluationId))
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .where(inArray(cases.findingId, [...ids]));
}
type Found = Awaited<ReturnType<typeof readFound>>[number];

/** Measures that stand, and how many files prove them. */
async function readAround(db: Db, ids: readonly string[]) {
  const { measures, progressNotes, fileUses } = tablesOf(db);
  const [standing, proofs, ofFindings] = await Promise.all([
    db
      .select({ finding: measures.findingId, text: measures.text })
      .from(measures)
      .where(and(inArray(measures.findingId, [...ids]), ne(measures.state, 'dropped')))
      .orderBy(asc(measures.dueOn), asc(measures.id)),
    db
      .select({ finding: measures.findingId, files: count() })
      .from(measures)
      .innerJoin(progressNotes, eq(progressNotes.measureId, measures.id))
      .innerJoin(fileUses, and(eq(fileUses.subjectId, progressNotes.id), eq(fileUses.subject, 'progress')))
      .where(inArray(measures.findingId, [...ids]))
      .groupBy(measures.findingId),
    db
      .select({ finding: fileUses.subjectId, files: count() })
      .from(fileUses)
      .where(
        and(inArray(fileUses.subject, ['acceptance', 'look-back']), inArray(fileUses.subjectId, [...ids])),
      )
      .groupBy(fileUses.subjectId),
  ]);
  const files = new Map<string, number>();
  for (const { finding, files: some } of [...proofs, ...ofFindings])
    files.set(finding, (files.get(finding) ?? 0) + some);
  return { measures: Map.groupBy(standing, ({ finding }) => finding), files };
}
type Around = Awaited<ReturnType<typeof readAround>>;

async function readPeople(db: Db, found: readonly Found[]) {
  const { people } = tablesOf(db);
  const ids = new Set(
    found.flatMap(({ kept: { responsibleId, closedBy, handledBy } }) =>
      [responsibleId, closedBy, handledBy].filter((id) => id !== null),
    ),
  );
  if (ids.size === 0) return new Map<string, ReturnType<typeof personRef>>();
  const rows = await db
    .select()
    .from(people)
    .where(inArray(people.id, [...ids]));
  return new Map(rows.map((person) => [person.id, personRef(person)]));
}

interface Beside extends Around {
  readonly reader: LedgerReader;
  readonly today: string;
  readonly people: ReadonlyMap<string, ReturnType<typeof personRef>>;
}

function rowOf(found: Found, { reader, today, people, measures, files }: Beside): LedgerRow {
  const { kept, reason, clauses, source, centre, evaluationKind, timeZone } = found;
  const { scope } = reader;
  const isOffice = seesOffice(scope, kept);
  const dayOf = (at: number | null) => (at === null ? null : dayIn(timeZone, at));
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  return {
    id: kept.findingId,
    evaluation: kept.evaluationId,
    number: kept.number,
    centre: centreRef(centre, scope.tree),
    campaign: { id: found.campaignId, title: found.campaignTitle },
    evaluationKind,
    source,
    indicator: kept.indicator,
    clauses: [...clauses],
    reason,
    severity: kept.severity,
    state: kept.state,
    deliveredOn: dayIn(timeZone, kept.deliveredAt),
    dueOn: kept.dueOn,
    firstDueOn: kept.firstDueOn,
    dueOnProvisional: isProvisional(kept.dueOn),
    overdueDays: OPEN_STATES.includes(kept.state) ? Math.max(daysBetween(kept.dueOn, today), 0) : 0,
    kind: kept.kind,
    responsible: person(kept.responsibleId),
    owners: kept.ownerNames,
    measures: (measures.get(kept.findingId) ?? []).map(({ text }) => text),
    reported: kept.reported,
    verified: kept.verified,
    files: files.get(kept.findingId) ?? 0,
    submittedOn: dayOf(kept.submittedAt),
    closedOn: dayOf(kept.closedAt),
    closedBy: person(kept.closedBy),
    lookBackOn: kept.lookBackOn,
    effect: kept.effect,
    repeatOf: kept.repeatOf,
    hasOpenObjection: kept.hasOpenObjection,
    handler: isOffice ? person(kept.handledBy) : null,
    remark: isOffice ? kept.remark : '',
    ledBy: bodyRef(found.ledBy),
    mayOpen: opens(scope, kept),
    mayHandle: scope.bodies.has(kept.leadBodyId) && !scope.ties.has(kept.centreId),
  };
}
