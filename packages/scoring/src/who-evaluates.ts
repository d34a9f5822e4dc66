/** Who evaluates whom (7.2). [WE1–WE5] */
import { BODY_NAMES } from './body-names.ts';
import type { RuleId } from './rules.ts';
import type { BodyKind, EvaluationKind, Localized, Tier } from './types.ts';

interface LeadRow {
  readonly clause: string;
  readonly bodies: readonly BodyKind[];
}

const BY_PROVINCE: LeadRow = { clause: '7.2.1', bodies: ['provincial-committee'] };
const BY_CITY: LeadRow = { clause: '7.2.2', bodies: ['city-committee'] };
const BY_PARTY_COMMITTEE: LeadRow = {
  clause: '7.2.3',
  bodies: ['local-party-committee', 'industry-party-committee'],
};
const SPOT_CHECK_BY_COUNTY: LeadRow = { clause: '7.2.3', bodies: ['county-committee'] };
// Spot-checks are named in 7.2.3 only. [WE4]
const NOBODY_ABOVE_COUNTY: LeadRow = { clause: '7.2.3', bodies: [] };

const LEAD_BODIES: Readonly<Record<Tier, Readonly<Record<EvaluationKind, LeadRow>>>> = {
  municipal: { regular: BY_PROVINCE, 'spot-check': NOBODY_ABOVE_COUNTY },
  county: { regular: BY_CITY, 'spot-check': NOBODY_ABOVE_COUNTY },
  township: { regular: BY_PARTY_COMMITTEE, 'spot-check': SPOT_CHECK_BY_COUNTY },
  village: { regular: BY_PARTY_COMMITTEE, 'spot-check': SPOT_CHECK_BY_COUNTY },
  regional: { regular: BY_PARTY_COMMITTEE, 'spot-check': SPOT_CHECK_BY_COUNTY },
  outpost: { regular: BY_PARTY_COMMITTEE, 'spot-check': SPOT_CHECK_BY_COUNTY },
};

const RULE_OF_TIER: Readonly<Record<Tier, RuleId>> = {
  municipal: 'WE1',
  county: 'WE2',
  township: 'WE3',
  village: 'WE3',
  regional: 'WE3',
  outpost: 'WE3',
};

/** The bodies that may lead; named in a refusal. */
export type LeadBodyJudgement =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly rule: RuleId;
      readonly clause: string;
      readonly allowed: readonly BodyKind[];
      readonly message: Localized;
    };

/** The bodies that may lead an evaluation of a tier. [WE1–WE4] */
export function leadBodiesFor(tier: Tier, kind: EvaluationKind): readonly BodyKind[] {
  return LEAD_BODIES[tier][kind].bodies;
}

/** Whether a body may lead; the refusal names the clause and who may. [WE1–WE4] */
export function judgeLeadBody({
  tier,
  kind,
  body,
}: {
  readonly tier: Tier;
  readonly kind: EvaluationKind;
  readonly body: BodyKind;
}): LeadBodyJudgement {
  const { clause, bodies: allowed } = LEAD_BODIES[tier][kind];
  if (allowed.includes(body)) return { ok: true };
  const rule = kind === 'spot-check' ? 'WE4' : RULE_OF_TIER[tier];
  return { ok: false, rule, clause, allowed, message: refusal(kind, clause, body, allowed) };
}

const KIND_NAMES: Readonly<Record<EvaluationKind, Localized>> = {
  regular: { zh: '日常评价', en: 'regular evaluation' },
  'spot-check': { zh: '抽查', en: 'spot-check' },
};

function refusal(
  kind: EvaluationKind,
  clause: string,
  body: BodyKind,
  allowed: readonly BodyKind[],
): Localized {
  const name = KIND_NAMES[kind];
  if (allowed.length === 0) {
    return {
      zh: `标准没有规定对该层级中心的${name.zh}（${clause}）。`,
      en: `The standard provides no ${name.en} for a centre of this tier (${clause}).`,
    };
  }
  const zh = allowed.map((kindOfBody) => BODY_NAMES[kindOfBody].zh).join('或');
  const en = allowed.map((kindOfBody) => BODY_NAMES[kindOfBody].en).join(' or ');
  return {
    zh: `该层级中心的${name.zh}由${zh}牵头，${BODY_NAMES[body].zh}不能牵头（${clause}）。`,
    en: `The ${name.en} of a centre of this tier is led by ${en}, not by ${BODY_NAMES[body].en} (${clause}).`,
  };
}

/** Where the same body runs and evaluates a centre the result says so (4.2.2 with 7.2.3). [WE5] */
export function isSelfEvaluated({
  leadBody,
  runningBody,
}: {
  readonly leadBody: string;
  readonly runningBody: string | null;
}): boolean {
  return leadBody === runningBody;
}
