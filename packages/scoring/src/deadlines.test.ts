import { describe, expect, it } from 'vitest';
import {
  daysFor,
  DEADLINES,
  isOverdue,
  LADDER,
  LINE,
  RECTIFICATION_DAYS,
  REMINDED_BEFORE,
  RUNGS,
  RUNS_IN,
} from './deadlines.ts';
import { FINDING_STATES } from './finding-states.ts';
import { SEVERITIES } from './types.ts';

describe('deadlines', () => {
  it('DL1: severe is put right first, suggestions last', () => {
    expect(SEVERITIES.map((severity) => daysFor(severity, RECTIFICATION_DAYS))).toEqual([15, 30, 60]);
    expect([RECTIFICATION_DAYS.responseDays, RECTIFICATION_DAYS.planDays]).toEqual([5, 10]);
  });

  it('DL2: the last day still counts; the day after it is overdue, across a year and a leap day', () => {
    expect(isOverdue('2027-12-31', '2027-12-31')).toBe(false);
    expect(isOverdue('2027-12-31', '2028-01-01')).toBe(true);
    expect(isOverdue('2028-02-29', '2028-02-29')).toBe(false);
    expect(isOverdue('2028-02-29', '2028-03-01')).toBe(true);
  });

  it('DL2: a date runs in some states, and none in what was withdrawn', () => {
    expect(Object.keys(RUNS_IN)).toEqual(DEADLINES.filter((deadline) => deadline !== 'measure'));
    for (const states of Object.values(RUNS_IN)) {
      expect(states.length).toBeGreaterThan(0);
      expect(states.every((state) => FINDING_STATES.includes(state) && state !== 'withdrawn')).toBe(true);
    }
  });

  it('DL3: reminded 7, 3, 1 days before and on the day', () => {
    expect(REMINDED_BEFORE).toEqual([7, 3, 1, 0]);
  });

  it('DL4: 提醒、催办、督办、约谈、通报 go up the line of responsibility', () => {
    expect(RUNGS.map((rung) => LADDER[rung].after)).toEqual([1, 3, 5, 10, 15]);
    const highest = RUNGS.map((rung) => Math.max(...LADDER[rung].to.map((place) => LINE.indexOf(place))));
    expect(highest).toEqual(highest.toSorted((a, b) => a - b));
    expect(LINE.filter((place) => !RUNGS.some((rung) => LADDER[rung].to.includes(place)))).toEqual([]);
  });

  it('DL5: no step before the one under it, and the leader, who can still act, hears of each', () => {
    const after = RUNGS.map((rung) => LADDER[rung].after);
    expect(after).toEqual([...new Set(after)].toSorted((a, b) => a - b));
    for (const rung of RUNGS) expect(LADDER[rung].to).toContain('leader');
  });
});
