/** A row of mail becomes a letter when it is sent: to whom, in which language and what is still unread is asked then. */
import type { Delivery, Store } from '@heping/db';
import { isNotificationKind, NOTIFICATIONS } from '@heping/protocol';
import { and, desc, eq, gt, inArray, isNull, lte, notInArray } from 'drizzle-orm';
import { digestMail, urgentMail, type Body, type Line, type Reader } from './mail-words.ts';
import type { Mailer } from './mailer.ts';
import type { UrgentMail } from './notify.ts';
import type { Carry, Outcome } from './outbox.ts';

/** Everything unread between two mornings. */
export interface Digest {
  readonly since: number;
  readonly until: number;
}

/** Lines in one mail; what is more is counted. */
const MOST_LINES = 50;
const NOTHING_LEFT: Outcome = { ok: true, status: null };
const NOBODY: Outcome = {
  ok: false,
  status: null,
  error: 'no address, or the account is disabled',
  isFinal: true,
};

export interface MailHouse {
  readonly store: Store;
  readonly mailer: Mailer | null;
  origin(): string;
}

export function carryMail({ store, mailer, origin }: MailHouse): Carry {
  return async ({ id, target, payload }, along) => {
    if (mailer === null)
      return { ok: false, status: null, error: 'no mail server is configured', isFinal: true };
    const { people } = store.tables;
    const [person] = await store.db
      .select()
      .from(people)
      .where(and(eq(people.id, target), isNull(people.disabledAt)));
    if (person === undefined || person.email === '') return NOBODY;
    const name = person.locale === 'en' && person.nameEn !== '' ? person.nameEn : person.name;
    const reader: Reader = { name, locale: person.locale, origin: origin() };
    // Safe: rows of mail are written by notify.ts and digests.ts only.
    const payloads = [payload, ...along.map((one) => one.payload)] as readonly (UrgentMail | Digest)[];
    const body = await bodyOf(store, target, payloads, reader);
    return body === null ? NOTHING_LEFT : mailer.send({ id, to: { name, address: person.email }, ...body });
  };
}

async function bodyOf(
  store: Store,
  personId: string,
  payloads: readonly (UrgentMail | Digest)[],
  reader: Reader,
): Promise<Body | null> {
  const [payload] = payloads;
  if (payload !== undefined && !isUrgent(payload)) {
    const { lines, count } = await unreadBetween(store, personId, payload);
    return count === 0 ? null : digestMail(lines, count, reader);
  }
  const { notifications } = store.tables;
  const wanted = payloads.filter(isUrgent).map(({ notification }) => notification);
  const rows = await store.db
    .select()
    .from(notifications)
    .where(inArray(notifications.id, wanted))
    .orderBy(desc(notifications.at));
  return urgentMail(linesOf(rows), reader);
}

const isUrgent = (payload: UrgentMail | Digest): payload is UrgentMail => 'notification' in payload;

/** What cannot wait lies in one letter with what else cannot: a day of the ladder is one letter. [NT5] */
export const goesAlong = ({ payload }: Delivery): boolean => isUrgent(payload as UrgentMail | Digest);

const URGENT = Object.entries(NOTIFICATIONS).flatMap(([kind, { isUrgent }]) =>
  isUrgent === true ? [kind] : [],
);

/** What is unread, wanted by mail, and was not mailed at once. [NT5] */
async function unreadBetween(
  { db, tables }: Store,
  personId: string,
  { since, until }: Digest,
): Promise<{ readonly lines: readonly Line[]; readonly count: number }> {
  const { notifications, notificationChoices } = tables;
  const refused = db
    .select({ kind: notificationChoices.kind })
    .from(notificationChoices)
    .where(and(eq(notificationChoices.personId, personId), eq(notificationChoices.mail, false)));
  const rows = await db
    .select()
    .from(notifications)
    .where(
      and(
        ...[eq(notifications.personId, personId), isNull(notifications.readAt)],
        ...[gt(notifications.at, since), lte(notifications.at, until)],
        ...[notInArray(notifications.kind, refused), notInArray(notifications.kind, URGENT)],
      ),
    )
    .orderBy(desc(notifications.at));
  return { lines: linesOf(rows.slice(0, MOST_LINES)), count: rows.length };
}

interface Row {
  readonly kind: string;
  readonly params: Line['params'];
  readonly path: string;
  readonly at: number;
}
const linesOf = (rows: readonly Row[]): readonly Line[] =>
  rows.flatMap(({ kind, params, path, at }) =>
    isNotificationKind(kind) ? [{ kind, params, path, at }] : [],
  );
