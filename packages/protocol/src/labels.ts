/** The field's names for the lists of scoring, where a sentence of a refusal has to say them. Pages may use them too. */
import type { EvaluationKind, Localized, Phase, Tier } from '@heping/scoring';

export const PHASE_LABELS: Readonly<Record<Phase, Localized>> = {
  planned: { zh: '已安排', en: 'planned' },
  scoring: { zh: '个人评分', en: 'scoring' },
  deliberation: { zh: '集体评议', en: 'deliberation' },
  signing: { zh: '签字确认', en: 'signing' },
  preliminary: { zh: '初评', en: 'preliminary' },
  notice: { zh: '公示', en: 'notice' },
  published: { zh: '公布', en: 'published' },
  rectifying: { zh: '整改', en: 'rectifying' },
  closed: { zh: '办结', en: 'closed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

export const TIER_LABELS: Readonly<Record<Tier, Localized>> = {
  municipal: { zh: '市级', en: 'municipal' },
  county: { zh: '区县', en: 'county' },
  township: { zh: '乡镇（街道）', en: 'township' },
  village: { zh: '村（社区）', en: 'village' },
  regional: { zh: '区域性', en: 'regional' },
  outpost: { zh: '党员先锋站', en: 'outpost' },
};

const WAIT_IN_SECONDS = 90;

/** How long to wait: in seconds up to a minute and a half, beyond in full minutes, never too few. */
export function waitLabel(seconds: number): Localized {
  if (seconds <= WAIT_IN_SECONDS) return { zh: `${seconds} 秒`, en: `${seconds} s` };
  const minutes = Math.ceil(seconds / 60);
  return { zh: `${minutes} 分钟`, en: `${minutes} min` };
}

export const EVALUATION_KIND_LABELS: Readonly<Record<EvaluationKind, Localized>> = {
  regular: { zh: '日常评价', en: 'regular evaluation' },
  'spot-check': { zh: '抽查', en: 'spot-check' },
};
