/** What still stands between a sheet and its signatures. [GA1–GA6] */
import { isBlank } from './blank.ts';
import { ceilingOf, isOverCeiling } from './ceiling.ts';
import type { CeilingQuestion } from './ceiling.ts';
import { judgeScore } from './points.ts';
import { indicatorsOf, requirementsFor } from './rubric-lookup.ts';
import type { Indicator, IndicatorCode, RequirementCode } from './types.ts';
import type { Scores } from './totals.ts';

export const GAP_KINDS = ['score', 'conflict', 'fact', 'over-ceiling', 'reason'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

export interface Gap {
  readonly kind: GapKind;
  readonly indicator: IndicatorCode;
  /** The fact that is missing, or that two people set unseen by each other. */
  readonly requirement?: RequirementCode;
}

export interface Sheet extends Omit<CeilingQuestion, 'indicator'> {
  readonly agreed: Scores;
  readonly reasons: Readonly<Record<IndicatorCode, string | null | undefined>>;
  /** Indicators whose agreed score two people set unseen by each other, not settled yet. */
  readonly conflicts: readonly IndicatorCode[];
  /** Requirements of whose facts the same is true: each stands with the indicators that it decides. */
  readonly contested: readonly RequirementCode[];
}

/** All gaps, indicator by indicator in the order of the rubric; none means the sheet may be signed. [GA1–GA6] */
export function gapsOf(sheet: Sheet): readonly Gap[] {
  return indicatorsOf(sheet.rubric).flatMap((indicator) => gapsAt(sheet, indicator));
}

function gapsAt(sheet: Sheet, { code, maximum }: Indicator): readonly Gap[] {
  const score = sheet.agreed[code] ?? null;
  const ceiling = ceilingOf({ ...sheet, indicator: code });
  const isScored = score !== null && judgeScore(score, maximum, sheet.step) === 'ok';
  const found: Readonly<Record<Exclude<GapKind, 'fact'>, boolean>> = {
    score: !isScored,
    conflict: sheet.conflicts.includes(code),
    'over-ceiling': isScored && isOverCeiling(score, ceiling),
    reason: isScored && score < maximum && isBlank(sheet.reasons[code] ?? ''),
  };
  const contested = requirementsFor(sheet.rubric, sheet.tier, code)
    .map(({ requirement }) => requirement.code)
    .filter((requirement) => sheet.contested.includes(requirement));
  return GAP_KINDS.flatMap((kind): readonly Gap[] => {
    if (kind === 'fact')
      return ceiling.waitingFor.map((requirement) => ({ kind, indicator: code, requirement }));
    const own: readonly Gap[] = found[kind] ? [{ kind, indicator: code }] : [];
    if (kind !== 'conflict') return own;
    return [...own, ...contested.map((requirement) => ({ kind, indicator: code, requirement }))];
  });
}
