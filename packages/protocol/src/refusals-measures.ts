/** Refusals around measures, files and links. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const MEASURE_REFUSALS = {
  MEASURE_STATE: {
    status: 409,
    zh: '这项措施现为“{state}”：{person}已于 {at} 处理过；请查看后再办。',
    en: 'The measure is “{state}” now: {person} acted on it at {at}. Please look at it again.',
  },
  NOT_RECTIFYING: {
    status: 409,
    zh: '措施所属的问题现为“{finding}”，要在“整改中”才能办。',
    en: 'The finding of this measure is “{finding}”; this is possible while it is being rectified.',
  },
  NOT_OPEN: {
    status: 409,
    zh: '措施所属的问题现为“{finding}”，要在“整改中”或“待验收”时才能办。',
    en: 'The finding of this measure is “{finding}”; this is possible while it is rectifying or awaits acceptance.',
  },
  NOT_COMPLETE: {
    status: 422,
    zh: '报告完成须为 100%；尚未全部完成的，请填报进展。',
    en: 'Reporting it done means 100 %; what is not done yet goes into a progress note.',
  },
  OWN_MEASURE: {
    status: 409,
    zh: '您是这项措施的责任人、报告人或申请人，或由您新建的链接填报、申请；须由其他经办人核验或决定。',
    en: 'You own this measure, reported it or asked for this, or it was done by a link you made; another officer has to verify or decide.',
  },
  EXTENSION_ASKED: {
    status: 409,
    zh: '已有一份延期申请（延至 {until}）待决定；决定后才能再申请。',
    en: 'An extension to {until} was asked for and waits for its decision; ask again after that.',
  },
  NO_EXTENSION: {
    status: 409,
    zh: '没有待决定的延期申请；最近一次处理：{person}，{at}。',
    en: 'No extension waits for a decision; {person} acted last, at {at}.',
  },
  PERCENT_DOWN: {
    status: 422,
    zh: '进度从 {reported}% 改为 {percent}%，须写明原因。',
    en: 'Progress goes down from {reported} % to {percent} %; please say why.',
  },
  NOTHING_SAID: {
    status: 422,
    zh: '请填写进展、改动进度或附上佐证。',
    en: 'Please write what was done, change the percentage, or add evidence.',
  },
  NOTES_ENOUGH: {
    status: 409,
    zh: '这项措施已有 {count} 条进展，不能再填报；完成后请直接报告完成。',
    en: 'This measure has {count} progress notes and takes no more. Please report it done once it is.',
  },
  REPORT_TEXT_MISSING: {
    status: 422,
    zh: '报告完成须写明完成情况。',
    en: 'Reporting it done needs a sentence on what was done.',
  },
  ABOVE_REPORTED: {
    status: 422,
    zh: '核验的进度（{percent}%）不能超过自报的进度（{reported}%）。',
    en: 'What was seen ({percent} %) cannot be more than what is reported ({reported} %).',
  },
} as const satisfies Record<string, RefusalRow>;
