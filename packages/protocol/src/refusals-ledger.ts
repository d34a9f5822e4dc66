/** Refusals of the ledger. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const LEDGER_REFUSALS = {} as const satisfies Record<string, RefusalRow>;
