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
    zh: '这个问题的复核申请尚未决定。',
    en: 'An objection to this finding waits for its decision.',
  },
  NO_OBJECTION: {
    status: 409,
    zh: '这个问题没有待决定的复核申请。',
    en: 'No objection to this finding waits for a decision.',
  },
  RESPONSE_OVER: {
    status: 409,
    zh: '反馈期限已于 {until} 届满，不能再提出复核申请。',
    en: 'The time for a response ended on {until}; an objection is no longer possible.',
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
  OWN_WORK: {
    status: 409,
    zh: '您是措施的责任人、报告人或提交人；验收须由其他人进行。',
    en: 'You own or reported a measure, or submitted the finding; somebody else has to accept it.',
  },
  NO_LOOK_BACK: {
    status: 409,
    zh: '这个问题没有待进行的回头看。',
    en: 'No look-back is open for this finding.',
  },
  LOOK_BACK_NOT_LATER: {
    status: 422,
    zh: '回头看的日期须晚于今天（{today}）。',
    en: 'A look-back is held on a day after today, {today}.',
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
