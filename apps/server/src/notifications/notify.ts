/**
 * Tells people something inside the transaction of the act it speaks of: kept with it, or not at all. Each is told once,
 * whoever acted is not told, and nobody whose account is disabled. What has to leave the house is put beside it as
 * rows. [NT1, NT3, NT5, NT7]
 */
import { hintOnceKept, tablesOf, type Centre, type Db } from '@heping/db';
import { NOTIFICATIONS, type NotificationKind, type NotificationParams } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { newId } from '../ids.ts';
import { AUDIENCE, type RoleKind } from './audience.ts';
import { isMailOn } from './mail-on.ts';
import { peopleIn, type Around } from './recipients.ts';

export interface Notice {
  readonly people: Iterable<string>;
  readonly kind: NotificationKind;
  /** What it speaks of, within its kind: a person is told it once. */
  readonly key: string;
  readonly params: NotificationParams;
  /** Where it leads. */
  readonly path: string;
  readonly evaluationId: string | null;
  readonly at: number;
  /** Who acted; null for the clock. */
  readonly by?: string | null;
}

/** Answers whom it told: those who had not been told before. */
export async function notify(tx: Db, notice: Notice): Promise<readonly string[]> {
  const { kind, params, path, evaluationId, at, by = null } = notice;
  const { people, notifications } = tablesOf(tx);
  const key = `${kind}:${notice.key}`;
  const wanted = [...new Set(notice.people)].filter((id) => id !== by);
  const known =
    wanted.length === 0
      ? []
      : await tx
          .select({ id: people.id, email: people.email })
          .from(people)
          .where(and(inArray(people.id, wanted), isNull(people.disabledAt)));
  const rows = known.map(({ id }) => ({
    id: newId(),
    personId: id,
    kind,
    key,
    params,
    path,
    evaluationId,
    at,
  }));
  const kept =
    rows.length === 0
      ? []
      : await tx
          .insert(notifications)
          .values(rows)
          .onConflictDoNothing()
          .returning({ id: notifications.id, personId: notifications.personId });
  const addressed = kept.filter(({ personId }) =>
    known.some(({ id, email }) => id === personId && email !== ''),
  );
  const outgoing = [
    ...(NOTIFICATIONS[kind].isUrgent === true ? await mailsFor(tx, kind, addressed, key) : []),
    ...(await webhooksFor(tx, { ...notice, key })),
  ];
  if (outgoing.length > 0) await queue(tx, outgoing, at);
  const told = kept.map(({ personId }) => personId);
  hintOnceKept({ told, outgoing: outgoing.length > 0 });
  return told;
}

export interface Told {
  readonly kind: RoleKind;
  readonly key: string;
  readonly params?: NotificationParams;
  readonly path: string;
  readonly at: number;
  readonly by: string | null;
  /** The phase the act leads to, where it leads to another. */
  readonly phase?: Phase;
}

/** Tells those in whose roles the kind's row says, as far as the policy lets them see it. [NT3] */
export async function tell(
  tx: Db,
  around: Around & { readonly centre: Pick<Centre, 'id' | 'runByBodyId' | 'name' | 'nameEn'> },
  { kind, params = {}, phase = around.evaluation.phase, ...told }: Told,
): Promise<readonly string[]> {
  const people = await peopleIn(tx, around, { ...AUDIENCE[kind], phase });
  const said = { ...named('centre', around.centre), ...params };
  return notify(tx, { ...told, people, kind, params: said, evaluationId: around.evaluation.id });
}

/** A name as parameters, in both languages. */
export const named = (
  place: 'person' | 'centre',
  { name, nameEn }: { readonly name: string; readonly nameEn: string },
): NotificationParams => ({ [place]: name, [`${place}En`]: nameEn });

export interface Outgoing {
  readonly channel: 'mail' | 'webhook';
  readonly target: string;
  readonly key: string;
  readonly payload: unknown;
}

/** Puts what is to leave the house into its rows; a key that is there already is not put in again. [NT7] */
export async function queue(tx: Db, outgoing: readonly Outgoing[], at: number): Promise<void> {
  const { deliveries } = tablesOf(tx);
  await tx
    .insert(deliveries)
    .values(
      outgoing.map((one) => ({ ...one, id: newId(), state: 'waiting' as const, nextAt: at, createdAt: at })),
    )
    .onConflictDoNothing();
}

/** Mails that cannot wait for the morning, to those who want them. [NT5] */
async function mailsFor(
  tx: Db,
  kind: NotificationKind,
  told: readonly { readonly id: string; readonly personId: string }[],
  key: string,
): Promise<readonly Outgoing[]> {
  if (told.length === 0 || !(await isMailOn(tx))) return [];
  const { notificationChoices } = tablesOf(tx);
  const people = told.map(({ personId }) => personId);
  const choices = await tx
    .select()
    .from(notificationChoices)
    .where(and(eq(notificationChoices.kind, kind), inArray(notificationChoices.personId, people)));
  const refused = new Set(choices.filter(({ mail }) => !mail).map(({ personId }) => personId));
  return told
    .filter(({ personId }) => !refused.has(personId))
    .map(({ id, personId }) => ({
      channel: 'mail',
      target: personId,
      key: `mail:${personId}:${key}`,
      payload: { notification: id } satisfies UrgentMail,
    }));
}
export interface UrgentMail {
  readonly notification: string;
}

/** One delivery for each webhook of the body that leads the evaluation, unless it is for some of its officers only. [NT8] */
async function webhooksFor(
  tx: Db,
  { kind, key, params, path, evaluationId, at }: Notice,
): Promise<readonly Outgoing[]> {
  if (evaluationId === null || NOTIFICATIONS[kind].staysInside === true) return [];
  const { webhooks, evaluations } = tablesOf(tx);
  const rows = await tx
    .select({ id: webhooks.id, kinds: webhooks.kinds })
    .from(webhooks)
    .innerJoin(evaluations, eq(evaluations.leadBodyId, webhooks.bodyId))
    .where(and(eq(evaluations.id, evaluationId), isNull(webhooks.disabledAt)));
  return rows
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ id }) => ({
      channel: 'webhook',
      target: id,
      key: `webhook:${id}:${key}`,
      payload: { kind, key, evaluation: evaluationId, params, path, at } satisfies WebhookEvent,
    }));
}
export interface WebhookEvent {
  readonly kind: NotificationKind;
  readonly key: string;
  readonly evaluation: string;
  readonly params: NotificationParams;
  readonly path: string;
  readonly at: number;
}
