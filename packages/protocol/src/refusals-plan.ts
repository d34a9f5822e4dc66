/** Refusals of the rectification plan. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const PLAN_REFUSALS = {} as const satisfies Record<string, RefusalRow>;
