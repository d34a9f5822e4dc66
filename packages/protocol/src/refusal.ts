/** A refusal with what it is about. How it reads: `sentence`. [RF1] */
import type { Localized } from '@heping/scoring';
import type { RefusalCode } from './refusals.ts';

/** What stands in a sentence; a localized one is said in the reader's language. */
export type RefusalParam = string | number | Localized;
export type RefusalParams = Readonly<Record<string, RefusalParam>>;

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

/** Makes a refusal. */
export const refusal = (code: RefusalCode, params: RefusalParams = {}): Refusal => ({ code, params });
