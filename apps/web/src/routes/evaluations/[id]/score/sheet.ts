/** The sheet that this page shows: one's own ballot while there is one (frozen after the reveal), else the agreed one. */
import type { CellState, IndicatorCode, Tenths, Totals } from '@heping/scoring';
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';

export interface SheetShown {
  readonly kind: 'ballot' | 'agreed';
  /** Whether there is a sheet to be filled at all: a reader of the record has none during scoring. */
  readonly isFilled: boolean;
  readonly scores: Readonly<Record<IndicatorCode, Tenths | null>>;
  readonly totals: Totals;
  readonly scored: number;
  readonly count: number;
  /** null where there is nothing to say: a reader without a sheet only sees what the facts say. */
  cell(code: IndicatorCode): CellState | null;
}

export function sheetOf(room: EvaluationRoom): SheetShown {
  const count = room.indicators.length;
  if (!room.hasBallot && room.isBallotPhase) {
    return {
      kind: 'ballot',
      isFilled: false,
      scores: {},
      totals: room.myTotals,
      scored: 0,
      count,
      cell: (code) => {
        if (room.hasFactConflict(code)) return 'conflict';
        return room.ceilings(code).waitingFor.length > 0 ? 'waiting' : null;
      },
    };
  }
  if (room.hasBallot) {
    return {
      kind: 'ballot',
      isFilled: true,
      scores: room.myScores,
      totals: room.myTotals,
      scored: room.myProgress.scored,
      count,
      cell: (code) => room.myCell(code),
    };
  }
  return {
    kind: 'agreed',
    isFilled: room.consensus !== null,
    scores: room.settled,
    totals: room.totals,
    scored: room.indicators.filter(({ code }) => (room.settled[code] ?? null) !== null).length,
    count,
    cell: (code) => room.agreedCell(code),
  };
}
