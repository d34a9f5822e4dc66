/** Whose hands are in what is decided, beside the owners, reporters and submitters that the rows name. [FA5, FA6] */
import { tablesOf, type Db } from '@heping/db';
import { and, eq, inArray, isNull, or } from 'drizzle-orm';

export interface Hands {
  /** Measure → who made links to it, where something was said or asked through one. */
  readonly makers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The centre's people: its leader, deputies, staff. [FA6] */
  readonly tied: ReadonlySet<string>;
}

interface HandsQuestion {
  readonly centre: { readonly id: string };
  readonly measures: readonly { readonly id: string }[];
}

/** The hands in these measures of a centre. */
export async function handsIn(db: Db, { centre, measures }: HandsQuestion): Promise<Hands> {
  const ids = measures.map(({ id }) => id);
  const [makers, tied] = await Promise.all([makersOf(db, ids), tiedTo(db, centre.id)]);
  return { makers, tied };
}

/** Who is tied to a centre. Officers of a body that runs it are not tied by that alone. [OJ2, FA6] */
export async function tiedTo(db: Db, centreId: string): Promise<ReadonlySet<string>> {
  const { centrePeople } = tablesOf(db);
  const ties = await db
    .select({ person: centrePeople.personId })
    .from(centrePeople)
    .where(eq(centrePeople.centreId, centreId));
  return new Set(ties.map(({ person }) => person));
}

/**
 * What comes by a link has no account behind it, so whoever gave the link answers for it. A link that was taken back
 * counts like the others: what was said by it still stands.
 */
async function makersOf(db: Db, measureIds: readonly string[]): Promise<Hands['makers']> {
  if (measureIds.length === 0) return new Map();
  const { ownerLinks, progressNotes, extensions } = tablesOf(db);
  const saidByLink = db
    .select({ id: progressNotes.measureId })
    .from(progressNotes)
    .where(and(inArray(progressNotes.measureId, [...measureIds]), isNull(progressNotes.personId)));
  const askedByLink = db
    .select({ id: extensions.measureId })
    .from(extensions)
    .where(and(inArray(extensions.measureId, [...measureIds]), isNull(extensions.askedBy)));
  const rows = await db
    .selectDistinct({ measure: ownerLinks.measureId, person: ownerLinks.createdBy })
    .from(ownerLinks)
    .where(or(inArray(ownerLinks.measureId, saidByLink), inArray(ownerLinks.measureId, askedByLink)));
  return new Map(
    [...Map.groupBy(rows, ({ measure }) => measure)].map(([id, made]) => [
      id,
      new Set(made.map(({ person }) => person)),
    ]),
  );
}
