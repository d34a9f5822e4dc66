/** Lists that only the kept rows know; everything else comes from `@heping/scoring`. */

/** 省、市、县（区）、乡镇（街道）、村（社区） */
export const AREA_LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** What a person can put under a locked sheet: panelists sign or dissent, the centre's leader acknowledges or declines. */
export const SIGNATURE_KINDS = ['sign', 'dissent', 'acknowledge', 'decline'] as const;
export type SignatureKind = (typeof SIGNATURE_KINDS)[number];
