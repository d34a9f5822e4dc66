/** What people work on together: documents, their log, and what is computed from it. */
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import type { Places } from './places.ts';
import type { Planning } from './planning.ts';

export function defineDocuments(k: Kit, { people }: Places, { evaluations }: Planning) {
  const evaluationId = () =>
    k
      .text()
      .notNull()
      .references(() => evaluations.id);

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

  return { documents, updates, snapshots, documentClients, progress };
}
