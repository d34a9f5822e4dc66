/** Refusals of ballots that stand on paper 纸面评分. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const PAPER_REFUSALS = {
  PAPER_CHECKER: {
    status: 422,
    zh: '不能请这个人复核录入：复核录入人须是牵头单位的经办人，不在本评价组（回避的也不行），也不在被评中心任职，否则公开之前会知道别人的评分。',
    en: 'This person cannot type it a second time: it has to be an officer of the lead body who has no seat on this panel, also no recused one, and no tie to the centre; otherwise somebody would know a ballot before the reveal.',
  },
  PAPER_NAMED_OFTEN: {
    status: 409,
    zh: '这份纸面评分已登记 {limit} 次，不能再换复核录入人；请按最近一次登记的复核录入，或由本人在系统中评分。',
    en: 'This paper ballot has been registered {limit} times; nobody else can be named to type it. Please keep to the last one, or score here.',
  },
  PAPER_BAD_SCORE: {
    status: 422,
    zh: '{indicator}：分数须为 0 至 {maximum}、以 {step} 为一档，纸上空着的填“空”；收到的是“{value}”，这一次没有保存。',
    en: '{indicator}: a score is 0 to {maximum} in steps of {step}, or empty as on the paper; “{value}” came, and nothing was saved.',
  },
  PAPER_UNCHECKED: {
    status: 409,
    zh: '{people}的评分来自纸面，复核录入还没有完成，或者与本人录入的不同。请对照纸面改到一致再公开；确实不再以纸面为准的，由本人或经办人写明理由取消登记。',
    en: 'The ballot of {people} stands on paper, and its second typing is not finished or differs. Compare with the paper until both are the same, then reveal. If the paper counts no more, its panelist or an officer takes the mark back, with a reason.',
  },
  KNOWS_A_BALLOT: {
    status: 409,
    zh: '{person}被请来复核录入过本次评价的纸面评分，已经知道别人的评分，不能再进入评价组。',
    en: '{person} was asked to type a paper ballot of this evaluation and knows it: they cannot take a seat on its panel any more.',
  },
} as const satisfies Record<string, RefusalRow>;
