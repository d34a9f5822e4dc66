/** Refusals of campaigns, evaluations and panels while they are planned. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const PLANNING_REFUSALS = {
  WRONG_LEAD_BODY: {
    status: 422,
    zh: '{rule}；{body}不能牵头对“{centre}”的{kind}。{way}',
    en: '{rule}; {body} may not lead the {kind} of “{centre}”. {way}',
  },
  OUTSIDE_AREA: {
    status: 422,
    zh: '“{centre}”在{place}，不在{body}的区域（{area}）内；请选择区域内的中心。',
    en: '“{centre}” lies in {place}, not in the area of {body} ({area}); please choose a centre within it.',
  },
  CONFLICT_OF_INTEREST: {
    status: 422,
    zh: '{person}是“{centre}”的{tie}，按公正的原则（7.1）须回避，不能参加评分；请另选他人。',
    en: '{person} is {tie} “{centre}” and, since evaluation is to be fair (7.1), may not score it; please choose somebody else.',
  },
  PANEL_TOO_SMALL: {
    status: 422,
    zh: '评价组至少 {least} 人，现有 {count} 人。',
    en: 'A panel has at least {least} people; this one has {count}.',
  },
  PANEL_TOO_LARGE: {
    status: 422,
    zh: '评价组最多 {most} 人，现有 {count} 人。',
    en: 'A panel has at most {most} people; this one has {count}.',
  },
  PANEL_WITHOUT_CHAIR: {
    status: 422,
    zh: '评价组须有且只有一名组长。',
    en: 'A panel has exactly one chair.',
  },
  PERSON_TWICE: {
    status: 422,
    zh: '{person}在评价组中出现了两次。',
    en: '{person} is on the panel twice.',
  },
  PERSON_UNKNOWN: {
    status: 422,
    zh: '没有“{person}”这个人，或该账号已停用。',
    en: 'There is no person “{person}”, or the account is disabled.',
  },
  SECOND_REGULAR: {
    status: 409,
    zh: '本轮年度考核评估中已有对“{centre}”的日常评价（{first}）；日常评价每轮一次（4.3.8）。{way}{check}',
    en: 'This campaign already has a regular evaluation of “{centre}” ({first}); there is one a round (4.3.8). {way}{check}',
  },
  DAY_BEFORE_PERIOD: {
    status: 422,
    zh: '{day} 早于考核周期（{from} 至 {to}）；评价在周期内或周期结束后进行，请另选日期。',
    en: '{day} lies before the period looked at ({from} to {to}); an evaluation is held in it or after it. Please choose another day.',
  },
  PERIOD_AFTER_DAY: {
    status: 409,
    zh: '已有评价安排在 {day}，考核周期不能晚于这一天开始；请另选起始日期，或先调整该评价的日期。',
    en: 'An evaluation is planned for {day}, so the period cannot begin after that; please choose an earlier first day, or move that evaluation first.',
  },
  PERIOD_REVERSED: {
    status: 422,
    zh: '考核周期的截止日期早于起始日期。',
    en: 'The period ends before it begins.',
  },
  NAME_TAKEN: {
    status: 409,
    zh: '“{name}”已被使用。',
    en: '“{name}” is already taken.',
  },
} as const satisfies Record<string, RefusalRow>;
