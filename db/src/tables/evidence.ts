/** Files that prove something, and people who get by with a link and a code. */
import { FILE_ROLES, FILE_TYPES, type CameraRecord } from '@heping/scoring';
import type { Kit } from '../columns.ts';
import { FILE_SUBJECTS } from '../lists.ts';
import { checksOf } from './checks.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';
import type { Plans } from './plans.ts';

export function defineEvidence(k: Kit, { people }: Places, { evaluations }: Planning, { measures }: Plans) {
  const { oneOf, notNegative } = checksOf(k);

  /** 责任人 without an account: a link and a code for one measure. */
  const ownerLinks = k.table(
    'owner_links',
    {
      id: k.text().primaryKey(),
      measureId: k
        .text()
        .notNull()
        .references(() => measures.id),
      name: k.text().notNull(),
      contact: k.text().notNull().default(''),
      /** SHA-256 of the link's token; the token itself is never kept (SECURITY C1). */
      tokenHash: k.text().notNull().unique(),
      codeHash: k.text().notNull(),
      createdBy: k
        .text()
        .notNull()
        .references(() => people.id),
      createdAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      revokedAt: k.time(),
      seenAt: k.time(),
      /** In its whole life: guessing goes on however slowly it is done. */
      wrongCodes: k.int().notNull().default(0),
    },
    (t) => [k.index('owner_links_measure').on(t.measureId)],
  );

  const linkSessions = k.table(
    'link_sessions',
    {
      tokenHash: k.text().primaryKey(),
      linkId: k
        .text()
        .notNull()
        .references(() => ownerLinks.id),
      createdAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
    },
    (t) => [k.index('link_sessions_link').on(t.linkId), k.index('link_sessions_expires').on(t.expiresAt)],
  );

  /** An uploaded file; its bytes lie under their hash in the data directory. */
  const files = k.table(
    'files',
    {
      id: k.text().primaryKey(),
      evaluationId: k
        .text()
        .notNull()
        .references(() => evaluations.id),
      sha256: k.text().notNull(),
      type: k.text({ enum: FILE_TYPES }).notNull(),
      size: k.int().notNull(),
      /** As the person called it; never a path. */
      name: k.text().notNull(),
      width: k.int(),
      height: k.int(),
      /** What its camera wrote, where the campaign keeps it. */
      camera: k.json<CameraRecord>(),
      personId: k.text().references(() => people.id),
      linkId: k.text().references(() => ownerLinks.id),
      personName: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [
      oneOf('files_type', t.type, FILE_TYPES),
      notNegative('files_size', t.size),
      // The quota of an evaluation.
      k.index('files_evaluation').on(t.evaluationId),
      k.index('files_sha256').on(t.sha256),
    ],
  );

  /** What a file proves. Append-only. */
  const fileUses = k.table(
    'file_uses',
    {
      fileId: k
        .text()
        .notNull()
        .references(() => files.id),
      subject: k.text({ enum: FILE_SUBJECTS }).notNull(),
      subjectId: k.text().notNull(),
      role: k.text({ enum: FILE_ROLES }).notNull(),
      place: k.int().notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.subject, t.subjectId, t.fileId] }),
      oneOf('file_uses_subject', t.subject, FILE_SUBJECTS),
      oneOf('file_uses_role', t.role, FILE_ROLES),
      k.index('file_uses_file').on(t.fileId),
    ],
  );

  /** A file that came as a piece of evidence, under the slot by which the record names it. Append-only. */
  const pieceFiles = k.table(
    'piece_files',
    {
      evaluationId: k
        .text()
        .notNull()
        .references(() => evaluations.id),
      personId: k
        .text()
        .notNull()
        .references(() => people.id),
      slot: k.text().notNull(),
      fileId: k
        .text()
        .notNull()
        .references(() => files.id),
      /** SHA-256 of the bytes as they were sent; the file is written anew without position. */
      cameAs: k.text().notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.evaluationId, t.personId, t.slot] }),
      // Who looks at a file is asked by it.
      k.index('piece_files_file').on(t.fileId),
    ],
  );

  return { ownerLinks, linkSessions, files, fileUses, pieceFiles };
}

export type Evidence = ReturnType<typeof defineEvidence>;
