/** Two readings of a fact: both stand with whose they are, a person chooses, nothing is lost. [RE1–RE5] */
import {
  addPiece,
  pieceKey,
  putBeside,
  readConflict,
  readConflicts,
  readingPlacesOf,
  readSettled,
  recordFact,
  setPiece,
  takeReading,
  type ConflictValue,
  type ReadingPlace,
} from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { expect, test } from 'vitest';
import { codeOf, record } from './testing/bench.ts';
import { any, deleted } from './testing/craft.ts';
import { join, settled, type Client } from './testing/client.ts';
import { facts, isQuiet, useWorld } from './testing/use-world.ts';
import { RECORD } from './testing/world.ts';

const here = useWorld();

const placeAt = (key: string): ReadingPlace => {
  const place = readingPlacesOf(huzhou, 'township').find((candidate) => candidate.key === key);
  if (place === undefined) throw new Error(`no reading at ${key}`);
  return place;
};
const AREA = placeAt('floor-area');
const conflictIn = ({ doc }: Client, key = 'floor-area') => readConflict(doc, 'facts', key);

const panel = async (...names: string[]) =>
  Promise.all(names.map((name) => join(here.world.corridor, name, RECORD)));

/** Alice has recorded the area from a certificate. */
async function recorded(...others: string[]) {
  const clients = await panel('alice', ...others);
  const [alice] = clients as [Client, ...Client[]];
  recordFact(alice.doc, 'floor-area', 3010);
  recordFact(alice.doc, 'floor-area.how', '产权证复印件');
  recordFact(alice.doc, 'floor-area.way', 'certificate');
  await isQuiet(...clients);
  return clients;
}
const FIRST: ConflictValue = {
  value: 3010,
  by: 'alice',
  beside: { how: '产权证复印件', way: 'certificate' },
};
const SECOND: ConflictValue = { value: 2860, by: 'bo', beside: { how: '激光测距仪', way: 'measured' } };
const measured = { value: 2860, how: '激光测距仪', details: { way: 'measured' } };

test('[RE1] a second reading stands beside the first, with whose each is and how it was got', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  const before = alice.updates.length;
  putBeside(bo.doc, AREA, measured);
  await isQuiet(alice, bo);
  expect(conflictIn(alice)).toEqual({ values: [FIRST, SECOND] });
  expect(conflictIn(bo)).toEqual({ values: [FIRST, SECOND] });
  expect(facts(bo).get('floor-area')).toBe(3010);
  expect(alice.updates.length - before).toBe(1);
});

test('[RE1] of an item of a list, too', async () => {
  const [alice, bo] = (await panel('alice', 'bo')) as [Client, Client];
  const place = readingPlacesOf(huzhou, 'township').find(({ field }) => field === 'item') as ReadingPlace;
  recordFact(alice.doc, place.key, false);
  await isQuiet(alice, bo);
  putBeside(bo.doc, place, { value: true, how: '在二楼东侧', details: {} });
  await isQuiet(alice, bo);
  expect(conflictIn(alice, place.key)).toEqual({
    values: [
      { value: false, by: 'alice' },
      { value: true, by: 'bo', beside: { how: '在二楼东侧' } },
    ],
  });
});

test('[RE2] where nothing is recorded, or the same, there is nothing to settle', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  putBeside(bo.doc, AREA, { ...measured, value: 3010 });
  putBeside(bo.doc, placeAt('study'), { value: 3, how: '签到簿', details: {} });
  await isQuiet(alice, bo);
  expect(readConflicts(alice.doc)).toEqual({});
  expect(alice.doc.getMap('readings').get('study')).toBe(3);
});

test('[RE3] readings put unseen by each other all stand, whoever’s id is lower', async () => {
  const [alice, bo, dora] = (await recorded('bo', 'dora')) as [Client, Client, Client];
  bo.cut();
  dora.cut();
  putBeside(bo.doc, AREA, measured);
  putBeside(dora.doc, AREA, { value: 2900, how: '卷尺', details: {} });
  const back = await join(here.world.corridor, 'bo', RECORD, { doc: bo.doc });
  await isQuiet(back);
  const too = await join(here.world.corridor, 'dora', RECORD, { doc: dora.doc });
  await isQuiet(alice, back, too);
  const third = { value: 2900, by: 'dora', beside: { how: '卷尺' } };
  expect(conflictIn(alice)).toEqual({ values: [FIRST, SECOND, third] });
  expect(Object.keys(readConflicts(alice.doc))).toEqual(['facts:floor-area']);
});

test('[RE3] the same value of one person stands once, as it was said last', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  putBeside(bo.doc, AREA, { ...measured, how: '目测' });
  await isQuiet(alice, bo);
  putBeside(bo.doc, AREA, measured);
  await isQuiet(alice, bo);
  expect(conflictIn(alice)).toEqual({ values: [FIRST, SECOND] });
});

test('[RE4] what was not chosen stays readable, with who chose', async () => {
  const [alice, bo, dora] = (await recorded('bo', 'dora')) as [Client, Client, Client];
  putBeside(bo.doc, AREA, measured);
  await isQuiet(alice, bo, dora);
  takeReading(dora.doc, AREA, SECOND);
  await isQuiet(alice, bo, dora);
  expect(readConflicts(alice.doc)).toEqual({});
  expect(facts(alice).toJSON()).toEqual({
    'floor-area': 2860,
    'floor-area.how': '激光测距仪',
    'floor-area.way': 'measured',
  });
  const expected = { 'floor-area': [{ values: [FIRST, SECOND], taken: 2860, by: 'dora' }] };
  expect(readSettled(alice.doc)).toEqual(expected);
  expect(readSettled(await here.replay())).toEqual(expected);
});

test('[RE4] of evidence nothing is kept so: its history is the log’s', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  const slot = 'ab12cd34ef56';
  const said = {
    kind: 'photo',
    taken: here.world.now,
    name: '现场.jpg',
    of: null,
    serves: ['A1.3.1'],
  } as const;
  addPiece(alice.doc, slot, { by: 'alice', ...said });
  await isQuiet(alice, bo);
  setPiece(alice.doc, slot, 'caption', '南门旗杆');
  setPiece(bo.doc, slot, 'caption', '北门旗杆');
  await isQuiet(alice, bo);
  expect(Object.keys(readConflicts(alice.doc))).toEqual([`evidence:${pieceKey(slot, 'caption')}`]);
  setPiece(alice.doc, slot, 'caption', '南门旗杆');
  await isQuiet(alice, bo);
  expect([readConflicts(bo.doc), readSettled(bo.doc)]).toEqual([{}, {}]);
});

test('[RE4] a fact can be disputed again; each time is kept, the last place is used again', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  for (let round = 1; round <= 22; round += 1) {
    putBeside(bo.doc, AREA, { ...measured, value: 2000 + round });
    await settled(bo);
    recordFact(bo.doc, 'floor-area', 3010 + round);
    await settled(bo);
  }
  await isQuiet(alice, bo);
  const kept = readSettled(alice.doc)['floor-area'] ?? [];
  expect(kept.map(({ taken }) => taken)).toEqual([
    ...Array.from({ length: 19 }, (_, place) => 3011 + place),
    3032,
  ]);
});

test('[RE5] a reading is judged as the fact it stands beside', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  putBeside(bo.doc, AREA, { value: -1, how: 'x'.repeat(300), details: { way: 'guessed' } });
  await isQuiet(alice, bo);
  expect(bo.refused.map(({ map, key, refusal: { code } }) => [map, key, code])).toEqual([
    ['readings', 'floor-area', 'BAD_FACT'],
    ['readings', 'floor-area.how', 'TOO_LONG'],
    ['readings', 'floor-area.way', 'BAD_FACT'],
  ]);
  expect(readConflicts(alice.doc)).toEqual({});
  expect(alice.doc.getMap('readings').get('floor-area')).toBeNull();
});

test.each([
  ['a fact that the tier does not have', any({ root: 'readings', sub: 'staff-held' }, true)],
  ['why something does not apply', any({ root: 'readings', sub: 'floor-area.na' }, '没有')],
  ['an item of a checklist', any({ root: 'readings', sub: 'logo.by-day' }, true)],
  ['a conflict of a reading', any({ root: 'conflicts', sub: 'readings:floor-area' }, null)],
  ['what was settled', any({ root: 'settled', sub: 'floor-area#1' }, { values: [], taken: 1, by: 'alice' })],
  ['nothing settled', any({ root: 'settled', sub: 'floor-area#1' }, null)],
  ['something settled that is gone', deleted({ root: 'settled', sub: 'floor-area#1' }, 1)],
])('[GU11, GU19] nobody writes %s', (_, struct) => {
  expect(codeOf(record().craft([struct]))).toBe('NOT_ALLOWED');
});

test('[GU13] fields and items are judged by their kind', () => {
  const wrong = ([key, value]: readonly [string, unknown]) => {
    const verdict = record().craft([any({ root: 'facts', sub: key }, value)]);
    return verdict.kind === 'passed' ? (verdict.writes[0]?.wrong?.code ?? 'right') : codeOf(verdict);
  };
  const right: [string, unknown][] = [
    ['satisfaction.sample', 57],
    ['satisfaction.on', '2026-11-23'],
    ['floor-area.way', 'measured'],
    ['staff.names', '书记助理、专职干事'],
    ['logo.after-dusk', true],
    ['logo.after-dusk.na', '共用标识'],
    ['logo.after-dusk.remark', null],
    ['mechanisms.operation.lastUsed', '2026-10-12'],
    ['assets.matched.drawn', 10],
  ];
  expect(right.map(wrong)).toEqual(right.map(() => 'right'));
  expect(
    (
      [
        ['satisfaction.sample', -1],
        ['satisfaction.on', '2026-02-30'],
        ['floor-area.way', 'guessed'],
        ['logo.after-dusk', 'yes'],
        ['logo.after-dusk.na', 5],
        ['logo.after-dusk.remark', 'x'.repeat(201)],
        ['mechanisms.operation.document', 'a\u0000b'],
        ['logo.after-dusk.dated', '2026-10-12'],
        ['budget.budget.lastUsed', '2026-10-12'],
        ['shared-upper.shared', true],
      ] as const
    ).map(wrong),
  ).toEqual([
    'BAD_FACT',
    'BAD_FACT',
    'BAD_FACT',
    'BAD_FACT',
    'BAD_FACT',
    'TOO_LONG',
    'UNCLEAN_TEXT',
    'NOT_ALLOWED',
    'NOT_ALLOWED',
    'NOT_ALLOWED',
  ]);
});

test('[RE4] what was settled outlives a reload of the document', async () => {
  const [alice, bo] = (await recorded('bo')) as [Client, Client];
  putBeside(bo.doc, AREA, measured);
  await isQuiet(alice, bo);
  takeReading(alice.doc, AREA, FIRST);
  await isQuiet(alice, bo);
  const fresh = await join(here.world.corridor, 'dora', RECORD);
  await isQuiet(fresh);
  expect(readSettled(fresh.doc)['floor-area']?.map(({ taken, by }) => [taken, by])).toEqual([
    [3010, 'alice'],
  ]);
});
