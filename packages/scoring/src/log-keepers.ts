import type { CentreRole } from './types.ts';

/** Who keeps the activity log of a centre: its leaders and its staff. The frame of every page asks only for this. [AY5] */
export const LOG_KEEPERS: readonly CentreRole[] = ['director', 'deputy', 'staff'];
