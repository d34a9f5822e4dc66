/** Refusals of the self-assessment 自评. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const SELF_REFUSALS = {
  SELF_HANDED_IN: {
    status: 409,
    zh: '自评已由{person}于 {at} 提交；要修改，请先撤回（开始评分前可以撤回）。',
    en: '{person} handed in the self-assessment at {at}. To change it, take it back first; that is possible until scoring opens.',
  },
  SELF_NOT_HANDED_IN: {
    status: 409,
    zh: '自评还没有提交，或者已经撤回。',
    en: 'The self-assessment is not handed in, or was taken back already.',
  },
  SELF_EMPTY: {
    status: 422,
    zh: '自评还没有一项评分；请至少填写一项再提交。',
    en: 'The self-assessment has no score yet. Please fill in at least one before handing it in.',
  },
  SELF_CONFLICTS: {
    status: 409,
    zh: '有 {count} 项自评分由两人填写了不同的数（{indicators}）；请先确定取哪一个，再提交。',
    en: 'Two people gave different scores for {count} indicators ({indicators}). Please settle them before handing it in.',
  },
} as const satisfies Record<string, RefusalRow>;
