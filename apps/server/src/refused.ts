/** A refusal on its way to the door: thrown by guards and verbs, answered by plugins/errors.ts (ARCHITECTURE, 5). */
import { refusal, sentence, type Refusal, type RefusalCode } from '@heping/protocol';
import type { Locale, Localized } from '@heping/scoring';

/** What stands in a sentence; a localized one is said in the reader's language. */
export type Param = string | number | Localized;
export type Detail = Readonly<Record<string, unknown>>;

export interface RefusedOptions {
  /** Particulars for the page, e.g. every problem of a plan. */
  readonly details?: readonly Detail[] | ((locale: Locale) => readonly Detail[]);
  /** `Retry-After`, in seconds. */
  readonly retryAfter?: number;
}

/** @example throw new Refused('OUTSIDE_AREA', { centre: nameOf(centre), body: nameOf(body) }); */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, Param>>;
  readonly details: RefusedOptions['details'];
  readonly retryAfter: number | undefined;

  constructor(
    code: RefusalCode,
    params: Readonly<Record<string, Param>> = {},
    { details, retryAfter }: RefusedOptions = {},
  ) {
    super(code);
    this.code = code;
    this.params = params;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  /** The refusal with its parameters in one language. */
  in(locale: Locale): Refusal {
    const said = Object.entries(this.params).map(([name, param]) => [
      name,
      typeof param === 'object' ? param[locale] : param,
    ]);
    return refusal(this.code, Object.fromEntries(said) as Record<string, string | number>);
  }

  get refusal(): Refusal {
    return this.in('zh');
  }

  say(locale: Locale): string {
    return sentence(this.in(locale), locale);
  }

  detailsIn(locale: Locale): readonly Detail[] | undefined {
    return typeof this.details === 'function' ? this.details(locale) : this.details;
  }
}

/** Somebody's or something's name in both languages; where there is no English one, the Chinese. */
export const nameOf = (named: { readonly name: string; readonly nameEn: string }): Localized => ({
  zh: named.name,
  en: named.nameEn || named.name,
});

/** Several labels as one list in a sentence. */
export const listOf = (labels: readonly Localized[]): Localized => ({
  zh: labels.map(({ zh }) => zh).join('、'),
  en: labels.map(({ en }) => en).join(', '),
});
