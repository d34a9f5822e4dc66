/**
 * What is due by the server's clock: at the start and every minute. Everything is claimed by a row that can be written
 * once, so that restarts and several processes do it once; what a pause has left behind is caught up by the newest step of
 * each date alone. [RM1–RM5]
 */
import { setImmediate } from 'node:timers/promises';
import { DEADLINES, minuteIn, daysAfter, type Deadline } from '@heping/scoring';
import type { Desk } from '../evaluations/commands/desk.ts';
import { Refused } from '../refused.ts';
import { makeDigests } from '../notifications/digests.ts';
import { lapse, overdueResponses } from './lapse.ts';
import { openDays, withoutStep } from './open-dates.ts';
import { FIRST_BEFORE, newestStep } from './steps.ts';
import { takeStep } from './take-step.ts';

/** One transaction, one run: the rest waits a minute, so that nobody's save waits for fifty thousand letters. */
const BATCH = 50;
const MOST = 2_000;

/** Nobody is woken by a reminder: a day's steps are taken from the morning on. [RM2] */
const MORNING = '08:00';
function workingToday(timeZone: string, now: number): string {
  const [day = '', time = ''] = minuteIn(timeZone, now).split(' ');
  return time < MORNING ? daysAfter(day, -1) : day;
}

export interface Done {
  readonly lapsed: number;
  readonly reminded: number;
  readonly digests: number;
}

export class TimedWork {
  readonly #desk: Desk;
  #running: Promise<Done> | null = null;
  #isStopped = false;
  /** Days that were looked through and can bring nothing until tomorrow. */
  #settled = { today: '', days: new Set<string>() };

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Does what is due now. Called while it runs, it answers what that run does. */
  run(): Promise<Done> {
    this.#running ??= this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running?.catch(() => undefined);
  }

  async #run(): Promise<Done> {
    const done = { lapsed: 0, reminded: 0, digests: 0 };
    const { store, clock } = this.#desk;
    const { campaigns } = store.tables;
    const zones = await store.db.selectDistinct({ timeZone: campaigns.timeZone }).from(campaigns);
    for (const { timeZone } of zones) {
      done.lapsed += await this.#lapse(timeZone);
      for (const deadline of DEADLINES) done.reminded += await this.#remind(deadline, timeZone);
    }
    if (!this.#isStopped) done.digests = await makeDigests(store, clock());
    return done;
  }

  async #lapse(timeZone: string): Promise<number> {
    const due = await overdueResponses(this.#desk.store, {
      ...{ timeZone, now: this.#desk.clock(), most: MOST },
    });
    let lapsed = 0;
    for (const one of due) {
      if (this.#isStopped) break;
      try {
        if (await lapse(this.#desk, one)) lapsed += 1;
        await setImmediate();
      } catch (error) {
        // Somebody was faster in another process; what else goes wrong is a fault.
        if (!(error instanceof Refused)) throw error;
      }
    }
    return lapsed;
  }

  async #remind(deadline: Deadline, timeZone: string): Promise<number> {
    const { store, clock } = this.#desk;
    const today = workingToday(timeZone, clock());
    if (this.#settled.today !== today) this.#settled = { today, days: new Set() };
    let reminded = 0;
    for (const lastDay of await openDays(store.db, deadline, daysAfter(today, FIRST_BEFORE))) {
      const step = newestStep(lastDay, today);
      const name = `${timeZone} ${deadline} ${lastDay}`;
      if (step === undefined || this.#settled.days.has(name)) continue;
      for (let found = BATCH; found === BATCH && reminded < MOST && !this.#isStopped;) {
        found = await store.tx(async (tx) => {
          const question = { deadline, lastDay, step, timeZone, most: BATCH };
          const open = await withoutStep(tx, question);
          const taking = { deadline, lastDay, step, today, now: clock(), by: null };
          for (const one of open) if ((await takeStep(tx, one, taking)) !== null) reminded += 1;
          return open.length;
        });
        // A step of an earlier day: what comes to this date from here on begins with tomorrow's.
        if (found < BATCH && step.on < today) this.#settled.days.add(name);
        // SQLite answers without a pause: whoever waits for the server comes between two units.
        await setImmediate();
      }
    }
    return reminded;
  }
}
