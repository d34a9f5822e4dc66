import { LOCALES, type Locale } from '@heping/scoring';
import type { FastifyRequest } from 'fastify';
import { readCookie } from '../sessions/token.ts';

const isLocale = (text: string | undefined): text is Locale => LOCALES.some((locale) => locale === text);

/** The reader's language: the person's own, else the one chosen in this browser, else the browser's, else Chinese. */
export function localeOf({ visitor, headers }: FastifyRequest): Locale {
  if (visitor !== null && visitor !== undefined) return visitor.locale;
  const chosen = readCookie(headers.cookie, 'heping-locale');
  if (isLocale(chosen)) return chosen;
  const wanted = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2));
  return wanted.find(isLocale) ?? 'zh';
}
