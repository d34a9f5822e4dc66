/** How much one entry of the activity log 工作台账 holds, and one answer of it. */

/** The most characters of each field, and the most people and indicators of one entry. */
export const ACTIVITY_LIMITS = {
  ...{ text: 1_000, who: 200, place: 100, recipient: 100, reason: 2_000 },
  ...{ people: 100_000, indicators: 6 },
} as const;
/** Entries that one centre makes in a calendar year. */
export const ACTIVITIES_OF_YEAR = 10_000;
/** Entries of one answer; what is more comes with `after`. */
export const ACTIVITIES_AT_ONCE = 100;
/** How often one entry is written: once, and then corrected. */
export const MOST_VERSIONS = 100;
/** Versions of one answer; what is older comes with `before`. */
export const VERSIONS_AT_ONCE = 10;
