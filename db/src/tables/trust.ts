/** The audit chain, and what the installation remembers about itself. */
import type { Kit } from '../columns.ts';

export function defineTrust(k: Kit) {
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
      // What happened last to one finding, measure or plan: by whom somebody was beaten to it.
      k.index('audit_log_subject').on(t.subject, t.seq),
    ],
  );

  const settings = k.table('settings', {
    key: k.text().primaryKey(),
    value: k.json<unknown>().notNull(),
  });

  return { auditLog, settings };
}

/** What JSON can say without loss; `undefined` and class instances cannot be hashed twice alike. */
export type AuditDetail = { readonly [key: string]: AuditValue };
export type AuditValue =
  string | number | boolean | null | readonly AuditValue[] | { readonly [key: string]: AuditValue };
