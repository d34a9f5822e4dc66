/** The findings of an evaluation as their reader looks through them: what waits for them first. Pure. */
import type { CaseRow } from '@heping/protocol';
import { FINAL_STATES } from '@heping/scoring';

export const CASE_GROUPS = ['mine', 'others', 'final'] as const;
export type CaseGroup = (typeof CASE_GROUPS)[number];

/** Whether the reader can do something that moves it on; taking something back does not. */
export const waitsForMe = ({ possible, steps }: Pick<CaseRow, 'possible' | 'steps'>): boolean =>
  possible.some((act) => act !== 'withdraw-objection' && act !== 'recall') ||
  steps.some(({ why }) => why === null);

export function groupOf(row: Pick<CaseRow, 'state' | 'possible' | 'steps'>): CaseGroup {
  if (waitsForMe(row)) return 'mine';
  return FINAL_STATES.includes(row.state) ? 'final' : 'others';
}

/** Each group that has any, in order. */
export const groupsOf = <Row extends Pick<CaseRow, 'state' | 'possible' | 'steps'>>(
  rows: readonly Row[],
): readonly { readonly group: CaseGroup; readonly rows: readonly Row[] }[] =>
  CASE_GROUPS.map((group) => ({ group, rows: rows.filter((row) => groupOf(row) === group) })).filter(
    (one) => one.rows.length > 0,
  );
