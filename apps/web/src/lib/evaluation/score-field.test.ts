import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeScore, STEPS } from '@heping/scoring';
import {
  onScoreEvent,
  QUIET,
  quickPicks,
  stepped,
  type Outcome,
  type Scale,
  type ScoreEvent,
} from './score-field.ts';

const area: Scale = { score: null, maximum: 100, step: 5 };
const run = (events: readonly ScoreEvent[], scale = area): Outcome =>
  events.reduce<Outcome>((before, event) => onScoreEvent(before.field, event, scale), { field: QUIET });
const typed = (text: string): ScoreEvent => ({ type: 'typed', text });

describe('the score field', () => {
  it('[SF1] Enter casts what was typed and goes on', () => {
    expect(run([typed('8'), typed('8.'), typed('8.5'), { type: 'enter' }])).toEqual({
      field: QUIET,
      cast: 85,
      goOn: true,
    });
  });
  it('[SF1] Enter without anything typed only goes on', () => {
    expect(run([{ type: 'enter' }], { ...area, score: 85 })).toEqual({ field: QUIET, goOn: true });
  });
  it('[SF1] digits alone cast nothing', () => {
    expect(run([typed('8')]).cast).toBeUndefined();
  });
  it('[SF2] leaving casts and stays', () => {
    expect(run([typed('９'), { type: 'left' }])).toEqual({ field: QUIET, cast: 90 });
  });
  it.each([
    ['12', 'over-maximum'],
    ['8.3', 'off-step'],
    ['8.25', 'off-step'],
    ['-3', 'below-zero'],
    ['eight', 'not-a-number'],
  ] as const)('[SF3] %s is not taken, stays visible, and does not go on', (text, verdict) => {
    expect(run([typed(text), { type: 'enter' }])).toEqual({
      field: { draft: null, refused: { text, verdict } },
    });
  });
  it('[SF3] the next key ends the refusal', () => {
    expect(run([typed('12'), { type: 'enter' }, typed('1')]).field).toEqual({ draft: '1', refused: null });
    expect(run([typed('12'), { type: 'enter' }, { type: 'erase' }], { ...area, score: 85 })).toEqual({
      field: QUIET,
    });
  });
  it('[SF4] Backspace clears to not scored, which is not zero', () => {
    expect(run([{ type: 'erase' }], { ...area, score: 85 })).toEqual({ field: QUIET, cast: null });
    expect(run([typed(''), { type: 'enter' }], { ...area, score: 85 }).cast).toBeNull();
  });
  it('[SF5] arrows step from what is typed and cast on Enter', () => {
    const up = run([{ type: 'up' }], { ...area, score: 85 });
    expect(up).toEqual({ field: { draft: '9', refused: null } });
    expect(run([typed('8'), { type: 'down' }, { type: 'enter' }]).cast).toBe(75);
  });
  it('[SF5] from not scored, up means full and down the first deduction', () => {
    expect(run([{ type: 'up' }]).field.draft).toBe('10');
    expect(run([{ type: 'down' }]).field.draft).toBe('9.5');
  });
  it('[SF6] Escape gives the score back as it stands', () => {
    expect(run([typed('3'), { type: 'escape' }], { ...area, score: 85 })).toEqual({ field: QUIET });
  });
  it('[SF7] stepping and quick picks only offer what the server takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.constantFrom(...STEPS),
        fc.integer({ min: 0, max: 150 }),
        (maximum, step, raw) => {
          const score = Math.min(raw, maximum);
          const scale = { score, maximum, step };
          for (const way of ['up', 'down'] as const) {
            expect(judgeScore(stepped(score, way, scale), maximum, step)).toBe('ok');
            expect(judgeScore(stepped(null, way, scale), maximum, step)).toBe('ok');
          }
          for (const pick of quickPicks(maximum, step, maximum))
            expect(judgeScore(pick, maximum, step)).toBe('ok');
        },
      ),
      { seed: 20261123 },
    );
  });
  it('[SF7] a ten-point indicator offers full, the usual deductions, zero, and its ceiling', () => {
    expect(quickPicks(100, 5, 100)).toEqual([100, 95, 90, 80, 70, 0]);
    expect(quickPicks(100, 5, 65)).toEqual([100, 95, 90, 80, 70, 65, 0]);
    expect(quickPicks(20, 5, 20)).toEqual([20, 15, 10, 0]);
  });
});
