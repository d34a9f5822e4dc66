/** Who is where. [PR] */
import { castScore, PEOPLE_COLORS, type DocumentName } from '@heping/protocol';
import { describe, expect, test } from 'vitest';
import type { Client } from './testing/client.ts';
import { ended, join, settled } from './testing/client.ts';
import { useWorld } from './testing/use-world.ts';
import { ballotOf, EVALUATION, nameOf, RECORD, until } from './testing/world.ts';

const here = useWorld();

const roomOf = (name: DocumentName = RECORD) => here.world.corridor.peek(EVALUATION, nameOf(name));

const CARET = {
  anchor: { type: null, tname: 'note:A1.2.2', item: null, assoc: 0 },
  head: { type: null, tname: null, item: { client: 7, clock: 3 }, assoc: -1 },
};

describe('PR presence', () => {
  const heard = (client: Client, of: Client) =>
    client.presence.filter((entry) => entry.client === of.doc.clientID).at(-1);

  test('[PR1] the server says who it is, whatever was said', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    alice.say(
      {
        at: 'A1.1.1',
        field: 'facts:study',
        cursor: CARET,
        user: { id: 'eve', name: 'Eve' },
        evil: 'x'.repeat(500),
      },
      { clock: 2 ** 53 - 2 },
    );
    await until(() => heard(bo, alice) !== undefined, 'bo hears');
    expect(heard(bo, alice)?.state).toEqual({
      user: { id: 'alice', name: 'alice', nameEn: 'alice', color: PEOPLE_COLORS[0] },
      at: 'A1.1.1',
      field: 'facts:study',
      cursor: CARET,
    });
    expect(heard(bo, alice)?.clock).toBeLessThan(2 ** 48);
    expect(alice.presence).toEqual([]);
  });

  test('[PR8] who only reads has no caret and no field, and neither has anybody once it is locked', async () => {
    const officer = await join(here.world.corridor, 'officer', RECORD);
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    const said = { at: 'A1.1.1', field: 'note:A1.1.1', cursor: CARET };
    officer.say(said);
    await until(() => heard(bo, officer) !== undefined, 'bo hears');
    expect(Object.keys(heard(bo, officer)?.state as object)).toEqual(['user', 'at']);
    await here.world.enterPhase('signing');
    alice.say(said);
    await until(() => heard(bo, alice) !== undefined, 'bo hears alice');
    expect(Object.keys(heard(bo, alice)?.state as object)).toEqual(['user', 'at']);
  });

  test('[PR2] nobody speaks for another’s client id, and an echo is passed over', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    const chen = await join(here.world.corridor, 'chen', RECORD);
    alice.say({ at: 'A1.1.1' });
    bo.say({ at: 'A1.1.2' });
    await until(() => heard(chen, alice) !== undefined && heard(chen, bo) !== undefined, 'chen hears both');
    bo.say({ at: 'A2.1.1' }, { client: alice.doc.clientID, clock: 9 });
    bo.say(null, { client: alice.doc.clientID, clock: 9 });
    bo.say({ at: 'A1.1.1' });
    await until(() => (heard(chen, bo)?.state as { at?: string }).at === 'A1.1.1', 'bo moved');
    expect(heard(chen, alice)?.state).toMatchObject({ at: 'A1.1.1' });
    expect([alice, bo, chen].every(({ isOpen }) => isOpen)).toBe(true);
  });

  test('[PR3] who comes is told who is there; who leaves is gone', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    alice.say({ at: 'A1.1.1' });
    const bo = await join(here.world.corridor, 'bo', RECORD);
    await until(() => heard(bo, alice) !== undefined, 'bo is told');
    alice.cut();
    await until(() => heard(bo, alice)?.state === null, 'alice is gone');
  });

  test('[PR4] what is too large or makes no sense is not passed on', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    alice.say({ at: 'A1.1.1', cursor: 'x'.repeat(3_000) });
    let deep: unknown = 1;
    for (let level = 0; level < 500; level += 1) deep = [deep];
    alice.say({ at: 'A1.1.2', cursor: { deep } });
    alice.say({ at: 'elsewhere', field: '<script>' });
    await until(() => heard(bo, alice) !== undefined, 'bo hears');
    expect(bo.presence.map(({ state }) => Object.keys(state as object)).flat()).not.toContain('cursor');
    expect(heard(bo, alice)?.state).toEqual({ user: expect.any(Object) as object });
  });

  test('[PR7] a caret is two positions in a note, or it is not passed on', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    const elsewhere = { type: null, tname: 'facts', item: null, assoc: 0 };
    for (const cursor of [
      {},
      { anchor: {}, head: {} },
      { anchor: CARET.anchor, head: null },
      { anchor: elsewhere, head: elsewhere },
      { anchor: { ...CARET.anchor, item: { client: 'x', clock: 0 } }, head: CARET.head },
      { ...CARET, more: 1 },
    ])
      alice.say({ at: 'A1.1.1', cursor });
    alice.say({ at: 'A1.1.2' });
    await until(() => heard(bo, alice)?.state !== undefined, 'bo hears');
    await until(() => JSON.stringify(heard(bo, alice)?.state).includes('A1.1.2'), 'bo hears the last');
    expect(bo.presence.map(({ state }) => Object.keys(state as object)).flat()).not.toContain('cursor');
  });

  test('[PR5] a hundred thousand ids in one message are unreadable', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const many = new Uint8Array([1, 3, 0xa0, 0x8d, 6]);
    alice.send(many);
    expect(await ended(alice)).toBe(4403);
  });

  test('[PR6] nobody is told of oneself, also when two move at one time', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    const chen = await join(here.world.corridor, 'chen', RECORD);
    alice.say({ at: 'A1.1.1' });
    bo.say({ at: 'A1.1.2' });
    await until(() => heard(chen, alice) !== undefined && heard(chen, bo) !== undefined, 'chen hears both');
    expect(heard(alice, bo)?.state).toMatchObject({ at: 'A1.1.2' });
    expect(heard(bo, alice)?.state).toMatchObject({ at: 'A1.1.1' });
    expect([heard(alice, alice), heard(bo, bo)]).toEqual([undefined, undefined]);
  });

  test('[PR6] a ballot has no presence', async () => {
    const one = await join(here.world.corridor, 'alice', ballotOf('alice'));
    const two = await join(here.world.corridor, 'alice', ballotOf('alice'));
    one.say({ at: 'A1.1.1' });
    castScore(one.doc, 'A1.1.1', 5);
    await settled(one);
    await until(() => two.doc.getMap('scores').get('A1.1.1') === 5, 'the score arrives');
    expect([roomOf(ballotOf('alice'))?.presence.everybody(two as never), two.presence]).toEqual([null, []]);
  });
});
