/**
 * What a centre does through the year: the types of its activity log 工作台账, each with its clauses, the indicators it
 * speaks of by default, and what has to be said of it. The log is shown and counted; it is never a score. [AY1–AY5]
 */
import { isBlank } from './blank.ts';
import { findIndicator } from './rubric-lookup.ts';
import type { IndicatorCode, Localized, RequirementCode, Rubric } from './types.ts';

export const ACTIVITY_TYPES = [
  'guidance',
  'errand',
  'fostering',
  'project',
  'lending',
  'study',
  'training',
  'volunteering',
  'consultation',
  'founding',
  'display',
  'convenience',
  'research',
  'joint',
  'council',
  'meeting',
  'duty',
  'visit',
  'letter',
  'call',
  'report',
  'special',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

/** 服务、内部运行、情况报告 */
export const ACTIVITY_KINDS = ['service', 'running', 'reporting'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What an entry can say beside its type and its day. */
export const ACTIVITY_FIELDS = ['text', 'people', 'who', 'place', 'recipient'] as const;
export type ActivityField = (typeof ACTIVITY_FIELDS)[number];

export interface ActivityRule {
  readonly title: Localized;
  readonly kind: ActivityKind;
  readonly clauses: readonly string[];
  /** What an entry is linked to unless its writer says otherwise. */
  readonly indicators: readonly IndicatorCode[];
  /** How one is counted: 次、件、项 */
  readonly unit: Localized;
  /** What an entry cannot do without. */
  readonly asks: ActivityField;
  /** What else it may say. */
  readonly takes: readonly ActivityField[];
  /** The requirement for whose fact each entry counts one. [AY4] */
  readonly counts?: RequirementCode;
}

const TIMES: Localized = { zh: '次', en: 'times' };
const CASES: Localized = { zh: '件', en: 'cases' };
const PIECES: Localized = { zh: '项', en: 'pieces' };

const SAID = { asks: 'text', takes: ['people', 'who', 'place'] } as const;
const service = (
  rule: Pick<ActivityRule, 'title' | 'clauses' | 'indicators'> & Partial<ActivityRule>,
): ActivityRule => ({ kind: 'service', unit: TIMES, ...SAID, ...rule });
const running = (
  rule: Pick<ActivityRule, 'title' | 'clauses' | 'indicators'> & Partial<ActivityRule>,
): ActivityRule => ({ kind: 'running', unit: TIMES, ...SAID, ...rule });
/** 4.3.7 concerns members and what is sensitive: the log knows that it went out, when and to whom, and nothing of it. [AY3] */
const reporting = (title: Localized): ActivityRule => ({
  title,
  kind: 'reporting',
  clauses: ['4.3.7'],
  indicators: ['A2.2.1', 'A2.2.2'],
  unit: TIMES,
  asks: 'recipient',
  takes: [],
});

/** Whether an entry of this type may show photos and papers: one of 4.3.7 shows nothing. [AY3] */
export const showsFiles = (type: ActivityType): boolean => ACTIVITY_RULES[type].kind !== 'reporting';

/** Each type with its clauses and its place in Appendix A. [AY1, AY2] */
export const ACTIVITY_RULES: Readonly<Record<ActivityType, ActivityRule>> = {
  guidance: service({
    title: { zh: '业务指导', en: 'Guidance' },
    clauses: ['6.1.1'],
    indicators: ['A2.3.2'],
  }),
  errand: service({
    title: { zh: '咨询与红色代办', en: 'Advice and errands' },
    clauses: ['6.1.2'],
    indicators: ['A2.3.3'],
    unit: CASES,
  }),
  fostering: service({
    title: { zh: '培育发展', en: 'Fostering organisations' },
    clauses: ['6.2.1'],
    indicators: ['A2.3.4'],
  }),
  project: service({
    title: { zh: '项目服务', en: 'Projects' },
    clauses: ['6.3.1', '6.3.2', '6.3.3'],
    indicators: ['A2.3.6'],
  }),
  lending: service({
    title: { zh: '书刊与党旗借用', en: 'Lending books and flags' },
    clauses: ['6.4.1'],
    indicators: ['A1.3.5', 'A1.3.6'],
  }),
  study: service({
    title: { zh: '集中或日常学习', en: 'Collective or regular study' },
    clauses: ['6.4.2', 'A2.3.8'],
    indicators: ['A2.3.8'],
    counts: 'study',
  }),
  training: service({
    title: { zh: '培训与交流', en: 'Training and exchange' },
    clauses: ['6.4.3'],
    indicators: ['A2.3.8'],
  }),
  volunteering: service({
    title: { zh: '志愿服务', en: 'Volunteering' },
    clauses: ['6.5.1', '6.5.2', '6.5.3'],
    indicators: ['A2.3.7'],
  }),
  consultation: service({
    title: { zh: '协商民主', en: 'Consultation' },
    clauses: ['6.6.1', '6.6.2', '6.6.3'],
    indicators: ['A2.3.9'],
  }),
  founding: service({
    title: { zh: '创业服务', en: 'Help for founders' },
    clauses: ['6.7.1', '6.7.2'],
    indicators: ['A2.3.8'],
  }),
  display: service({
    title: { zh: '宣传展示', en: 'Display' },
    clauses: ['6.8'],
    indicators: ['A1.4.2'],
  }),
  convenience: service({
    title: { zh: '便民服务', en: 'Convenience services' },
    clauses: ['6.9.1', '6.9.2'],
    indicators: ['A2.3.3'],
    unit: CASES,
  }),
  research: service({
    title: { zh: '课题或标准', en: 'Research topic or standard' },
    clauses: ['6.10', 'A2.3.10'],
    indicators: ['A2.3.10'],
    unit: PIECES,
    counts: 'topics',
  }),
  joint: service({
    title: { zh: '共建与党群活动', en: 'Joint and mass activities' },
    clauses: ['4.3.2', '4.3.3', '4.3.6'],
    indicators: ['A2.3.5'],
  }),
  council: running({
    title: { zh: '联席会议', en: 'Joint meeting' },
    clauses: ['4.3.5'],
    indicators: ['A2.1.4', 'A2.3.1'],
  }),
  meeting: running({
    title: { zh: '其他会议', en: 'Other meeting' },
    clauses: ['4.3.4'],
    indicators: ['A2.2.2'],
  }),
  duty: running({
    title: { zh: '值班', en: 'Duty' },
    clauses: ['4.3.9', '4.4.4'],
    indicators: ['A1.5.3'],
    asks: 'who',
    takes: ['text', 'place'],
  }),
  visit: running({
    title: { zh: '来访', en: 'Visit' },
    clauses: ['4.3.4'],
    indicators: ['A2.2.2'],
    unit: CASES,
  }),
  letter: running({
    title: { zh: '来信', en: 'Letter' },
    clauses: ['4.3.4'],
    indicators: ['A2.2.2'],
    unit: CASES,
    takes: ['who'],
  }),
  call: running({
    title: { zh: '来电', en: 'Call' },
    clauses: ['4.3.4'],
    indicators: ['A2.2.2'],
    unit: CASES,
    takes: ['who'],
  }),
  report: reporting({ zh: '情况报告', en: 'Situation report' }),
  special: reporting({ zh: '个案专报', en: 'Special case' }),
};

/** What an entry says, as far as the rules ask. */
export interface ActivityWords {
  readonly type: ActivityType;
  readonly text: string;
  readonly people: number | null;
  readonly who: string;
  readonly place: string;
  readonly recipient: string;
}

const isSaid = (words: ActivityWords, field: ActivityField): boolean =>
  field === 'people' ? words.people !== null : !isBlank(words[field]);

export type ActivityFault =
  | { readonly rule: 'AY2'; readonly missing: ActivityField }
  | { readonly rule: 'AY3'; readonly superfluous: readonly ActivityField[] };

/** What is wrong with an entry: something it cannot do without, or something it must not say. Null where nothing is. [AY2, AY3] */
export function judgeActivity(words: ActivityWords): ActivityFault | null {
  const { asks, takes } = ACTIVITY_RULES[words.type];
  const superfluous = ACTIVITY_FIELDS.filter(
    (field) => field !== asks && !takes.includes(field) && isSaid(words, field),
  );
  if (superfluous.length > 0) return { rule: 'AY3', superfluous };
  return isSaid(words, asks) ? null : { rule: 'AY2', missing: asks };
}

/** What an entry of this type speaks of by default, as far as the rubric has it. [AY1] */
export const defaultIndicators = (rubric: Rubric, type: ActivityType): readonly IndicatorCode[] =>
  ACTIVITY_RULES[type].indicators.filter((code) => findIndicator(rubric, code) !== undefined);

/** What the log offers for the fact of a requirement: how many entries of the types that count for it. Null where none do. [AY4] */
export function countOffered(
  requirement: RequirementCode,
  entries: readonly { readonly type: ActivityType; readonly count: number }[],
): number | null {
  const types = ACTIVITY_TYPES.filter((type) => ACTIVITY_RULES[type].counts === requirement);
  if (types.length === 0) return null;
  return entries.reduce((sum, { type, count }) => (types.includes(type) ? sum + count : sum), 0);
}
