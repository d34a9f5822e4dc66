/**
 * Keeping a centre's log: an entry is made, corrected by a later version, or withdrawn with a reason; nothing of it is
 * ever changed or deleted. The line in the audit log is part of the same transaction. [AL3–AL6]
 */
import {
  appendAudit,
  canonicalJson,
  tablesOf,
  type Activity,
  type ActivityFile,
  type Db,
  type Store,
} from '@heping/db';
import { ACTIVITIES_OF_YEAR, ACTIVITY_FIELD_LABELS, MOST_VERSIONS, type schemas } from '@heping/protocol';
import {
  ACTIVITY_RULES,
  compareCodes,
  dayIn,
  OLDEST_YEAR,
  defaultIndicators,
  findIndicator,
  isBlank,
  judgeActivity,
  minuteIn,
  showsFiles,
  TIME_ZONE,
  type ActivityType,
  type IndicatorCode,
} from '@heping/scoring';
import { and, eq, gte, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { listOf, nameOf, Refused } from '../refused.ts';
import { RUBRICS } from '../rubrics/rubric.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { sha256 } from '../sheets/hash.ts';
import { keptHere } from './access.ts';
import { filesShown, showFiles, yearOf } from './files.ts';

/** What keeping a log takes. */
export interface LogDesk {
  readonly store: Store;
  clock(): number;
  newId(): string;
}
export interface Keeping {
  readonly centre: string;
  readonly visitor: Visitor;
}
type Typed = z.output<typeof schemas.NewActivity>;

/** Makes an entry; answers its id. Throws NOT_FOUND, ACTIVITY_FULL and what `versionOf` throws. [AL3, AL13] */
export async function addActivity(desk: LogDesk, keeping: Keeping, typed: Typed): Promise<string> {
  const { store, clock, newId } = desk;
  const { centre, visitor } = keeping;
  const now = clock();
  const id = newId();
  const { files, ...said } = typed;
  const words = versionOf(said, now);
  await store.tx(async (tx) => {
    await keptHere(tx, centre, visitor);
    await requireRoom(tx, centre, now);
    const { activities } = tablesOf(tx);
    const entry = { id, centreId: centre, version: 1, createdBy: visitor.personId, createdAt: now };
    await tx.insert(activities).values(entry);
    await keepVersion(tx, keeping, { id, version: 1, words, files, now, action: 'activity.add' });
  });
  return id;
}

/** Throws ACTIVITY_FULL where the centre has made as many entries this year as its log takes. [AL13] */
async function requireRoom(tx: Db, centreId: string, now: number): Promise<void> {
  const { activities } = tablesOf(tx);
  const { year, from } = yearOf(now);
  const [row] = await tx
    .select({ made: sql<number>`count(*)`.mapWith(Number) })
    .from(activities)
    .where(and(eq(activities.centreId, centreId), gte(activities.createdAt, from)));
  if ((row?.made ?? 0) >= ACTIVITIES_OF_YEAR)
    throw new Refused('ACTIVITY_FULL', { year, most: ACTIVITIES_OF_YEAR });
}

/**
 * Corrects an entry by a later version. Throws ACTIVITY_CHANGED and ACTIVITY_WITHDRAWN for who comes second, and
 * ACTIVITY_VERSIONS where it was corrected too often. [AL4]
 */
export async function correctActivity(
  { store, clock }: LogDesk,
  keeping: Keeping,
  id: string,
  { version: seen, files, ...said }: z.output<typeof schemas.CorrectActivity>,
): Promise<void> {
  const now = clock();
  const words = versionOf(said, now);
  await store.tx(async (tx) => {
    await standing(tx, keeping, id, seen);
    if (seen >= MOST_VERSIONS) throw new Refused('ACTIVITY_VERSIONS', { most: MOST_VERSIONS - 1 });
    const version = seen + 1;
    await changed(tx, keeping, { id, seen }, { version });
    await keepVersion(tx, keeping, { id, version, words, files, now, action: 'activity.correct' });
  });
}

/** Withdraws an entry; it stays to be read, with the reason, and counts no more. Throws REASON_MISSING. [AL5] */
export async function withdrawActivity(
  { store, clock }: LogDesk,
  keeping: Keeping,
  id: string,
  { version, reason }: z.output<typeof schemas.WithdrawActivity>,
): Promise<void> {
  const now = clock();
  await store.tx(async (tx) => {
    await standing(tx, keeping, id, version);
    if (isBlank(reason)) throw new Refused('REASON_MISSING');
    const change = { withdrawnAt: now, withdrawnBy: keeping.visitor.personId, withdrawReason: reason };
    await changed(tx, keeping, { id, seen: version }, change);
    await appendAudit(tx, {
      ...{ at: now, personId: keeping.visitor.personId, action: 'activity.withdraw' },
      ...{ evaluationId: null, subject: id },
      detail: { centre: keeping.centre, version, reason },
    });
  });
}

/** Of two at once one finds the entry as it was seen; the other is told what became of it. [AL4] */
async function changed(
  tx: Db,
  keeping: Keeping,
  { id, seen }: { readonly id: string; readonly seen: number },
  change: Partial<Activity>,
): Promise<void> {
  const { activities } = tablesOf(tx);
  const isAsSeen = and(eq(activities.id, id), eq(activities.version, seen), isNull(activities.withdrawnAt));
  const [row] = await tx.update(activities).set(change).where(isAsSeen).returning({ id: activities.id });
  if (row === undefined) await standing(tx, keeping, id, seen);
}

interface Kept {
  readonly id: string;
  readonly version: number;
  readonly words: ReturnType<typeof versionOf>;
  readonly files: Typed['files'];
  readonly now: number;
  readonly action: 'activity.add' | 'activity.correct';
}

async function keepVersion(
  tx: Db,
  { centre, visitor }: Keeping,
  { id, version, words, files: named, now, action }: Kept,
): Promise<void> {
  const { activityVersions } = tablesOf(tx);
  const { personId } = visitor;
  const { type, day } = words;
  const whose = { centreId: centre, activityId: id, version, personId };
  const files = await filesShown(tx, { ...whose, files: named });
  if (files.length > 0 && !showsFiles(type))
    throw new Refused('ACTIVITY_FILES', { type: ACTIVITY_RULES[type].title });
  await tx.insert(activityVersions).values({ activityId: id, version, ...words, by: personId, at: now });
  await showFiles(tx, whose, files);
  // What it says is the centre's and not the log's: a hash is enough to see later that it is what was written.
  await appendAudit(tx, {
    ...{ at: now, personId, action, evaluationId: null, subject: id },
    detail: { centre, version, type, day, hash: hashOf(words, files) },
  });
}

/** Of what a version says, and of the bytes it shows; where it shows none, of what it says alone. [AL6] */
const hashOf = (words: Kept['words'], files: readonly ActivityFile[]): string =>
  sha256(canonicalJson(files.length === 0 ? words : { ...words, files: files.map((file) => file.sha256) }));

/** The entry as it stands, for somebody who keeps the log and saw this version. */
async function standing(tx: Db, { centre, visitor }: Keeping, id: string, seen: number): Promise<void> {
  await keptHere(tx, centre, visitor);
  const { activities, activityVersions, people } = tablesOf(tx);
  const [row] = await tx
    .select({ entry: activities, said: activityVersions })
    .from(activities)
    .innerJoin(
      activityVersions,
      and(eq(activityVersions.activityId, activities.id), eq(activityVersions.version, activities.version)),
    )
    .where(and(eq(activities.id, id), eq(activities.centreId, centre)));
  if (row === undefined) throw new Refused('NOT_FOUND');
  const { entry, said } = row;
  const by = async (personId: string, at: number) => {
    const [person] = await tx.select().from(people).where(eq(people.id, personId));
    return { person: person === undefined ? personId : nameOf(person), at: minuteIn(TIME_ZONE, at) };
  };
  if (entry.withdrawnAt !== null)
    throw new Refused(
      'ACTIVITY_WITHDRAWN',
      await by(entry.withdrawnBy ?? entry.createdBy, entry.withdrawnAt),
    );
  if (entry.version !== seen) throw new Refused('ACTIVITY_CHANGED', await by(said.by, said.at));
}

/** What was typed as a version. Throws ACTIVITY_AHEAD, ACTIVITY_EARLY, ACTIVITY_INCOMPLETE, ACTIVITY_SUPERFLUOUS, ACTIVITY_BARE, ACTIVITY_INDICATOR. [AL3] */
function versionOf({ indicators, ...words }: Omit<Typed, 'files'>, now: number) {
  const { type, day } = words;
  const today = dayIn(TIME_ZONE, now);
  if (day > today) throw new Refused('ACTIVITY_AHEAD', { day, today });
  if (day < OLDEST_YEAR) throw new Refused('ACTIVITY_EARLY', { day, year: OLDEST_YEAR });
  const { title, kind } = ACTIVITY_RULES[type];
  const fault = judgeActivity(words);
  if (fault?.rule === 'AY2')
    throw new Refused('ACTIVITY_INCOMPLETE', { type: title, field: ACTIVITY_FIELD_LABELS[fault.missing] });
  if (fault?.rule === 'AY3') {
    const fields = listOf(fault.superfluous.map((field) => ACTIVITY_FIELD_LABELS[field]));
    throw new Refused(kind === 'reporting' ? 'ACTIVITY_BARE' : 'ACTIVITY_SUPERFLUOUS', {
      type: title,
      fields,
    });
  }
  return { ...words, indicators: linkedTo(type, indicators) };
}

/** What it speaks of, each once and in the order of the appendix; without a word of it, what its type names. [AY1] */
function linkedTo(type: ActivityType, named: readonly IndicatorCode[] | undefined): readonly IndicatorCode[] {
  const rubrics = RUBRICS;
  if (named === undefined) return [...new Set(rubrics.flatMap((rubric) => defaultIndicators(rubric, type)))];
  for (const code of named)
    if (!rubrics.some((rubric) => findIndicator(rubric, code) !== undefined))
      throw new Refused('ACTIVITY_INDICATOR', { code });
  return [...new Set(named)].toSorted(compareCodes);
}
