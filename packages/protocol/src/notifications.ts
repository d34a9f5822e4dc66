/**
 * What people are told: one list of kinds with its sentences; `{name}` is replaced by the parameter of that name, and in
 * English by `{nameEn}` where there is one. Rendered on the reader's side, in the reader's language. [NT1, NT2]
 */
import type {
  CentreWord,
  Deadline,
  Effect,
  Locale,
  Localized,
  ObjectionOutcome,
  Rung,
} from '@heping/scoring';
import { RUNG_LABELS } from './labels.ts';

export const NOTIFICATION_KINDS = [
  'evaluation.assigned',
  'evaluation.planned',
  'paper.named',
  'word.witnessed',
  'scan.kept',
  'result.delivered',
  'result.published',
  'findings.issued',
  'finding.accepted',
  'finding.lapsed',
  'objection.filed',
  'objection.withdrawn',
  'objection.proposed',
  'objection.decided',
  'plan.submitted',
  'plan.returned',
  'plan.approved',
  'measure.assigned',
  'measure.reported',
  'measure.returned',
  'measure.verified',
  'extension.asked',
  'extension.decided',
  'finding.submitted',
  'finding.returned',
  'finding.closed',
  'look-back.held',
  'repeat.proposed',
  'reminder.before',
  'reminder.remind',
  'reminder.urge',
  'reminder.supervise',
  'reminder.interview',
  'reminder.circular',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export type NotificationParams = Readonly<Record<string, string | number>>;

/** 反馈、整改方案、整改、措施、回头看: what a date is for. */
export const DEADLINE_LABELS: Readonly<Record<Deadline, Localized>> = {
  response: { zh: '问题反馈', en: 'response' },
  plan: { zh: '整改方案报送', en: 'plan' },
  rectification: { zh: '整改', en: 'rectification' },
  measure: { zh: '措施完成', en: 'measure' },
  'look-back': { zh: '回头看', en: 'look-back' },
};

const OUTCOME_LABELS: Readonly<Record<ObjectionOutcome, Localized>> = {
  uphold: { zh: '维持', en: 'upheld' },
  grant: { zh: '采纳', en: 'granted' },
  reduce: { zh: '部分采纳', en: 'granted in part' },
};

const EFFECT_LABELS: Readonly<Record<Effect, Localized>> = {
  effective: { zh: '有效', en: 'effective' },
  partly: { zh: '部分有效', en: 'partly effective' },
  not: { zh: '无效', en: 'not effective' },
};

const GRANTED_LABELS: Readonly<Record<'granted' | 'refused', Localized>> = {
  granted: { zh: '同意', en: 'granted' },
  refused: { zh: '未同意', en: 'refused' },
};

const CENTRE_WORD_LABELS: Readonly<Record<CentreWord, Localized>> = {
  acknowledge: { zh: '签收', en: 'acknowledged' },
  decline: { zh: '拒绝签收', en: 'declined to acknowledge' },
};

/** Parameters that are rows of a list, and how they are said. */
const LABELS: Readonly<Record<string, Readonly<Record<string, Localized>>>> = {
  deadline: DEADLINE_LABELS,
  rung: RUNG_LABELS,
  outcome: OUTCOME_LABELS,
  effect: EFFECT_LABELS,
  decision: GRANTED_LABELS,
  word: CENTRE_WORD_LABELS,
};

interface NotificationRow {
  /** The word for the kind, as lists of choices show it. */
  readonly label: Localized;
  readonly zh: string;
  readonly en: string;
  /** What is said where `count` is nothing. */
  readonly none?: Localized;
  /** What is said of several at once, of which there is a `count`. */
  readonly several?: Localized;
  /** Mailed at once, and not with the morning's digest. [NT5] */
  readonly isUrgent?: true;
  /** For some officers of a body and not for others: no webhook of the body says it. [NT8] */
  readonly staysInside?: true;
}

const late = (rung: Rung, more: Localized, isUrgent?: true): NotificationRow => ({
  label: RUNG_LABELS[rung],
  zh: `【${RUNG_LABELS[rung].zh}】“{centre}”问题 {number}：{deadline}期限 {lastDay} 已过 {days} 个工作日。${more.zh}`,
  en: `${capital(RUNG_LABELS[rung].en)}: “{centre}”, finding {number}: the {deadline} was due on {lastDay}; working days since: {days}. ${more.en}`,
  ...(isUrgent === undefined ? {} : { isUrgent }),
});
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export const NOTIFICATIONS: Readonly<Record<NotificationKind, NotificationRow>> = {
  'evaluation.assigned': {
    label: { zh: '安排参加评价', en: 'A seat on a panel' },
    zh: '安排您参加对“{centre}”的评价（{day}）。',
    en: 'You are on the panel that evaluates “{centre}” ({day}).',
  },
  'evaluation.planned': {
    label: { zh: '安排评价，请准备自评', en: 'An evaluation of one’s centre planned' },
    zh: '已安排 {day} 对“{centre}”进行评价；请在评价组开始评分前填写并提交自评。',
    en: 'The evaluation of “{centre}” is planned for {day}. Please fill in and hand in the self-assessment before the panel begins to score.',
  },
  'paper.named': {
    label: { zh: '请复核录入纸面评分', en: 'A ballot on paper to type again' },
    zh: '{person}对“{centre}”的评分写在纸上，请您对着纸面再录入一遍；两次一致后才能公开评分。',
    en: '{person} scored “{centre}” on paper and asks you to type it a second time; the ballots are revealed once both are the same.',
  },
  'word.witnessed': {
    label: { zh: '现场签收记录', en: 'A word before a witness' },
    zh: '{signer}（{post}）在评价组的平板上对“{centre}”的评分表{word}，见证人{person}。如与事实不符，请用本人账号拒绝签收并写明理由。',
    en: '{signer} ({post}) {word} the sheet of “{centre}” at the panel’s tablet; witness: {person}. If that is not so, please decline from your own account and give the reason.',
  },
  'scan.kept': {
    label: { zh: '签字件扫描', en: 'A scan of a signed paper' },
    zh: '{person}保存了“{centre}”评分表的签字盖章件扫描，写明其中有您或您的中心的手写签名。如与事实不符，请用本人账号签署意见。',
    en: '{person} kept a scan of the signed and sealed sheet of “{centre}” and says that you or your centre signed it by hand. If that is not so, please say so from your own account.',
  },
  'result.delivered': {
    label: { zh: '评价结果送达', en: 'A result delivered' },
    zh: '“{centre}”的评价结果已送达，列出问题 {count} 个，请于 {until} 前反馈。',
    en: 'The result of “{centre}” was delivered; findings: {count}. Please answer until {until}.',
    none: {
      zh: '“{centre}”的评价结果已送达，没有列出问题。',
      en: 'The result of “{centre}” was delivered; there are no findings.',
    },
  },
  'result.published': {
    label: { zh: '评价结果公布', en: 'A result published' },
    zh: '“{centre}”的评价结果已公布。',
    en: 'The result of “{centre}” was published.',
  },
  'findings.issued': {
    label: { zh: '问题整改通知单下发', en: 'A notice of findings issued' },
    zh: '“{centre}”的问题整改通知单已下发：{document}。',
    en: 'The notice of findings of “{centre}” was issued: {document}.',
  },
  'finding.accepted': {
    label: { zh: '问题已接受', en: 'A finding accepted' },
    zh: '{person}接受了“{centre}”的问题 {number}。',
    en: '{person} accepted finding {number} of “{centre}”.',
    several: {
      zh: '{person}一并接受了“{centre}”的问题 {count} 个。',
      en: '{person} accepted findings of “{centre}” together; findings: {count}.',
    },
  },
  'finding.lapsed': {
    label: { zh: '逾期未反馈', en: 'No response in time' },
    zh: '“{centre}”的问题 {number} 逾期未反馈，视为接受；整改方案请于 {until} 前报送。',
    en: 'Finding {number} of “{centre}” had no response in time and counts as accepted; the plan is due on {until}.',
  },
  'objection.filed': {
    label: { zh: '收到复核申请', en: 'An objection filed' },
    zh: '{person}对“{centre}”的问题 {number} 提出复核申请。',
    en: '{person} objected to finding {number} of “{centre}”.',
  },
  'objection.withdrawn': {
    label: { zh: '复核申请撤回', en: 'An objection withdrawn' },
    zh: '{person}撤回了对“{centre}”问题 {number} 的复核申请。',
    en: '{person} withdrew the objection to finding {number} of “{centre}”.',
  },
  'objection.proposed': {
    label: { zh: '复核意见待审定', en: 'A proposal on an objection' },
    zh: '{person}对“{centre}”问题 {number} 的复核申请提出处理意见：{outcome}，待审定。',
    en: '{person} proposes on the objection to finding {number} of “{centre}”: {outcome}. It waits for approval.',
    staysInside: true,
  },
  'objection.decided': {
    label: { zh: '复核决定', en: 'An objection decided' },
    zh: '“{centre}”问题 {number} 的复核申请已决定：{outcome}。',
    en: 'The objection to finding {number} of “{centre}” was decided: {outcome}.',
  },
  'plan.submitted': {
    label: { zh: '整改方案待审', en: 'A plan submitted' },
    zh: '{person}提交了“{centre}”的整改方案（第 {revision} 版）。',
    en: '{person} submitted the plan of “{centre}” (revision {revision}).',
  },
  'plan.returned': {
    label: { zh: '整改方案退回', en: 'A plan returned' },
    zh: '“{centre}”的整改方案（第 {revision} 版）被退回，请修改后再提交。',
    en: 'The plan of “{centre}” (revision {revision}) was returned; please change and submit it again.',
  },
  'plan.approved': {
    label: { zh: '整改方案批准', en: 'A plan approved' },
    zh: '“{centre}”的整改方案（第 {revision} 版）已批准。',
    en: 'The plan of “{centre}” (revision {revision}) was approved.',
  },
  'measure.assigned': {
    label: { zh: '成为措施责任人', en: 'A measure of one’s own' },
    zh: '您是“{centre}”一项整改措施的责任人，期限 {until}：{measure}',
    en: 'You own a measure of “{centre}”, due on {until}: {measure}',
  },
  'measure.reported': {
    label: { zh: '措施报告完成', en: 'A measure reported' },
    zh: '{person}报告“{centre}”的一项措施已完成，待核验：{measure}',
    en: '{person} reported a measure of “{centre}” as done; it waits to be verified: {measure}',
  },
  'measure.returned': {
    label: { zh: '措施退回', en: 'A measure returned' },
    zh: '“{centre}”的一项措施被退回，请继续落实：{measure}',
    en: 'A measure of “{centre}” was returned; please go on: {measure}',
  },
  'measure.verified': {
    label: { zh: '措施核验通过', en: 'A measure verified' },
    zh: '“{centre}”的一项措施已核验通过：{measure}',
    en: 'A measure of “{centre}” was verified: {measure}',
  },
  'extension.asked': {
    label: { zh: '申请延期', en: 'An extension asked for' },
    zh: '{person}申请将“{centre}”的一项措施延期至 {until}：{measure}',
    en: '{person} asks to extend a measure of “{centre}” until {until}: {measure}',
  },
  'extension.decided': {
    label: { zh: '延期决定', en: 'An extension decided' },
    zh: '“{centre}”一项措施的延期申请（至 {until}）：{decision}。{measure}',
    en: 'The extension of a measure of “{centre}” (until {until}): {decision}. {measure}',
  },
  'finding.submitted': {
    label: { zh: '问题提交验收', en: 'A finding submitted' },
    zh: '{person}将“{centre}”的问题 {number} 提交验收。',
    en: '{person} submitted finding {number} of “{centre}” for acceptance.',
  },
  'finding.returned': {
    label: { zh: '验收退回', en: 'A finding returned' },
    zh: '“{centre}”的问题 {number} 验收未通过，退回继续整改。',
    en: 'Finding {number} of “{centre}” was not accepted and goes back to rectification.',
  },
  'finding.closed': {
    label: { zh: '问题销号', en: 'A finding closed' },
    zh: '“{centre}”的问题 {number} 验收通过，已销号。',
    en: 'Finding {number} of “{centre}” was accepted and is closed.',
  },
  'look-back.held': {
    label: { zh: '回头看结果', en: 'A look-back held' },
    zh: '“{centre}”的问题 {number} 已回头看：{effect}。',
    en: 'A look-back on finding {number} of “{centre}” was held: {effect}.',
  },
  'repeat.proposed': {
    label: { zh: '疑似重复问题', en: 'A finding that may be a repetition' },
    zh: '“{centre}”的问题 {number} 可能与 {earlier} 是同一问题，请确认。',
    en: 'Finding {number} of “{centre}” may be {earlier} again; please confirm.',
  },
  'reminder.before': {
    label: { zh: '到期前提醒', en: 'Before a date' },
    zh: '“{centre}”问题 {number} 的{deadline}期限为 {lastDay}，还有 {days} 天。',
    en: '“{centre}”, finding {number}: the {deadline} is due on {lastDay}; days left: {days}.',
  },
  'reminder.remind': late('remind', { zh: '请尽快办理。', en: 'Please see to it soon.' }),
  'reminder.urge': late('urge', { zh: '请抓紧办理。', en: 'Please see to it at once.' }),
  'reminder.supervise': late('supervise', { zh: '现予督办。', en: 'It is now under supervision.' }, true),
  'reminder.interview': late(
    'interview',
    { zh: '将约谈负责人。', en: 'Those responsible are called to an interview.' },
    true,
  ),
  'reminder.circular': late(
    'circular',
    { zh: '将予通报。', en: 'It is to be made known by circular.' },
    true,
  ),
};

/** What a webhook may be sent. */
export const WEBHOOK_KINDS = NOTIFICATION_KINDS.filter((kind) => NOTIFICATIONS[kind].staysInside !== true);
/** Of one body. */
export const MOST_WEBHOOKS = 10;

export const isNotificationKind = (kind: string): kind is NotificationKind =>
  NOTIFICATION_KINDS.some((one) => one === kind);

/** The sentence in the reader's language. A parameter that is missing stays visible as its name. [NT2] */
export function notificationText(kind: NotificationKind, params: NotificationParams, locale: Locale): string {
  const { [locale]: words } = wordsOf(NOTIFICATIONS[kind], params['count']);
  return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => said(name, params, locale)).trim();
}

function wordsOf(row: NotificationRow, count: string | number | undefined): Localized {
  if (count === 0 && row.none !== undefined) return row.none;
  return count === undefined ? row : (row.several ?? row);
}

function said(name: string, params: NotificationParams, locale: Locale): string {
  const value = params[name];
  if (value === undefined) return name;
  const label = LABELS[name]?.[String(value)];
  if (label !== undefined) return label[locale];
  const english = params[`${name}En`];
  return String(locale === 'en' && english !== undefined && english !== '' ? english : value);
}
