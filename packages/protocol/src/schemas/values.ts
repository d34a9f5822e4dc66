import { isBlank, LOCALES } from '@heping/scoring';
import { z } from 'zod';
import { isCleanText } from '../clean-text.ts';
import { ID_PATTERN } from '../documents.ts';

export const Id = z.string().regex(ID_PATTERN).describe('1 to 24 characters of a-z, 0-9 and -');
export const LocaleName = z.enum(LOCALES);
export const LocalizedText = z.object({ zh: z.string(), en: z.string() });
/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date();
/** Milliseconds UTC, server time. */
export const Moment = z.number().int().describe('milliseconds UTC, server time');
/** Points as an integer of tenths: 85 is 8.5 points. [PT1] */
export const TenthsValue = z.number().int().describe('tenths of a point: 85 is 8.5 points');
/** What a refusal of a text names as expected, beside its length. */
export const CLEAN_TEXT = 'clean-text';
/**
 * Any text that somebody sends in: trimmed, line ends as line feeds, at most so many characters, nothing that cannot be
 * kept. [LA8]
 */
export const text = (max: number) =>
  z
    .string()
    .overwrite((typed) => typed.replaceAll(/\r\n?/g, '\n'))
    .trim()
    .max(max)
    .refine(isCleanText, { params: { expected: CLEAN_TEXT } });

/** What a refusal of a name names as expected. */
export const ONE_LINE = 'one-line';
/** What something or somebody is called: a text of one line; where there is any, something of it can be seen. [LA8] */
export const name = (max: number) =>
  text(max).refine((typed) => !typed.includes('\n') && (typed === '' || !isBlank(typed)), {
    params: { expected: ONE_LINE },
  });

/** The body of every refusal. */
export const Problem = z.object({
  error: z.string().describe('refusal code, e.g. NOT_FOUND'),
  message: z.string().describe('one sentence in the reader’s language'),
  ref: z.string().describe('reference of the log line'),
  details: z.array(z.record(z.string(), z.unknown())).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const PersonRef = z.object({ id: Id, name: z.string(), nameEn: z.string(), color: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;
export const Done = z.object({ ok: z.literal(true) });
