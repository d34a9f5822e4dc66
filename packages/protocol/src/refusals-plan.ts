/** Refusals of the rectification plan. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const PLAN_REFUSALS = {
  TOO_MANY_MEASURES: {
    status: 413,
    zh: '一个问题最多 {finding} 项措施，一份方案最多 {limit} 项（含已删去的）；新内容未保存，留有副本。',
    en: 'A finding has at most {finding} measures and a plan {limit} (those taken out included); what is new was not saved and is kept as a copy.',
  },
} as const satisfies Record<string, RefusalRow>;
