/** 纸面评分: which ballots stand on paper, and how far their second typing is. Never a score: those travel inwards only. */
import { PAPER_STATES } from '@heping/scoring';
import { z } from 'zod';
import { Id, Moment, PersonRef, TenthsValue, text } from './values.ts';

export const PaperBallot = z.object({
  person: PersonRef,
  /** who types it a second time */
  checker: PersonRef,
  saidAt: Moment,
  state: z.enum(PAPER_STATES),
  typed: z.number().int(),
  total: z.number().int(),
  /** which indicators are typed; for who types them alone */
  done: z.array(z.string()),
  /** which indicators differ; for its panelist and who types it alone */
  differing: z.array(z.string()),
});
export type PaperBallot = z.infer<typeof PaperBallot>;

export const PaperBallots = z.object({
  papers: z.array(PaperBallot),
  /** whom a panelist may ask */
  checkers: z.array(PersonRef),
});
export type PaperBallots = z.infer<typeof PaperBallots>;

export const OnPaper = z.object({ checker: Id });
/** By indicator; null is an empty place on the paper. What is not named stays as it was typed. */
export const SecondTyping = z.object({ scores: z.record(z.string().max(16), TenthsValue.nullable()) });
export const NoMorePaper = z.object({ reason: text(2_000) });
