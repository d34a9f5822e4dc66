/** Refusals of notifications, mail and webhooks. [RF1] */
import type { RefusalRow } from './refusal-row.ts';

export const NOTIFICATION_REFUSALS = {} as const satisfies Record<string, RefusalRow>;
