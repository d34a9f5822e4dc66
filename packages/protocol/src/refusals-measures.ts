/** Refusals around measures, files and links. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const MEASURE_REFUSALS = {} as const satisfies Record<string, RefusalRow>;
