/** What was recorded beside the facts, in a signed sheet. [SH7] */
import { canonicalJson } from '@heping/db';
import { schemas, type SheetContent } from '@heping/protocol';
import { checklistsOf, huzhou } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { fullMatter, fullSheet, townshipFrame } from '../testing/sheet.ts';
import { sheetChanges } from './changes.ts';
import { sheetContent, soundContent, type SheetMatter } from './content.ts';
import { hashOf, sha256 } from './hash.ts';
import { publicChecklist, withoutWords } from './recorded.ts';

const DOCUMENT = {
  document: '德社〔2026〕3 号',
  dated: '2026-02-01',
  lastUsed: '2026-10-12',
  remark: '王某某保管',
};
const AREA = {
  values: [
    { value: 3010, by: 'alice', beside: { how: '产权证', way: 'certificate' } },
    { value: 2860, by: 'bo' },
  ],
  taken: 2860,
  by: 'alice',
};
const matter = {
  ...fullMatter,
  details: { satisfaction: { sample: 57, on: '2026-11-20', definition: '“满意”“基本满意”' }, staff: {} },
  items: {
    mechanisms: { operation: { there: true, notApplicable: null, details: DOCUMENT } },
    logo: {
      'by-day': { there: true, notApplicable: null, details: {} },
      'after-dusk': { there: null, notApplicable: '与镇政府共用标识', details: {} },
    },
  },
  settled: {
    'floor-area': [AREA],
    'floor-area.how': [{ values: [{ value: '目测', by: 'bo' }], taken: '激光', by: 'bo' }],
  },
  unsettled: {
    'facts:logo.by-day': {
      values: [
        { value: true, by: 'alice' },
        { value: false, by: 'bo' },
      ],
    },
  },
};
const sheet = sheetContent(townshipFrame, matter);
const itemIn = (content: SheetContent, list: string, item: string) =>
  content.checklists?.find(({ code }) => code === list)?.items.find(({ code }) => code === item);

describe('what was recorded beside the facts', () => {
  it('[SH7] is signed: every checklist of the tier, each item as it was found', () => {
    expect(schemas.SheetContent.parse(sheet)).toEqual(sheet);
    expect(sheet.checklists?.map(({ code }) => code)).toEqual(
      checklistsOf(huzhou, 'township').map(({ code }) => code),
    );
    expect(itemIn(sheet, 'mechanisms', 'operation')).toMatchObject({ there: true, details: DOCUMENT });
    expect(itemIn(sheet, 'logo', 'after-dusk')).toMatchObject({
      there: null,
      notApplicable: '与镇政府共用标识',
    });
    expect(itemIn(sheet, 'budget', 'budget')).toMatchObject({
      there: null,
      notApplicable: null,
      details: {},
    });
    expect(sheet.facts['satisfaction']?.details).toEqual(matter.details.satisfaction);
    expect(sheet.facts['staff']).not.toHaveProperty('details');
  });

  it('[SH7] an item that two people marked differently is neither, and says so', () => {
    expect(itemIn(sheet, 'logo', 'by-day')).toMatchObject({
      there: null,
      contested: [
        { value: true, by: 'alice' },
        { value: false, by: 'bo' },
      ],
    });
  });

  it('[SH7] readings that were not chosen are signed with the one that was; words are no readings', () => {
    expect(sheet.readings).toEqual([{ key: 'floor-area', ...AREA }]);
    expect(fullSheet).not.toHaveProperty('readings');
  });

  it('[SH7] a sheet locked before there was any of it stands as it was signed', () => {
    const { checklists: _, ...before } = fullSheet;
    const canonical = canonicalJson(before);
    expect(soundContent({ canonical })).toEqual(before);
    expect(sha256(canonical)).toBe(hashOf(before));
    const places = sheetChanges(huzhou, before, fullSheet).map(({ at }) => at.split('.')[0]);
    expect(new Set(places)).toEqual(new Set(['checklists']));
  });

  it('[SH5, SH7] whatever of it is not the same in the next revision shows as a change', () => {
    const changed = (other: Partial<SheetMatter>) =>
      sheetChanges(huzhou, sheet, sheetContent(townshipFrame, { ...matter, ...other })).map(
        ({ kind, at, before, after }) => [kind, at, before, after],
      );
    const operation = (item: object) => ({
      items: {
        ...matter.items,
        mechanisms: { operation: { ...matter.items.mechanisms.operation, ...item } },
      },
    });
    expect(changed(operation({ there: false }))).toEqual([['fact', 'mechanisms.operation', '✓', '✗']]);
    expect(changed(operation({ notApplicable: '不适用' }))).toEqual([
      ['fact', 'mechanisms.operation.na', null, '不适用'],
    ]);
    expect(changed(operation({ details: { ...DOCUMENT, lastUsed: '2026-10-13' } }))).toEqual([
      ['fact', 'mechanisms.operation.lastUsed', '2026-10-12', '2026-10-13'],
    ]);
    expect(changed({ details: {} }).map(([, at]) => at)).toEqual([
      'satisfaction.sample',
      'satisfaction.on',
      'satisfaction.definition',
    ]);
    expect(changed({ settled: { 'floor-area': [{ ...AREA, taken: 3010 }] } })).toEqual([
      ['other', 'readings.0.taken', '2860', '3010'],
    ]);
    expect(changed({ unsettled: {} }).map(([kind, at]) => [kind, at])).toContainEqual([
      'fact',
      'logo.by-day',
    ]);
  });

  it('[PO6] the public reads no words of it', () => {
    const text = JSON.stringify(sheet.checklists?.map(publicChecklist));
    expect(text).not.toContain('王某某');
    expect(text).not.toContain('共用标识');
    expect(text).toContain('2026-10-12');
    expect(withoutWords({ ...DOCUMENT, how: '目测', sample: 57, way: 'told' })).toEqual({
      dated: '2026-02-01',
      lastUsed: '2026-10-12',
      sample: 57,
      way: 'told',
    });
  });
});
