import { huzhou, indicatorsOf, requirementsOf, TIERS } from '@heping/scoring';
import { expect, test } from 'vitest';
import { DOCUMENT_KINDS } from './documents.ts';
import { conflictKey, factKeysOf, MAPS, rootName, rootsOf, TEXT_LIMITS, TEXT_ROOTS } from './layout.ts';

const count = indicatorsOf(huzhou).length;

test('[LA1, LA2] each kind has its maps, and its texts once per indicator', () => {
  const sizes = DOCUMENT_KINDS.map((kind) => rootsOf(kind, huzhou).size);
  expect(sizes).toEqual([3 + count, 5 + count, 3 + 2 * count, 3, 2 + count]);
  for (const kind of DOCUMENT_KINDS)
    for (const map of MAPS[kind]) expect(rootsOf(kind, huzhou).get(map)).toBe('map');
});

test('[LA1] a root is named by what it holds and its indicator, and no two kinds share one but the conflicts', () => {
  expect(rootName('reason', 'A1.2.2')).toBe('reason:A1.2.2');
  const all = DOCUMENT_KINDS.flatMap((kind) => [...rootsOf(kind, huzhou).keys()]).filter(
    (root) => root !== 'conflicts',
  );
  expect(new Set(all).size).toBe(all.length);
});

test('[LA4] every text has a limit', () => {
  for (const root of Object.keys(TEXT_ROOTS)) {
    expect(root === 'thread' ? TEXT_LIMITS.message : TEXT_LIMITS[root as 'note']).toBeGreaterThan(0);
  }
});

test('[LA5] a conflict is named by the value it speaks of', () => {
  expect(conflictKey('agreed', 'A1.2.2')).toBe('agreed:A1.2.2');
});

test('[LA6] every requirement of a tier has its keys, a checklist one per item, and none is there twice', () => {
  for (const tier of TIERS) {
    const keys = factKeysOf(huzhou, tier);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    for (const { requirement, threshold } of requirementsOf(huzhou, tier)) {
      const own = keys.filter((fact) => fact.requirement === requirement).map(({ field }) => field);
      const values = requirement.kind === 'checklist' ? (threshold.items ?? []).map(() => 'item') : ['value'];
      expect(own).toEqual([...values, 'na', 'how']);
    }
  }
});
