import { describe, expect, it } from 'vitest';
import { cellState } from './cell.ts';
import { CELL_GLYPHS, CELL_STATES } from './types.ts';

const free = { ceiling: 100, waitingFor: [] };
const waiting = { ceiling: 100, waitingFor: ['floor-area'] };
const capped = { ceiling: 95, waitingFor: [] };

describe('the state of a cell', () => {
  it.each([
    ['unscored', { score: null, ceiling: free }],
    ['unscored', { score: null, ceiling: waiting }],
    ['scored', { score: 85, ceiling: free }],
    ['scored', { score: 95, ceiling: capped }],
    ['zero', { score: 0, ceiling: free }],
    ['waiting', { score: 85, ceiling: waiting }],
    ['waiting', { score: 0, ceiling: waiting }],
    ['conflict', { score: 100, ceiling: capped }],
    ['conflict', { score: 85, ceiling: waiting, conflict: true }],
    ['conflict', { score: null, ceiling: free, conflict: true }],
    ['recused', { score: 85, ceiling: free, recused: true, conflict: true }],
  ] as const)('CE9: is %s for %j', (state, cell) => {
    expect(cellState(cell)).toBe(state);
  });

  it('CE9: every state has a glyph of its own', () => {
    expect(new Set(CELL_STATES.map((state) => CELL_GLYPHS[state])).size).toBe(CELL_STATES.length);
  });
});
