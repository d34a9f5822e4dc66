/** How a refusal reads. Apart from the refusal itself: the list of all sentences is long, and most pages show none. [RF1] */
import type { Locale } from '@heping/scoring';
import type { Refusal } from './refusal.ts';
import { REFUSALS } from './refusals.ts';

/** The refusal as a sentence in the reader's language. A parameter that is missing stays visible as its name. */
export function sentence({ code, params }: Refusal, locale: Locale): string {
  return REFUSALS[code][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const param = params[name] ?? name;
    return String(typeof param === 'object' ? param[locale] : param);
  });
}
