/** What is missing before signing, by indicator, each with the place where it is put right. Pure. */
import { GAP_KINDS, type Gap, type GapKind, type IndicatorCode } from '@heping/scoring';

export interface GapPlace {
  readonly gap: Gap;
  readonly href: string;
}
export interface GapsOfIndicator {
  readonly indicator: IndicatorCode;
  readonly gaps: readonly GapPlace[];
}

/** Facts are recorded on the sheet's page, everything else is settled at the table. */
export function hrefOf({ kind, indicator, requirement }: Gap, evaluation: string): string {
  const at = `at=${encodeURIComponent(indicator)}`;
  if (requirement !== undefined) return `/evaluations/${evaluation}/score?${at}#${requirement}`;
  return `/evaluations/${evaluation}/deliberation?${at}#${kind === 'reason' ? 'reason' : 'agreed'}`;
}

/** In the order of the rubric, as `gapsOf` gives them. */
export function gapsByIndicator(gaps: readonly Gap[], evaluation: string): readonly GapsOfIndicator[] {
  const codes = [...new Set(gaps.map(({ indicator }) => indicator))];
  return codes.map((indicator) => ({
    indicator,
    gaps: gaps
      .filter((gap) => gap.indicator === indicator)
      .map((gap) => ({ gap, href: hrefOf(gap, evaluation) })),
  }));
}

export function countGaps(
  gaps: readonly Gap[],
): readonly { readonly kind: GapKind; readonly count: number }[] {
  return GAP_KINDS.map((kind) => ({ kind, count: gaps.filter((gap) => gap.kind === kind).length })).filter(
    ({ count }) => count > 0,
  );
}
