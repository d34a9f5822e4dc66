import type { CaseRow } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { groupOf, groupsOf } from './groups.ts';

type Row = Pick<CaseRow, 'state' | 'possible' | 'steps'>;
const row = (change: Partial<Row>): Row => ({
  state: 'awaiting-response',
  possible: [],
  steps: [],
  ...change,
});

describe('[OJ8] findings are grouped by what waits for their reader', () => {
  it('what can be done waits; what can only be taken back does not', () => {
    expect(groupOf(row({ possible: ['accept', 'object'] }))).toBe('mine');
    expect(groupOf(row({ possible: ['withdraw-objection'] }))).toBe('others');
    expect(groupOf(row({ state: 'awaiting-acceptance', possible: ['recall'] }))).toBe('others');
  });

  it('a step that cannot be taken waits for somebody else', () => {
    const why = { zh: '这是您提出的复核意见', en: 'you proposed this' };
    expect(groupOf(row({ steps: [{ step: 'agree', why }] }))).toBe('others');
    expect(groupOf(row({ steps: [{ step: 'take', why: null }] }))).toBe('mine');
  });

  it('a closed one waits only where a look-back is open', () => {
    expect(groupOf(row({ state: 'closed' }))).toBe('final');
    expect(groupOf(row({ state: 'closed', possible: ['look-back'] }))).toBe('mine');
    expect(groupOf(row({ state: 'withdrawn' }))).toBe('final');
  });

  it('groups without any are left out', () => {
    const rows = [row({ state: 'closed' }), row({ possible: ['accept'] })];
    expect(groupsOf(rows)).toEqual([
      { group: 'mine', rows: [rows[1]] },
      { group: 'final', rows: [rows[0]] },
    ]);
  });
});
