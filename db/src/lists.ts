/** Lists that only the kept rows know; everything else comes from `@heping/scoring`. */

/** 省、市、县（区）、乡镇（街道）、村（社区） */
export const AREA_LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** What a person can put under a locked sheet: panelists sign or dissent, the centre's leader acknowledges or declines. */
export const SIGNATURE_KINDS = ['sign', 'dissent', 'acknowledge', 'decline'] as const;
export type SignatureKind = (typeof SIGNATURE_KINDS)[number];

/** 待审、已退回、已批准、已撤回 */
export const PLAN_STATES = ['submitted', 'returned', 'approved', 'withdrawn'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** What can be said of a measure: progress, done, seen so far, seen to be done, sent back. */
export const PROGRESS_KINDS = ['note', 'report', 'check', 'verify', 'return'] as const;
export type ProgressKind = (typeof PROGRESS_KINDS)[number];

export const EXTENSION_STATES = ['asked', 'granted', 'refused'] as const;
export type ExtensionState = (typeof EXTENSION_STATES)[number];

/** 待确认、确认重复、不是同一问题 */
export const REPEAT_STATES = ['proposed', 'confirmed', 'denied'] as const;
export type RepeatState = (typeof REPEAT_STATES)[number];

export type { FileRole, FileType } from '@heping/scoring';

/** What a file can belong to. */
export const FILE_SUBJECTS = ['progress', 'objection', 'look-back', 'acceptance'] as const;
export type FileSubject = (typeof FILE_SUBJECTS)[number];

export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
