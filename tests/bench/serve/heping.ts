/**
 * This server, whole, with as many evaluations under way as a bench asks for: guard, durable log, sessions, everything
 * as `npm start` serves it. Prints its address when it listens.
 */
import type { AddressInfo } from 'node:net';
import { tablesOf, type Db } from '@heping/db';
import { buildApp } from '../../../apps/server/src/app.ts';
import { createDocument } from '../../../apps/server/src/evaluations/create-document.ts';
import { ABSOLUTE_MS } from '../../../apps/server/src/sessions/sessions.ts';
import { hashToken } from '../../../apps/server/src/sessions/token.ts';
import { seedCast } from '../../../apps/server/src/testing/cast.ts';

const [dataDir, rooms, people, port = '0'] = process.argv.slice(2);
if (dataDir === undefined || rooms === undefined || people === undefined)
  throw new Error('expected: heping.ts <data directory> <rooms> <people in each> [port]');

const AT_ONCE = 500;
const app = await buildApp({ dataDir, webDir: null });
await app.ready();
const { documents } = app.store.tables;
if ((await app.store.db.select().from(documents).limit(1)).length === 0) {
  await seedCast(app.store, 'nobody signs in');
  await app.store.tx((db) => plan(db, Number(rooms), Number(people), app.clock()));
}
await app.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
console.log(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));

/** Evaluations in scoring, each with people and sessions of its own: `bench-<room>`, `bench-<room>-<seat>`. */
async function plan(db: Db, count: number, size: number, now: number): Promise<void> {
  const t = tablesOf(db);
  const ids = Array.from({ length: count }, (_, room) => `bench-${room}`);
  const seats = ids.flatMap((id) =>
    Array.from({ length: size }, (_, seat) => ({ id, person: `${id}-${seat}`, isChair: seat === 0 })),
  );
  for (const some of chunks(seats)) {
    await db.insert(t.people).values(
      some.map(({ person }) => ({
        ...{ id: person, username: person, name: person, nameEn: person },
        passwordHash: 'nobody signs in',
      })),
    );
    await db.insert(t.sessions).values(
      some.map(({ person: personId }) => ({
        tokenHash: hashToken(personId),
        personId,
        createdAt: now,
        seenAt: now,
        expiresAt: now + ABSOLUTE_MS,
        address: '127.0.0.1',
      })),
    );
  }
  for (const some of chunks(ids)) {
    await db.insert(t.evaluations).values(
      some.map((id) => ({
        id,
        campaignId: 'county-campaign',
        centreId: 'town-centre',
        kind: 'spot-check' as const,
        leadBodyId: 'county-body',
        plannedOn: '2026-03-02',
        phase: 'scoring' as const,
        createdBy: 'county-officer',
        createdAt: now,
        openedAt: now,
      })),
    );
    for (const evaluation of some) await createDocument(db, { kind: 'record', evaluation }, now);
  }
  for (const some of chunks(seats))
    await db
      .insert(t.panelMembers)
      .values(some.map(({ id, person, isChair }) => ({ evaluationId: id, personId: person, isChair })));
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, part) =>
    all.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}
