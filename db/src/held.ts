/** Rows that stay as they were read until the unit of work is over. */
import { isReader, type Db } from './db.ts';

/**
 * The rows of a question, held: a unit that would change one, or hold it too, waits for this one's commit, so what was
 * decided by them is still true then. Always in one order (campaign before the audit chain), or two units wait for each
 * other. SQLite has one unit at a time and holds nothing; `store.db`, whose questions are no unit, does not either.
 *
 * @example const [campaign] = await held(db, db.select().from(campaigns).where(eq(campaigns.id, id)));
 */
export function held<Query extends object>(db: Db, query: Query): Query {
  if (isReader(db) || !('for' in query)) return query;
  // Safe: only drizzle's PostgreSQL builders have the verb, and it gives back the builder.
  return (query as unknown as { for(strength: 'no key update'): Query }).for('no key update');
}
