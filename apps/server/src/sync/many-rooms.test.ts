/** Ten thousand rooms opened and left again: nothing of them stays. [RO4] */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tablesOf, type Db } from '@heping/db';
import { castScore, type DocumentName } from '@heping/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocument } from '../evaluations/create-document.ts';
import { CAST_AT } from '../testing/cast.ts';
import { Client } from './testing/client.ts';
import { openWorld, PANEL, until, type World } from './testing/world.ts';

const ROOMS = 10_000;
const AT_ONCE = 500;
/** Everything that is made once has been made by then. */
const WARM = 2_000;

let world: World;
beforeAll(async () => {
  world = await openWorld({ idleMs: 0 });
  await world.store.tx(async (db) => {
    for (let at = 0; at < ROOMS / PANEL.length; at += 1) await planEvaluation(db, `many-${at}`);
  });
});
afterAll(() => world.close());

async function planEvaluation(db: Db, id: string): Promise<void> {
  const { evaluations, panelMembers } = tablesOf(db);
  await db.insert(evaluations).values({
    ...{ id, campaignId: 'county-campaign', centreId: 'town-centre', kind: 'spot-check' },
    ...{ leadBodyId: 'county-body', plannedOn: '2026-03-02', phase: 'scoring' },
    ...{ createdBy: 'county-officer', createdAt: CAST_AT, openedAt: CAST_AT },
  });
  await db
    .insert(panelMembers)
    .values(PANEL.map((personId, seat) => ({ evaluationId: id, personId, isChair: seat === 0 })));
  for (const person of PANEL) await createDocument(db, { kind: 'ballot', evaluation: id, person }, CAST_AT);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** What is held on to, bytes. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

test(
  `[RO4] ${ROOMS} rooms opened, written to and left leave nothing behind`,
  { timeout: 600_000 },
  async () => {
    const { corridor } = world;
    let warm = 0;
    for (let from = 0; from < ROOMS; from += AT_ONCE) {
      if (from === WARM) warm = held();
      const clients = Array.from({ length: AT_ONCE }, (_, at) => {
        const person = PANEL[at % PANEL.length] ?? 'alice';
        const evaluation = `many-${Math.floor((from + at) / PANEL.length)}`;
        const ballot: DocumentName = { kind: 'ballot', evaluation, person };
        return () => new Client(corridor, person, ballot);
      });
      // As many as one person may have open, of everybody.
      for (let first = 0; first < AT_ONCE; first += 50) {
        const some = clients.slice(first, first + 50).map((open) => open());
        await until(() => some.every(({ isSynced }) => isSynced), 'all in');
        for (const { doc } of some) castScore(doc, 'A1.1.1', 10);
        await until(() => some.every(({ sent, acknowledged }) => acknowledged >= sent), 'all saved');
        for (const client of some) client.cut();
      }
      await until(() => corridor.roomCount === 0, 'all rooms gone', 60_000);
    }
    expect(corridor.connectionCount).toBe(0);
    // A room holds some thirty kilobytes; 200 bytes of each would be 1.6 MB. What timers hold of the last ones goes within
    // seconds, on a busy machine later than the rooms; what leaks never goes.
    const isAllGone = () => (held() - warm) / (ROOMS - WARM) < 200;
    await until(isAllGone, 'less than 200 bytes held of each room', 30_000);
  },
);
