/** What waits, in groups by date; within a day centre by centre, in the order of the numbers. Pure. [WK2, WK3] */
import type { Task } from '@heping/protocol';
import { sundayOf } from '@heping/scoring';

export type When = 'overdue' | 'week' | 'later' | 'undated';
export interface TaskGroup {
  readonly when: When;
  readonly list: readonly Task[];
}

/** After every day there is. */
const NEVER = '9999-12-31';
const dayOf = ({ dueOn, since }: Task): string => dueOn ?? since ?? NEVER;
const inOrder = (one: Task, other: Task): number =>
  dayOf(one).localeCompare(dayOf(other)) ||
  one.centre.id.localeCompare(other.centre.id) ||
  one.number.localeCompare(other.number);

export function groupsOf(tasks: readonly Task[], today: string): readonly TaskGroup[] {
  const sunday = sundayOf(today);
  const whenOf = ({ dueOn }: Task): When => {
    if (dueOn === null) return 'undated';
    if (dueOn < today) return 'overdue';
    return dueOn <= sunday ? 'week' : 'later';
  };
  const sorted = tasks.toSorted(inOrder);
  return (['overdue', 'week', 'later', 'undated'] as const)
    .map((when) => ({ when, list: sorted.filter((task) => whenOf(task) === when) }))
    .filter(({ list }) => list.length > 0);
}
