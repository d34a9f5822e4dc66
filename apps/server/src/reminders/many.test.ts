/** Very many findings: a minute that has nothing to do is short, and one that has much leaves room for others. [RM5] */
import { daysAfter } from '@heping/scoring';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDelivered, type Delivered } from '../testing/deadlines.ts';

/** Fifty thousand in the long run. */
const CASES = process.env['HEPING_LONG'] === '1' ? 50_000 : 3_000;
const TODAY = '2026-11-02';
/** Steps of one transaction. */
const UNIT = 50;
let here: Delivered;
beforeAll(async () => {
  here = await openDelivered();
  const { store } = here.app;
  const { findings, cases, reminders } = store.tables;
  const [finding] = await store.db.select().from(findings);
  const [kept] = await store.db.select().from(cases);
  if (finding === undefined || kept === undefined) throw new Error('one was delivered');
  const STATES = ['closed', 'closed', 'rectifying', 'awaiting-acceptance', 'awaiting-plan'] as const;
  for (let from = 0; from < CASES; from += 500)
    await store.tx(async (db) => {
      const ids = Array.from({ length: 500 }, (_, place) => from + place);
      await db.insert(findings).values(ids.map((at) => ({ ...finding, id: `f-${at}`, number: at + 2 })));
      const rows = ids.map((at) => ({
        ...kept,
        ...{ findingId: `f-${at}`, number: `2026-${at}`, state: STATES[at % STATES.length] ?? 'closed' },
        // Over the year, most of them long overdue.
        ...{ dueOn: daysAfter('2026-01-05', at % 365), planBy: daysAfter('2026-01-05', (at * 7) % 365) },
      }));
      await db.insert(cases).values(rows);
      // Whatever is late has had its last step already.
      const late = rows.flatMap(({ findingId, dueOn, planBy, state }) => [
        ...(state !== 'closed' && dueOn < '2026-10-01' ? [['rectification', findingId, dueOn] as const] : []),
        ...(state === 'awaiting-plan' && planBy < '2026-10-01' ? [['plan', findingId, planBy] as const] : []),
      ]);
      if (late.length === 0) return;
      await db.insert(reminders).values(
        late.map(([deadline, findingId, lastDay]) => ({
          ...{ id: `${deadline}-${findingId}`, key: `${deadline}:${findingId}:${lastDay}:circular` },
          ...{ deadline, findingId, lastDay, evaluationId: here.id, on: lastDay, at: 1 },
        })),
      );
    });
}, 240_000);
afterAll(() => here.app.close());

/** How many times the event loop came round meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isOver = true;
  return turns;
}

it('[RM5] what is due is taken some thousands a minute, none twice, and then a minute has nothing to do', async () => {
  const { store } = here.app;
  const { reminders } = store.tables;
  const count = async () =>
    (await store.db.select({ count: sql<number>`count(*)` }).from(reminders))[0]?.count ?? 0;
  const before = await count();
  const turns = await turnsDuring(() => here.at(`${TODAY}T08:30`));
  const first = (await count()) - before;
  expect(first).toBeGreaterThan(CASES / 50);
  // Whoever waits for an answer comes between two units.
  expect(turns).toBeGreaterThan(first / UNIT);
  let last = first;
  for (let minute = 31; minute < 45; minute += 1) {
    const had = await count();
    await here.at(`${TODAY}T08:${minute}`);
    last = (await count()) - had;
    if (last === 0) break;
  }
  expect(last).toBe(0);
  const started = performance.now();
  await here.at(`${TODAY}T08:50`);
  const took = performance.now() - started;
  console.log(`${CASES} findings: a minute with nothing to do took ${took.toFixed(0)} ms`);
  const day = performance.now();
  await here.at('2026-11-03T08:30');
  console.log(`the next morning’s took ${(performance.now() - day).toFixed(0)} ms`);
}, 240_000);
