/** Webhooks of a body, by its officers or an administrator: where events go, which, and what became of them. [NT8, NT9] */
import { appendAudit, tablesOf, type Db, type Store, type Webhook as Row } from '@heping/db';
import { MOST_WEBHOOKS, type DeliveryLine, type NotificationKind, type Webhook } from '@heping/protocol';
import { and, asc, count, desc, eq, inArray, ne } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { pin, readUrl, type WebhookRules } from './addresses.ts';
import { newSecret } from './signature.ts';

export interface WebhookDesk {
  readonly store: Store;
  readonly rules: WebhookRules;
  clock(): number;
}

/** Bodies for which somebody may; null for all of them. */
async function bodiesFor(db: Db, { personId, isAdministrator }: Visitor): Promise<readonly string[] | null> {
  if (isAdministrator) return null;
  const { officers } = tablesOf(db);
  const rows = await db.select().from(officers).where(eq(officers.personId, personId));
  if (rows.length === 0) throw new Refused('NOT_FOUND');
  return rows.map(({ bodyId }) => bodyId);
}

/** Throws NOT_FOUND for what is not theirs. */
export async function webhookFor(db: Db, visitor: Visitor, id: string): Promise<Row> {
  const bodies = await bodiesFor(db, visitor);
  const { webhooks } = tablesOf(db);
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, id));
  if (row === undefined || (bodies !== null && !bodies.includes(row.bodyId))) throw new Refused('NOT_FOUND');
  return row;
}

/** Every webhook somebody may see, the oldest first; with `id` that one. Throws NOT_FOUND for who organises nothing. */
export async function listWebhooks(
  { store: { db, tables } }: Pick<WebhookDesk, 'store'>,
  visitor: Visitor,
  id?: string,
): Promise<Webhook[]> {
  const bodiesOf = await bodiesFor(db, visitor);
  const { webhooks, bodies, people, deliveries } = tables;
  const rows = await db
    .select({ webhook: webhooks, body: bodies, person: people })
    .from(webhooks)
    .innerJoin(bodies, eq(bodies.id, webhooks.bodyId))
    .innerJoin(people, eq(people.id, webhooks.createdBy))
    .where(
      and(
        bodiesOf === null ? undefined : inArray(webhooks.bodyId, [...bodiesOf]),
        id === undefined ? undefined : eq(webhooks.id, id),
      ),
    )
    .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
  const counts = await db
    .select({ target: deliveries.target, state: deliveries.state, count: count() })
    .from(deliveries)
    .where(and(eq(deliveries.channel, 'webhook'), ne(deliveries.state, 'sent')))
    .groupBy(deliveries.target, deliveries.state);
  const countOf = (target: string, state: string) =>
    counts.find((one) => one.target === target && one.state === state)?.count ?? 0;
  return rows.map(({ webhook, body, person }) => ({
    ...{ id: webhook.id, url: webhook.url, createdAt: webhook.createdAt },
    body: { id: body.id, name: body.name, nameEn: body.nameEn },
    // Safe: only kinds of the list are taken in.
    kinds: [...webhook.kinds] as NotificationKind[],
    createdBy: { id: person.id, name: person.name, nameEn: person.nameEn, color: '' },
    isDisabled: webhook.disabledAt !== null,
    waiting: countOf(webhook.id, 'waiting'),
    failed: countOf(webhook.id, 'failed'),
  }));
}

export interface NewWebhook {
  readonly body: string;
  readonly url: string;
  readonly kinds: readonly NotificationKind[];
}

/** Answers its id and the secret, which is shown this once. Throws BODY_UNKNOWN, WEBHOOKS_ENOUGH, WEBHOOK_*. */
export async function registerWebhook(
  { store, rules, clock }: WebhookDesk,
  visitor: Visitor,
  { body, url, kinds }: NewWebhook,
): Promise<{ readonly id: string; readonly secret: string }> {
  const bodies = await bodiesFor(store.db, visitor);
  const [known] = await store.db
    .select({ id: store.tables.bodies.id })
    .from(store.tables.bodies)
    .where(eq(store.tables.bodies.id, body));
  if (known === undefined || (bodies !== null && !bodies.includes(body)))
    throw new Refused('BODY_UNKNOWN', { body });
  const { href } = await usable(url, rules);
  const webhook = { id: newId(), bodyId: body, url: href, secret: newSecret(), kinds: [...new Set(kinds)] };
  await store.tx(async (db) => {
    const [has] = await db
      .select({ count: count() })
      .from(store.tables.webhooks)
      .where(eq(store.tables.webhooks.bodyId, body));
    if ((has?.count ?? 0) >= MOST_WEBHOOKS) throw new Refused('WEBHOOKS_ENOUGH', { most: MOST_WEBHOOKS });
    await db
      .insert(store.tables.webhooks)
      .values({ ...webhook, createdBy: visitor.personId, createdAt: clock() });
    await logged(db, visitor, clock(), 'webhook.register', webhook.id, { body, kinds: webhook.kinds });
  });
  return { id: webhook.id, secret: webhook.secret };
}

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly kinds?: readonly NotificationKind[] | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** Throws NOT_FOUND, WEBHOOK_URL, WEBHOOK_PRIVATE. */
export async function changeWebhook(
  { store, rules, clock }: WebhookDesk,
  visitor: Visitor,
  id: string,
  { url, kinds, isDisabled }: WebhookChange,
): Promise<void> {
  const row = await webhookFor(store.db, visitor, id);
  const now = clock();
  const change = {
    ...(url === undefined ? {} : { url: (await usable(url, rules)).href }),
    ...(kinds === undefined ? {} : { kinds: [...new Set(kinds)] }),
    ...(isDisabled === undefined ? {} : { disabledAt: isDisabled ? (row.disabledAt ?? now) : null }),
  };
  if (Object.keys(change).length === 0) return;
  const { webhooks } = store.tables;
  await store.tx(async (db) => {
    await db.update(webhooks).set(change).where(eq(webhooks.id, id));
    await logged(db, visitor, now, 'webhook.change', id, {
      url: url !== undefined,
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(isDisabled === undefined ? {} : { isDisabled }),
    });
  });
}

/** Another secret from now on, shown this once. Throws NOT_FOUND. */
export async function renewSecret(
  { store, clock }: WebhookDesk,
  visitor: Visitor,
  id: string,
): Promise<string> {
  await webhookFor(store.db, visitor, id);
  const secret = newSecret();
  const { webhooks } = store.tables;
  await store.tx(async (db) => {
    await db.update(webhooks).set({ secret }).where(eq(webhooks.id, id));
    await logged(db, visitor, clock(), 'webhook.secret', id, {});
  });
  return secret;
}

/** With what still waits for it; what was sent stays among the deliveries. Throws NOT_FOUND. */
export async function deleteWebhook(
  { store, clock }: WebhookDesk,
  visitor: Visitor,
  id: string,
): Promise<void> {
  const { bodyId } = await webhookFor(store.db, visitor, id);
  const { webhooks, deliveries } = store.tables;
  await store.tx(async (db) => {
    await db.delete(webhooks).where(eq(webhooks.id, id));
    const isWaiting = and(eq(deliveries.target, id), eq(deliveries.state, 'waiting'));
    await db
      .update(deliveries)
      .set({ state: 'failed', lastError: 'the webhook is deleted' })
      .where(and(eq(deliveries.channel, 'webhook'), isWaiting));
    await logged(db, visitor, clock(), 'webhook.delete', id, { body: bodyId });
  });
}

/** A look at once, so that who registers hears at once; a name that is not found now may be found later. */
async function usable(typed: string, rules: WebhookRules): Promise<URL> {
  const url = readUrl(typed, rules);
  await pin(url, rules).catch((error: unknown) => {
    if (error instanceof Refused) throw error;
  });
  return url;
}

/** The address may carry a secret of the receiver's: the log does not repeat it. */
const logged = (
  db: Db,
  { personId }: Visitor,
  at: number,
  action: string,
  subject: string,
  detail: Parameters<typeof appendAudit>[1]['detail'],
) => appendAudit(db, { at, personId, action, evaluationId: null, subject, detail });

const MOST_LINES = 100;

/** What was sent last, the newest first. */
export async function listDeliveries(db: Db, webhook: string): Promise<DeliveryLine[]> {
  const { deliveries } = tablesOf(db);
  const rows = await db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.channel, 'webhook'), eq(deliveries.target, webhook)))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(MOST_LINES);
  return rows.map(({ id, payload, state, attempts, createdAt, nextAt, sentAt, status, lastError }) => ({
    ...{ id, state, attempts, createdAt, sentAt, status },
    kind: (payload as { readonly kind: string }).kind,
    nextAt: state === 'waiting' ? nextAt : null,
    error: lastError,
  }));
}

/** What was given up is tried from the beginning. Throws NOT_FOUND, WEBHOOK_DISABLED, DELIVERY_NOT_FAILED. */
export async function sendAgain(
  { store, clock }: WebhookDesk,
  visitor: Visitor,
  { webhook, delivery }: { readonly webhook: string; readonly delivery: string },
): Promise<void> {
  const { deliveries } = store.tables;
  const { disabledAt } = await webhookFor(store.db, visitor, webhook);
  if (disabledAt !== null) throw new Refused('WEBHOOK_DISABLED');
  await store.tx(async (db) => {
    const isIt = and(eq(deliveries.id, delivery), eq(deliveries.target, webhook));
    const [row] = await db.select().from(deliveries).where(isIt);
    if (row === undefined) throw new Refused('NOT_FOUND');
    if (row.state !== 'failed') throw new Refused('DELIVERY_NOT_FAILED', { state: STATE_LABELS[row.state] });
    await db
      .update(deliveries)
      .set({ state: 'waiting', attempts: 0, nextAt: clock() })
      .where(and(isIt, eq(deliveries.state, 'failed')));
    await logged(db, visitor, clock(), 'webhook.again', webhook, { delivery });
  });
}

const STATE_LABELS = {
  waiting: { zh: '待发送', en: 'waiting' },
  sent: { zh: '已发送', en: 'sent' },
  failed: { zh: '已失败', en: 'failed' },
} as const;
