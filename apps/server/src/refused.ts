/** A refusal on its way to the door: thrown by guards and verbs, answered by plugins/errors.ts (ARCHITECTURE, 5). */
import {
  refusal,
  sentence,
  waitLabel,
  type Refusal,
  type RefusalCode,
  type RefusalParams,
} from '@heping/protocol';
import type { Locale, Localized } from '@heping/scoring';

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
  readonly params: RefusalParams;
  readonly details: RefusedOptions['details'];
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, params: RefusalParams = {}, { details, retryAfter }: RefusedOptions = {}) {
    super(code);
    this.code = code;
    this.params = params;
    this.details = details;
    this.retryAfter = retryAfter;
  }

  get refusal(): Refusal {
    return refusal(this.code, this.params);
  }

  say(locale: Locale): string {
    return sentence(this.refusal, locale);
  }

  detailsIn(locale: Locale): readonly Detail[] | undefined {
    return typeof this.details === 'function' ? this.details(locale) : this.details;
  }
}

/** Too many, too fast: when the next one is let in. */
export const slowDown = (waitMs: number): Refused => later('SLOW_DOWN', waitMs);

/** Too many wrong passwords: when the next one is looked at. [C3] */
export const wrongTooOften = (waitMs: number): Refused => later('WRONG_TOO_OFTEN', waitMs);

function later(code: RefusalCode, waitMs: number): Refused {
  const seconds = Math.ceil(waitMs / 1000);
  return new Refused(code, { seconds, wait: waitLabel(seconds) }, { retryAfter: seconds });
}

/** Somebody's or something's name in both languages; where there is no English one, the Chinese. */
export const nameOf = (named: { readonly name: string; readonly nameEn: string }): Localized => ({
  zh: named.name,
  en: named.nameEn || named.name,
});

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Several labels as one list in a sentence: 甲、乙、丙; A, B and C. */
export const listOf = (labels: readonly Localized[]): Localized => ({
  zh: labels.map(({ zh }) => zh).join('、'),
  en: AND.format(labels.map(({ en }) => en)),
});

/** Labels of which one will do: 甲或乙; A or B. */
export const oneOf = (labels: readonly Localized[]): Localized => ({
  zh: labels.map(({ zh }) => zh).join('或'),
  en: OR.format(labels.map(({ en }) => en)),
});
