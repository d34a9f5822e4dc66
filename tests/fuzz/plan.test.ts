/**
 * A plan written by a leader, a deputy and an officer on five devices, with cuts, refusals and somebody who means harm:
 * replicas converge, a refusal changes nothing, the log replayed is the live document. [EQ, GU22, SR]
 */
import { formatDocumentName } from '@heping/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openWorld, PLANNERS, type World } from '../../apps/server/src/sync/testing/world.ts';
import { emptyTally, PanelAtWork } from './panel.ts';
import { chanceOf, isLong } from './random.ts';
import { isSame, wrongWith } from './sound.ts';

const SEEDS = isLong ? 200 : 30;
const STEPS = 100;
/** What can happen to a plan; it has no messages. */
const HAPPENS = ['soft', 'conflicts', 'cuts', 'rejoins', 'replays', 'harmful', 'harmfulRefused'] as const;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function run(seed: number, tally: ReturnType<typeof emptyTally>): Promise<void> {
  const chance = chanceOf(seed);
  const evaluation = `plan-${seed}`;
  await world.addEvaluation(evaluation, 'preliminary');
  await world.deliver(2, evaluation);
  const work = new PanelAtWork(world, evaluation, chance, tally);
  for (const person of PLANNERS) work.open(person, 'plan');
  work.open(chance.pick(PLANNERS), 'plan');
  work.open(chance.pick(PLANNERS), 'plan');
  for (let step = 0; step < STEPS; step += 1) {
    if (step === 40) await world.enterPhase('published', evaluation);
    if (step === 70) await world.enterPhase('rectifying', evaluation);
    await work.step();
  }
  await work.gather();
  const name = formatDocumentName(work.name('plan', ''));
  const room = world.corridor.peek(evaluation, name);
  if (room === undefined) throw new Error(`seed ${seed}: ${name} is not in memory`);
  const replay = new Y.Doc();
  for (const { bytes } of await world.store.log.readUpdates(name, 0)) Y.applyUpdate(replay, bytes);
  for (const doc of [replay, room.doc, ...work.devices.map(({ client }) => client.doc)]) {
    expect(wrongWith(doc, room.content), `seed ${seed}`).toEqual([]);
    expect(isSame(doc, room.doc, room.content), `seed ${seed}`).toBe(true);
  }
  expect(world.faults, `seed ${seed}`).toEqual([]);
  work.leave();
}

test(`[EQ, GU22] a plan: ${SEEDS} seeds × ${STEPS} steps`, { timeout: 3_600_000 }, async () => {
  const tally = emptyTally();
  for (let seed = 1; seed <= SEEDS; seed += 1) await run(seed, tally);
  for (const what of HAPPENS) expect(tally[what], what).toBeGreaterThan(SEEDS / 20);
  // No phase between delivery and the closure shuts anybody out.
  expect(tally.lockedOut).toBe(0);
});
