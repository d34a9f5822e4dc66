/** A link with what it stands in, and whether it still leads there. [OL3] */
import { given, question, tablesOf, type Case, type Db, type Measure, type OwnerLink } from '@heping/db';
import type { schemas } from '@heping/protocol';
import { FINAL_STATES } from '@heping/scoring';
import { and, eq, isNull } from 'drizzle-orm';

export interface LinkAround {
  readonly link: OwnerLink;
  readonly measure: Measure;
  readonly kept: Case;
}

const linkByToken = question((db) => {
  const { ownerLinks, measures, cases } = tablesOf(db);
  return db
    .select({ link: ownerLinks, measure: measures, kept: cases })
    .from(ownerLinks)
    .innerJoin(measures, eq(measures.id, ownerLinks.measureId))
    .innerJoin(cases, eq(cases.findingId, measures.findingId))
    .where(eq(ownerLinks.tokenHash, given('tokenHash')));
});

/** The link behind a token’s hash while it is in force; null for an unknown, revoked or finished one alike. [OL3] */
export async function openLink(db: Db, tokenHash: string, now: number): Promise<LinkAround | null> {
  const [around] = await linkByToken(db, { tokenHash });
  return around !== undefined && linkState(around, now) === 'open' ? around : null;
}

/** Takes a link back with its sessions, inside a transaction: whoever is behind it is out at once. False where it was. [OL3] */
export async function endLink(tx: Db, linkId: string, now: number): Promise<boolean> {
  const { ownerLinks, linkSessions } = tablesOf(tx);
  const ended = await tx
    .update(ownerLinks)
    .set({ revokedAt: now })
    .where(and(eq(ownerLinks.id, linkId), isNull(ownerLinks.revokedAt)))
    .returning({ id: ownerLinks.id });
  await tx.delete(linkSessions).where(eq(linkSessions.linkId, linkId));
  return ended.length > 0;
}

/** Whether it leads to its measure: until it is revoked or 60 days old, or the measure’s end. [OL3] */
export function linkState({ link, measure, kept }: LinkAround, now: number): schemas.LinkState {
  if (link.revokedAt !== null) return 'revoked';
  return link.expiresAt <= now || isOver({ measure, kept }) ? 'over' : 'open';
}

/** Dropped, its finding closed or withdrawn, or owned by somebody with an account: nobody needs a link to it. */
export const isOver = ({ measure, kept }: Pick<LinkAround, 'measure' | 'kept'>): boolean =>
  measure.state === 'dropped' || measure.ownerId !== null || FINAL_STATES.includes(kept.state);
