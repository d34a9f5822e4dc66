/**
 * The morning's mail: at 08:00 in the installation's time zone one row for each person who has an address and something
 * unread. A day's rows are made once, whenever the server comes to it that day. [NT5]
 */
import { tablesOf, type Db, type Store } from '@heping/db';
import { minuteIn, TIME_ZONE } from '@heping/scoring';
import { and, asc, desc, eq, exists, gt, isNull, like, lte, ne } from 'drizzle-orm';
import { instantOf } from '../calendar/instant.ts';
import type { Digest } from './carry-mail.ts';
import { isMailOn } from './mail-on.ts';
import { queue, type Outgoing } from './notify.ts';

const HOUR = '08:00';
const DONE = 'mail.digest';
const DIGEST = 'mail:digest:';
const PAGE = 200;

/** Answers how many rows were made. */
export async function makeDigests(store: Store, now: number): Promise<number> {
  const [day = '', time = ''] = minuteIn(TIME_ZONE, now).split(' ');
  if (time < HOUR || !(await isMailOn(store.db)) || (await dayDone(store.db)) >= day) return 0;
  const until = instantOf(TIME_ZONE, day, HOUR);
  let made = 0;
  for (let after = ''; ;) {
    const people = await peopleWithNews(store.db, { after, until });
    const last = people.at(-1);
    if (last === undefined) break;
    after = last;
    await store.tx(async (db) => {
      const rows: Outgoing[] = [];
      for (const target of people) {
        const payload: Digest = { since: await lastMorning(db, target), until };
        rows.push({ channel: 'mail', target, key: `${DIGEST}${target}:${day}`, payload });
      }
      await queue(db, rows, now);
    });
    made += people.length;
  }
  await store.tx((db) => {
    const { settings } = tablesOf(db);
    return db
      .insert(settings)
      .values({ key: DONE, value: day })
      .onConflictDoUpdate({ target: settings.key, set: { value: day } });
  });
  return made;
}

async function dayDone(db: Db): Promise<string> {
  const { settings } = tablesOf(db);
  const [row] = await db.select().from(settings).where(eq(settings.key, DONE));
  return typeof row?.value === 'string' ? row.value : '';
}

/** Up to when the last digest of somebody spoke, however many other mails there were since. */
async function lastMorning(db: Db, personId: string): Promise<number> {
  const { deliveries } = tablesOf(db);
  const isDigest = like(deliveries.key, `${DIGEST}%`);
  const [last] = await db
    .select({ payload: deliveries.payload })
    .from(deliveries)
    .where(and(eq(deliveries.channel, 'mail'), eq(deliveries.target, personId), isDigest))
    .orderBy(desc(deliveries.createdAt))
    .limit(1);
  // Safe: such rows are written here only.
  return (last?.payload as Digest | undefined)?.until ?? 0;
}

/** Who has an address and something unread from before the morning, by id. */
async function peopleWithNews(
  db: Db,
  { after, until }: { readonly after: string; readonly until: number },
): Promise<readonly string[]> {
  const { people, notifications } = tablesOf(db);
  const news = db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(eq(notifications.personId, people.id), isNull(notifications.readAt), lte(notifications.at, until)),
    );
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(and(gt(people.id, after), ne(people.email, ''), isNull(people.disabledAt), exists(news)))
    .orderBy(asc(people.id))
    .limit(PAGE);
  return rows.map(({ id }) => id);
}
