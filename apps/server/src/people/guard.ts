import { tablesOf, type Db } from '@heping/db';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** The bodies somebody works for. */
export async function bodiesOf(db: Db, { personId }: Visitor): Promise<ReadonlySet<string>> {
  const { officers } = tablesOf(db);
  const rows = await db.select().from(officers).where(eq(officers.personId, personId));
  return new Set(rows.map(({ bodyId }) => bodyId));
}

/** Whether somebody plans or administers, and so may look people up. */
export async function isOrganiser(db: Db, visitor: Visitor): Promise<boolean> {
  return visitor.isAdministrator || (await bodiesOf(db, visitor)).size > 0;
}

/** Throws NOT_FOUND for who is neither officer nor administrator. */
export async function requireOrganiser(db: Db, visitor: Visitor): Promise<void> {
  if (!(await isOrganiser(db, visitor))) throw new Refused('NOT_FOUND');
}
