/** Who and where: people, areas, bodies, centres, and what ties them. */
import { BODY_KINDS, CENTRE_ROLES, LOCALES, TIERS } from '@heping/scoring';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from '../columns.ts';
import { AREA_LEVELS } from '../lists.ts';
import { checksOf } from './checks.ts';

export function definePlaces(k: Kit) {
  const { oneOf, idShape } = checksOf(k);

  const people = k.table(
    'people',
    {
      id: k.text().primaryKey(),
      username: k.text().notNull().unique(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      passwordHash: k.text().notNull(),
      locale: k.text({ enum: LOCALES }).notNull().default('zh'),
      isAdministrator: k.bool().notNull().default(false),
      isDemo: k.bool().notNull().default(false),
      disabledAt: k.time(),
      /** Where mail goes; empty for none. */
      email: k.text().notNull().default(''),
    },
    (t) => [idShape('people_id_shape', t.id), oneOf('people_locale', t.locale, LOCALES)],
  );

  const areas = k.table(
    'areas',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      level: k.text({ enum: AREA_LEVELS }).notNull(),
      parentId: k.text().references((): AnySQLiteColumn => areas.id),
    },
    (t) => [
      oneOf('areas_level', t.level, AREA_LEVELS),
      // The tree is walked downwards: the areas below this one.
      k.index('areas_parent').on(t.parentId),
    ],
  );

  const bodies = k.table(
    'bodies',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      kind: k.text({ enum: BODY_KINDS }).notNull(),
      areaId: k
        .text()
        .notNull()
        .references(() => areas.id),
    },
    (t) => [
      oneOf('bodies_kind', t.kind, BODY_KINDS),
      // Who may evaluate the centres of an area.
      k.index('bodies_area').on(t.areaId),
    ],
  );

  const officers = k.table(
    'officers',
    {
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
    },
    (t) => [
      k.primaryKey({ columns: [t.bodyId, t.personId] }),
      // Which bodies this person works for, asked at every request.
      k.index('officers_person').on(t.personId),
    ],
  );

  const centres = k.table(
    'centres',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      tier: k.text({ enum: TIERS }).notNull(),
      areaId: k
        .text()
        .notNull()
        .references(() => areas.id),
      runByBodyId: k.text().references(() => bodies.id),
      address: k.text().notNull().default(''),
      phone: k.text().notNull().default(''),
      isDemo: k.bool().notNull().default(false),
    },
    (t) => [
      oneOf('centres_tier', t.tier, TIERS),
      // The centres of an area, and areas without one.
      k.index('centres_area').on(t.areaId),
      // Self-evaluation: which centres a body runs itself (4.2.2, 7.2.3).
      k.index('centres_run_by').on(t.runByBodyId),
    ],
  );

  const centrePeople = k.table(
    'centre_people',
    {
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      role: k.text({ enum: CENTRE_ROLES }).notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.centreId, t.personId, t.role] }),
      oneOf('centre_people_role', t.role, CENTRE_ROLES),
      // Conflict of interest: every centre this person leads, works or answers for. [CI1]
      k.index('centre_people_person').on(t.personId),
    ],
  );

  const sessions = k.table(
    'sessions',
    {
      /** SHA-256 of the cookie's token; the token itself is never kept (SECURITY C1). */
      tokenHash: k.text().primaryKey(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      seenAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      address: k.text().notNull(),
    },
    (t) => [
      // A person's sessions end together when an account is disabled or a password changes.
      k.index('sessions_person').on(t.personId),
      // Sweeping out what is over.
      k.index('sessions_expires').on(t.expiresAt),
    ],
  );

  return { people, areas, bodies, officers, centres, centrePeople, sessions };
}

export type Places = ReturnType<typeof definePlaces>;
