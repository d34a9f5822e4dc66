/** Refusals of the ledger. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const LEDGER_REFUSALS = {
  LEDGER_TOO_MANY: {
    status: 422,
    zh: '符合条件的问题有 {count} 个，一次最多办理 {most} 个；请先缩小范围，再办理。',
    en: '{count} findings match; at most {most} can be acted on at once. Please narrow the filter first.',
  },
  LEDGER_RANGE: {
    status: 400,
    zh: '“{from}”应不大于“{to}”。',
    en: '“{from}” has to be no more than “{to}”.',
  },
  HANDLER_NOT_OFFICER: {
    status: 422,
    zh: '{person}不是“{body}”的经办人，不能承办该单位牵头的问题；请另选他人。',
    en: '{person} is no officer of “{body}”, which leads this evaluation. Please choose somebody who is.',
  },
  EXTENSION_NOT_LATER: {
    status: 422,
    zh: '延期后的期限须晚于今天和现有期限 {due}。',
    en: 'The extended date has to be later than today and than the present one, {due}.',
  },
  EXTENSION_TOO_FAR: {
    status: 422,
    zh: '延期一次最多到 {latest}；请改为更早的日期。',
    en: 'One extension reaches to {latest} at most. Please choose an earlier day.',
  },
  NOTHING_RUNS: {
    status: 409,
    zh: '这个问题现为“{state}”，没有在计算的期限，不能延期或催办。',
    en: 'The finding is “{state}”: no date of it is running, so it can be neither extended nor urged.',
  },
  LED_BY_OTHERS: {
    status: 409,
    zh: '这次评价由{body}牵头，须由其经办人办理；您只能查看。',
    en: 'The evaluation is led by {body}, whose officers act on its findings; you can only read them.',
  },
  ALREADY_URGED: {
    status: 409,
    zh: '{person}已于 {at} 催办过这个问题；同一问题一天催办一次。',
    en: '{person} urged this finding on {at}; it is urged once a day.',
  },
  REMARK_CHANGED: {
    status: 409,
    zh: '{person}已于 {at} 把备注改为“{remark}”。您填写的内容还在；再次保存，将以您填写的为准。',
    en: '{person} changed the remark at {at} to “{remark}”. What you typed is still here; saving it again replaces theirs.',
  },
  VIEW_NAME_TAKEN: {
    status: 409,
    zh: '您已有名为“{name}”的常用视图；请换一个名称。',
    en: 'You already have a view called “{name}”. Please choose another name.',
  },
  TOO_MANY_VIEWS: {
    status: 409,
    zh: '常用视图最多保存 {most} 个；请先删除不用的。',
    en: 'At most {most} views can be kept. Please delete one first.',
  },
} as const satisfies Record<string, RefusalRow>;
