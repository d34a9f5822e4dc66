/** A panelist suggests something beside the deductions, before they are delivered. [IS1–IS3] */
import type { schemas } from '@heping/protocol';
import { isBlank, minuteIn, suggestionPlace } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Acting, Desk } from '../evaluations/commands/desk.ts';
import { decide, sit } from '../evaluations/commands/sitting.ts';
import { standingSuggestions } from '../findings/from-suggestions.ts';
import { nameOf, Refused } from '../refused.ts';

/** As many as anybody would read; what is more belongs together. */
export const MOST_SUGGESTIONS = 100;

/** Throws SUGGESTION_BLANK, SUGGESTION_PLACE, SUGGESTION_TWICE, SUGGESTIONS_FULL. */
export const suggest = (
  desk: Desk,
  acting: Acting,
  { at, text }: z.output<typeof schemas.NewSuggestion>,
): Promise<void> =>
  sit(desk, acting, 'finding.suggest', async (here) => {
    const { evaluation, campaign, centre, rubric, visitor, db, now } = here;
    if (isBlank(text)) throw new Refused('SUGGESTION_BLANK');
    const place = suggestionPlace(rubric, centre.tier, at);
    if (place === undefined) throw new Refused('SUGGESTION_PLACE', { at });
    const standing = await standingSuggestions(db, evaluation.id);
    const { suggestions, people } = desk.store.tables;
    const same = standing.find((one) => one.clause === place.clause && one.text === text);
    if (same !== undefined) {
      const [by] = await db.select().from(people).where(eq(people.id, same.createdBy));
      const when = minuteIn(campaign.timeZone, same.createdAt);
      throw new Refused('SUGGESTION_TWICE', { at, when, person: by === undefined ? '' : nameOf(by) });
    }
    if (standing.length >= MOST_SUGGESTIONS)
      throw new Refused('SUGGESTIONS_FULL', { limit: MOST_SUGGESTIONS });
    const id = desk.newId();
    const { indicator, clause } = place;
    const detail = { indicator, clause, text };
    await decide(here, { action: 'finding.suggest', subject: id, detail }, (tx) =>
      tx.insert(suggestions).values({
        ...{ id, indicator, clause, text },
        evaluationId: evaluation.id,
        createdBy: visitor.personId,
        createdAt: now,
        withdrawnAt: null,
        withdrawnBy: null,
      }),
    );
  });
