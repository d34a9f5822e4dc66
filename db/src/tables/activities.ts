/** What a centre does through the year: its activity log 工作台账, each entry with every version of it. */
import { ACTIVITY_TYPES, FILE_TYPES } from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { checksOf } from './checks.ts';
import type { Places } from './places.ts';

export function defineActivities(k: Kit, { people, centres }: Places) {
  const { oneOf, notNegative, dateShape } = checksOf(k);
  const person = () => k.text().references(() => people.id);

  /** An entry; what it says stands in its versions. Withdrawn it stays, with the reason. */
  const activities = k.table(
    'activities',
    {
      id: k.text().primaryKey(),
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      /** The version that holds: 1, 2, 3 … */
      version: k.int().notNull(),
      createdBy: person().notNull(),
      createdAt: k.time().notNull(),
      withdrawnAt: k.time(),
      withdrawnBy: person(),
      withdrawReason: k.text(),
    },
    (t) => [
      k.check('activities_version', sql`${t.version} >= 1`),
      // The log of a centre.
      k.index('activities_centre').on(t.centreId),
    ],
  );

  /** What an entry said, and since when. Append-only. */
  const activityVersions = k.table(
    'activity_versions',
    {
      activityId: k
        .text()
        .notNull()
        .references(() => activities.id),
      version: k.int().notNull(),
      type: k.text({ enum: ACTIVITY_TYPES }).notNull(),
      day: k.date().notNull(),
      /** How many took part; null where nobody counted. */
      people: k.int(),
      who: k.text().notNull(),
      place: k.text().notNull(),
      text: k.text().notNull(),
      /** Of a report: to whom it went (4.3.7). */
      recipient: k.text().notNull(),
      indicators: k.json<readonly string[]>().notNull(),
      by: person().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      // Two corrections at once cannot both be version 2.
      k.primaryKey({ columns: [t.activityId, t.version] }),
      oneOf('activity_versions_type', t.type, ACTIVITY_TYPES),
      dateShape('activity_versions_day', t.day),
      notNegative('activity_versions_people', t.people),
    ],
  );

  /** A photo or paper of a centre's log; its bytes lie under their hash, beside those of evaluations. */
  const activityFiles = k.table(
    'activity_files',
    {
      id: k.text().primaryKey(),
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      sha256: k.text().notNull(),
      type: k.text({ enum: FILE_TYPES }).notNull(),
      size: k.int().notNull(),
      /** As the person called it; never a path. */
      name: k.text().notNull(),
      width: k.int(),
      height: k.int(),
      personId: person().notNull(),
      personName: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      oneOf('activity_files_type', t.type, FILE_TYPES),
      notNegative('activity_files_size', t.size),
      // The quota of a centre's year.
      k.index('activity_files_centre').on(t.centreId, t.at),
      k.index('activity_files_sha256').on(t.sha256),
    ],
  );

  /** Which files a version of an entry shows, in the order of its writer. Append-only. */
  const activityFileUses = k.table(
    'activity_file_uses',
    {
      activityId: k
        .text()
        .notNull()
        .references(() => activities.id),
      version: k.int().notNull(),
      fileId: k
        .text()
        .notNull()
        .references(() => activityFiles.id),
      place: k.int().notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.activityId, t.version, t.fileId] }),
      // Who looks at a file is asked by it.
      k.index('activity_file_uses_file').on(t.fileId),
    ],
  );

  return { activities, activityVersions, activityFiles, activityFileUses };
}
