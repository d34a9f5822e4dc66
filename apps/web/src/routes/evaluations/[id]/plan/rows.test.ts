import type { RectificationPlan, SubmittedFinding } from '@heping/protocol';
import { FINDING_STATES, type FindingState, type PlannedFinding } from '@heping/scoring';
import { describe, expect, it } from 'vitest';
import { openComments, rowsOf } from './rows.ts';

const reading = {
  nameOf: (id: string) => id,
  calledOf: ({ name }: { readonly name: string }) => name,
  rectificationOf: (kind: string) => kind,
  measureKindOf: (kind: string) => kind,
};
const approved: SubmittedFinding = {
  ...{ id: 'f', finding: 1, number: '2026-001', cause: '人手不足', kind: 'by-date', responsible: null },
  measures: [
    {
      ...{ place: '1.aaaaaa', kind: 'corrective', text: '增设窗口', due: '2026-03-20', expected: '' },
      owner: { id: null, name: '王师傅', nameEn: '' },
    },
  ],
};
const draft: PlannedFinding = {
  ...{ finding: 1, cause: '后来写的原因', kind: null, responsible: 'leader', measures: [] },
};

/** A plan of one finding in this state, as far as rows ask. */
function plan(state: FindingState): RectificationPlan {
  const comment = { id: 'c', finding: 1, settledAt: null };
  // Safe: rows read nothing else of it.
  return {
    findings: [{ finding: 1, state, hasOpenObjection: false, dueOn: '2026-06-01' }],
    ...{ measures: [], people: [], submissions: [], comments: [comment] },
  } as unknown as RectificationPlan;
}
const rowIn = (state: FindingState, was: SubmittedFinding | null = approved) => {
  const known = new Map(was === null ? [] : [[1, was]]);
  const [row] = rowsOf({
    ...{ answer: plan(state), planned: [draft], conflicts: {}, leaders: [], reading },
    ...{ approved: known, base: known, today: '2026-05-01' },
  });
  return row;
};

describe('a finding that is over', () => {
  it('[PN11] reads as it was approved, whatever was written since', () => {
    expect(rowIn('closed')).toMatchObject({
      ...{ isIn: false, isOver: true, gaps: [], change: null },
      planned: {
        ...{ finding: 1, cause: '人手不足', kind: 'by-date', responsible: null },
        measures: [
          {
            ...{ place: '1.aaaaaa', kind: 'corrective', text: '增设窗口', position: 1 },
            ...{ owner: null, ownerName: '王师傅', due: '2026-03-20', expected: null },
          },
        ],
      },
    });
  });
  it('[PN11] as it stands where nothing of it was ever approved', () => {
    expect(rowIn('withdrawn', null)).toMatchObject({ isOver: true, planned: draft });
  });
  it('[PN11] what waits for its acceptance is not over: it may come back', () => {
    expect(FINDING_STATES.filter((state) => rowIn(state)?.isOver)).toEqual(['closed', 'withdrawn']);
    expect(rowIn('awaiting-acceptance')).toMatchObject({ isIn: false, planned: draft });
  });
  it('[PN11] its open comments wait for nobody', () => {
    const open = (state: FindingState) => openComments(plan(state)).length;
    expect([open('rectifying'), open('awaiting-acceptance'), open('closed')]).toEqual([1, 1, 0]);
  });
});
