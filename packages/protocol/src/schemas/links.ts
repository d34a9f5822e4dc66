/** Links for owners without an account: how they are made, opened, and what is behind one. */
import { FINDING_STATES, SEVERITIES } from '@heping/scoring';
import { z } from 'zod';
import { ExtensionRow, MeasureSheet, ProgressNote } from './measures.ts';
import { Day, Id, Moment, name, PersonRef, text } from './values.ts';

export const LINK_STATES = ['open', 'revoked', 'over'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** A link as those read it who may make one; never its token or code. */
export const OwnerLink = z.object({
  id: Id,
  name: z.string(),
  contact: z.string(),
  state: z.enum(LINK_STATES),
  createdBy: PersonRef.nullable(),
  createdAt: Moment,
  expiresAt: Moment,
  revokedAt: Moment.nullable(),
  /** last use */
  seenAt: Moment.nullable(),
});
export type OwnerLink = z.infer<typeof OwnerLink>;
export const OwnerLinks = z.object({ links: z.array(OwnerLink) });

/** Whom the link is for; without a name the owner of the measure as the plan names them. */
export const NewLink = z.object({ name: name(40).optional(), contact: text(100).optional() });

/** Shown once, to whoever made it. */
export const MadeLink = z.object({
  link: OwnerLink,
  token: z.string(),
  code: z.string().describe('to be handed over another way than the link'),
});
export type MadeLink = z.infer<typeof MadeLink>;

/** Whatever is in an address or typed: what is no token or code opens nothing, like a wrong one. */
export const OpenLink = z.object({
  token: z.string().regex(/^[\w-]{0,200}$/),
  code: z.string().regex(/^[0-9]{0,12}$/),
});

/** What an owner by link sees: one measure, and what it is about. Names only, nobody’s id. */
export const LinkPage = z.object({
  name: z.string(),
  expiresAt: Moment,
  centre: z.object({ name: z.string(), nameEn: z.string() }),
  campaign: z.object({ title: z.string(), timeZone: z.string() }),
  finding: z.object({
    number: z.string(),
    state: z.enum(FINDING_STATES),
    severity: z.enum(SEVERITIES),
    reason: z.string(),
  }),
  measure: MeasureSheet.omit({ id: true, finding: true, owner: true, verifiedBy: true }).extend({
    verifiedAt: Moment.nullable(),
    notes: z.array(ProgressNote.omit({ person: true })),
    extensions: z.array(
      ExtensionRow.omit({ askedBy: true, decision: true }).extend({
        decision: z.object({ at: Moment, reason: z.string() }).nullable(),
      }),
    ),
  }),
  today: Day,
});
export type LinkPage = z.infer<typeof LinkPage>;
