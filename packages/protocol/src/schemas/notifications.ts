/** What people are told, how they want it, and what leaves the house. */
import { DEADLINES, RUNGS } from '@heping/scoring';
import { z } from 'zod';
import { isMailAddress } from '../email.ts';
import { NOTIFICATION_KINDS, WEBHOOK_KINDS } from '../notifications.ts';
import { Day, Id, Moment, name, PersonRef, text } from './values.ts';

const Kind = z.enum(NOTIFICATION_KINDS);

export const Notification = z.object({
  id: Id,
  kind: Kind,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  path: z.string().describe('where it leads'),
  at: Moment,
  isRead: z.boolean(),
});
export type Notification = z.infer<typeof Notification>;

export const Notifications = z.object({
  notifications: z.array(Notification),
  unread: z.number().int(),
  next: z.string().nullable().describe('`before` for the page that follows; null on the last'),
});
export type Notifications = z.infer<typeof Notifications>;
export const Unread = z.object({ unread: z.number().int() });
export type Unread = z.infer<typeof Unread>;

/** One address, or nothing. */
export const Email = z.union([
  z.literal(''),
  z.string().trim().refine(isMailAddress, { error: 'an address' }),
]);

/** How one wants to be told by mail. */
export const MailChoices = z.object({
  isMailOn: z.boolean().describe('the installation sends mail'),
  email: z.string(),
  kinds: z.array(z.object({ kind: Kind, mail: z.boolean(), isUrgent: z.boolean() })),
});
export type MailChoices = z.infer<typeof MailChoices>;
export const ChangeMailChoices = z.object({
  email: Email.optional(),
  kinds: z
    .array(z.object({ kind: Kind, mail: z.boolean() }))
    .max(NOTIFICATION_KINDS.length)
    .optional(),
});

/** What the other side answered to a test. */
export const TestAnswer = z.object({
  ok: z.boolean(),
  status: z.number().int().nullable(),
  answer: z.string().describe('in the words of the server that was asked'),
});
export type TestAnswer = z.infer<typeof TestAnswer>;

export const Webhook = z.object({
  id: Id,
  body: z.object({ id: Id, name: z.string(), nameEn: z.string() }),
  url: z.string(),
  kinds: z.array(Kind),
  createdBy: PersonRef,
  createdAt: Moment,
  isDisabled: z.boolean(),
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type Webhook = z.infer<typeof Webhook>;
export const Webhooks = z.object({ webhooks: z.array(Webhook) });
export type Webhooks = z.infer<typeof Webhooks>;

const Url = name(500).min(1);
const Kinds = z.array(z.enum(WEBHOOK_KINDS)).min(1).max(WEBHOOK_KINDS.length);
export const NewWebhook = z.object({ body: Id, url: Url, kinds: Kinds });
export const ChangeWebhook = z.object({
  url: Url.optional(),
  kinds: Kinds.optional(),
  isDisabled: z.boolean().optional(),
});
export const WebhookMade = z.object({
  webhook: Webhook,
  secret: z.string().describe('signs what is sent; shown this once'),
});
export type WebhookMade = z.infer<typeof WebhookMade>;

export const DeliveryLine = z.object({
  id: Id,
  kind: z.string(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  createdAt: Moment,
  nextAt: Moment.nullable(),
  sentAt: Moment.nullable(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
});
export type DeliveryLine = z.infer<typeof DeliveryLine>;
export const DeliveryLines = z.object({ deliveries: z.array(DeliveryLine) });
export type DeliveryLines = z.infer<typeof DeliveryLines>;

/** 提醒、催办、督办、约谈、通报 of one finding, oldest first. */
export const ReminderStep = z.object({
  id: Id,
  deadline: z.enum(DEADLINES),
  rung: z.enum(RUNGS).nullable().describe('null: before the date, or on it'),
  measure: z.string().nullable(),
  lastDay: Day,
  on: Day,
  at: Moment,
  by: PersonRef.nullable().describe('null: the clock'),
  documentNumber: z.string().nullable(),
  note: z.string(),
  isFormal: z.boolean(),
});
export type ReminderStep = z.infer<typeof ReminderStep>;
export const ReminderSteps = z.object({ steps: z.array(ReminderStep), mayRecord: z.boolean() });
export type ReminderSteps = z.infer<typeof ReminderSteps>;
export const RecordStep = z.object({ documentNumber: name(80).default(''), note: text(1000).default('') });
