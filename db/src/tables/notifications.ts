/** What people are told and when it went out; each of it exactly once. */
import { DEADLINES, RUNGS } from '@heping/scoring';
import type { Kit } from '../columns.ts';
import { CHANNELS, DELIVERY_STATES } from '../lists.ts';
import { checksOf } from './checks.ts';
import type { Decisions } from './decisions.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function defineNotifications(
  k: Kit,
  { people, bodies }: Places,
  { evaluations }: Planning,
  { findings }: Decisions,
) {
  const { oneOf, dateShape } = checksOf(k);
  const personId = () =>
    k
      .text()
      .notNull()
      .references(() => people.id);

  /** 提醒、催办、督办、约谈、通报: a step that was taken. `rung` null: before the date, or on it. */
  const reminders = k.table(
    'reminders',
    {
      id: k.text().primaryKey(),
      /** `<deadline>:<id>:<date>:<step>`; whoever writes it first takes the step. */
      key: k.text().notNull().unique(),
      deadline: k.text({ enum: DEADLINES }).notNull(),
      evaluationId: k
        .text()
        .notNull()
        .references(() => evaluations.id),
      findingId: k
        .text()
        .notNull()
        .references(() => findings.id),
      measureId: k.text(),
      rung: k.text({ enum: RUNGS }),
      /** The last day it speaks of, and the day it was due. */
      lastDay: k.date().notNull(),
      on: k.date().notNull(),
      at: k.time().notNull(),
      /** null: by the clock. */
      personId: k.text().references(() => people.id),
      /** Of a formal step: which document, and what was said. */
      documentNumber: k.text(),
      note: k.text().notNull().default(''),
    },
    (t) => [
      oneOf('reminders_deadline', t.deadline, DEADLINES),
      oneOf('reminders_rung', t.rung, RUNGS),
      dateShape('reminders_last_day', t.lastDay),
      k.index('reminders_finding').on(t.findingId, t.at),
      k.index('reminders_evaluation').on(t.evaluationId),
    ],
  );

  const notifications = k.table(
    'notifications',
    {
      id: k.text().primaryKey(),
      personId: personId(),
      /** One of protocol's NOTIFICATION_KINDS. */
      kind: k.text().notNull(),
      /** What it speaks of; with the person it is told once. */
      key: k.text().notNull(),
      params: k.json<Readonly<Record<string, string | number>>>().notNull(),
      /** Where it leads. */
      path: k.text().notNull(),
      evaluationId: k.text().references(() => evaluations.id),
      at: k.time().notNull(),
      readAt: k.time(),
    },
    (t) => [
      k.uniqueIndex('notifications_once').on(t.personId, t.key),
      // How many of a person's are unread; all of them, newest first.
      k.index('notifications_person').on(t.personId, t.readAt, t.at),
      k.index('notifications_newest').on(t.personId, t.at),
    ],
  );

  const notificationChoices = k.table(
    'notification_choices',
    { personId: personId(), kind: k.text().notNull(), mail: k.bool().notNull() },
    (t) => [k.primaryKey({ columns: [t.personId, t.kind] })],
  );

  const webhooks = k.table(
    'webhooks',
    {
      id: k.text().primaryKey(),
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      url: k.text().notNull(),
      /** Signs what is sent; shown once. */
      secret: k.text().notNull(),
      kinds: k.json<readonly string[]>().notNull(),
      createdBy: personId(),
      createdAt: k.time().notNull(),
      disabledAt: k.time(),
    },
    (t) => [k.index('webhooks_body').on(t.bodyId)],
  );

  /** What leaves the house, claimed by row: sent once, tried again with growing pauses. */
  const deliveries = k.table(
    'deliveries',
    {
      id: k.text().primaryKey(),
      channel: k.text({ enum: CHANNELS }).notNull(),
      /** A person for mail, a webhook for a webhook. */
      target: k.text().notNull(),
      key: k.text().notNull().unique(),
      payload: k.json<unknown>().notNull(),
      state: k.text({ enum: DELIVERY_STATES }).notNull(),
      attempts: k.int().notNull().default(0),
      nextAt: k.time().notNull(),
      createdAt: k.time().notNull(),
      sentAt: k.time(),
      status: k.int(),
      lastError: k.text(),
    },
    (t) => [
      oneOf('deliveries_channel', t.channel, CHANNELS),
      oneOf('deliveries_state', t.state, DELIVERY_STATES),
      k.index('deliveries_waiting').on(t.state, t.nextAt),
      k.index('deliveries_target').on(t.channel, t.target, t.createdAt),
    ],
  );

  /** 常用视图 of the ledger. */
  const savedViews = k.table(
    'saved_views',
    {
      id: k.text().primaryKey(),
      personId: personId(),
      name: k.text().notNull(),
      view: k.json<unknown>().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.index('saved_views_person').on(t.personId)],
  );

  return { reminders, notifications, notificationChoices, webhooks, deliveries, savedViews };
}
