/** The state of one cell of a sheet. [CE9] */
import { isOverCeiling } from './ceiling.ts';
import type { Ceiling } from './ceiling.ts';
import type { CellState, Tenths } from './types.ts';

export interface Cell {
  readonly score: Tenths | null;
  readonly ceiling: Pick<Ceiling, 'ceiling' | 'waitingFor'>;
  /** The panelist stepped back from this indicator or from the evaluation. */
  readonly recused?: boolean;
  /** Two people set it unseen by each other and nobody has settled it. */
  readonly conflict?: boolean;
}

/** Empty is never zero; a score above its ceiling is a conflict; the first that holds is shown. [CE9] */
export function cellState({ score, ceiling, recused = false, conflict = false }: Cell): CellState {
  if (recused) return 'recused';
  if (conflict) return 'conflict';
  if (score === null) return 'unscored';
  if (isOverCeiling(score, ceiling)) return 'conflict';
  if (ceiling.waitingFor.length > 0) return 'waiting';
  return score === 0 ? 'zero' : 'scored';
}
