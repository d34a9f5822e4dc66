import { agree, castScore, readScores } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { join, settled } from './testing/client.ts';
import { ballotOf, CONSENSUS, openWorld, RECORD, until, type World } from './testing/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('EQ an update on its way', () => {
  test('[EQ4] what one writes is saved and seen by the other', async () => {
    const alice = await join(world.corridor, 'alice', RECORD);
    const bo = await join(world.corridor, 'bo', RECORD);
    alice.doc.getMap('facts').set('floor-area', 3000);
    await settled(alice);
    expect(bo.doc.getMap('facts').get('floor-area')).toBe(3000);
    expect(alice.refused).toEqual([]);
    expect(world.faults).toEqual([]);
  });
  test('[SR2] a value over the maximum is put right and told', async () => {
    const alice = await join(world.corridor, 'alice', ballotOf('alice'));
    castScore(alice.doc, 'A1.1.1', 20);
    castScore(alice.doc, 'A1.1.1', 9990);
    await settled(alice);
    expect(readScores(alice.doc, huzhou)['A1.1.1']).toBe(20);
    expect(alice.refused[0]?.refusal.code).toBe('BAD_SCORE');
  });
});
