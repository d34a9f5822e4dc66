/** Refusals of the rectification plan. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const PLAN_REFUSALS = {
  TOO_MANY_MEASURES: {
    status: 413,
    zh: '一个问题最多 {finding} 项措施，一份方案最多 {limit} 项（含已删去的）；新内容未保存，留有副本。',
    en: 'A finding has at most {finding} measures and a plan {limit} (those taken out included); what is new was not saved and is kept as a copy.',
  },
  PLAN_GAPS: {
    status: 422,
    zh: '整改方案还不能提交：有 {count} 处未完成。',
    en: 'The plan cannot be submitted yet. Still missing: {count}.',
  },
  PLAN_EMPTY: {
    status: 409,
    zh: '还没有可以提交整改方案的问题：问题反馈之后、验收之前才列入方案。',
    en: 'There is no finding to plan for yet: a finding belongs to the plan from its response until its acceptance.',
  },
  PLAN_UNCHANGED: {
    status: 409,
    zh: '方案与已批准的第 {revision} 版相同，无需再次提交。',
    en: 'The plan is the same as approved revision {revision}; there is nothing to submit.',
  },
  PLAN_WAITS: {
    status: 409,
    zh: '{person}已于 {at} 提交第 {revision} 版，正在等待审查；如要重新提交，请先撤回。',
    en: '{person} submitted revision {revision} at {at}, and it waits for its decision; withdraw it before submitting again.',
  },
  PLAN_STATE: {
    status: 409,
    zh: '第 {revision} 版方案现为“{state}”：{person}已于 {at} 办理；请查看后再办。',
    en: 'Revision {revision} of the plan is “{state}” now: {person} acted on it at {at}. Please look at it again.',
  },
  NO_PLAN: {
    status: 409,
    zh: '还没有提交过这一版整改方案。',
    en: 'No such revision of the plan was submitted.',
  },
  OWN_PLAN: {
    status: 409,
    zh: '这一版方案由您提交，须由其他经办人审查。',
    en: 'You submitted this revision; another officer has to decide about it.',
  },
  PLAN_OVERTAKEN: {
    status: 409,
    zh: '问题 {numbers} 在提交之后已不在整改阶段，请退回方案，由负责人重新提交。',
    en: 'Since the submission {numbers} moved on and can be planned no more; return the plan so that it is submitted again.',
  },
  FINDING_OVER: {
    status: 409,
    zh: '这个问题已销号或已撤销，方案中与它有关的内容不能再修改；您的修改未保存，留有副本。',
    en: 'The finding is closed or withdrawn: what the plan says of it can no longer be changed. Your change was not saved and is kept as a copy.',
  },
  COMMENT_OVER: {
    status: 409,
    zh: '这个问题已销号或已撤销，不能再加批注。',
    en: 'The finding is closed or withdrawn; nothing more is commented on.',
  },
  COMMENT_PLACE: {
    status: 422,
    zh: '批注须写在方案的问题原因或措施上。',
    en: 'A comment belongs to a cause or a measure of the plan.',
  },
  COMMENT_BLANK: { status: 422, zh: '请写明批注内容。', en: 'Please say something in the comment.' },
  COMMENT_SETTLED: {
    status: 409,
    zh: '{person}已于 {at} 处理了这条批注。',
    en: '{person} settled this comment at {at}.',
  },
} as const satisfies Record<string, RefusalRow>;
