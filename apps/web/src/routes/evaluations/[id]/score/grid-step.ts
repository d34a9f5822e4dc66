/** One step in the grid: up and down within a column, left and right between the two that are written in. Pure. */
import type { IndicatorCode } from '@heping/scoring';

export type GridColumn = 'score' | 'remark';
export interface GridCell {
  readonly code: IndicatorCode;
  readonly column: GridColumn;
}
export interface GridStep {
  readonly row: number;
  /** Into which column; without it the same one. */
  readonly column?: GridColumn;
}

/** The cell a step leads to; null beyond the first and the last row. */
export function cellBeside(codes: readonly IndicatorCode[], from: GridCell, by: GridStep): GridCell | null {
  const code = codes[codes.indexOf(from.code) + by.row];
  return code === undefined ? null : { code, column: by.column ?? from.column };
}

/** The step a key in a remark asks for; null when the key belongs to the text. */
export function stepOfRemark(key: string, isAtStart: boolean): GridStep | null {
  if (key === 'ArrowUp') return { row: -1 };
  if (key === 'ArrowDown' || key === 'Enter') return { row: 1 };
  return key === 'ArrowLeft' && isAtStart ? { row: 0, column: 'score' } : null;
}
