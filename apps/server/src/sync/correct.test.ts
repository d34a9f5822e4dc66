/** What is put right in the same update, and what two people set unseen by each other. [SR, CF] */
import {
  agree,
  castScore,
  noteOf,
  putBeside,
  readConflict,
  readConflicts,
  readingPlacesOf,
  readScores,
  recordFact,
  remarkOf,
  say,
  SHARES,
  TEXT_LIMITS,
  threadOf,
} from '@heping/protocol';
import { huzhou, indicatorsOf } from '@heping/scoring';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ended, join, settled, type Client } from './testing/client.ts';
import { any, craft, deleted } from './testing/craft.ts';
import { facts, isQuiet, useWorld } from './testing/use-world.ts';
import { ballotOf, CONSENSUS, EVALUATION, nameOf, RECORD, until } from './testing/world.ts';

const here = useWorld();

describe('SR a value that breaks a rule of its own', () => {
  test('[SR1] is put right in the same update: one leaves, and no other ever sees the value', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const seen: unknown[] = [];
    facts(bo).observe(() => seen.push(facts(bo).get('study')));
    const before = bo.updates.length;
    recordFact(alice.doc, 'study', -7);
    await settled(alice);
    expect(seen.every((value) => value === 4)).toBe(true);
    expect(bo.updates.length - before).toBe(1);
    expect([facts(alice).get('study'), facts(bo).get('study')]).toEqual([4, 4]);
    expect(Buffer.from(Y.encodeStateAsUpdate(bo.doc)).includes(Buffer.from([125, 0x47]))).toBe(false);
    expect(alice.refused).toEqual([
      {
        soft: true,
        map: 'facts',
        key: 'study',
        value: -7,
        refusal: {
          code: 'BAD_FACT',
          params: {
            key: { zh: '集中或日常学习', en: 'Collective or regular study' },
            expected: { zh: '不小于 0 的整数', en: 'a whole number from 0 on' },
            value: -7,
          },
        },
      },
    ]);
  });

  test('[SR2] a key that never had a value is cleared', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    castScore(alice.doc, 'A1.1.1', 9990);
    await settled(alice);
    expect(alice.doc.getMap('scores').toJSON()).toEqual({ 'A1.1.1': null });
  });

  test('[SR3] of fifty values written offline forty-nine stay', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    await isQuiet(alice);
    alice.cut();
    const codes = indicatorsOf(huzhou).map(({ code }) => code);
    for (const code of codes) castScore(alice.doc, code, 5);
    for (const code of codes.slice(0, 9)) castScore(alice.doc, code, 10);
    castScore(alice.doc, 'A1.2.2', 7);
    const again = await join(here.world.corridor, 'alice', ballotOf('alice'), { doc: alice.doc });
    await settled(again);
    const expected = Object.fromEntries(codes.map((code, index) => [code, index < 9 ? 10 : 5]));
    expect(readScores(again.doc, huzhou)).toEqual({ ...expected, 'A1.2.2': null });
    expect(again.refused.map(({ key }) => key)).toEqual(['A1.2.2']);
  });

  test('[SR4] text over the limit goes out again, and what stood there stays', async () => {
    const alice = await join(here.world.corridor, 'alice', ballotOf('alice'));
    remarkOf(alice.doc, 'A1.1.1').insert(0, '好'.repeat(TEXT_LIMITS.remark));
    await settled(alice);
    remarkOf(alice.doc, 'A1.1.1').insert(5, '太长');
    await settled(alice);
    expect(remarkOf(alice.doc, 'A1.1.1').toString()).toBe('好'.repeat(TEXT_LIMITS.remark));
    expect(alice.refused).toMatchObject([
      { soft: true, map: 'remark', key: 'A1.1.1', value: '太长', refusal: { code: 'TOO_LONG' } },
    ]);
  });

  test('[SR4] a note holds its limit whatever came and went before, and not one character more', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const text = new Y.XmlText();
    const paragraph = new Y.XmlElement('paragraph');
    noteOf(alice.doc, 'A1.1.1').insert(0, [paragraph]);
    paragraph.insert(0, [text]);
    let length = TEXT_LIMITS.note - 500;
    text.insert(0, '字'.repeat(length));
    const rolls = fc.sample(fc.nat(), { numRuns: 400, seed: 11 });
    const below = (most: number) => (rolls.pop() ?? 0) % most;
    const refused: number[] = [];
    for (let edit = 0; edit < 80; edit += 1) {
      const space = TEXT_LIMITS.note - length;
      // To the brim, one over it, or anything.
      const more = [space, space + 1, below(500)][below(3)] ?? 0;
      if (refused.length >= 15 || below(2) === 0) {
        const gone = below(500) + 1;
        text.delete(below(length - gone + 1), gone);
        length -= gone;
      } else if (more > 0) {
        text.insert(below(length + 1), '字'.repeat(more));
        if (more <= space) length += more;
        else refused.push(more);
      }
      await settled(alice);
      expect([text.length, alice.refused.length]).toEqual([length, refused.length]);
    }
    expect(refused.length).toBeGreaterThan(3);
  });

  test('[SR4] a message that is too long, unclean or said before goes out again', async () => {
    await here.world.enterPhase('deliberation');
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    const tell = (id: string, text: string) =>
      threadOf(alice.doc, 'A1.1.1').push([{ id, by: 'alice', at: here.world.now, text }]);
    tell('m1', '看 5.2.2');
    tell('m2', '长'.repeat(TEXT_LIMITS.message + 1));
    tell('m3', '响\u0007');
    tell('m1', '又一次');
    await settled(alice);
    expect(threadOf(alice.doc, 'A1.1.1').toArray()).toMatchObject([{ id: 'm1', text: '看 5.2.2' }]);
    expect(alice.refused.map(({ soft, map, refusal: { code } }) => [soft, map, code])).toEqual([
      [true, 'thread', 'TOO_LONG'],
      [true, 'thread', 'UNCLEAN_TEXT'],
      [true, 'thread', 'SAID_TWICE'],
    ]);
  });

  test('[SR4] text with control characters goes out again, and so do more nodes than a note has', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    const note = noteOf(alice.doc, 'A1.1.1');
    const paragraph = (text: string) => {
      const node = new Y.XmlElement('paragraph');
      node.insert(0, [new Y.XmlText(text)]);
      return node;
    };
    note.insert(0, [paragraph('现场')]);
    note.insert(1, [paragraph('\u0000')]);
    await settled(alice);
    expect(note.toString()).toBe('<paragraph>现场</paragraph><paragraph></paragraph>');
    note.insert(
      2,
      Array.from({ length: SHARES.nodes / 2 }, () => paragraph('多')),
    );
    await settled(alice);
    expect(note.length).toBe(2);
    expect(alice.refused.map(({ map, refusal: { code } }) => [map, code])).toEqual([
      ['note', 'UNCLEAN_TEXT'],
      ['note', 'TOO_MANY_BLOCKS'],
    ]);
  });

  test('[SR5] the document grows by little however often it is tried, and the server keeps its one id', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'study', 4);
    await settled(alice);
    const size = () =>
      Y.encodeStateAsUpdate(here.world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc ?? new Y.Doc()).length;
    const before = size();
    for (let count = 1; count <= 19; count += 1) recordFact(alice.doc, 'study', -count);
    await settled(alice);
    expect(size() - before).toBeLessThan(19 * 40);
    expect(here.world.corridor.peek(EVALUATION, nameOf(RECORD))?.doc.store.clients.size).toBe(2);
  });

  test('[SR6] the twenty-first within ten seconds is a hard refusal', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    for (let count = 1; count <= 21; count += 1) recordFact(alice.doc, 'study', -count);
    expect(await ended(alice)).toBe(4403);
    expect(alice.refused.filter(({ soft }) => soft)).toHaveLength(20);
    expect(alice.refused.at(-1)).toMatchObject({ soft: false, refusal: { code: 'BAD_FACT' } });
  });
});

describe('SR what is said stands where it arrived', () => {
  const thread = (client: Client) => threadOf(client.doc, 'A1.1.1').toArray();
  const idsIn = (client: Client) => thread(client).map(({ id }) => id);
  const message = (id: string, by: string, at = here.world.now) => ({ id, by, at, text: id });

  test('[SR7] nobody is before what was said already: no low client id, no missing origin, no old time helps', async () => {
    await here.world.enterPhase('deliberation');
    const [alice, bo, chen] = await Promise.all(
      (['alice', 'bo', 'chen'] as const).map((person) => join(here.world.corridor, person, CONSENSUS)),
    );
    if (!alice || !bo || !chen) return;
    for (const id of ['m1', 'm2']) say(bo.doc, 'A1.1.1', message(id, 'bo'));
    await settled(bo);
    const old = message('first', 'alice', here.world.now - 3_600_000);
    alice.sendUpdate(craft([{ client: 20, structs: [any({ root: 'thread:A1.1.1' }, old)] }]));
    alice.sendUpdate(
      craft([
        {
          client: 21,
          structs: [any({ origin: { client: bo.doc.clientID, clock: 0 } }, message('second', 'alice'))],
        },
      ]),
    );
    await settled(alice);
    say(chen.doc, 'A1.1.1', message('m3', 'chen'));
    await settled(chen);
    for (const client of [alice, bo, chen])
      expect(idsIn(client)).toEqual(['m1', 'm2', 'first', 'second', 'm3']);
    expect(thread(bo)[2]).toEqual({ ...old, at: here.world.now });
    expect(alice.refused).toEqual([]);
    const again = await join(here.world.corridor, 'dora', CONSENSUS);
    expect(idsIn(again)).toEqual(idsIn(chen));
    expect((await here.replay(CONSENSUS)).getArray('thread:A1.1.1').toJSON()).toEqual(thread(chen));
  });

  test('[SR7] what was said offline comes after what was said meanwhile, in its order, at its own time', async () => {
    await here.world.enterPhase('deliberation');
    const alice = await join(here.world.corridor, 'alice', CONSENSUS, { clientId: 30 });
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    await isQuiet(alice, bo);
    alice.cut();
    const then = here.world.now;
    for (const id of ['a1', 'a2', 'a3']) say(alice.doc, 'A1.1.1', message(id, 'alice', then));
    here.world.now += 8 * 3_600_000;
    for (const id of ['b1', 'b2']) say(bo.doc, 'A1.1.1', message(id, 'bo'));
    await settled(bo);
    const back = await join(here.world.corridor, 'alice', CONSENSUS, { doc: alice.doc });
    await settled(back);
    for (const client of [back, bo]) expect(idsIn(client)).toEqual(['b1', 'b2', 'a1', 'a2', 'a3']);
    expect(thread(bo).map(({ at }) => at)).toEqual([here.world.now, here.world.now, then, then, then]);
  });

  test('[SR8] a time that cannot be becomes the time it arrived', async () => {
    await here.world.enterPhase('deliberation');
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    const { now } = here.world;
    const times = [now + 86_400_000, now - 3_600_000, 0, Number.NaN, now - 60_000, now + 10_000];
    times.forEach((at, index) => say(alice.doc, 'A1.1.1', message(`m${index}`, 'alice', at)));
    await settled(alice);
    expect(thread(alice).map(({ at }) => at)).toEqual([now, now, now, now, now - 60_000, now + 10_000]);
    expect(idsIn(alice)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
  });
  test('[SR8] a difference nobody asked for brings no old time', async () => {
    await here.world.enterPhase('deliberation');
    here.world.now += 3 * 3_600_000;
    const alice = await join(here.world.corridor, 'alice', CONSENSUS);
    await settled(alice);
    const elsewhere = new Y.Doc();
    Y.applyUpdate(elsewhere, Y.encodeStateAsUpdate(alice.doc));
    const before = Y.encodeStateVector(elsewhere);
    say(elsewhere, 'A1.1.1', message('late', 'alice', here.world.now - 150 * 60_000));
    alice.sendWhole(Y.encodeStateAsUpdate(elsewhere, before));
    await settled(alice);
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    await settled(bo);
    expect(thread(bo).map(({ at }) => at)).toEqual([here.world.now]);
  });
});

describe('CF two who did not see each other', () => {
  /** Both write without hearing of the other: the first value is in before the second arrives. */
  const apart = async (
    first: [string, unknown],
    second: [string, unknown],
    map = 'facts',
    key = 'floor-area',
  ) => {
    const one = await join(here.world.corridor, first[0], RECORD);
    const two = await join(here.world.corridor, second[0], RECORD);
    await isQuiet(one, two);
    two.cut();
    one.doc.getMap(map).set(key, first[1]);
    await settled(one);
    two.doc.getMap(map).set(key, second[1]);
    const back = await join(here.world.corridor, second[0], RECORD, { doc: two.doc });
    await isQuiet(one, back);
    return { one, two: back };
  };

  test('[CF1] both values stand in a conflict, with whose they are', async () => {
    const { one, two } = await apart(['alice', 3000], ['bo', 2800]);
    const expected = {
      values: [
        { value: 3000, by: 'alice' },
        { value: 2800, by: 'bo' },
      ],
    };
    expect(readConflict(one.doc, 'facts', 'floor-area')).toEqual(expected);
    expect(readConflict(two.doc, 'facts', 'floor-area')).toEqual(expected);
    expect(facts(one).get('floor-area')).toBe(facts(two).get('floor-area'));
  });

  test('[CF1] two devices of one person count too', async () => {
    const { one } = await apart(['alice', 3000], ['alice', 2800]);
    expect(readConflict(one.doc, 'facts', 'floor-area')).toEqual({
      values: [
        { value: 3000, by: 'alice' },
        { value: 2800, by: 'alice' },
      ],
    });
  });

  test('[CF1] a cleared value against another is a conflict, the same value is none', async () => {
    expect(readConflicts((await apart(['alice', null], ['bo', 2800])).one.doc)).toHaveProperty([
      'facts:floor-area',
    ]);
    const { one } = await apart(['alice', 4], ['bo', 4], 'facts', 'study');
    expect(readConflict(one.doc, 'facts', 'study')).toBeNull();
  });

  test('[CF2] a third value joins the two', async () => {
    const dora = await join(here.world.corridor, 'dora', RECORD);
    await isQuiet(dora);
    dora.cut();
    const { one } = await apart(['alice', 3000], ['bo', 2800]);
    recordFact(dora.doc, 'floor-area', 2600);
    await settled(await join(here.world.corridor, 'dora', RECORD, { doc: dora.doc }));
    await until(() => readConflict(one.doc, 'facts', 'floor-area')?.values.length === 3, 'three values');
    expect(readConflict(one.doc, 'facts', 'floor-area')?.values.map(({ by }) => by)).toEqual([
      'alice',
      'bo',
      'dora',
    ]);
  });

  test('[CF3] a person settles it by writing the value', async () => {
    const { one, two } = await apart(['alice', 3000], ['bo', 2800]);
    recordFact(one.doc, 'floor-area', 2900);
    await settled(one);
    expect(readConflicts(two.doc)).toEqual({});
    expect(facts(two).get('floor-area')).toBe(2900);
  });

  test('[CF4] settling it without having seen all of its values leaves it open', async () => {
    const { one } = await apart(['alice', 3000], ['bo', 2800]);
    const eve = await join(here.world.corridor, 'eve', RECORD);
    await isQuiet(eve);
    eve.cut();
    const dora = await join(here.world.corridor, 'dora', RECORD, { clientId: 17 });
    recordFact(dora.doc, 'floor-area', 2600);
    await isQuiet(dora);
    recordFact(one.doc, 'floor-area', 2500);
    await settled(one);
    recordFact(eve.doc, 'floor-area', 2900);
    await settled(await join(here.world.corridor, 'eve', RECORD, { doc: eve.doc }));
    await until(() => readConflict(one.doc, 'facts', 'floor-area') !== null, 'open again');
    expect(readConflict(one.doc, 'facts', 'floor-area')?.values).toContainEqual({ value: 2900, by: 'eve' });
  });

  test.each([17, 4_294_967_000])(
    '[CF5] what the server put right is nobody’s value: a good one beside it stands (id %d)',
    async (clientId) => {
      const alice = await join(here.world.corridor, 'alice', RECORD, { clientId: 100_000 });
      const bo = await join(here.world.corridor, 'bo', RECORD, { clientId });
      recordFact(alice.doc, 'study', 4);
      await isQuiet(alice, bo);
      bo.cut();
      recordFact(alice.doc, 'study', -1);
      await settled(alice);
      recordFact(bo.doc, 'study', 6);
      const back = await join(here.world.corridor, 'bo', RECORD, { doc: bo.doc });
      await isQuiet(alice, back);
      expect([facts(alice).get('study'), facts(back).get('study')]).toEqual([6, 6]);
      expect(readConflicts(alice.doc)).toEqual({});
    },
  );

  test('[CF6] a value that is put right settles nothing', async () => {
    const { one, two } = await apart(['alice', 3000], ['bo', 2800]);
    const stands = facts(one).get('floor-area');
    recordFact(one.doc, 'floor-area', -5);
    await settled(one);
    await isQuiet(one, two);
    expect([facts(one).get('floor-area'), facts(two).get('floor-area')]).toEqual([stands, stands]);
    expect(readConflict(one.doc, 'facts', 'floor-area')?.values.map(({ value }) => value)).toEqual([
      3000, 2800,
    ]);
    expect(two.doc.getMap('settled').toJSON()).toEqual({});
  });

  test('[CF7] a value by somebody who had not seen that it is contested joins what waits', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD);
    recordFact(alice.doc, 'floor-area', 3000);
    await settled(alice);
    alice.cut();
    const bo = await join(here.world.corridor, 'bo', RECORD);
    const [place] = readingPlacesOf(huzhou, 'township');
    putBeside(bo.doc, place!, { value: 2800, how: '激光', details: {} });
    await settled(bo);
    recordFact(alice.doc, 'floor-area', 3050);
    const back = await join(here.world.corridor, 'alice', RECORD, { doc: alice.doc });
    await isQuiet(back, bo);
    expect(readConflict(bo.doc, 'facts', 'floor-area')?.values.map(({ value, by }) => [value, by])).toEqual([
      [3000, 'alice'],
      [2800, 'bo'],
      [3050, 'alice'],
    ]);
  });

  test('[GU12] a deletion that would win a merge leaves the value where it was', async () => {
    const alice = await join(here.world.corridor, 'alice', RECORD, { clientId: 1_000 });
    recordFact(alice.doc, 'study', 4);
    recordFact(alice.doc, 'study', 5);
    await settled(alice);
    const bo = await join(here.world.corridor, 'bo', RECORD);
    bo.sendUpdate(
      craft([{ client: 4_294_967_295, structs: [deleted({ origin: { client: 1_000, clock: 0 } }, 1)] }]),
    );
    await settled(bo);
    expect([facts(alice).get('study'), facts(bo).get('study')]).toEqual([5, 5]);
  });

  test('[CF1] what a command wrote is the chair’s', async () => {
    await here.world.enterPhase('deliberation');
    const bo = await join(here.world.corridor, 'bo', CONSENSUS);
    await isQuiet(bo);
    bo.cut();
    await here.world.corridor.command(EVALUATION, async (moment) => {
      await moment.write(CONSENSUS, (doc) => agree(doc, 'A1.1.1', 20));
      await moment.commit(async () => undefined);
    });
    agree(bo.doc, 'A1.1.1', 15);
    const back = await join(here.world.corridor, 'bo', CONSENSUS, { doc: bo.doc });
    await until(() => readConflict(back.doc, 'agreed', 'A1.1.1') !== null, 'a conflict');
    expect(readConflict(back.doc, 'agreed', 'A1.1.1')).toEqual({
      values: [
        { value: 20, by: 'alice' },
        { value: 15, by: 'bo' },
      ],
    });
  });
});
