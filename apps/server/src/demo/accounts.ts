/** The accounts that a demo is entered with: for the greeting and for the sign-in page. */
import { DEMO, DEMO_ROLES, type DemoAccount } from '@heping/db';
import { and, eq, isNull } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';

/** The demo's accounts, where this is a demo. */
export async function demoAccounts({ store }: FastifyInstance): Promise<DemoAccount[]> {
  const { people } = store.tables;
  const rows = await store.db
    .select()
    .from(people)
    .where(and(eq(people.isDemo, true), isNull(people.disabledAt)));
  return DEMO_ROLES.flatMap(([username, role, roleEn]) =>
    rows
      .filter((person) => person.username === username)
      .map(({ id, name, nameEn }) => ({
        username,
        password: DEMO.password,
        personId: id,
        name,
        nameEn,
        role,
        roleEn,
      })),
  );
}
