/**
 * A whole panel against the real corridor and a real log, as chance has it: replicas converge, the guard holds, a hard
 * refusal changes nothing, the log replayed is the live document, the projection of the replay is its rows. [EQ, GU, SR]
 */
import { formatDocumentName } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { replayProgress } from '../../apps/server/src/projection/progress.ts';
import { openWorld, until, type World } from '../../apps/server/src/sync/testing/world.ts';
import { emptyTally, PANEL, PanelAtWork } from './panel.ts';
import { chanceOf, isLong } from './random.ts';
import { isSame, wrongWith } from './sound.ts';

const SEEDS = isLong ? 300 : 100;
const STEPS = 100;
/** Seeds that once failed, run for ever. */
const PINNED: readonly number[] = [];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function run(seed: number, tally: ReturnType<typeof emptyTally>): Promise<void> {
  const chance = chanceOf(seed);
  const evaluation = `fuzz-${seed}`;
  await world.addEvaluation(evaluation, 'scoring');
  const panel = new PanelAtWork(world, evaluation, chance, tally);
  for (const person of PANEL) panel.open(person, chance.pick(['record', 'record', 'ballot'] as const));
  // A second device, as people have.
  panel.open(chance.pick(PANEL), 'ballot');
  panel.open(chance.pick(PANEL), 'record');
  const reveal = 30 + chance.below(40);
  for (let step = 0; step < STEPS; step += 1) {
    if (step === reveal) {
      await world.enterPhase('deliberation', evaluation);
      for (const person of PANEL) panel.open(person, 'consensus');
    }
    await panel.step();
  }
  await panel.gather();

  const names = new Map(panel.devices.map(({ name }) => [formatDocumentName(name), name]));
  for (const name of names.keys()) {
    const room = world.corridor.peek(evaluation, name);
    expect(room, `seed ${seed}: ${name}`).toBeDefined();
    if (room === undefined) continue;
    const replay = new Y.Doc();
    let threads: Threads = {};
    for (const { bytes } of await world.store.log.readUpdates(name, 0)) {
      Y.applyUpdate(replay, bytes);
      if (!name.startsWith('consensus:')) continue;
      const now = threadsIn(replay);
      // What was said before stays before. [SR7]
      for (const [thread, ids] of Object.entries(threads))
        expect(now[thread]?.slice(0, ids.length), `seed ${seed}: ${name}`).toEqual(ids);
      threads = now;
    }
    tally.messages += Object.values(threads).flat().length;
    const replicas = panel.devices
      .filter((device) => formatDocumentName(device.name) === name)
      .map(({ client }) => client.doc);
    for (const doc of [replay, room.doc, ...replicas]) {
      expect(wrongWith(doc, room.content), `seed ${seed}: ${name}`).toEqual([]);
      expect(isSame(doc, room.doc, room.content), `seed ${seed}: ${name}`).toBe(true);
    }
  }
  await progressOf(
    evaluation,
    [...names.keys()].filter((name) => name.startsWith('ballot:')),
  );
  expect(world.faults, `seed ${seed}`).toEqual([]);
  panel.leave();
}

type Threads = Record<string, string[]>;

/** Ids of the messages of every thread, in order. */
function threadsIn(doc: Y.Doc): Threads {
  const names = [...doc.share.keys()].filter((name) => name.startsWith('thread:'));
  return Object.fromEntries(
    names.map((name) => [name, doc.getArray<{ id: string }>(name).map(({ id }) => id)]),
  );
}

/** Rows are those that the log alone gives. */
async function progressOf(evaluation: string, ballots: readonly string[]): Promise<void> {
  const { progress } = world.store.tables;
  for (const name of ballots) {
    const expected = await replayProgress(world.store, name, huzhou);
    if (expected === null || expected.seq === 0) continue;
    const row = async () => {
      const [found] = await world.store.db
        .select()
        .from(progress)
        .where(and(eq(progress.evaluationId, evaluation), eq(progress.personId, expected.personId)));
      return found;
    };
    await until(async () => (await row())?.seq === expected.seq, `progress of ${name}`);
    expect(await row()).toEqual(expected);
  }
}

test(`[EQ] ${SEEDS} seeds × ${STEPS} steps × 5 people`, { timeout: 3_600_000 }, async () => {
  const tally = emptyTally();
  for (const seed of PINNED) await run(seed, tally);
  for (let seed = 1; seed <= SEEDS; seed += 1) await run(seed, tally);
  // Not vacuous: everything that may happen did.
  for (const [what, count] of Object.entries(tally)) expect(count, what).toBeGreaterThan(SEEDS / 20);
});
