/** What one person was told: newest first, and how much of it is unread. [NT4] */
import { tablesOf, type Db, type Store } from '@heping/db';
import { isNotificationKind, type Notifications } from '@heping/protocol';
import { and, count, desc, eq, isNull, lt, lte, or } from 'drizzle-orm';
import { Refused } from '../refused.ts';

const PAGE = 50;

export async function unreadOf(db: Db, personId: string): Promise<number> {
  const { notifications } = tablesOf(db);
  const [row] = await db
    .select({ unread: count() })
    .from(notifications)
    .where(and(eq(notifications.personId, personId), isNull(notifications.readAt)));
  return row?.unread ?? 0;
}

/** A page, with `next` for the one that follows. */
export async function listNotifications(
  db: Db,
  personId: string,
  { before }: { readonly before?: string | undefined },
): Promise<Notifications> {
  const { notifications } = tablesOf(db);
  const own = eq(notifications.personId, personId);
  const [at, id] = (before ?? '').split('.');
  const isOlder =
    at === undefined || id === undefined
      ? undefined
      : or(lt(notifications.at, Number(at)), and(eq(notifications.at, Number(at)), lt(notifications.id, id)));
  const rows = await db
    .select()
    .from(notifications)
    .where(and(own, isOlder))
    .orderBy(desc(notifications.at), desc(notifications.id))
    .limit(PAGE + 1);
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  return {
    // What a newer version told in a kind that this one does not know cannot be said.
    notifications: shown.flatMap(({ id, kind, params, path, at, readAt }) =>
      isNotificationKind(kind)
        ? [{ id, kind, params: { ...params }, path, at, isRead: readAt !== null }]
        : [],
    ),
    unread: await unreadOf(db, personId),
    next: last === undefined ? null : `${last.at}.${last.id}`,
  };
}

/** Throws NOT_FOUND for what is not theirs. Read stays read. */
export async function readOne(
  store: Store,
  personId: string,
  { id, now }: { readonly id: string; readonly now: number },
): Promise<void> {
  const { notifications } = store.tables;
  const isTheirs = and(eq(notifications.id, id), eq(notifications.personId, personId));
  const [row] = await store.db.select({ readAt: notifications.readAt }).from(notifications).where(isTheirs);
  if (row === undefined) throw new Refused('NOT_FOUND');
  if (row.readAt !== null) return;
  await store.tx((db) => db.update(notifications).set({ readAt: now }).where(isTheirs));
}

/** Everything up to what was on the page: what came meanwhile stays unread. */
export async function readAll(
  store: Store,
  personId: string,
  { until, now }: { readonly until: number; readonly now: number },
): Promise<void> {
  const { notifications } = store.tables;
  const isUnread = and(eq(notifications.personId, personId), isNull(notifications.readAt));
  await store.tx((db) =>
    db
      .update(notifications)
      .set({ readAt: now })
      .where(and(isUnread, lte(notifications.at, until))),
  );
}
