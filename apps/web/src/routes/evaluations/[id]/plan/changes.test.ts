import type { SubmittedFinding } from '@heping/protocol';
import type { PlannedFinding, PlannedMeasure } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { changeOf } from './changes.ts';

const reading = {
  nameOf: (id: string) => ({ staff: '石工作', leader: '金主任' })[id] ?? id,
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
  it('[PC3] none where the same person is written in another language', () => {
    const english = { ...reading, nameOf: () => 'Shi Gongzuo' };
    const responsible = { id: 'staff', name: '石工作', nameEn: 'Shi Gongzuo' };
    expect(changeOf({ ...submitted, responsible }, now({ responsible: 'staff' }), english)).toBeNull();
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
