/** What has been decided: ballots at the reveal, exceptions, sheets, signatures, findings, returns. */
import { FINDING_SOURCES, SEVERITIES, type Localized } from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import { SIGNATURE_KINDS } from '../lists.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';
import { checksOf } from './checks.ts';

/** A line of an evidence note, as protocol’s NoteLine spells it. */
export interface KeptNoteLine {
  readonly depth: number;
  readonly mark: string;
  readonly runs: readonly { readonly text: string; readonly bold: boolean; readonly struck: boolean }[];
}

/** A signature as it was drawn, as protocol’s Drawing spells it: strokes of x, y in a box of 1000 × 400. */
export interface KeptDrawing {
  readonly strokes: readonly (readonly number[])[];
}

export function defineDecisions(k: Kit, { people }: Places, { evaluations }: Planning) {
  const { oneOf, notNegative } = checksOf(k);
  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);

  /** Ballots as they were at the reveal. Append-only. */
  const ballotScores = k.table(
    'ballot_scores',
    {
      evaluationId: evaluationId(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      indicator: k.text().notNull(),
      /** Tenths; null is not scored, never zero. */
      score: k.int(),
      recused: k.bool().notNull().default(false),
      remark: k.text().notNull().default(''),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.personId, t.indicator] }),
      notNegative('ballot_scores_score', t.score),
    ],
  );

  const exceptions = k.table(
    'exceptions',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      requirement: k.text().notNull(),
      reason: k.text().notNull(),
      grantedBy: k
        .text()
        .notNull()
        .references(() => people.id),
      grantedAt: k.time().notNull(),
      withdrawnAt: k.time(),
    },
    (t) => [
      // One exception in force per requirement; also what the ceilings of an evaluation look up.
      k
        .uniqueIndex('exceptions_in_force')
        .on(t.evaluationId, t.requirement)
        .where(sql`${t.withdrawnAt} is null`),
    ],
  );

  /** A locked sheet. What was signed never changes; discarding and the server's signature are added once. */
  const sheets = k.table(
    'sheets',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      revision: k.int().notNull(),
      /** Canonical JSON (RFC 8785), byte for byte what was hashed. */
      canonical: k.text().notNull(),
      hash: k.text().notNull(),
      lockedAt: k.time().notNull(),
      lockedBy: k
        .text()
        .notNull()
        .references(() => people.id),
      discardedAt: k.time(),
      discardedBy: k.text().references(() => people.id),
      discardReason: k.text(),
      previousHash: k.text(),
      /** The close of signing; a reason where somebody had not signed. */
      closedAt: k.time(),
      closedBy: k.text().references(() => people.id),
      closeReason: k.text(),
      /** Canonical JSON of what the server signed at the close: sheet, signatures, head of the audit chain. */
      sealed: k.text(),
      serverSignature: k.text(),
    },
    (t) => [
      // Revisions are counted; two locks at once cannot both be revision 2.
      k.uniqueIndex('sheets_revision').on(t.evaluationId, t.revision),
    ],
  );

  const signatures = k.table(
    'signatures',
    {
      id: k.text().primaryKey(),
      sheetId: k
        .text()
        .notNull()
        .references(() => sheets.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      /** The name under which they signed, whatever they are called later. */
      personName: k.text().notNull().default(''),
      personNameEn: k.text().notNull().default(''),
      kind: k.text({ enum: SIGNATURE_KINDS }).notNull(),
      /** A dissent's or a refusal's words. */
      statement: k.text().notNull().default(''),
      /** Drawn by hand beside the password, by the centre's leader; null for the password alone. */
      drawing: k.json<KeptDrawing>(),
      /** The hash of the sheet that was in front of them. */
      hash: k.text().notNull(),
      at: k.time().notNull(),
      discardedAt: k.time(),
    },
    (t) => [
      oneOf('signatures_kind', t.kind, SIGNATURE_KINDS),
      // One standing word of a person under a sheet; a second press of the button is not a second signature.
      k
        .uniqueIndex('signatures_one_each')
        .on(t.sheetId, t.personId)
        .where(sql`${t.discardedAt} is null`),
    ],
  );

  /** As they were delivered. Append-only. */
  const findings = k.table(
    'findings',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      number: k.int().notNull(),
      /** Empty where a suggestion stands on a clause without points. */
      indicator: k.text().notNull(),
      clauses: k.json<readonly string[]>().notNull(),
      /** What the standard asks, beside what was found. */
      standard: k.json<Localized>().notNull(),
      actual: k.json<Localized>().notNull(),
      /** Points lost, in tenths. */
      lost: k.int().notNull(),
      severity: k.text({ enum: SEVERITIES }).notNull(),
      reason: k.text().notNull(),
      /** The evidence note as it was signed. */
      evidence: k.json<readonly KeptNoteLine[]>().notNull().default([]),
      createdAt: k.time().notNull(),
      source: k.text({ enum: FINDING_SOURCES }).notNull().default('deduction'),
    },
    (t) => [
      oneOf('findings_severity', t.severity, SEVERITIES),
      notNegative('findings_lost', t.lost),
      // Findings are numbered within their evaluation.
      k.uniqueIndex('findings_number').on(t.evaluationId, t.number),
    ],
  );

  /** Sent back by the committee. Append-only. */
  const returns = k.table(
    'returns',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      reason: k.text().notNull(),
      by: k
        .text()
        .notNull()
        .references(() => people.id),
      at: k.time().notNull(),
    },
    (t) => [
      // The history of one evaluation.
      k.index('returns_evaluation').on(t.evaluationId),
    ],
  );

  return { ballotScores, exceptions, sheets, signatures, findings, returns };
}

export type Decisions = ReturnType<typeof defineDecisions>;
