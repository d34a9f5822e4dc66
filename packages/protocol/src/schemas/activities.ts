/** The activity log of a centre 工作台账. */
import { ACTIVITY_TYPES } from '@heping/scoring';
import { z } from 'zod';
import { ACTIVITY_LIMITS } from '../activity-limits.ts';
import { MOST_FILES } from '../files.ts';
import { KeptFile } from './files.ts';
import { CentreRef } from './people.ts';
import { Day, Id, Moment, name, PersonRef, text } from './values.ts';

const { people, indicators, ...limits } = ACTIVITY_LIMITS;

/** An entry as it is typed. What its type asks for, and what it must not say, is refused in words. */
export const NewActivity = z.object({
  type: z.enum(ACTIVITY_TYPES),
  day: Day,
  people: z.number().int().min(0).max(people).nullable().default(null).describe('how many took part'),
  who: name(limits.who).default('').describe('who took part, in words'),
  place: name(limits.place).default(''),
  text: text(limits.text).default(''),
  recipient: name(limits.recipient).default('').describe('of a report (4.3.7): to whom it went'),
  indicators: z
    .array(text(16))
    .max(indicators)
    .optional()
    .describe('what it speaks of; without a word of it, what the type names'),
  files: z
    .array(Id)
    .max(MOST_FILES)
    .optional()
    .describe('photos and papers it shows; without a word of it, those of the version before'),
});
export type NewActivity = z.input<typeof NewActivity>;

/** `version` is the one that was on the page: of two corrections at once the second is told so. */
export const CorrectActivity = NewActivity.extend({ version: z.number().int().min(1) });
export type CorrectActivity = z.input<typeof CorrectActivity>;
export const WithdrawActivity = z.object({
  version: z.number().int().min(1),
  /** As typed: a blank one is refused in words. */
  reason: text(limits.reason),
});

const ActivityWords = z.object({
  type: z.enum(ACTIVITY_TYPES),
  day: z.string(),
  people: z.number().int().nullable(),
  who: z.string(),
  place: z.string(),
  text: z.string(),
  recipient: z.string(),
  indicators: z.array(z.string()),
  /** their bytes are at `/centres/:id/activity-files/:file`, and for who reads by an evaluation at `/evaluations/:id/activity-files/:file` */
  files: z.array(KeptFile),
});

export const Activity = ActivityWords.extend({
  id: Id,
  version: z.number().int(),
  /** who wrote this version, and when */
  by: PersonRef,
  at: Moment,
  /** when the entry was first made */
  createdAt: Moment,
  withdrawn: z.object({ by: PersonRef, at: Moment, reason: z.string() }).nullable(),
});
export type Activity = z.infer<typeof Activity>;

/** An entry that was made, corrected or withdrawn, as it stands. */
export const KeptActivity = Activity.extend({ mayWrite: z.boolean() });
export type KeptActivity = z.infer<typeof KeptActivity>;

/** One entry with what it ever said, the newest versions first. */
export const ActivityPage = KeptActivity.extend({
  versions: z.array(ActivityWords.extend({ version: z.number().int(), by: PersonRef, at: Moment })),
  next: z.number().int().nullable().describe('`before` for what is older'),
});
export type ActivityPage = z.infer<typeof ActivityPage>;

/** The newest versions, or those before one. */
export const VersionsFilter = z.object({ before: z.coerce.number().int().min(1).optional() });

export const ActivityFilter = z.object({
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .describe('without one: this year'),
  month: z
    .string()
    .regex(/^(0[1-9]|1[0-2])$/)
    .optional(),
  type: z.enum(ACTIVITY_TYPES).optional(),
  indicator: text(16).optional(),
  q: text(80).optional().describe('words of an entry'),
  after: Id.optional().describe('the last entry that is known'),
});
export type ActivityFilter = z.input<typeof ActivityFilter>;

/** A centre's log: of the year how many of each type in each month, and the entries that were asked for, newest day first. */
export const ActivityLog = z.object({
  centre: CentreRef,
  year: z.string(),
  /** years with entries, newest first; this year is always there */
  years: z.array(z.string()),
  /** of the whole year, whatever was asked for; withdrawn ones left out */
  counts: z.array(z.object({ month: z.string(), type: z.enum(ACTIVITY_TYPES), count: z.number().int() })),
  activities: z.array(Activity),
  total: z.number().int().describe('all that match, on this page or not'),
  withdrawn: z.number().int().describe('how many of these were withdrawn, and count nowhere'),
  next: z.string().nullable().describe('`after` for what follows'),
  mayWrite: z.boolean(),
});
export type ActivityLog = z.infer<typeof ActivityLog>;

/** Of an evaluation: entries of one indicator, or, without one, the counts alone. */
export const EvaluationActivityFilter = z.object({
  indicator: text(16).optional(),
  after: Id.optional().describe('the last entry that is known'),
});

const Counted = z.object({
  count: z.number().int(),
  /** how many of these were written, or last corrected, after scoring had begun */
  late: z.number().int(),
});

/** What the log says of an evaluation's period, for whoever may see it there; withdrawn entries left out. */
export const EvaluationActivities = z.object({
  from: z.string(),
  to: z.string(),
  counts: z.array(Counted.extend({ indicator: z.string(), type: z.enum(ACTIVITY_TYPES) })),
  /** what the log offers for facts; it is the panel that takes one over */
  offered: z.array(Counted.extend({ requirement: z.string() })),
  /** of the indicator that was asked for, newest day first */
  activities: z.array(Activity.omit({ withdrawn: true }).extend({ isLate: z.boolean() })),
  total: z.number().int().describe('all of that indicator, on this page or not'),
  next: z.string().nullable().describe('`after` for what follows'),
});
export type EvaluationActivities = z.infer<typeof EvaluationActivities>;
