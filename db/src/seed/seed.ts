/** Loads the demo's areas, bodies, people, centres and campaigns; what happens in evaluations is the server's to play. */
import { LOCALES } from '@heping/scoring';
import type { Db } from '../db.ts';
import type { Store } from '../store.ts';
import type { Officer, Person } from '../tables.ts';
import { AREAS } from './areas.ts';
import { BODIES } from './bodies.ts';
import { campaignsOf } from './campaigns.ts';
import { CENTRES } from './centres.ts';
import { DEMO, DEMO_ROLES } from './demo.ts';
import { ADMINISTRATOR, CENTRE_PEOPLE, OFFICERS, PEOPLE, RESPONSIBLE } from './people.ts';

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly personId: string;
  readonly name: string;
  readonly nameEn: string;
  /** What the account stands for. */
  readonly role: string;
  readonly roleEn: string;
}

export interface SeedOptions {
  readonly now: Date;
  readonly hashPassword: (password: string) => Promise<string>;
}

/**
 * Fills an empty database with the demo, all of it or nothing. Where there is anybody already it does nothing
 * and gives no accounts. All accounts share one password, hashed once.
 */
export async function seedDemo(store: Store, { now, hashPassword }: SeedOptions): Promise<DemoAccount[]> {
  const passwordHash = await hashPassword(DEMO.password);
  const isSeeded = await store.tx(async (db) => {
    const { people } = store.tables;
    const anybody = await db.select({ id: people.id }).from(people).limit(1);
    if (anybody.length > 0) return false;
    await insertDemo(store, db, now, passwordHash);
    return true;
  });
  return isSeeded ? accounts() : [];
}

async function insertDemo({ tables }: Store, db: Db, now: Date, passwordHash: string): Promise<void> {
  const account = { passwordHash, locale: LOCALES[0], isDemo: true, disabledAt: null, email: '' } as const;
  await db.insert(tables.areas).values([...AREAS]);
  await db.insert(tables.bodies).values([...BODIES]);
  await db.insert(tables.people).values(
    PEOPLE.map(({ id, username, name, nameEn }): Person => ({
      ...{ id, username, name, nameEn, ...account },
      isAdministrator: id === ADMINISTRATOR.id,
    })),
  );
  await db
    .insert(tables.officers)
    .values(OFFICERS.map(({ id, bodyId }): Officer => ({ bodyId, personId: id })));
  await db.insert(tables.centres).values([...CENTRES]);
  await db.insert(tables.centrePeople).values([
    ...CENTRE_PEOPLE.map(({ id, centreId, role }) => ({ centreId, personId: id, role })),
    ...RESPONSIBLE.flatMap(({ id, bodyId }) =>
      CENTRES.filter(({ runByBodyId }) => runByBodyId === bodyId).map((centre) => ({
        centreId: centre.id,
        personId: id,
        role: 'responsible' as const,
      })),
    ),
  ]);
  await db.insert(tables.campaigns).values(campaignsOf(now));
}

/** The accounts worth showing to somebody who tries the demo. */
function accounts(): DemoAccount[] {
  const people = new Map(PEOPLE.map((person) => [person.username, person]));
  return DEMO_ROLES.flatMap(([username, role, roleEn]) => {
    const person = people.get(username);
    if (person === undefined) return [];
    const { id, name, nameEn } = person;
    return [{ username, password: DEMO.password, personId: id, name, nameEn, role, roleEn }];
  });
}
