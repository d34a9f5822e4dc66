/** A refusal with what it is about, and how it reads. [RF1] */
import type { Locale, Localized } from '@heping/scoring';
import { REFUSALS, type RefusalCode } from './refusals.ts';

/** What stands in a sentence; a localized one is said in the reader's language. */
export type RefusalParam = string | number | Localized;
export type RefusalParams = Readonly<Record<string, RefusalParam>>;

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

/** Makes a refusal. */
export const refusal = (code: RefusalCode, params: RefusalParams = {}): Refusal => ({ code, params });

/** The refusal as a sentence in the reader's language. A parameter that is missing stays visible as its name. */
export function sentence({ code, params }: Refusal, locale: Locale): string {
  return REFUSALS[code][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const param = params[name] ?? name;
    return String(typeof param === 'object' ? param[locale] : param);
  });
}
