/** What is to be done about findings: plans as they were submitted, measures, progress, extensions. */
import { MEASURE_KINDS, MEASURE_STATES } from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { EXTENSION_STATES, PLAN_STATES, PROGRESS_KINDS } from '../lists.ts';
import { checksOf } from './checks.ts';
import type { Decisions } from './decisions.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function definePlans(k: Kit, { people }: Places, { evaluations }: Planning, { findings }: Decisions) {
  const { oneOf, dateShape, idShape } = checksOf(k);
  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);
  const findingId = () =>
    k
      .text()
      .notNull()
      .references(() => findings.id);
  const person = () => k.text().references(() => people.id);

  /** A plan as it was submitted; what was approved is frozen as approved. */
  const planSubmissions = k.table(
    'plan_submissions',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      revision: k.int().notNull(),
      /** Canonical JSON (RFC 8785), byte for byte what was hashed. */
      canonical: k.text().notNull(),
      hash: k.text().notNull(),
      state: k.text({ enum: PLAN_STATES }).notNull(),
      submittedBy: person().notNull(),
      submittedAt: k.time().notNull(),
      decidedBy: person(),
      decidedAt: k.time(),
      reason: k.text(),
    },
    (t) => [
      oneOf('plan_submissions_state', t.state, PLAN_STATES),
      // Revisions are counted; two submissions at once cannot both be revision 2.
      k.uniqueIndex('plan_submissions_revision').on(t.evaluationId, t.revision),
      // One waits for its decision.
      k
        .uniqueIndex('plan_submissions_one_open')
        .on(t.evaluationId)
        .where(sql`${t.state} = 'submitted'`),
    ],
  );

  /** An officer's words at the place they are meant for. */
  const planComments = k.table(
    'plan_comments',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      submissionId: k
        .text()
        .notNull()
        .references(() => planSubmissions.id),
      findingId: findingId(),
      /** The Yjs root it speaks of, and where in it: a relative position, so that it stays with its words. */
      root: k.text().notNull(),
      anchor: k.json<unknown>(),
      quote: k.text().notNull().default(''),
      text: k.text().notNull(),
      createdBy: person().notNull(),
      createdAt: k.time().notNull(),
      settledBy: person(),
      settledAt: k.time(),
    },
    (t) => [k.index('plan_comments_evaluation').on(t.evaluationId)],
  );

  /** Measures of the approved plan. */
  const measures = k.table(
    'measures',
    {
      id: k.text().primaryKey(),
      findingId: findingId(),
      evaluationId: evaluationId(),
      /** The submission that was approved with it as it stands. */
      submissionId: k
        .text()
        .notNull()
        .references(() => planSubmissions.id),
      /** Its place in the plan's document. */
      place: k.text().notNull(),
      kind: k.text({ enum: MEASURE_KINDS }).notNull(),
      text: k.text().notNull(),
      /** Somebody with an account; else a name, and perhaps a link. */
      ownerId: person(),
      ownerName: k.text().notNull(),
      dueOn: k.date().notNull(),
      firstDueOn: k.date().notNull(),
      /** 预期佐证 */
      expected: k.text().notNull().default(''),
      state: k.text({ enum: MEASURE_STATES }).notNull(),
      version: k.int().notNull().default(0),
      reported: k.int().notNull().default(0),
      verified: k.int().notNull().default(0),
      /** Who said that it is done: an account, or the link's owner by name. */
      reportedBy: person(),
      reportedByName: k.text(),
      reportedAt: k.time(),
      verifiedBy: person(),
      verifiedAt: k.time(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      idShape('measures_id_shape', t.id),
      oneOf('measures_kind', t.kind, MEASURE_KINDS),
      oneOf('measures_state', t.state, MEASURE_STATES),
      dateShape('measures_due_on', t.dueOn),
      k.check('measures_percent', sql`${t.reported} between 0 and 100 and ${t.verified} between 0 and 100`),
      k.uniqueIndex('measures_place').on(t.evaluationId, t.place),
      k.index('measures_finding').on(t.findingId),
      // What somebody has to do, by date.
      k.index('measures_owner').on(t.ownerId, t.state, t.dueOn),
      k.index('measures_due').on(t.state, t.dueOn),
    ],
  );

  /** 进展: what was done and said of a measure, in order. Append-only. */
  const progressNotes = k.table(
    'progress_notes',
    {
      id: k.text().primaryKey(),
      measureId: k
        .text()
        .notNull()
        .references(() => measures.id),
      kind: k.text({ enum: PROGRESS_KINDS }).notNull(),
      percent: k.int(),
      text: k.text().notNull().default(''),
      personId: person(),
      /** The name under which it was said; an owner by link has no account. */
      personName: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      oneOf('progress_notes_kind', t.kind, PROGRESS_KINDS),
      k.index('progress_notes_measure').on(t.measureId, t.at),
    ],
  );

  /** 延期申请 */
  const extensions = k.table(
    'extensions',
    {
      id: k.text().primaryKey(),
      measureId: k
        .text()
        .notNull()
        .references(() => measures.id),
      until: k.date().notNull(),
      reason: k.text().notNull(),
      state: k.text({ enum: EXTENSION_STATES }).notNull(),
      askedBy: person(),
      askedByName: k.text().notNull(),
      askedAt: k.time().notNull(),
      decidedBy: person(),
      decidedAt: k.time(),
      decision: k.text(),
    },
    (t) => [
      oneOf('extensions_state', t.state, EXTENSION_STATES),
      dateShape('extensions_until', t.until),
      k
        .uniqueIndex('extensions_one_open')
        .on(t.measureId)
        .where(sql`${t.state} = 'asked'`),
    ],
  );

  return { planSubmissions, planComments, measures, progressNotes, extensions };
}

export type Plans = ReturnType<typeof definePlans>;
