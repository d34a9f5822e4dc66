import { describe, expect, it } from 'vitest';
import { isCalendarDay, isPlanned, planGapsOf, type PlannedMeasure, type PlanQuestion } from './plan-gaps.ts';
import { FINDING_STATES } from './finding-states.ts';

const measure = (change: Partial<PlannedMeasure> = {}): PlannedMeasure => ({
  ...{ place: '1.aaaaaa', kind: 'corrective', text: '增设服务窗口', position: 1 },
  ...{ owner: 'leader', ownerName: null, due: '2026-03-20', expected: null },
  ...change,
});
const question = (change: Partial<PlanQuestion> = {}): PlanQuestion => ({
  planned: [{ finding: 1, cause: '人手不足', kind: null, responsible: null, measures: [measure()] }],
  dueOn: { 1: '2026-03-31' },
  extended: {},
  approvedDue: {},
  today: '2026-03-02',
  dropped: new Set(),
  conflicts: [],
  people: new Set(['leader', 'staff']),
  leaders: new Set(['leader']),
  ...change,
});
const withMeasure = (change: Partial<PlannedMeasure>) =>
  question({
    planned: [{ finding: 1, cause: '人手不足', kind: null, responsible: null, measures: [measure(change)] }],
  });
const kindsOf = (asked: PlanQuestion) => planGapsOf(asked).map(({ kind }) => kind);

describe('PL what a plan lacks', () => {
  it('[PL1] a finding belongs to it from its response until its acceptance is asked for', () => {
    expect(FINDING_STATES.filter(isPlanned)).toEqual(['awaiting-plan', 'rectifying']);
  });

  it('[PL2] a cause and a measure for each finding', () => {
    expect(planGapsOf(question())).toEqual([]);
    const empty = { finding: 1, cause: ' \u200b', kind: null, responsible: null, measures: [] };
    expect(planGapsOf(question({ planned: [empty] }))).toEqual([
      { kind: 'cause', finding: 1 },
      { kind: 'measures', finding: 1 },
    ]);
  });

  it('[PL3] words, kind, owner and date for each measure', () => {
    const bare = { text: '', kind: null, owner: null, ownerName: ' ', due: null };
    expect(planGapsOf(withMeasure(bare))).toEqual(
      (['text', 'kind', 'owner', 'due'] as const).map((kind) => ({ kind, finding: 1, place: '1.aaaaaa' })),
    );
    expect(kindsOf(withMeasure({ owner: null, ownerName: '王师傅' }))).toEqual([]);
  });

  it('[PL3] an account is one of the centre’s people, who is responsible one of its leaders', () => {
    expect(kindsOf(withMeasure({ owner: 'eve' }))).toEqual(['owner-unknown']);
    const responsible = (person: string) =>
      question({
        planned: [
          { finding: 1, cause: '人手不足', kind: 'by-date', responsible: person, measures: [measure()] },
        ],
      });
    expect(kindsOf(responsible('leader'))).toEqual([]);
    expect(kindsOf(responsible('staff'))).toEqual(['responsible-unknown']);
  });

  it('[PL4] no date after the finding’s own, unless it was extended', () => {
    expect(kindsOf(withMeasure({ due: '2026-03-31' }))).toEqual([]);
    expect(planGapsOf(withMeasure({ due: '2026-04-01' }))).toEqual([
      { kind: 'due-late', finding: 1, place: '1.aaaaaa', until: '2026-03-31' },
    ]);
    const extended = { ...withMeasure({ due: '2026-04-10' }), extended: { '1.aaaaaa': '2026-04-10' } };
    expect(kindsOf(extended)).toEqual([]);
    expect(kindsOf({ ...extended, extended: { '1.aaaaaa': '2026-03-01' } })).toEqual(['due-late']);
  });

  it('[PL4] no date that is over, unless it stands approved or the finding’s own date is over', () => {
    expect(kindsOf(withMeasure({ due: '2026-03-02' }))).toEqual([]);
    const past = withMeasure({ due: '2026-03-01' });
    expect(planGapsOf(past)).toEqual([{ kind: 'due-past', finding: 1, place: '1.aaaaaa' }]);
    expect(kindsOf({ ...past, approvedDue: { '1.aaaaaa': '2026-03-01' } })).toEqual([]);
    expect(kindsOf({ ...past, approvedDue: { '1.aaaaaa': '2026-03-05' } })).toEqual(['due-past']);
    expect(kindsOf({ ...past, dueOn: { 1: '2026-03-01' } })).toEqual([]);
    expect(kindsOf({ ...withMeasure({ due: '2020-01-01' }), dueOn: { 1: '2026-03-01' } })).toEqual([
      'due-past',
    ]);
  });

  it('[PL5] nothing that two people set unseen by each other, nothing that was taken out', () => {
    expect(kindsOf(question({ conflicts: ['measures:1.aaaaaa.due'] }))).toEqual(['conflict']);
    expect(kindsOf(question({ conflicts: ['findings:1.kind'] }))).toEqual(['conflict']);
    expect(kindsOf(question({ conflicts: ['findings:11.kind', 'measures:11.aaaaaa.due'] }))).toEqual([]);
    expect(kindsOf(question({ dropped: new Set(['1.aaaaaa']) }))).toEqual(['dropped']);
  });

  it('[PL5] a day is one of the calendar', () => {
    expect(['2026-02-28', '2028-02-29'].map(isCalendarDay)).toEqual([true, true]);
    const wrong = ['2026-02-29', '2026-13-01', '2026-2-3', '2026-02-28T00:00', '', '20260228'];
    expect(wrong.map(isCalendarDay)).toEqual(wrong.map(() => false));
  });
});
