/** What the inspection record holds beside the facts, written and read. */
import { checklistsOf, FACT_DETAILS, huzhou, requirementsOf, TIERS } from '@heping/scoring';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { factKeysOf, type ReadingPlace } from './index.ts';
import { readDetails, readItems, readSettled } from './read-record.ts';
import {
  detailKeysOf,
  itemKeysOf,
  parseSettledKey,
  readingPartKey,
  readingPlacesOf,
  settledKey,
} from './record-layout.ts';
import { excuseItem, markItem, putBeside, takeReading } from './write-record.ts';
import { recordFact } from './write.ts';

const facts = (doc: Y.Doc) => doc.getMap('facts').toJSON();
const placeAt = (key: string): ReadingPlace => {
  const place = readingPlacesOf(huzhou, 'township').find((candidate) => candidate.key === key);
  if (place === undefined) throw new Error(`no reading at ${key}`);
  return place;
};

test.each(TIERS)('[LA13, LA14] %s: fields and items have keys of their own, none is there twice', (tier) => {
  const keys = [
    ...factKeysOf(huzhou, tier).map(({ key }) => key),
    ...detailKeysOf(huzhou, tier).map(({ key }) => key),
    ...itemKeysOf(huzhou, tier).map(({ key }) => key),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  const details = requirementsOf(huzhou, tier).flatMap(({ requirement: { code, kind } }) =>
    FACT_DETAILS[kind].map((field) => `${code}.${field}`),
  );
  expect(detailKeysOf(huzhou, tier).map(({ key }) => key)).toEqual(details);
  const items = checklistsOf(huzhou, tier).flatMap((list) =>
    list.items.map(({ code }) => `${list.code}.${code}`),
  );
  expect(itemKeysOf(huzhou, tier).flatMap(({ key, field }) => (field === 'there' ? [key] : []))).toEqual(
    items,
  );
});

test.each(TIERS)(
  '[LA15] %s: a value and an item of a requirement can be read twice, nothing else',
  (tier) => {
    const places = readingPlacesOf(huzhou, tier);
    const values = factKeysOf(huzhou, tier).filter(({ field }) => field === 'value' || field === 'item');
    expect(places.map(({ key }) => key)).toEqual(values.map(({ key }) => key));
    const keys = places.flatMap(({ key, parts }) => [key, ...parts.map((part) => readingPartKey(key, part))]);
    expect(new Set(keys).size).toBe(keys.length);
  },
);

test('[LA16] what was settled is numbered behind its key, twenty at the most', () => {
  expect(parseSettledKey(settledKey('zones-service.reception', 12))).toEqual({
    key: 'zones-service.reception',
    number: 12,
  });
  for (const wrong of ['floor-area', 'floor-area#0', 'floor-area#21', '#1', 'floor-area#1a', 'floor-area#01'])
    expect(parseSettledKey(wrong)).toBeUndefined();
});

test('[WR4] an item that is marked applies, one that does not apply is not marked', () => {
  const doc = new Y.Doc();
  markItem(doc, 'logo', 'by-day', true);
  expect(facts(doc)).toEqual({ 'logo.by-day': true });
  excuseItem(doc, 'logo', 'by-day', '先锋站共用标识');
  expect(facts(doc)).toEqual({ 'logo.by-day': null, 'logo.by-day.na': '先锋站共用标识' });
  markItem(doc, 'logo', 'by-day', false);
  expect(facts(doc)).toEqual({ 'logo.by-day': false, 'logo.by-day.na': null });
  expect(readItems(doc, huzhou, 'township')['logo']?.['by-day']).toEqual({
    there: false,
    notApplicable: null,
    details: {},
  });
});

test('[WR1, WR5] a second reading goes in whole and at once, empty parts too', () => {
  const doc = new Y.Doc();
  let updates = 0;
  doc.on('update', () => (updates += 1));
  putBeside(doc, placeAt('satisfaction'), { value: 912, how: '重新计票', details: { sample: 57 } });
  expect(updates).toBe(1);
  expect(doc.getMap('readings').toJSON()).toEqual({
    satisfaction: 912,
    'satisfaction.how': '重新计票',
    'satisfaction.sample': 57,
    'satisfaction.on': null,
    'satisfaction.definition': null,
  });
});

test('[WR5] taking a reading brings what goes with it, and takes away what went with the other', () => {
  const doc = new Y.Doc();
  recordFact(doc, 'floor-area', 3010);
  recordFact(doc, 'floor-area.how', '产权证复印件');
  recordFact(doc, 'floor-area.way', 'certificate');
  const second = { value: 2860, by: 'bo', beside: { how: '激光测距仪' } };
  doc.getMap('conflicts').set('facts:floor-area', { values: [{ value: 3010, by: 'alice' }, second] });
  takeReading(doc, placeAt('floor-area'), second);
  expect(facts(doc)).toEqual({ 'floor-area': 2860, 'floor-area.how': '激光测距仪', 'floor-area.way': null });
  expect(doc.getMap('conflicts').toJSON()).toEqual({ 'facts:floor-area': null });
});

test('[WR5] taking what stands changes nothing of it; how a whole list was seen stays', () => {
  const doc = new Y.Doc();
  recordFact(doc, 'floor-area', 3010);
  recordFact(doc, 'floor-area.way', 'certificate');
  takeReading(doc, placeAt('floor-area'), { value: 3010, by: 'alice' });
  expect(facts(doc)).toEqual({ 'floor-area': 3010, 'floor-area.way': 'certificate' });
  const [item] = readingPlacesOf(huzhou, 'township').filter(({ field }) => field === 'item');
  recordFact(doc, `${item?.requirement.code}.how`, '逐间查看');
  takeReading(doc, item as ReadingPlace, { value: true, by: 'bo', beside: { how: '在二楼' } });
  expect(facts(doc)[`${item?.requirement.code}.how`]).toBe('逐间查看');
});

test('[RD6, RD7] fields are read where they are filled; what is not of its kind counts as empty', () => {
  const doc = new Y.Doc();
  for (const [key, value] of [
    ['satisfaction.sample', 57],
    ['satisfaction.on', '2026-13-01'],
    ['satisfaction.definition', '“满意”“基本满意”'],
    ['floor-area.way', 'guessed'],
    ['mechanisms.operation', true],
    ['mechanisms.operation.document', '工作运行机制'],
    ['mechanisms.operation.lastUsed', '2026-10-12'],
    ['mechanisms.operation.dated', null],
    ['mechanisms.operation.remark', ' \u200b'],
  ] as const)
    recordFact(doc, key, value);
  const details = readDetails(doc, huzhou, 'township');
  expect(details['satisfaction']).toEqual({ sample: 57, definition: '“满意”“基本满意”' });
  expect(details['floor-area']).toEqual({});
  expect(readItems(doc, huzhou, 'township')['mechanisms']?.['operation']).toEqual({
    there: true,
    notApplicable: null,
    details: { document: '工作运行机制', lastUsed: '2026-10-12' },
  });
  expect(readItems(new Y.Doc(), huzhou, 'county')['logo']?.['after-dusk']).toEqual({
    there: null,
    notApplicable: null,
    details: {},
  });
});

test('[RD8] what was settled is read by its key, oldest first', () => {
  const doc = new Y.Doc();
  const settled = doc.getMap('settled');
  for (const number of [10, 2, 1])
    settled.set(settledKey('floor-area', number), { values: [], taken: number, by: 'bo' });
  settled.set('elsewhere', { values: [], taken: 0, by: 'bo' });
  const read = readSettled(doc);
  expect(Object.keys(read)).toEqual(['floor-area']);
  expect(read['floor-area']?.map(({ taken }) => taken)).toEqual([1, 2, 10]);
});
