/**
 * The server is killed again and again at an instant that chance picks, while its clock goes on by days: every step of
 * every date, every message and every mail comes once, and every event reaches its receiver under one id. [RM5, NT7]
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, verifyAudit, type Store } from '@heping/db';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UNKNOWN } from '../../apps/server/src/notifications/outbox.ts';
import { until } from '../../apps/server/src/sync/testing/world.ts';
import { end, start } from '../faults/child.ts';
import { chanceOf, isLong } from '../fuzz/random.ts';
import { openMailbox, openReceiver, type Mailbox, type Receiver } from './receivers.ts';

const RESTARTS = isLong ? 50 : 5;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 2, 2, 1);

let dataDir: string;
let clockFile: string;
let child: ChildProcess | null = null;
let mailbox: Mailbox;
let receiver: Receiver;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heping-once-'));
  clockFile = join(dataDir, 'clock');
  mailbox = await openMailbox();
  receiver = await openReceiver();
});
afterAll(async () => {
  await end(child, 'SIGKILL');
  await Promise.all([mailbox.close(), receiver.close()]);
  await rm(dataDir, { recursive: true, force: true });
});

async function serve(isFirst: boolean, beginning = '{'): Promise<void> {
  const script = fileURLToPath(new URL('served.ts', import.meta.url));
  const started = start(
    script,
    [join(dataDir, 'data'), isFirst ? 'first' : 'again', clockFile, mailbox.url, receiver.url],
    beginning,
  );
  child = started.child;
  await started.line;
}

async function look<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir: join(dataDir, 'data') });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);
/** Every `Message-ID`; a letter that came twice has the same. */
const ids = () => mailbox.letters.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1] ?? '');

test(`[RM5, NT7] ${RESTARTS} restarts by kill -9, and everything once`, { timeout: 1_800_000 }, async () => {
  const chance = chanceOf(8);
  await writeFile(clockFile, String(MONDAY));
  await serve(true);
  await end(child, 'SIGKILL');
  // From the first day after the delivery until the last step of the last date is over; nobody reads anything.
  const days = 90;
  // Steps of the last days are left for the one that may finish: what is killed early, each time, sends nothing.
  const killed = 60;
  for (let round = 1; round <= RESTARTS; round += 1) {
    const day = Math.round((round * killed) / RESTARTS);
    await writeFile(clockFile, String(MONDAY + day * DAY));
    await serve(false);
    let isSettled = false;
    child?.stdout?.on('data', (text) => (isSettled ||= String(text).includes('settled')));
    // Killed at once, in the middle, or after all of it: counted in what the receivers have seen.
    const enough = receiver.received.length + mailbox.letters.length + chance.below(12);
    await until(
      () => isSettled || receiver.received.length + mailbox.letters.length >= enough,
      'as much as chance wanted has been received, or all there is',
      60_000,
    );
    await end(child, 'SIGKILL');
  }
  // The last one may finish. What a busy machine kept from its answer is tried again hours later.
  let left = Infinity;
  for (let hours = 0; left > 0 && hours <= 24; hours += 5) {
    await writeFile(clockFile, String(MONDAY + days * DAY + hours * HOUR));
    await serve(false, 'settled');
    await end(child, 'SIGTERM');
    left = await look(({ db, tables: { deliveries } }) =>
      db.$count(deliveries, eq(deliveries.state, 'waiting')),
    );
  }
  expect(left).toBe(0);
  child = null;

  await look(async ({ db, tables, ...store }) => {
    const steps = await db.select().from(tables.reminders);
    const told = await db.select().from(tables.notifications);
    const sent = await db.select().from(tables.deliveries);
    const lapses = (await db.select().from(tables.auditLog)).filter(
      ({ action }) => action === 'finding.lapse',
    );
    expect(await verifyAudit({ db, tables, ...store })).toMatchObject({ ok: true });
    // Eight findings lapsed, once each; a step is one row, and one message to each who hears of it.
    expect(lapses.map(({ subject }) => subject)).toHaveLength(8);
    expect(twice(lapses.map(({ subject }) => subject))).toEqual([]);
    expect(twice(steps.map(({ key }) => key))).toEqual([]);
    expect(twice(told.map(({ personId, key }) => `${personId} ${key}`))).toEqual([]);
    for (const { key, rung } of steps) {
      const leaders = told.filter(({ personId, key: said }) => personId === 'leader' && said.endsWith(key));
      expect([key, rung, leaders.length]).toEqual([key, rung, 1]);
    }
    // No mail twice, whatever the kill left open; what is not known to have left says so.
    expect(twice(ids())).toEqual([]);
    const mails = sent.filter(({ channel }) => channel === 'mail');
    const lost = mails.filter(({ state }) => state !== 'sent');
    expect(lost.filter(({ lastError }) => lastError !== UNKNOWN)).toEqual([]);
    expect(mailbox.letters.length).toBeGreaterThanOrEqual(
      mails.filter(({ state, status }) => state === 'sent' && status !== null).length,
    );
    // Every event reached its receiver, under one id each, and nothing else did.
    const events = sent.filter(({ channel }) => channel === 'webhook');
    const arrived = new Set(receiver.received.map(({ headers }) => String(headers['heping-delivery'])));
    expect(events.every(({ state }) => state === 'sent')).toBe(true);
    expect(arrived).toEqual(new Set(events.map(({ id }) => id)));
    // Not vacuous.
    const came = [steps.length >= 20, told.length > 60, events.length > 15, mails.length - lost.length > 20];
    expect(came).toEqual([true, true, true, true]);
  });
});
