import { canonicalJson } from '@heping/db';
import { schemas, type SheetContent } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { fullMatter, fullSheet, townshipFrame } from '../testing/sheet.ts';
import { hashOf } from './hash.ts';
import { saySame, sheetChanges } from './changes.ts';
import { sheetContent } from './content.ts';

const LIFTED = {
  ...{ id: 'x-1', requirement: 'floor-area', reason: '老城区', at: 1 },
  by: { id: 'alice', name: '安丽', nameEn: 'An Li' },
};
const A122 = fullSheet.lines.findIndex(({ indicator }) => indicator === 'A1.2.2');

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place of a value where something simple stands. */
function placesIn(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]));
}

/** The same value with another thing at one place. */
function changedAt(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) {
    if (typeof value === 'number') return value + 1;
    if (typeof value === 'boolean') return !value;
    return typeof value === 'string' ? `${value}。` : 'something';
  }
  const inner = (value as Record<string, Json>)[key] as Json;
  if (Array.isArray(value)) return value.with(Number(key), changedAt(inner, rest));
  return { ...(value as Record<string, Json>), [key]: changedAt(inner, rest) };
}

const asJson = (sheet: SheetContent) => JSON.parse(JSON.stringify(sheet)) as Json;

describe('the content of a sheet', () => {
  it('[SH4] is what the protocol says it is', () => {
    expect(schemas.SheetContent.parse(fullSheet)).toEqual(fullSheet);
    expect(fullSheet.totals).toEqual([
      { table: 'A.1', points: 1000, maximum: 1000 },
      { table: 'A.2', points: 1000, maximum: 1000 },
    ]);
  });

  it('[SH4] counts the lower of the agreed score and the ceiling', () => {
    const facts = { ...fullMatter.facts, 'floor-area': { value: 2000, notApplicable: null } };
    const sheet = sheetContent(townshipFrame, { ...fullMatter, facts });
    const line = sheet.lines[A122];
    expect(line).toMatchObject({ indicator: 'A1.2.2', ceiling: (line?.maximum ?? 0) - 5 });
    expect(line?.score).toBe(line?.ceiling);
  });

  it('[SH4] keeps no reason of a deduction that was taken back', () => {
    const reasons = { ...fullMatter.reasons, 'A1.2.2': '面积不足' };
    const agreed = { ...fullMatter.agreed, 'A1.2.2': 90 };
    expect(sheetContent(townshipFrame, { ...fullMatter, reasons, agreed }).lines[A122]?.reason).toBe(
      '面积不足',
    );
    expect(sheetContent(townshipFrame, { ...fullMatter, reasons }).lines[A122]).toMatchObject({
      score: 100,
      reason: '',
    });
  });

  it('[SH4] refuses to be made while a score is missing', () => {
    expect(() =>
      sheetContent(townshipFrame, { ...fullMatter, agreed: { ...fullMatter.agreed, 'A1.2.2': null } }),
    ).toThrow('A1.2.2 has no agreed score');
  });
});

describe('the hash of a sheet', () => {
  it('[SH1] canonical JSON is the same whatever the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(fullSheet).toReversed());
    expect(canonicalJson(turned)).toBe(canonicalJson(fullSheet));
  });

  it('[SH2] changes when anything it covers changes', () => {
    const sheet = asJson(fullSheet);
    const places = placesIn(sheet);
    expect(places.length).toBeGreaterThan(300);
    const hashes = new Set(places.map((place) => hashOf(changedAt(sheet, place))));
    expect(hashes.size).toBe(places.length);
    expect(hashes.has(hashOf(sheet))).toBe(false);
  });

  it('[SH2] changes when anything is added or taken away', () => {
    const hash = hashOf(fullSheet);
    expect(hashOf({ ...fullSheet, lines: fullSheet.lines.slice(1) })).not.toBe(hash);
    expect(hashOf({ ...fullSheet, panel: fullSheet.panel.slice(1) })).not.toBe(hash);
    expect(hashOf({ ...fullSheet, exceptions: [LIFTED] })).not.toBe(hash);
  });
});

describe('changes between revisions', () => {
  it('[SH5] a revision that says the same shows none', () => {
    const again = { ...fullSheet, revision: 2, previous: hashOf(fullSheet) };
    expect(sheetChanges(huzhou, fullSheet, again)).toEqual([]);
    expect(saySame(fullSheet, again)).toBe(true);
  });

  it('[SH5] every part that the hash covers shows as a change', () => {
    const sheet = asJson(fullSheet);
    const covered = placesIn(sheet).filter(
      ([part, , field]) =>
        !['format', 'evaluation', 'revision', 'previous'].includes(part ?? '') &&
        // The names of things are what the others are compared by.
        !['indicator', 'table', 'id', 'code'].includes(field ?? ''),
    );
    const unseen = covered.filter((place) => {
      const after = changedAt(sheet, place) as unknown as SheetContent;
      return sheetChanges(huzhou, fullSheet, after).length === 0;
    });
    expect(unseen).toEqual([]);
  });

  it('[SH5] scores, reasons, facts, exceptions and panel are named with both values, for reading', () => {
    const facts = {
      ...fullMatter.facts,
      'floor-area': { value: 2860, notApplicable: null },
      content: {
        value: { ...(fullMatter.facts['content']?.value as Record<string, boolean>), notices: false },
        notApplicable: null,
      },
    };
    const after = sheetContent(
      {
        ...townshipFrame,
        revision: 2,
        previous: hashOf(fullSheet),
        exceptions: [{ ...LIFTED, reason: '老城区用地受限' }],
        panel: townshipFrame.panel.with(1, { ...townshipFrame.panel[1]!, recused: true }),
      },
      {
        ...fullMatter,
        facts,
        how: { 'floor-area': '激光测距' },
        agreed: { ...fullMatter.agreed, 'A1.1.1': 15 },
        reasons: { ...fullMatter.reasons, 'A1.1.1': '未纳入规划' },
      },
    );
    const changes = sheetChanges(huzhou, fullSheet, after);
    expect(changes.filter(({ kind }) => kind !== 'other')).toEqual([
      { kind: 'score', at: 'A1.1.1', before: expect.any(String) as string, after: '1.5' },
      {
        kind: 'score',
        at: 'A1.4.2',
        before: expect.any(String) as string,
        after: expect.any(String) as string,
      },
      { kind: 'reason', at: 'A1.1.1', before: null, after: '未纳入规划' },
      { kind: 'severity', at: 'A1.1.1', before: null, after: 'severe' },
      { kind: 'severity', at: 'A1.4.2', before: null, after: 'ordinary' },
      { kind: 'fact', at: 'floor-area', before: '300', after: '286' },
      { kind: 'fact', at: 'floor-area.how', before: null, after: '激光测距' },
      { kind: 'fact', at: 'content.notices', before: '✓', after: '✗' },
      { kind: 'exception', at: 'floor-area', before: null, after: '老城区用地受限 (安丽)' },
      { kind: 'panel', at: 'bo', before: '薄文（回避 A1.1.1）', after: '薄文（回避）（回避 A1.1.1）' },
    ]);
  });

  it('[SH5] a note whose form alone changed shows as another hash', () => {
    const after = {
      ...fullSheet,
      lines: fullSheet.lines.with(0, { ...fullSheet.lines[0]!, evidence: 'f'.repeat(64) }),
    };
    expect(sheetChanges(huzhou, fullSheet, after)).toEqual([
      {
        kind: 'note',
        at: 'A1.1.1',
        before: expect.stringMatching(/^SHA-256 [0-9a-f]{12}$/) as string,
        after: expect.stringMatching(/^SHA-256 [0-9a-f]{12}$/) as string,
      },
    ]);
  });
});
