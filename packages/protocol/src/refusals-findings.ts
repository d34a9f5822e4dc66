/** Refusals around findings: responses, objections, acceptance. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const FINDING_REFUSALS = {
  FINDING_STATE: {
    status: 409,
    zh: '这个问题现为“{state}”：{person}已于 {at} 处理过；请查看后再办。',
    en: 'The finding is “{state}” now: {person} acted on it at {at}. Please look at it again.',
  },
  OBJECTION_OPEN: {
    status: 409,
    zh: '{person}已于 {at} 对这个问题提出复核申请，尚未决定；请等待决定，或先撤回。',
    en: '{person} objected to this finding at {at}, and it waits for its decision; wait for it, or withdraw it first.',
  },
  NO_OBJECTION: {
    status: 409,
    zh: '这个问题没有待决定的复核申请：{person}已于 {at} 处理过；请查看后再办。',
    en: 'No objection to this finding waits for a decision: {person} acted on it at {at}. Please look at it again.',
  },
  RESPONSE_OVER: {
    status: 409,
    zh: '反馈期限已于 {until} 届满，不能再提出复核申请。',
    en: 'The time for a response ended on {until}; an objection is no longer possible.',
  },
  NOTHING_TO_ACCEPT: {
    status: 409,
    zh: '没有可以接受的问题：都已反馈，或正在复核。',
    en: 'There is nothing to accept: every finding is answered, or its objection waits for a decision.',
  },
  DECIDER_ON_PANEL: {
    status: 409,
    zh: '您是这次评价的评价组成员，不能参与复核；请由评价组以外的经办人办理。',
    en: 'You have a seat on this evaluation’s panel; an officer from outside the panel has to decide.',
  },
  DECIDER_TIED: {
    status: 409,
    zh: '您与被评价的中心有关联，不能参与复核；请由其他经办人办理。',
    en: 'You are tied to the centre; another officer has to decide.',
  },
  DECIDERS_TOO_FEW: {
    status: 409,
    zh: '{body}能参与复核的经办人只有 {count} 人，须有 {needed} 人（评价组成员和与中心有关联的人除外）；请管理员为{body}增加经办人。',
    en: '{body} has {count} of the {needed} officers who have to decide (without the panel and those tied to the centre); ask the administrator to name more officers of {body}.',
  },
  OBJECTION_TAKEN: {
    status: 409,
    zh: '{person}已于 {at} 受理这份复核申请。',
    en: '{person} has taken this objection at {at}.',
  },
  OBJECTION_STATE: {
    status: 409,
    zh: '这份复核申请现为“{state}”：{person}已于 {at} 处理过；请查看后再办。',
    en: 'The objection is “{state}” now: {person} acted on it at {at}. Please look at it again.',
  },
  OWN_PROPOSAL: {
    status: 409,
    zh: '这是您提出的复核意见，须由另一名经办人同意或退回。',
    en: 'You proposed this; another officer has to agree to it or send it back.',
  },
  VOICE_GIVEN: {
    status: 409,
    zh: '您已同意这份复核意见；还须其他经办人同意。',
    en: 'You have agreed to this proposal; other officers have yet to agree.',
  },
  PROPOSAL_STALE: {
    status: 409,
    zh: '提出复核意见以后评分表又有了新的一版；请经办人{person}重新提出复核意见。',
    en: 'The sheet was revised after this was proposed; {person} has to propose it again.',
  },
  SCORE_NOT_BETWEEN: {
    status: 422,
    zh: '部分采纳后的得分须高于原得分 {before}、低于满分 {maximum}；全部采纳请选“采纳”。',
    en: 'Granted in part, the score has to be above {before} and below the maximum {maximum}; to grant all of it choose “grant”.',
  },
  SCORE_OFF_STEP: {
    status: 422,
    zh: '得分须是 {step} 分的整数倍。',
    en: 'The score has to be a multiple of {step} points.',
  },
  SCORE_OVER_CEILING: {
    status: 422,
    zh: '按记录的实际情况，{indicator} 最高可得 {ceiling} 分；记录有误而要恢复满分的，请选“采纳”。',
    en: 'By the recorded facts {indicator} gets {ceiling} points at most; where the record itself is wrong, choose “grant”.',
  },
  MINUTES_MISSING: {
    status: 422,
    zh: '按本次考核评估的规定，复核由 {needed} 人以上的会议决定，须填写会议纪要和文号。',
    en: 'This campaign decides objections in a meeting of {needed} or more; minutes and document number are needed.',
  },
  RESPONSE_RUNNING: {
    status: 409,
    zh: '反馈期限到 {until} 才届满。',
    en: 'The time for a response runs until {until}.',
  },
  MEASURES_NOT_REPORTED: {
    status: 409,
    zh: '还有整改措施没有报告完成，不能提交验收。',
    en: 'Not every measure is reported as done, so it cannot be submitted for acceptance.',
  },
  MEASURES_NOT_VERIFIED: {
    status: 409,
    zh: '还有整改措施没有核验通过，不能销号。',
    en: 'Not every measure is verified, so the finding cannot be closed.',
  },
  OFFICER_TIED: {
    status: 409,
    zh: '您与被评价的中心有关联，不能核验、验收或审批它的整改；请由其他经办人办理。',
    en: 'You are tied to the centre; another officer has to verify, accept or decide about its rectification.',
  },
  OWN_WORK: {
    status: 409,
    zh: '您是措施的责任人、报告人或提交人，或措施由您新建的链接填报；验收须由其他人进行。',
    en: 'You own or reported a measure, made the link by which it was reported, or submitted the finding; somebody else has to accept it.',
  },
  NO_LOOK_BACK: {
    status: 409,
    zh: '这个问题没有待进行的回头看。',
    en: 'No look-back is open for this finding.',
  },
  SUBMITTED_ANEW: {
    status: 409,
    zh: '{person}已于 {at} 重新提交验收，与您看到的不是同一次。请查看现在的内容，再作决定。',
    en: '{person} submitted this anew on {at}: it is not what you saw. Please look at it as it is now, and then decide.',
  },
  LOOKED_BACK: {
    status: 409,
    zh: '{person}已于 {at} 记录了这个问题的回头看。',
    en: '{person} recorded the look-back at this finding on {at}.',
  },
  LOOK_BACK_NOT_LATER: {
    status: 422,
    zh: '回头看的日期须晚于今天（{today}）。',
    en: 'A look-back is held on a day after today, {today}.',
  },
  LOOK_BACK_TOO_FAR: {
    status: 422,
    zh: '回头看的日期最晚为 {latest}；请改为更早的日期。',
    en: 'A look-back is held by {latest} at the latest. Please choose an earlier day.',
  },
  REPEAT_UNKNOWN: {
    status: 422,
    zh: '没有提示这两个问题可能相同，请刷新后再看。',
    en: 'These two findings were not proposed as the same; please reload the page.',
  },
  REPEAT_DECIDED: {
    status: 409,
    zh: '{person}已于 {at} 认定：{decision}。',
    en: '{person} already decided at {at}: {decision}.',
  },
} as const satisfies Record<string, RefusalRow>;
