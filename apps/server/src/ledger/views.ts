/** 常用视图: a name for a filter, one's own only. [LG6] */
import { tablesOf, type Db, type Store } from '@heping/db';
import type { SavedView } from '@heping/protocol';
import { and, asc, eq } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { Refused } from '../refused.ts';

const MOST_VIEWS = 30;

export async function listViews(db: Db, personId: string): Promise<SavedView[]> {
  const { savedViews } = tablesOf(db);
  const rows = await db
    .select()
    .from(savedViews)
    .where(eq(savedViews.personId, personId))
    .orderBy(asc(savedViews.createdAt), asc(savedViews.id));
  return rows.map(({ id, name, view }) => ({ id, name, query: String(view) }));
}

function requireFree(views: readonly SavedView[], name: string, self?: string): void {
  if (views.some((view) => view.name === name && view.id !== self))
    throw new Refused('VIEW_NAME_TAKEN', { name });
}

/** Throws VIEW_NAME_TAKEN and TOO_MANY_VIEWS. */
export function saveView(
  store: Store,
  { personId, now, name, query }: { personId: string; now: number; name: string; query: string },
): Promise<void> {
  return store.tx(async (db) => {
    const views = await listViews(db, personId);
    requireFree(views, name);
    if (views.length >= MOST_VIEWS) throw new Refused('TOO_MANY_VIEWS', { most: MOST_VIEWS });
    await db
      .insert(tablesOf(db).savedViews)
      .values({ id: newId(), personId, name, view: query, createdAt: now });
  });
}

/** Throws NOT_FOUND for what is not one's own, and VIEW_NAME_TAKEN. */
export function changeView(
  store: Store,
  {
    personId,
    id,
    name,
    query,
  }: { personId: string; id: string; name: string | undefined; query: string | undefined },
): Promise<void> {
  return store.tx(async (db) => {
    const { savedViews } = tablesOf(db);
    const views = await listViews(db, personId);
    const view = views.find((one) => one.id === id);
    if (view === undefined) throw new Refused('NOT_FOUND');
    if (name !== undefined) requireFree(views, name, id);
    await db
      .update(savedViews)
      .set({ name: name ?? view.name, view: query ?? view.query })
      .where(and(eq(savedViews.id, id), eq(savedViews.personId, personId)));
  });
}

/** Throws NOT_FOUND for what is not one's own. */
export function deleteView(store: Store, { personId, id }: { personId: string; id: string }): Promise<void> {
  return store.tx(async (db) => {
    const { savedViews } = tablesOf(db);
    const gone = await db
      .delete(savedViews)
      .where(and(eq(savedViews.id, id), eq(savedViews.personId, personId)))
      .returning({ id: savedViews.id });
    if (gone.length === 0) throw new Refused('NOT_FOUND');
  });
}
