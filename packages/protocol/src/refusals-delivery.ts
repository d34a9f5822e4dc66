/** Refusals around what is delivered: suggestions, the notice of findings, a campaign's days after delivery. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const DELIVERY_REFUSALS = {
  SUGGESTION_PLACE: {
    status: 422,
    zh: '“{at}”不能作为改进建议的依据：请选择一项考评内容，或一条不计分的条款（如 4.4.1）。',
    en: 'A suggestion cannot stand on “{at}”: please choose an indicator, or a clause without points (such as 4.4.1).',
  },
  SUGGESTION_BLANK: {
    status: 422,
    zh: '改进建议没有内容；请写明建议怎样改进。',
    en: 'The suggestion says nothing; please write what should be improved, and how.',
  },
  SUGGESTION_TWICE: {
    status: 409,
    zh: '对“{at}”已有同样的改进建议（{person}，{when}），没有重复添加。',
    en: 'The same has been suggested on “{at}” already ({person}, {when}); it was not added again.',
  },
  SUGGESTIONS_FULL: {
    status: 409,
    zh: '一次评价最多 {limit} 条改进建议；请先合并或撤回其中几条。',
    en: 'An evaluation holds at most {limit} suggestions; please merge or withdraw some first.',
  },
  SUGGESTION_OF_OTHERS: {
    status: 403,
    zh: '这条改进建议由{person}提出，只能由本人或组长撤回。',
    en: 'This was suggested by {person}; only they or the chair can withdraw it.',
  },
  SUGGESTION_WITHDRAWN: {
    status: 409,
    zh: '这条改进建议已由{person}于 {at} 撤回。',
    en: '{person} withdrew this suggestion at {at}.',
  },
  NOTICE_NUMBER_MISSING: {
    status: 422,
    zh: '请填写问题整改通知单的文号，例如：湖社党〔2026〕12号。',
    en: 'Please give the document number of the notice, for example 湖社党〔2026〕12号.',
  },
  NOTICE_EMPTY: {
    status: 409,
    zh: '本次评价没有问题，也没有改进建议，无须印发问题整改通知单。',
    en: 'This evaluation has neither findings nor suggestions, so there is no notice to issue.',
  },
  NOTICE_NOT_ISSUED: {
    status: 409,
    zh: '问题整改通知单尚未印发；须先由经办人填写文号并印发。',
    en: 'The notice of findings has not been issued; an officer has to give it a number first.',
  },
  CAMPAIGN_DELIVERED: {
    status: 409,
    zh: '已有 {count} 个评价结果送达，{rules}不能再改：各中心的期限以送达时为准。',
    en: 'Results have been delivered ({count}), so these can no longer change: {rules}. The centres go by what stood at delivery.',
  },
} as const satisfies Record<string, RefusalRow>;
