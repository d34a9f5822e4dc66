/** What is signed, put together from what is recorded and agreed: everything the hash covers. Pure. [SH4] */
import type { SheetContent } from '@heping/protocol';
import {
  ceilingOf,
  indicatorsOf,
  inForce,
  totalsOf,
  type CeilingPolicy,
  type Exception,
  type Facts,
  type IndicatorCode,
  type RequirementCode,
  type Rubric,
  type Step,
  type Tenths,
  type Tier,
} from '@heping/scoring';

/** The names and rules that surround a sheet; as they were when it was locked. */
export type SheetFrame = Pick<
  SheetContent,
  'evaluation' | 'revision' | 'previous' | 'campaign' | 'kind' | 'leadBody' | 'isSelfEvaluated' | 'panel'
> & {
  readonly centre: { readonly id: string; readonly name: string; readonly tier: Tier };
  readonly rubric: Rubric;
  /** SHA-256 of the rubric as it is published. */
  readonly rubricHash: string;
  readonly policies: {
    readonly step: Step;
    readonly ceilingPolicy: CeilingPolicy;
    readonly scoringMode: string;
    readonly noticeDays: number;
  };
  readonly exceptions: readonly (Exception & { readonly by: string })[];
};

/** What the panel recorded and agreed. */
export interface SheetMatter {
  readonly facts: Facts;
  readonly how: Readonly<Record<RequirementCode, string | null>>;
  readonly agreed: Readonly<Record<IndicatorCode, Tenths | null>>;
  readonly reasons: Readonly<Record<IndicatorCode, string>>;
  readonly notes: Readonly<Record<IndicatorCode, string>>;
  /** SHA-256 of each note’s full rich text. */
  readonly evidence: Readonly<Record<IndicatorCode, string>>;
}

/**
 * The content of a complete sheet; the score in force is the lower of agreed and ceiling. Asserts that every indicator
 * is scored: whoever locks has asked `gapsOf` before. [SH4, CE8]
 */
export function sheetContent(frame: SheetFrame, matter: SheetMatter): SheetContent {
  const { rubric, rubricHash, policies, exceptions, centre, ...names } = frame;
  const lines = indicatorsOf(rubric).map(({ code, maximum }) => {
    const agreed = matter.agreed[code] ?? null;
    if (agreed === null) throw new Error(`sheet of ${frame.evaluation}: ${code} has no agreed score`);
    const ceiling = ceilingOf({
      rubric,
      tier: centre.tier,
      indicator: code,
      facts: matter.facts,
      exceptions,
      policy: policies.ceilingPolicy,
      step: policies.step,
    });
    return {
      indicator: code,
      maximum,
      ceiling: ceiling.ceiling,
      score: inForce(agreed, ceiling),
      reason: matter.reasons[code] ?? '',
      note: matter.notes[code] ?? '',
      evidence: matter.evidence[code] ?? '',
    };
  });
  const { tables } = totalsOf(
    rubric,
    Object.fromEntries(lines.map(({ indicator, score }) => [indicator, score])),
  );
  return {
    format: 'heping-sheet-1',
    ...names,
    rubric: { code: rubric.code, hash: rubricHash },
    centre: { ...centre },
    policies: { ...policies },
    facts: Object.fromEntries(
      Object.entries(matter.facts).map(([code, { value, notApplicable }]) => [
        code,
        {
          value: typeof value === 'object' && value !== null ? { ...value } : value,
          notApplicable: notApplicable ?? null,
          how: matter.how[code] ?? null,
        },
      ]),
    ),
    exceptions: exceptions.map(({ requirement, reason, by }) => ({ requirement, reason, by })),
    lines,
    totals: Object.entries(tables).map(([table, { points, maximum }]) => ({ table, points, maximum })),
  };
}
