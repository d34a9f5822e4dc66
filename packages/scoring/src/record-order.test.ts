import { expect, it } from 'vitest';
import { huzhou } from './huzhou.ts';
import { countRecorded, recordSections } from './record-order.ts';
import { checklistsOf, compareCodes, requirementsOf } from './rubric-lookup.ts';
import { TIERS } from './types.ts';

const partsOf = (tier: (typeof TIERS)[number]) => recordSections(huzhou, tier).flatMap(({ parts }) => parts);
const NOTHING = { facts: {}, details: {}, items: {} };

it.each(TIERS)('[IR7] %s: everything that is asked stands once, in the order of the standard', (tier) => {
  const parts = partsOf(tier);
  const asked = requirementsOf(huzhou, tier).map(({ requirement }) => requirement.code);
  const placed = parts.flatMap(({ requirements }) => requirements.map(({ requirement }) => requirement.code));
  expect(placed.toSorted()).toEqual(asked.toSorted());
  const lists = parts.flatMap((part) => part.lists.map(({ code }) => code));
  expect(lists.toSorted()).toEqual(
    checklistsOf(huzhou, tier)
      .map(({ code }) => code)
      .toSorted(),
  );
  const codes = parts.flatMap(({ indicator }) => (indicator === null ? [] : [indicator.code]));
  expect(codes).toEqual(codes.toSorted(compareCodes));
});

it('[IR7] what carries no points stands last, under no indicator', () => {
  const last = recordSections(huzhou, 'village').at(-1);
  expect([last?.group, last?.parts.map(({ indicator }) => indicator)]).toEqual([null, [null]]);
  expect(last?.parts[0]?.lists.map(({ code }) => code)).toEqual(['made-public', 'without-points']);
});

it('[IR7] each requirement and each item counts once, and says where a proof is still to be filled', () => {
  const parts = partsOf('outpost').filter(
    ({ indicator }) => indicator?.code === 'A1.5.1' || indicator?.code === 'A2.2.1',
  );
  expect(countRecorded(huzhou, parts, NOTHING)).toEqual({ done: 0, all: 7, partly: 0 });
  const recorded = {
    facts: { 'staff-held': { value: true } },
    details: { 'staff-held': { names: '支部书记' } },
    items: {
      mechanisms: {
        coordination: { there: true, notApplicable: null, details: { document: '协调办法' } },
        operation: { there: false, notApplicable: null, details: {} },
        reporting: { there: null, notApplicable: '由镇统一报告', details: {} },
      },
    },
  };
  expect(countRecorded(huzhou, parts, recorded)).toEqual({ done: 4, all: 7, partly: 1 });
});
