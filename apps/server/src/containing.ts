/** Words as they were typed, looked for in a text of the database. */
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';

/** A text that has these characters as they are, per cent signs and underlines too. */
export function containing(text: SQLWrapper, words: string): SQL {
  const escaped = words.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql`${text} like ${`%${escaped}%`} escape ${'\\'}`;
}
