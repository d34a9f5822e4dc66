/** 问题整改通知单: what was delivered, as the committee writes it to the centre. */
import { EVALUATION_KINDS, SEVERITIES, STEPS } from '@heping/scoring';
import { z } from 'zod';
import { BodyRef, CentreRef } from './people.ts';
import { Finding } from './result.ts';
import { Day, Id, Moment, name, PersonRef, text } from './values.ts';

/** Number and addressee of the document; a correction says why. */
export const IssueNotice = z.object({
  /** As typed: a missing one is refused in words. */
  number: name(80),
  /** Nothing: the centre. */
  addressee: name(120).default(''),
  reason: text(2_000).optional(),
});
export type IssueNotice = z.input<typeof IssueNotice>;

const Heading = z.object({ number: z.string(), addressee: z.string() });

/** A last day, and whether it was counted through a year whose holidays are not published yet. [ND4] */
const DueDay = z.object({ on: Day, isProvisional: z.boolean() });

export const FindingsNotice = z.object({
  evaluation: Id,
  /** null until it is issued */
  issued: Heading.extend({ at: Moment, on: Day, by: PersonRef }).nullable(),
  /** number and addressee as they were put right since, oldest first */
  corrections: z.array(
    z.object({ at: Moment, by: PersonRef, before: Heading, after: Heading, reason: z.string() }),
  ),
  /** as they stood at the lock of what was delivered */
  centre: CentreRef,
  leadBody: BodyRef,
  jointBodies: z.array(BodyRef),
  campaign: z.object({ title: z.string(), periodFrom: Day, periodTo: Day }),
  kind: z.enum(EVALUATION_KINDS),
  step: z.union([z.literal(STEPS[0]), z.literal(STEPS[1]), z.literal(STEPS[2])]),
  visitedOn: Day,
  deliveredOn: Day,
  respondBy: DueDay,
  planDays: z.number().int(),
  /** the latest day for the plan: that of a response on the last day */
  planBy: DueDay,
  /** by when what was found is put right, for each severity there is */
  dueBy: z.array(DueDay.extend({ severity: z.enum(SEVERITIES) })),
  findings: z.array(Finding.omit({ evidence: true }).extend({ due: DueDay })),
});
export type FindingsNotice = z.infer<typeof FindingsNotice>;
