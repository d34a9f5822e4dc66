/** The ledger (整改台账): what is asked of it, and its rows. [LG1–LG9] */
import {
  EFFECTS,
  EVALUATION_KINDS,
  FINDING_SOURCES,
  FINDING_STATES,
  RECTIFICATION_KINDS,
  SEVERITIES,
  TIERS,
} from '@heping/scoring';
import { z } from 'zod';
import { LEDGER_GROUPS, LEDGER_SORTS, MOST_AT_ONCE, MOST_ROWS, OPEN } from '../ledger-view.ts';
import { BodyRef, CentreRef } from './people.ts';
import { Day, Id, LocalizedText, name, PersonRef, text } from './values.ts';

/** `a,b` as a list of known words. */
const oneOrMore = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .string()
    .max(400)
    .describe(`one or more of ${words.join(', ')}, with commas`)
    .transform((typed) => [...new Set(typed.split(','))])
    .pipe(z.array(z.enum(words)));
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

const FILTER = {
  area: Id.optional().describe('an area and everything in it'),
  centre: Id.optional(),
  tier: z.enum(TIERS).optional(),
  campaign: Id.optional(),
  year: whole(2000, 2100).optional().describe('in which it was delivered'),
  severity: oneOrMore(SEVERITIES).optional(),
  state: oneOrMore([OPEN, ...FINDING_STATES]).optional(),
  overdueFrom: whole(1, 9_999).optional().describe('open, and so many days over its date at least'),
  overdueTo: whole(1, 9_999).optional().describe('open and overdue, so many days at most'),
  dueFrom: Day.optional(),
  dueTo: Day.optional(),
  closedWithin: whole(1, 3_660).optional().describe('closed in the last so many days'),
  repeated: z.enum(['yes', 'no']).optional(),
  clause: text(20).optional().describe('an indicator, a group of them, or a clause: A1.2.2, A1.2, 5.2.4'),
  responsible: Id.optional().describe('责任领导'),
  handler: Id.optional().describe('经办人'),
  kind: oneOrMore(RECTIFICATION_KINDS).optional(),
  source: oneOrMore(FINDING_SOURCES).optional(),
  q: text(80).optional().describe('part of the reason, of the number, or of the centre’s name'),
};
const ORDER = {
  sort: z.enum(LEDGER_SORTS).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  group: z.enum(LEDGER_GROUPS).optional(),
};
/** Which findings. What is not a filter is refused: a misspelt one would show too much. [LG3] */
export const LedgerFilter = z.strictObject(FILTER);
export type LedgerFilter = z.output<typeof LedgerFilter>;
export const LedgerOrder = z.strictObject({ ...FILTER, ...ORDER });
export type LedgerOrder = z.output<typeof LedgerOrder>;
export const LedgerQuestion = z.strictObject({
  ...FILTER,
  ...ORDER,
  offset: whole(0, 10_000_000).default(0),
  limit: whole(1, MOST_ROWS).default(100),
  count: z.enum(['yes', 'no']).default('yes').describe('whether total and figures are wanted, too'),
});
export type LedgerQuestion = z.output<typeof LedgerQuestion>;
export const LedgerBook = z.strictObject({ ...FILTER, ...ORDER, locale: z.enum(['zh', 'en']).optional() });

/** One line, as the office form has it. */
export const LedgerRow = z.object({
  id: Id.describe('of the finding'),
  evaluation: Id,
  number: z.string(),
  centre: CentreRef,
  campaign: z.object({ id: Id, title: z.string() }),
  evaluationKind: z.enum(EVALUATION_KINDS),
  source: z.enum(FINDING_SOURCES),
  indicator: z.string(),
  clauses: z.array(z.string()),
  reason: z.string(),
  severity: z.enum(SEVERITIES),
  state: z.enum(FINDING_STATES),
  deliveredOn: Day,
  dueOn: Day,
  firstDueOn: Day,
  dueOnProvisional: z.boolean().describe('counted through a year whose holidays are not published yet'),
  overdueDays: z.number().int().describe('0 unless it is open and over its date'),
  kind: z.enum(RECTIFICATION_KINDS).nullable(),
  responsible: PersonRef.nullable(),
  owners: z.string(),
  measures: z.array(z.string()),
  reported: z.number().int(),
  verified: z.number().int(),
  files: z.number().int(),
  submittedOn: Day.nullable(),
  closedOn: Day.nullable(),
  closedBy: PersonRef.nullable(),
  lookBackOn: Day.nullable(),
  effect: z.enum(EFFECTS).nullable(),
  repeatOf: Id.nullable(),
  hasOpenObjection: z.boolean(),
  handler: PersonRef.nullable(),
  remark: z.string().describe('empty for who is no officer, or leads the centre'),
  ledBy: BodyRef.describe('whose officers act on it'),
  mayOpen: z
    .boolean()
    .describe('the finding has a page for the reader: they lead, are led by, or sit on its evaluation'),
  mayHandle: z
    .boolean()
    .describe('the reader is an officer of the body that leads the evaluation, without a tie to the centre'),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

/** Figures over the ledger, each of which leads to its rows. [LG5] */
export const LedgerFigures = z.object({
  all: z.number().int(),
  open: z.number().int(),
  overdue7: z.number().int().describe('1 to 7 days'),
  overdue30: z.number().int().describe('8 to 30 days'),
  overdueMore: z.number().int().describe('more than 30 days'),
  thisWeek: z.number().int().describe('open and due from today to Sunday'),
  closed90: z.number().int().describe('closed in the last 90 days'),
  byState: z.record(z.enum(FINDING_STATES), z.number().int()),
});
export type LedgerFigures = z.infer<typeof LedgerFigures>;

export const LedgerGroupRow = z.object({
  key: z.string(),
  label: LocalizedText,
  count: z.number().int(),
});
export type LedgerGroupRow = z.infer<typeof LedgerGroupRow>;

export const Ledger = z.object({
  today: Day,
  total: z.number().int().nullable().describe('null where it was not asked for'),
  offset: z.number().int(),
  rows: z.array(LedgerRow),
  groups: z.array(LedgerGroupRow).describe('in the order of the rows; empty where nothing is grouped'),
  figures: LedgerFigures.nullable(),
  isOfficer: z.boolean().describe('whether the reader sees what officers see'),
});
export type Ledger = z.infer<typeof Ledger>;

/** Findings of each day, with the calendar's word on the day. */
export const LedgerCalendar = z.object({
  today: Day,
  days: z.array(
    z.object({
      day: Day,
      isWorkday: z.boolean(),
      holiday: z.string().describe('its name; empty for none'),
      open: z.number().int(),
      done: z.number().int(),
      overdue: z.boolean(),
    }),
  ),
});
export type LedgerCalendar = z.infer<typeof LedgerCalendar>;
export const LedgerMonth = z.strictObject({
  ...FILTER,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .describe('2026-11'),
});
export type LedgerMonth = z.output<typeof LedgerMonth>;

const Named = z.object({ id: Id, name: z.string(), nameEn: z.string() });
/** What a filter can choose from: only what the reader's own rows have. */
export const LedgerChoices = z.object({
  areas: z.array(Named.extend({ depth: z.number().int() })),
  centres: z.array(Named),
  campaigns: z.array(z.object({ id: Id, title: z.string() })),
  years: z.array(z.number().int()),
  responsible: z.array(PersonRef),
  handlers: z.array(PersonRef).describe('officers of the reader’s own bodies, and those who handle a row'),
});
export type LedgerChoices = z.infer<typeof LedgerChoices>;

export const LedgerIds = z.object({ ids: z.array(Id) });
export type LedgerIds = z.infer<typeof LedgerIds>;

// acts
const Findings = z.array(Id).min(1).max(MOST_AT_ONCE);
const Words = text(2_000);
export const ChangeRemark = z.object({
  remark: text(500),
  was: text(500).describe('the remark that was read before it was changed'),
});
export const AssignHandler = z.object({ findings: Findings, handler: Id.nullable() });
export const ExtendFindings = z.object({ findings: Findings, until: Day, reason: Words });
export const RemindFindings = z.object({ findings: Findings, note: text(500).default('') });
/** Never silently in part: what was done, and what was refused with its reason. [LG7] */
export const BulkDone = z.object({
  done: z.array(Id),
  refused: z.array(z.object({ finding: Id, number: z.string(), error: z.string(), message: z.string() })),
});
export type BulkDone = z.infer<typeof BulkDone>;

/** 常用视图: a name and the filter as the address has it. */
const ViewQuery = z
  .string()
  .max(1_000)
  .regex(/^[\w.~%+&=,*-]*$/);
export const SavedView = z.object({ id: Id, name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof SavedView>;
export const SavedViews = z.object({ views: z.array(SavedView) });
export type SavedViews = z.infer<typeof SavedViews>;
export const NewView = z.object({ name: name(40).min(1), query: ViewQuery });
export const ChangeView = z.object({ name: name(40).min(1).optional(), query: ViewQuery.optional() });
