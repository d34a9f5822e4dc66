/** Questions that are asked again and again: put together once for a database, and from then on only asked. */
import { sql, type SQL } from 'drizzle-orm';
import { isReader, type Db } from './db.ts';

/** A query of drizzle's whose values are `given(…)`, or `sql.placeholder(…)` where they are numbers. */
interface Query<Answer> {
  prepare(): { execute(given: Record<string, unknown>): Promise<Answer> };
}

/**
 * Putting a query together takes drizzle and SQLite ten times as long as answering it: whoever joins a document asks
 * ten of them. Remembered for `store.db` alone; inside a unit it is put together anew, so that the unit's end is felt.
 *
 * @example
 * const personNamed = question((db) => {
 *   const { people } = tablesOf(db);
 *   return db.select().from(people).where(eq(people.username, given('name')));
 * });
 * const [person] = await personNamed(store.db, { name });
 */
export function question<Given extends Record<string, unknown>, Answer>(
  ask: (db: Db) => Query<Answer>,
): (db: Db, given: Given) => Promise<Answer> {
  const known = new WeakMap<Db, ReturnType<Query<Answer>['prepare']>>();
  return async (db, given) => {
    let prepared = known.get(db);
    if (prepared === undefined) {
      prepared = ask(db).prepare();
      if (isReader(db)) known.set(db, prepared);
    }
    return prepared.execute(given);
  };
}

/**
 * A text that comes with the asking. Not the bare variable: SQLite would look at its value and plan a join anew each
 * time it changes, which takes a hundred times as long as finding the row.
 */
export const given = (name: string): SQL => sql`(${sql.placeholder(name)} || '')`;

/**
 * A condition that is looked at where the others lead. SQLite would rather begin with it: search an index for each value of
 * an “or” and go through, or sort, all that it finds, ten times as long where much is found. (measured)
 */
export function rowByRow(condition: SQL): SQL;
export function rowByRow(condition: SQL | undefined): SQL | undefined;
export function rowByRow(condition: SQL | undefined): SQL | undefined {
  return condition === undefined ? undefined : sql`not (not (${condition}))`;
}
