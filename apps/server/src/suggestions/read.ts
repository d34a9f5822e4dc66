/** What the panel suggests, for those who read what it agrees on: panel and officers, from the reveal on. [IS5] */
import { tablesOf, type Db } from '@heping/db';
import type { Suggestions } from '@heping/protocol';
import { may } from '@heping/scoring';
import { eq, inArray } from 'drizzle-orm';
import { access, allow } from '../evaluations/access.ts';
import { standingSuggestions } from '../findings/from-suggestions.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import type { Visitor } from '../sessions/sessions.ts';

/** Throws NOT_FOUND or WRONG_PHASE. */
export async function readSuggestions(db: Db, evaluationId: string, visitor: Visitor): Promise<Suggestions> {
  const here = await access(db, evaluationId, visitor);
  allow(here, 'consensus.read');
  const { evaluation, roles } = here;
  const rows = await standingSuggestions(db, evaluation.id);
  const { people, panelMembers } = tablesOf(db);
  const authors = [...new Set(rows.map(({ createdBy }) => createdBy))];
  const [named, seats] = await Promise.all([
    authors.length === 0 ? [] : db.select().from(people).where(inArray(people.id, authors)),
    db.select().from(panelMembers).where(eq(panelMembers.evaluationId, evaluation.id)),
  ]);
  const colors = panelColors(seats.map(({ personId }) => personId));
  const refTo = (id: string) =>
    personRef(named.find((person) => person.id === id) ?? { id, name: id, nameEn: id }, colors);
  const maySuggest = may(roles, 'finding.suggest', evaluation.phase);
  return {
    suggestions: rows.map(({ id, indicator, clause, text, createdBy, createdAt }) => ({
      ...{ id, indicator, clause, text },
      by: refTo(createdBy),
      at: createdAt,
      mayWithdraw: maySuggest && (createdBy === visitor.personId || roles.includes('chair')),
    })),
  };
}
