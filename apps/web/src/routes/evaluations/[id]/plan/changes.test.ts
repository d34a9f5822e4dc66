import type { SubmittedFinding } from '@heping/protocol';
import type { PlannedFinding, PlannedMeasure } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { changeOf } from './changes.ts';

const reading = {
  nameOf: (id: string) => ({ staff: '石工作', leader: '金主任' })[id] ?? id,
  calledOf: ({ name }: { readonly name: string }) => name,
  rectificationOf: (kind: string) => kind,
  measureKindOf: (kind: string) => kind,
};
const submitted: SubmittedFinding = {
  ...{ id: 'f', finding: 1, number: '2026-001', cause: '人手不足', kind: 'by-date', responsible: null },
  measures: [
    {
      ...{ place: '1.aaaaaa', kind: 'corrective', text: '增设窗口', due: '2026-03-20', expected: '' },
      owner: { id: 'staff', name: '石工作', nameEn: '' },
    },
  ],
};
const measure: PlannedMeasure = {
  ...{ place: '1.aaaaaa', kind: 'corrective', text: '增设窗口', owner: 'staff', ownerName: null },
  ...{ due: '2026-03-20', expected: null, position: 1 },
};
const now = (change: Partial<PlannedFinding> = {}): PlannedFinding => ({
  ...{ finding: 1, cause: '人手不足', kind: 'by-date', responsible: null, measures: [measure] },
  ...change,
});

describe('changes of a plan', () => {
  it('[PC3] none where it says the same', () => {
    expect(changeOf(submitted, now(), reading)).toBeNull();
  });
  it('[PC3] who it is decides, whatever they are called: in another language, or by a newer name', () => {
    const english = {
      ...reading,
      nameOf: (id: string) => ({ staff: 'Shi Gongzuo', leader: 'Jin Zhuren' })[id] ?? id,
      calledOf: ({ nameEn }: { readonly nameEn: string }) => nameEn,
    };
    const frozen = {
      ...submitted,
      responsible: { id: 'leader', name: '金副主任', nameEn: '' },
      measures: submitted.measures.map((one) => ({
        ...one,
        owner: { id: 'staff', name: '石工作', nameEn: 'Shi G.' },
      })),
    };
    expect(changeOf(frozen, now({ responsible: 'leader' }), english)).toBeNull();
    const given = now({ responsible: 'leader', measures: [{ ...measure, owner: 'leader' }] });
    expect(changeOf(frozen, given, english)?.measures[0]?.fields).toEqual([
      { field: 'owner', before: 'Shi G.', after: 'Jin Zhuren' },
    ]);
  });
  it('[PC3] an account and a name that reads the same are two', () => {
    const byName = now({ measures: [{ ...measure, owner: null, ownerName: '石工作' }] });
    expect(changeOf(submitted, byName, reading)?.measures[0]?.fields).toEqual([
      { field: 'owner', before: '石工作', after: '石工作' },
    ]);
  });
  it('[PC3] field by field, before and after', () => {
    const changed = now({
      cause: '人手不足，制度未落实',
      kind: null,
      measures: [{ ...measure, owner: 'leader', due: '2026-03-25' }],
    });
    expect(changeOf(submitted, changed, reading)).toEqual({
      finding: 1,
      fields: [
        { field: 'cause', before: '人手不足', after: '人手不足，制度未落实' },
        { field: 'kind', before: 'by-date', after: '' },
      ],
      measures: [
        {
          ...{ place: '1.aaaaaa', kind: 'changed', text: '增设窗口' },
          fields: [
            { field: 'owner', before: '石工作', after: '金主任' },
            { field: 'due', before: '2026-03-20', after: '2026-03-25' },
          ],
        },
      ],
    });
  });
  it('[PC3] what is new, and what was taken out', () => {
    const other = { ...measure, place: '1.bbbbbb', text: '加强培训' };
    expect(
      changeOf(submitted, now({ measures: [other] }), reading)?.measures.map(({ kind, text }) => [
        kind,
        text,
      ]),
    ).toEqual([
      ['added', '加强培训'],
      ['dropped', '增设窗口'],
    ]);
    expect(changeOf(undefined, now(), reading)?.measures.map(({ kind }) => kind)).toEqual(['added']);
  });
});
