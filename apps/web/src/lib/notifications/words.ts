/** What one was told, in the reader's language, day by day. */
import { NOTIFICATIONS, notificationText, type Notification, type NotificationKind } from '@heping/protocol';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayOf, textOf } from '#lib/words.ts';

export const sentenceOf = ({ kind, params }: Pick<Notification, 'kind' | 'params'>): string =>
  notificationText(kind, params, getLocale());

export const kindWord = (kind: NotificationKind): string => textOf(NOTIFICATIONS[kind].label);

export interface Day {
  readonly day: string;
  readonly list: readonly Notification[];
}

/** Newest first stays newest first; a day begins in the campaigns' time zone. */
export function byDay(list: readonly Notification[]): readonly Day[] {
  const days = new Map<string, Notification[]>();
  for (const one of list) {
    const day = dayOf(one.at);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, told]) => ({ day, list: told }));
}
