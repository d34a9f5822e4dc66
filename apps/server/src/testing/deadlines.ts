/** An office with findings delivered on Monday, 2 March 2026, and what its clock brings. */
import { asc, eq } from 'drizzle-orm';
import type { Case, Notification, Reminder } from '@heping/db';
import type { Phase } from '@heping/scoring';
import { seedEvaluation } from './cast.ts';
import { openOffice, type Office } from './desk.ts';
import type { TestAppOptions } from './app.ts';
import { walkTo } from './walk.ts';

export interface Delivered extends Office {
  readonly id: string;
  /** At a time in Huzhou, what is due is done. */
  at(local: string): Promise<void>;
  cases(): Promise<Case[]>;
  steps(): Promise<Reminder[]>;
  told(person: string): Promise<Notification[]>;
}

/** One finding (A1.1.1, severe: 15 working days) unless told otherwise. */
export async function openDelivered({
  scores = { 'A1.1.1': 0 },
  phase = 'notice',
  ...options
}: TestAppOptions & { scores?: Record<string, number>; phase?: Phase } = {}): Promise<Delivered> {
  const office = await openOffice(options);
  const { app, clock } = office;
  const { store } = app;
  const { cases, reminders, notifications, campaigns } = store.tables;
  await store.tx((db) => db.update(campaigns).set({ noticeDays: 0 }));
  const id = await seedEvaluation(store);
  await walkTo(office.desk, id, phase, { scores });
  return {
    ...office,
    id,
    async at(local) {
      clock.now = Date.parse(`${local}+08:00`);
      await app.timed.run();
    },
    cases: async () => store.db.select().from(cases).orderBy(asc(cases.number)),
    steps: async () => store.db.select().from(reminders).orderBy(asc(reminders.at), asc(reminders.key)),
    told: async (person) =>
      store.db
        .select()
        .from(notifications)
        .where(eq(notifications.personId, person))
        .orderBy(asc(notifications.at), asc(notifications.kind)),
  };
}
