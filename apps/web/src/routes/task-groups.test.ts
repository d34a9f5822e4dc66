import type { Task } from '@heping/protocol';
import { describe, expect, it } from 'vitest';
import { groupsOf } from './task-groups.ts';

const task = (number: string, change: Partial<Task> = {}): Task =>
  // Safe: groups ask nothing else.
  ({ id: number, number, dueOn: null, since: null, centre: { id: 'town' }, ...change }) as Task;
const numbersIn = (tasks: readonly Task[]) =>
  groupsOf(tasks, '2026-03-04').map(({ when, list }) => [when, list.map(({ number }) => number)]);

describe('my work by date', () => {
  it('[WK2] overdue, this week, later, and what has no last day', () => {
    expect(
      numbersIn([
        task('2026-004'),
        task('2026-003', { dueOn: '2026-03-09' }),
        task('2026-002', { dueOn: '2026-03-08' }),
        task('2026-001', { dueOn: '2026-03-03' }),
      ]),
    ).toEqual([
      ['overdue', ['2026-001']],
      ['week', ['2026-002']],
      ['later', ['2026-003']],
      ['undated', ['2026-004']],
    ]);
  });
  it('[WK3] of one day centre by centre in the order of the numbers', () => {
    const due = { dueOn: '2026-03-05' };
    const other = { id: 'village' } as Task['centre'];
    expect(
      numbersIn([
        task('2026-010', due),
        task('2026-001', { ...due, centre: other }),
        task('2026-002', due),
        task('2026-009', { dueOn: '2026-03-04' }),
      ]),
    ).toEqual([['week', ['2026-009', '2026-002', '2026-010', '2026-001']]]);
  });
  it('[WK2] what has no last day by how long it waits', () => {
    expect(
      numbersIn([
        task('2026-001'),
        task('2026-003', { since: '2026-03-02' }),
        task('2026-002', { since: '2026-03-01' }),
      ]),
    ).toEqual([['undated', ['2026-002', '2026-003', '2026-001']]]);
  });
});
