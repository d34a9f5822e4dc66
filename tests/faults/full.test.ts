/**
 * The disk is full, truly: SQLite runs out of pages, and where this machine allows it a small file system runs out of
 * blocks. Nothing is acknowledged, reading goes on, everybody is told, and writing goes on by itself. [DF1–DF4]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import type { Store } from '@heping/db';
import { readHow, recordFact } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { sql, type SQL } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { join, settled, type Client } from '../../apps/server/src/sync/testing/client.ts';
import { nameOf, openWorld, RECORD, until, type World } from '../../apps/server/src/sync/testing/world.ts';

/** A disk that can be filled and emptied. */
interface Disk {
  readonly folder: string;
  fill(world: World): Promise<void>;
  free(world: World): Promise<void>;
  remove(): void;
}

/** Asks the one writing connection something; the store itself has no verb for that. */
const ask = (store: Store, question: SQL): Promise<unknown> =>
  // Safe: under SQLite the unit's db is drizzle's own, which can.
  store.tx(async (db) => (db as unknown as { all(query: SQL): unknown }).all(question));

/** No page more than there are: SQLITE_FULL by SQLite itself, on any machine. */
function pages(): Disk {
  const folder = mkdtempSync(path(tmpdir(), 'heping-pages-'));
  return {
    folder,
    fill: async ({ store }) => void (await ask(store, sql`pragma max_page_count = 1`)),
    free: async ({ store }) => void (await ask(store, sql`pragma max_page_count = 1000000`)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A file system of eight megabytes; null where nothing may be mounted. */
function blocks(): Disk | null {
  const folder = mkdtempSync(path(tmpdir(), 'heping-blocks-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    return null;
  }
  const ballast = path(folder, 'ballast');
  return {
    folder,
    fill: async () => {
      const chunk = Buffer.alloc(4096);
      try {
        for (;;) writeFileSync(ballast, chunk, { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: async () => rmSync(ballast),
    remove: () => {
      execFileSync('umount', [folder]);
      remove();
    },
  };
}

const how = (client: Client) => readHow(client.doc, huzhou, 'township');
const lastState = ({ states }: Client) => states.at(-1);

test.for([
  ['SQLite has no page left', pages],
  ['the file system has no block left', blocks],
] as const)('[DF1–DF4] %s', { timeout: 60_000 }, async ([, make], { skip }) => {
  const disk = make();
  if (disk === null) return skip('nothing may be mounted here');
  const world = await openWorld({ folder: disk.folder });
  try {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'study.how', '之前');
    await settled(alice);
    await disk.fill(world);
    // What there is still room for is kept; then there is none.
    for (let count = 0; lastState(alice)?.storage !== 'full'; count += 1) {
      if (count > 5_000) throw new Error('the disk never got full');
      const { acknowledged } = alice;
      recordFact(alice.doc, 'floor-area.how', `${count}`.padEnd(200, '量'));
      await until(
        () => alice.acknowledged > acknowledged || lastState(alice)?.storage === 'full',
        'answered',
      );
    }
    const told = { alice: alice.acknowledged, bo: bo.acknowledged };
    const shown = how(bo);
    recordFact(bo.doc, 'topics.how', '满时');
    recordFact(alice.doc, 'staff.how', '满时');
    const dora = await join(world.corridor, 'dora', RECORD);
    expect([alice.acknowledged, bo.acknowledged]).toEqual([told.alice, told.bo]);
    expect(how(dora)).toEqual(shown);
    expect(await replayed(world)).toEqual(shown);
    for (const client of [alice, bo, dora])
      expect([client.isOpen, lastState(client)]).toMatchObject([true, { storage: 'full', writable: false }]);
    await disk.free(world);
    await until(() => [alice, bo, dora].every((client) => lastState(client)?.storage === 'ok'), 'told again');
    await Promise.all([settled(alice), settled(bo)]);
    await until(() => how(dora)['staff'] === '满时' && how(dora)['topics'] === '满时', 'dora sees it');
    expect(lastState(alice)?.writable).toBe(true);
    expect(how(dora)).toEqual(how(alice));
    expect(await replayed(world)).toEqual(how(alice));
    expect(world.faults).toEqual([]);
  } finally {
    await world.close();
    disk.remove();
  }
});

/** What the log alone says. */
async function replayed(world: World) {
  const doc = new Y.Doc();
  for (const { bytes } of await world.store.log.readUpdates(nameOf(RECORD), 0)) Y.applyUpdate(doc, bytes);
  return readHow(doc, huzhou, 'township');
}
