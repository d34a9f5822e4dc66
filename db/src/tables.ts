/**
 * The only definition of what is kept, for both dialects. Points are integer tenths, times integer
 * milliseconds UTC, dates 'YYYY-MM-DD'. What may never change is held by triggers (migrations, append_only).
 */
import {
  BODY_KINDS,
  CEILING_POLICIES,
  CENTRE_ROLES,
  EVALUATION_KINDS,
  LOCALES,
  PHASES,
  SCORING_MODES,
  SEVERITIES,
  STEPS,
  TIERS,
  type Localized,
} from '@heping/scoring';
import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Kit } from './columns.ts';
import { AREA_LEVELS, SIGNATURE_KINDS } from './lists.ts';

/** Builds every table with one dialect's words. */
export function defineTables(k: Kit) {
  /** A CHECK from the same list that types the column. */
  const oneOf = (name: string, column: AnySQLiteColumn, list: readonly (string | number)[]) =>
    k.check(
      name,
      sql`${column} in (${sql.raw(list.map((item) => (typeof item === 'number' ? String(item) : `'${item}'`)).join(', '))})`,
    );
  const notNegative = (name: string, column: AnySQLiteColumn) => k.check(name, sql`${column} >= 0`);
  const dateShape = (name: string, column: AnySQLiteColumn) =>
    k.check(name, sql`${column} like '____-__-__'`);
  /** Ids become part of document names, which carry at most 24 characters. [DN2] */
  const idShape = (name: string, column: AnySQLiteColumn) =>
    k.check(name, sql`length(${column}) between 1 and 24`);

  const people = k.table(
    'people',
    {
      id: k.text().primaryKey(),
      username: k.text().notNull().unique(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      passwordHash: k.text().notNull(),
      locale: k.text({ enum: LOCALES }).notNull().default('zh'),
      isAdministrator: k.bool().notNull().default(false),
      isDemo: k.bool().notNull().default(false),
      disabledAt: k.time(),
    },
    (t) => [idShape('people_id_shape', t.id), oneOf('people_locale', t.locale, LOCALES)],
  );

  const areas = k.table(
    'areas',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      level: k.text({ enum: AREA_LEVELS }).notNull(),
      parentId: k.text().references((): AnySQLiteColumn => areas.id),
    },
    (t) => [
      oneOf('areas_level', t.level, AREA_LEVELS),
      // The tree is walked downwards: the areas below this one.
      k.index('areas_parent').on(t.parentId),
    ],
  );

  const bodies = k.table(
    'bodies',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      kind: k.text({ enum: BODY_KINDS }).notNull(),
      areaId: k
        .text()
        .notNull()
        .references(() => areas.id),
    },
    (t) => [
      oneOf('bodies_kind', t.kind, BODY_KINDS),
      // Who may evaluate the centres of an area.
      k.index('bodies_area').on(t.areaId),
    ],
  );

  const officers = k.table(
    'officers',
    {
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
    },
    (t) => [
      k.primaryKey({ columns: [t.bodyId, t.personId] }),
      // Which bodies this person works for, asked at every request.
      k.index('officers_person').on(t.personId),
    ],
  );

  const centres = k.table(
    'centres',
    {
      id: k.text().primaryKey(),
      name: k.text().notNull(),
      nameEn: k.text().notNull(),
      tier: k.text({ enum: TIERS }).notNull(),
      areaId: k
        .text()
        .notNull()
        .references(() => areas.id),
      runByBodyId: k.text().references(() => bodies.id),
      address: k.text().notNull().default(''),
      phone: k.text().notNull().default(''),
      isDemo: k.bool().notNull().default(false),
    },
    (t) => [
      oneOf('centres_tier', t.tier, TIERS),
      // The centres of an area, and areas without one.
      k.index('centres_area').on(t.areaId),
      // Self-evaluation: which centres a body runs itself (4.2.2, 7.2.3).
      k.index('centres_run_by').on(t.runByBodyId),
    ],
  );

  const centrePeople = k.table(
    'centre_people',
    {
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      role: k.text({ enum: CENTRE_ROLES }).notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.centreId, t.personId, t.role] }),
      oneOf('centre_people_role', t.role, CENTRE_ROLES),
      // Conflict of interest: every centre this person leads, works or answers for. [CI1]
      k.index('centre_people_person').on(t.personId),
    ],
  );

  const sessions = k.table(
    'sessions',
    {
      /** SHA-256 of the cookie's token; the token itself is never kept (SECURITY C1). */
      tokenHash: k.text().primaryKey(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      seenAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      address: k.text().notNull(),
    },
    (t) => [
      // A person's sessions end together when an account is disabled or a password changes.
      k.index('sessions_person').on(t.personId),
      // Sweeping out what is over.
      k.index('sessions_expires').on(t.expiresAt),
    ],
  );

  const campaigns = k.table(
    'campaigns',
    {
      id: k.text().primaryKey(),
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      title: k.text().notNull(),
      /** 考核周期 */
      periodFrom: k.date().notNull(),
      periodTo: k.date().notNull(),
      rubricCode: k.text().notNull(),
      /** Step of a score, in tenths: 10, 5 or 1. */
      step: k.int().$type<(typeof STEPS)[number]>().notNull(),
      ceilingPolicy: k.text({ enum: CEILING_POLICIES }).notNull(),
      scoringMode: k.text({ enum: SCORING_MODES }).notNull(),
      /** 公示: working days. */
      noticeDays: k.int().notNull(),
      timeZone: k.text().notNull(),
      createdBy: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      closedAt: k.time(),
    },
    (t) => [
      oneOf('campaigns_step', t.step, STEPS),
      oneOf('campaigns_ceiling_policy', t.ceilingPolicy, CEILING_POLICIES),
      oneOf('campaigns_scoring_mode', t.scoringMode, SCORING_MODES),
      dateShape('campaigns_period_from', t.periodFrom),
      dateShape('campaigns_period_to', t.periodTo),
      k.check('campaigns_period', sql`${t.periodFrom} <= ${t.periodTo}`),
      notNegative('campaigns_notice_days', t.noticeDays),
      // A committee opens its own campaigns.
      k.index('campaigns_body').on(t.bodyId),
    ],
  );

  const evaluations = k.table(
    'evaluations',
    {
      id: k.text().primaryKey(),
      campaignId: k
        .text()
        .notNull()
        .references(() => campaigns.id),
      centreId: k
        .text()
        .notNull()
        .references(() => centres.id),
      kind: k.text({ enum: EVALUATION_KINDS }).notNull(),
      leadBodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
      plannedOn: k.date(),
      phase: k.text({ enum: PHASES }).notNull().default('planned'),
      /** Goes up with every change of phase; fences the log against late writes. */
      epoch: k.int().notNull().default(0),
      /** The lead body also runs the centre (4.2.2 with 7.2.3); printed with the result. */
      selfEvaluated: k.bool().notNull().default(false),
      openedAt: k.time(),
      revealedAt: k.time(),
      revealReason: k.text(),
      lockedAt: k.time(),
      closedSigningAt: k.time(),
      approvedAt: k.time(),
      approvedBy: k.text().references(() => people.id),
      minutes: k.text(),
      documentNumber: k.text(),
      deliveredAt: k.time(),
      noticeEndsOn: k.date(),
      publishedAt: k.time(),
      cancelledAt: k.time(),
      cancelReason: k.text(),
      createdBy: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      archiveNumber: k.text(),
    },
    (t) => [
      idShape('evaluations_id_shape', t.id),
      oneOf('evaluations_kind', t.kind, EVALUATION_KINDS),
      oneOf('evaluations_phase', t.phase, PHASES),
      notNegative('evaluations_epoch', t.epoch),
      dateShape('evaluations_planned_on', t.plannedOn),
      dateShape('evaluations_notice_ends_on', t.noticeEndsOn),
      // One 日常评价 per campaign and centre (4.3.8, 7.4.1); a cancelled one makes room for another.
      k
        .uniqueIndex('evaluations_one_regular')
        .on(t.campaignId, t.centreId)
        .where(sql`${t.kind} = 'regular' and ${t.phase} <> 'cancelled'`),
      // The campaign's board, by phase.
      k.index('evaluations_campaign').on(t.campaignId, t.phase),
      // A centre's evaluations through the years.
      k.index('evaluations_centre').on(t.centreId),
      // An officer's list: what their body leads.
      k.index('evaluations_lead').on(t.leadBodyId, t.phase),
    ],
  );

  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);

  const jointBodies = k.table(
    'joint_bodies',
    {
      evaluationId: evaluationId(),
      bodyId: k
        .text()
        .notNull()
        .references(() => bodies.id),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.bodyId] }),
      // What a body takes part in beside its own.
      k.index('joint_bodies_body').on(t.bodyId),
    ],
  );

  const panelMembers = k.table(
    'panel_members',
    {
      evaluationId: evaluationId(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      isChair: k.bool().notNull().default(false),
      recusedAt: k.time(),
      recuseReason: k.text(),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.personId] }),
      // A panelist's own list: where they sit.
      k.index('panel_members_person').on(t.personId),
    ],
  );

  const documents = k.table(
    'documents',
    {
      /** As protocol spells it, e.g. `ballot:<evaluation>:<person>`; a connection never creates one. [DN1] */
      name: k.text().primaryKey(),
      evaluationId: evaluationId(),
      /** One of protocol's DOCUMENT_KINDS. */
      kind: k.text().notNull(),
      /** Whose ballot; null for what the panel shares. */
      personId: k.text().references(() => people.id),
      createdAt: k.time().notNull(),
    },
    (t) => [
      // Reveal and lock close all documents of an evaluation at one instant.
      k.index('documents_evaluation').on(t.evaluationId),
    ],
  );

  const documentName = () =>
    k
      .text()
      .notNull()
      .references(() => documents.name);

  /** The log: a row here means it happened. Append-only. */
  const updates = k.table(
    'updates',
    {
      document: documentName(),
      /** 1, 2, 3 … within its document, without a gap. */
      seq: k.int().notNull(),
      /** null: written by the server. */
      personId: k.text().references(() => people.id),
      epoch: k.int().notNull(),
      at: k.time().notNull(),
      bytes: k.bytes().notNull(),
    },
    (t) => [
      // Replay reads a document in order; two writers cannot both have the same place.
      k.primaryKey({ columns: [t.document, t.seq] }),
      k.check('updates_seq', sql`${t.seq} >= 1`),
    ],
  );

  /** A document's whole state up to and including `seq`, for fast loading; the log stays the truth. */
  const snapshots = k.table(
    'snapshots',
    {
      document: documentName(),
      seq: k.int().notNull(),
      bytes: k.bytes().notNull(),
      stateVector: k.bytes().notNull(),
      at: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.document, t.seq] })],
  );

  /** Whose Yjs client id is whose; survives a reconnect (SECURITY C6). */
  const documentClients = k.table(
    'document_clients',
    {
      document: documentName(),
      /** Up to 2^32 − 1. */
      clientId: k.wide().notNull(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
    },
    (t) => [k.primaryKey({ columns: [t.document, t.clientId] })],
  );

  /** "31 of 40": all that may be known of a ballot before the reveal. Rebuildable from the log. */
  const progress = k.table(
    'progress',
    {
      evaluationId: evaluationId(),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      scored: k.int().notNull(),
      total: k.int().notNull(),
      /** The log's place this row was computed from. */
      seq: k.int().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.evaluationId, t.personId] })],
  );

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
      kind: k.text({ enum: SIGNATURE_KINDS }).notNull(),
      /** A dissent's or a refusal's words. */
      statement: k.text().notNull().default(''),
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

  const findings = k.table(
    'findings',
    {
      id: k.text().primaryKey(),
      evaluationId: evaluationId(),
      number: k.int().notNull(),
      indicator: k.text().notNull(),
      clauses: k.json<readonly string[]>().notNull(),
      /** What the standard asks, beside what was found. */
      standard: k.json<Localized>().notNull(),
      actual: k.json<Localized>().notNull(),
      /** Points lost, in tenths. */
      lost: k.int().notNull(),
      severity: k.text({ enum: SEVERITIES }).notNull(),
      reason: k.text().notNull(),
      createdAt: k.time().notNull(),
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

  /** Who did what and when, as a hash chain; rows are written by `appendAudit` only. Append-only (SECURITY C15). */
  const auditLog = k.table(
    'audit_log',
    {
      /** 1, 2, 3 …; given by `appendAudit`, since the hash covers it. */
      seq: k.int().primaryKey(),
      at: k.time().notNull(),
      /** null: the system, or somebody who is not signed in. */
      personId: k.text(),
      action: k.text().notNull(),
      evaluationId: k.text(),
      subject: k.text().notNull(),
      detail: k.json<AuditDetail>().notNull(),
      previousHash: k.text().notNull(),
      hash: k.text().notNull(),
    },
    (t) => [
      // What happened to one evaluation, in order.
      k.index('audit_log_evaluation').on(t.evaluationId, t.seq),
    ],
  );

  const settings = k.table('settings', {
    key: k.text().primaryKey(),
    value: k.json<unknown>().notNull(),
  });

  return {
    people,
    areas,
    bodies,
    officers,
    centres,
    centrePeople,
    sessions,
    campaigns,
    evaluations,
    jointBodies,
    panelMembers,
    documents,
    updates,
    snapshots,
    documentClients,
    progress,
    ballotScores,
    exceptions,
    sheets,
    signatures,
    findings,
    returns,
    auditLog,
    settings,
  };
}

/** What JSON can say without loss; `undefined` and class instances cannot be hashed twice alike. */
export type AuditDetail = { readonly [key: string]: AuditValue };
export type AuditValue =
  string | number | boolean | null | readonly AuditValue[] | { readonly [key: string]: AuditValue };

/** Every table, as the one type both dialects are seen through. */
export type Tables = ReturnType<typeof defineTables>;

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];
export type Person = Row<'people'>;
export type Area = Row<'areas'>;
export type Body = Row<'bodies'>;
export type Officer = Row<'officers'>;
export type Centre = Row<'centres'>;
export type CentrePerson = Row<'centrePeople'>;
export type Session = Row<'sessions'>;
export type Campaign = Row<'campaigns'>;
export type Evaluation = Row<'evaluations'>;
export type JointBody = Row<'jointBodies'>;
export type PanelMember = Row<'panelMembers'>;
export type Document = Row<'documents'>;
export type Update = Row<'updates'>;
export type Snapshot = Row<'snapshots'>;
export type DocumentClient = Row<'documentClients'>;
export type Progress = Row<'progress'>;
export type BallotScore = Row<'ballotScores'>;
export type GrantedException = Row<'exceptions'>;
export type Sheet = Row<'sheets'>;
export type Signature = Row<'signatures'>;
export type Finding = Row<'findings'>;
export type Return = Row<'returns'>;
export type AuditEntry = Row<'auditLog'>;
export type Setting = Row<'settings'>;
