/** The most characters of one suggestion of the panel. */
export const SUGGESTION_LENGTH = 2_000;
