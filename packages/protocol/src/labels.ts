/** The field's names for the lists of scoring, where a sentence of a refusal has to say them. Pages may use them too. */
import type {
  ActivityField,
  EvaluationKind,
  FindingState,
  Localized,
  MeasureKind,
  MeasureState,
  ObjectionState,
  Phase,
  RectificationKind,
  Rung,
  Severity,
  Tier,
} from '@heping/scoring';
import type { PLAN_STATES } from './schemas/rectification-plan.ts';

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

/** 待反馈、待整改、整改中、待验收、已销号; 已撤销 */
export const FINDING_STATE_LABELS: Readonly<Record<FindingState, Localized>> = {
  'awaiting-response': { zh: '待反馈', en: 'awaiting response' },
  'awaiting-plan': { zh: '待整改', en: 'awaiting plan' },
  rectifying: { zh: '整改中', en: 'rectifying' },
  'awaiting-acceptance': { zh: '待验收', en: 'awaiting acceptance' },
  closed: { zh: '已销号', en: 'closed' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

/** 待审查、待审定、已决定、已撤回 */
export const OBJECTION_STATE_LABELS: Readonly<Record<ObjectionState, Localized>> = {
  filed: { zh: '待审查', en: 'waits for a proposal' },
  proposed: { zh: '待审定', en: 'proposed' },
  decided: { zh: '已决定', en: 'decided' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const MEASURE_STATE_LABELS: Readonly<Record<MeasureState, Localized>> = {
  doing: { zh: '落实中', en: 'being done' },
  reported: { zh: '待核验', en: 'reported' },
  verified: { zh: '已核验', en: 'verified' },
  dropped: { zh: '已取消', en: 'dropped' },
};

export const MEASURE_KIND_LABELS: Readonly<Record<MeasureKind, Localized>> = {
  immediate: { zh: '立行立改', en: 'immediate' },
  corrective: { zh: '纠正', en: 'corrective' },
  preventive: { zh: '预防', en: 'preventive' },
};

/** 立行立改、限期整改、长期坚持 */
export const RECTIFICATION_KIND_LABELS: Readonly<Record<RectificationKind, Localized>> = {
  'at-once': { zh: '立行立改', en: 'at once' },
  'by-date': { zh: '限期整改', en: 'by a date' },
  lasting: { zh: '长期坚持', en: 'lasting' },
};

/** 待审、已退回、已批准、已撤回 */
export const PLAN_STATE_LABELS: Readonly<Record<(typeof PLAN_STATES)[number], Localized>> = {
  submitted: { zh: '待审', en: 'waiting' },
  returned: { zh: '已退回', en: 'returned' },
  approved: { zh: '已批准', en: 'approved' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const SEVERITY_LABELS: Readonly<Record<Severity, Localized>> = {
  severe: { zh: '严重问题', en: 'severe' },
  ordinary: { zh: '一般问题', en: 'ordinary' },
  suggestion: { zh: '改进建议', en: 'suggestion' },
};

export const RUNG_LABELS: Readonly<Record<Rung, Localized>> = {
  remind: { zh: '提醒', en: 'reminder' },
  urge: { zh: '催办', en: 'urging' },
  supervise: { zh: '督办', en: 'supervision' },
  interview: { zh: '约谈', en: 'interview' },
  circular: { zh: '通报', en: 'circular' },
};

/** 内容、参加人数、人员、地点、报送对象 */
export const ACTIVITY_FIELD_LABELS: Readonly<Record<ActivityField, Localized>> = {
  text: { zh: '内容', en: 'what happened' },
  people: { zh: '参加人数', en: 'number of people' },
  who: { zh: '人员', en: 'people’s names' },
  place: { zh: '地点', en: 'place' },
  recipient: { zh: '报送对象', en: 'recipient' },
};
