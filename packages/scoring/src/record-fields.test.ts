import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingOf } from './ceiling.ts';
import { huzhou } from './huzhou.ts';
import {
  detailsOfList,
  doubtsOf,
  FACT_DETAILS,
  isFieldValue,
  itemState,
  openDetails,
  openFactDetails,
  RECORD_FIELD_NAMES,
  RECORD_FIELDS,
} from './record-fields.ts';
import { requirementsOf } from './rubric-lookup.ts';
import { FACT_KINDS } from './types.ts';

const listOf = (code: string) => {
  const list = huzhou.checklists.find((candidate) => candidate.code === code);
  if (list === undefined) throw new Error(`no list ${code}`);
  return list;
};
const item = { there: null, notApplicable: null, details: {} };

describe('fields', () => {
  it('[IR1] takes what is of its kind, and nothing at all', () => {
    const right: Record<string, unknown> = {
      text: '县〔2026〕1 号',
      number: 57,
      day: '2026-02-28',
      way: 'drawing',
    };
    for (const field of RECORD_FIELD_NAMES) {
      expect(isFieldValue(field, right[RECORD_FIELDS[field]])).toBe(true);
      expect(isFieldValue(field, null)).toBe(true);
    }
  });
  it.each([
    ['sample', -1],
    ['sample', 1.5],
    ['sample', -0],
    ['sample', 1_000_000],
    ['sample', '57'],
    ['sample', Number.NaN],
    ['on', '2026-02-29'],
    ['on', '26-1-1'],
    ['on', 20_260_101],
    ['way', 'guessed'],
    ['names', 5],
    ['names', true],
    ['names', undefined],
  ] as const)('[IR1] %s is not %s', (field, value) => {
    expect(isFieldValue(field, value)).toBe(false);
  });
  it('[IR2] go with a fact by its kind', () => {
    expect(FACT_KINDS.map((kind) => FACT_DETAILS[kind])).toEqual([
      ['way'],
      ['names'],
      ['sample', 'on', 'definition'],
      [],
      ['names'],
    ]);
  });
  it('[IR3] go with an item by what proves it; the six mechanisms also say when each was last used', () => {
    const fieldsOf = (code: string) => detailsOfList(huzhou, listOf(code));
    expect(fieldsOf('logo')).toEqual(['remark']);
    expect(fieldsOf('budget')).toEqual(['document', 'dated', 'remark']);
    expect(fieldsOf('mechanisms')).toEqual(['document', 'dated', 'lastUsed', 'remark']);
    expect(fieldsOf('members')).toEqual(['counted', 'outOf', 'remark']);
    expect(fieldsOf('assets')).toEqual(['drawn', 'matched', 'remark']);
    // Another city's rubric asks what its proofs ask.
    expect(detailsOfList({ code: 'other' }, listOf('mechanisms'))).toEqual(['document', 'dated', 'remark']);
  });
});

describe('an item', () => {
  it('[IR4] is there, absent, not applicable with a reason, or nobody has looked', () => {
    expect(itemState(item)).toBe('unrecorded');
    expect(itemState({ there: true, notApplicable: null })).toBe('there');
    expect(itemState({ there: false, notApplicable: ' \u200b' })).toBe('absent');
    expect(itemState({ there: false, notApplicable: '县级没有' })).toBe('not-applicable');
  });
  it('[IR5] asks for its document where it is there, for numbers where somebody has looked', () => {
    const mechanisms = listOf('mechanisms');
    expect(openDetails(huzhou, mechanisms, item)).toEqual([]);
    expect(openDetails(huzhou, mechanisms, { ...item, there: false })).toEqual([]);
    expect(openDetails(huzhou, mechanisms, { ...item, there: true })).toEqual([
      'document',
      'dated',
      'lastUsed',
    ]);
    expect(
      openDetails(huzhou, mechanisms, {
        ...item,
        there: true,
        details: { document: '\u3000', dated: '2026-01-05' },
      }),
    ).toEqual(['document', 'lastUsed']);
    expect(
      openDetails(huzhou, listOf('members'), { ...item, there: false, details: { counted: 0 } }),
    ).toEqual(['outOf']);
    expect(openDetails(huzhou, listOf('logo'), { ...item, there: true })).toEqual([]);
  });
  it('[IR5] nothing is asked beside a fact that is not recorded, is none, or does not apply', () => {
    const open = (kind: 'measure' | 'count' | 'held', value: number | boolean | null, notApplicable = '') =>
      openFactDetails({ kind }, { value, notApplicable }, {});
    expect(open('measure', null)).toEqual([]);
    expect(open('measure', 0)).toEqual(['way']);
    expect(open('count', 0)).toEqual([]);
    expect(open('count', 2)).toEqual(['names']);
    expect(open('held', false)).toEqual([]);
    expect(open('held', true)).toEqual(['names']);
    expect(open('measure', 3000, '无固定场所')).toEqual([]);
    expect(openFactDetails({ kind: 'measure' }, undefined, {})).toEqual([]);
  });
});

describe('what cannot be', () => {
  it('[IR6] is pointed out, whichever of the two was filled last', () => {
    const today = '2026-11-30';
    expect(doubtsOf({ counted: 3, outOf: 2 }, today)).toEqual(['more-than-there-are']);
    expect(doubtsOf({ drawn: 10, matched: 11, lastUsed: '2027-01-01' }, today)).toEqual([
      'more-than-drawn',
      'unlikely-day',
    ]);
    expect(doubtsOf({ dated: '1850-01-01' }, today)).toEqual(['unlikely-day']);
    expect(doubtsOf({ dated: '1949-01-01' }, today)).toEqual([]);
    expect(doubtsOf({ drawn: 10, matched: 10, dated: today }, today)).toEqual([]);
    expect(doubtsOf({ matched: 10 }, today)).toEqual([]);
  });
});

describe('the record and the ceilings', () => {
  it('[IR2, CE1] no field of a fact moves a ceiling', () => {
    const scored = requirementsOf(huzhou, 'county').flatMap(({ requirement }) => requirement.indicators);
    fc.assert(
      fc.property(fc.constantFrom(...scored), fc.anything(), (indicator, beside) => {
        const question = {
          rubric: huzhou,
          tier: 'county',
          indicator,
          exceptions: [],
          policy: 'strict',
          step: 5,
        } as const;
        const facts = { staff: { value: 1 }, 'floor-area': { value: 4000 } };
        expect(
          ceilingOf({ ...question, facts: { ...facts, logo: { value: null, beside } as never } }),
        ).toEqual(ceilingOf({ ...question, facts }));
      }),
    );
  });
});
