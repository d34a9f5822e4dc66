/** What an empty form says before anything is known: the standard of the tier, what the rules leave below it, whom it is for. */
import type { Evaluation, PanelMember } from '@heping/protocol';
import {
  ceilingBelow,
  formatPoints,
  requirementsFor,
  type CeilingPolicy,
  type Indicator,
  type Rubric,
  type Step,
  type Tier,
  type TierRequirement,
} from '@heping/scoring';
import { standardWords } from '#lib/evaluation/fact-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { textOf } from '#lib/words.ts';

export const PAPERS = ['scores', 'record'] as const;
export type Paper = (typeof PAPERS)[number];

/** Which form the address asks for, and whose score sheet: the reader's own unless it names another who sits, or nobody. */
export function wantedOf(
  query: Pick<URLSearchParams, 'get'>,
  { panel, policies }: Pick<Evaluation, 'panel' | 'policies'>,
  me: string | null,
): { readonly paper: Paper; readonly person: PanelMember | null } {
  const paper = PAPERS.find((one) => one === query.get('paper')) ?? 'scores';
  // Where there is one sheet from the start, nobody has one of their own.
  const hasBallots = policies.scoringMode === 'independent';
  const asked = query.get('person') ?? me;
  const person = hasBallots ? sittingIn(panel).find(({ id }) => id === asked) : undefined;
  return { paper, person: paper === 'scores' ? (person ?? null) : null };
}

/** Who has a score sheet: who stepped back has none. */
export const sittingIn = (panel: readonly PanelMember[]): readonly PanelMember[] =>
  panel.filter(({ recused }) => recused === null);

/** 总面积：一般不少于 300 ㎡（5.2.4） */
export const askedWords = ({ requirement, threshold }: TierRequirement): string =>
  m.decide_asked({
    quantity: textOf(threshold.quantity),
    standard: standardWords(requirement, threshold),
  }) + m.decide_clause({ clause: threshold.clause });

/** Where the standard disagrees with itself, or a list goes by local conditions. [RQ9] */
export function remarkOf({ requirement, threshold }: TierRequirement): string | null {
  const remark = threshold.remark ?? requirement.remark;
  return remark === undefined ? null : textOf(remark);
}

export interface FormRules {
  readonly rubric: Rubric;
  readonly tier: Tier;
  readonly policy: CeilingPolicy;
  readonly step: Step;
  /** Requirements that the chair has excepted already. */
  readonly lifted: ReadonlySet<string>;
}

/** The rules of an evaluation as its forms print them. */
export const rulesOf = (
  rubric: Rubric,
  { centre, policies, exceptions }: Pick<Evaluation, 'centre' | 'policies' | 'exceptions'>,
): FormRules => ({
  rubric,
  tier: centre.tier,
  policy: policies.ceilingPolicy,
  step: policies.step,
  lifted: new Set(exceptions.map(({ requirement }) => requirement)),
});

/** 未达到时最高 9.5 分; null where nothing measurable is asked, or all of it is excepted. [CE2–CE6] */
export function ceilingWords({ code, maximum }: Indicator, rules: FormRules): string | null {
  const asked = requirementsFor(rules.rubric, rules.tier, code);
  if (asked.length === 0) return null;
  if (asked.every(({ requirement }) => rules.lifted.has(requirement.code))) return m.paper_ceiling_lifted();
  const { policy, step } = rules;
  if (policy === 'proportional') return m.paper_ceiling_proportional();
  const left = ceilingBelow(policy, { maximum, step, portion: 0, required: 1 });
  return m.paper_ceiling({ points: formatPoints(left) });
}
