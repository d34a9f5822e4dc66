/** Whether this installation sends mail, as its last start said: asked inside transactions, which know no environment. */
import { tablesOf, type Db, type Store } from '@heping/db';
import { eq } from 'drizzle-orm';

const KEY = 'mail.on';

export async function isMailOn(db: Db): Promise<boolean> {
  const { settings } = tablesOf(db);
  const [row] = await db.select().from(settings).where(eq(settings.key, KEY));
  return row?.value === true;
}

/** Written at the start, where it changed. */
export async function keepMailOn(store: Store, isOn: boolean): Promise<void> {
  if ((await isMailOn(store.db)) === isOn) return;
  await store.tx(async (db) => {
    const { settings } = tablesOf(db);
    await db
      .insert(settings)
      .values({ key: KEY, value: isOn })
      .onConflictDoUpdate({ target: settings.key, set: { value: isOn } });
  });
}
