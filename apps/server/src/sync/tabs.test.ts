/** Several tabs of one device, each unseen by the others: whoever opens the page next sends what all of them wrote. [GU12, GU17, GU24] */
import { addPiece, castScore, noteOf, recordFact, remarkOf, setNoteMethod, setPiece } from '@heping/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ALICE, ballot, codeOf, NOW, record, type Bench } from './testing/bench.ts';
import { any, craft, deleted } from './testing/craft.ts';
import { join, settled } from './testing/client.ts';
import { isQuiet, useWorld } from './testing/use-world.ts';
import { ballotOf, RECORD } from './testing/world.ts';

const here = useWorld();

type Change = (doc: Y.Doc) => void;
const SLOTS = ['ab12cd34ef56', 'zz12cd34ef56'] as const;
const small = fc.integer({ min: 0, max: 3 });

/** Words are put in and taken out where there are some. */
const worded = (text: (doc: Y.Doc) => Y.Text, at: number, isCut: boolean): Change => {
  return (doc) => {
    const words = text(doc);
    const place = Math.min(at, words.length);
    if (isCut && words.length > place) words.delete(place, 1);
    else words.insert(place, '党旗');
  };
};
const inBallot: fc.Arbitrary<Change> = fc.oneof(
  small.map(
    (points): Change =>
      (doc) =>
        castScore(doc, 'A1.1.1', points * 5),
  ),
  small.map(
    (points): Change =>
      (doc) =>
        castScore(doc, 'A1.1.2', points === 0 ? null : points * 5),
  ),
  fc.tuple(small, fc.boolean()).map(([at, isCut]) => worded((doc) => remarkOf(doc, 'A1.1.1'), at, isCut)),
);
const inRecord: fc.Arbitrary<Change> = fc.oneof(
  small.map(
    (count): Change =>
      (doc) =>
        recordFact(doc, 'study', count),
  ),
  fc.constantFrom('ask', 'observe').map(
    (method): Change =>
      (doc) =>
        setNoteMethod(doc, 'A1.3.1', method),
  ),
  fc.constantFrom(...SLOTS).map((slot): Change => {
    return (doc) =>
      addPiece(doc, slot, {
        ...{ by: 'alice', kind: 'photo', taken: NOW, name: '大门.jpg', of: null, serves: ['A1.3.1'] },
      });
  }),
  fc.constantFrom('大门', '旗杆').map((words): Change => {
    return (doc) => {
      if (doc.getMap('evidence').has(`${SLOTS[0]}.by`)) setPiece(doc, SLOTS[0], 'caption', words);
    };
  }),
  small.map((): Change => (doc) => noteOf(doc, 'A1.1.1').insert(0, [new Y.XmlElement('paragraph')])),
);

/** Every tab begins where the server stood and writes step by step; the device keeps each step. */
function kept(bench: Bench, tabs: readonly (readonly Change[])[], isGathered: boolean): Uint8Array {
  const steps = tabs.flatMap((changes, tab) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(bench.doc));
    doc.clientID = ALICE + 1 + tab;
    const written: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => written.push(update));
    for (const change of changes) doc.transact(() => change(doc));
    return written;
  });
  if (!isGathered) return steps.length === 0 ? Y.encodeStateAsUpdate(bench.doc) : Y.mergeUpdates(steps);
  const opened = new Y.Doc();
  for (const update of [Y.encodeStateAsUpdate(bench.doc), ...steps]) Y.applyUpdate(opened, update);
  return Y.encodeStateAsUpdate(opened, Y.encodeStateVector(bench.doc));
}
const shown = (doc: Y.Doc, kind: 'ballot' | 'record') =>
  kind === 'ballot'
    ? [doc.getMap('scores').toJSON(), remarkOf(doc, 'A1.1.1').toJSON()]
    : [
        doc.getMap('facts').toJSON(),
        doc.getMap('evidence').toJSON(),
        // Safe: a fragment of the layout.
        noteOf(doc, 'A1.1.1').toString(),
      ];

for (const [kind, change, anew] of [
  ['ballot', inBallot, ballot],
  ['record', inRecord, record],
] as const)
  test(`[GU12, GU17, GU24] whatever three tabs write into a ${kind} comes in, as the device shows it`, () => {
    const some = fc.array(change, { maxLength: 6 });
    fc.assert(
      fc.property(
        some,
        fc.array(some, { minLength: 2, maxLength: 3 }),
        fc.boolean(),
        (before, tabs, isGathered) => {
          const bench = anew();
          for (const one of before) bench.by(ALICE, one);
          const update = kept(bench, tabs, isGathered);
          const verdict = bench.judge(update);
          if (verdict.kind !== 'nothing') expect(codeOf(verdict)).toBe('passed');
          const device = new Y.Doc();
          Y.applyUpdate(device, Y.encodeStateAsUpdate(bench.doc));
          Y.applyUpdate(device, update);
          if (verdict.kind === 'passed') Y.applyUpdate(bench.doc, verdict.bytes);
          expect(shown(bench.doc, kind)).toEqual(shown(device, kind));
        },
      ),
      { numRuns: 300 },
    );
  });

test('[GU12] a score given in two tabs without a network arrives, and neither is refused', async () => {
  const before = await join(here.world.corridor, 'alice', ballotOf('alice'));
  await isQuiet(before);
  before.cut();
  const begun = Y.encodeStateAsUpdate(before.doc);
  const opened = new Y.Doc();
  for (const [client, points] of [
    [3_000, 5],
    [4_000, 10],
  ] as const) {
    const tab = new Y.Doc();
    Y.applyUpdate(tab, begun);
    tab.clientID = client;
    castScore(tab, 'A1.1.1', points);
    Y.applyUpdate(opened, Y.encodeStateAsUpdate(tab));
  }
  const back = await join(here.world.corridor, 'alice', ballotOf('alice'), { doc: opened });
  await settled(back);
  expect([back.ended, back.refused, back.doc.getMap('scores').get('A1.1.1')]).toEqual([null, [], 10]);
});

test('[GU12] where a deletion made by hand would win over what came with it, that stands', async () => {
  const bo = await join(here.world.corridor, 'bo', RECORD);
  const key = { root: 'facts', sub: 'study' };
  bo.sendUpdate(
    craft([
      { client: 4_294_967_295, structs: [deleted(key, 1)] },
      { client: 5_000, structs: [any(key, 4)] },
    ]),
  );
  await settled(bo);
  expect(bo.doc.getMap('facts').get('study')).toBe(4);
});
