/** What the panel suggests beside its deductions, before delivery. */
import { z } from 'zod';
import { SUGGESTION_LENGTH } from '../suggestion-length.ts';
import { Id, Moment, PersonRef, text } from './values.ts';

export const NewSuggestion = z.object({
  at: text(16).describe('an indicator, e.g. A1.2.2, or a clause without points, e.g. 4.4.1'),
  /** As typed: a blank one is refused in words. */
  text: text(SUGGESTION_LENGTH),
});
export type NewSuggestion = z.input<typeof NewSuggestion>;

export const Suggestion = z.object({
  id: Id,
  /** empty where the clause carries no points */
  indicator: z.string(),
  /** a line of Appendix A or a clause */
  clause: z.string(),
  text: z.string(),
  by: PersonRef,
  at: Moment,
  /** whether the reader may withdraw it now */
  mayWithdraw: z.boolean(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Those that stand, in the order in which they will be numbered. */
export const Suggestions = z.object({ suggestions: z.array(Suggestion) });
export type Suggestions = z.infer<typeof Suggestions>;
