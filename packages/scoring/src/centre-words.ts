/** 现场反馈: what the centre can say to a signed sheet, and whose seal a paper bears. */

/** 签收、拒绝签收 */
export const CENTRE_WORDS = ['acknowledge', 'decline'] as const;
export type CentreWord = (typeof CENTRE_WORDS)[number];

/** Of the evaluating body 评价单位, of the centre 中心. */
export const SEALS_OF = ['body', 'centre'] as const;
export type SealOf = (typeof SEALS_OF)[number];
