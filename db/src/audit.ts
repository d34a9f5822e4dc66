/** Who did what and when, as a hash chain kept in the same unit of work as the state it speaks of (SECURITY C15). */
import { createHash } from 'node:crypto';
import { asc, eq, gt } from 'drizzle-orm';
import { canonicalJson } from './canonical.ts';
import { type Db, tablesOf } from './db.ts';
import type { Store } from './store.ts';
import type { AuditDetail, AuditEntry } from './tables.ts';

/** What the first entry stands on. */
export const AUDIT_ROOT = '0'.repeat(64);

/** The settings row that knows the chain's end: what is cut off at the end is missed, and writers queue for it. */
const HEAD = 'audit.head';
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface AuditAct {
  readonly at: number;
  readonly personId: string | null;
  readonly action: string;
  readonly evaluationId: string | null;
  readonly subject: string;
  readonly detail: AuditDetail;
}

type Unhashed = Omit<AuditEntry, 'hash'>;

/** SHA-256 in hex over the canonical JSON of an entry without its own hash. */
export function hashAudit(entry: Unhashed): string {
  const { seq, at, personId, action, evaluationId, subject, detail, previousHash } = entry;
  return createHash('sha256')
    .update(canonicalJson({ seq, at, personId, action, evaluationId, subject, detail, previousHash }))
    .digest('hex');
}

/**
 * Appends an entry inside the unit of work it belongs to. Call it last: from here until the commit others who
 * append wait (on PostgreSQL; on SQLite units wait anyway).
 */
export async function appendAudit(db: Db, act: AuditAct): Promise<AuditEntry> {
  const { auditLog, settings } = tablesOf(db);
  // Written even where it is there already, since writing is what takes the row's lock on both dialects.
  const [row] = await db
    .insert(settings)
    .values({ key: HEAD, value: { seq: 0, hash: AUDIT_ROOT } satisfies AuditHead })
    .onConflictDoUpdate({ target: settings.key, set: { key: HEAD } })
    .returning();
  const head = row?.value as AuditHead;
  const { at, personId, action, evaluationId, subject, detail } = act;
  const unhashed = {
    ...{ at, personId, action, evaluationId, subject, detail },
    seq: head.seq + 1,
    previousHash: head.hash,
  };
  const entry = { ...unhashed, hash: hashAudit(unhashed) };
  await db.insert(auditLog).values(entry);
  await db
    .update(settings)
    .set({ value: { seq: entry.seq, hash: entry.hash } satisfies AuditHead })
    .where(eq(settings.key, HEAD));
  return entry;
}

export type AuditVerdict =
  | { readonly ok: true; readonly seq: number; readonly hash: string }
  | { readonly ok: false; readonly seq: number; readonly fault: 'missing' | 'changed' | 'cut-off' };

const PAGE = 1000;

/** The end of the chain as it stands in this unit of work. */
export async function auditHead(db: Db): Promise<AuditHead> {
  const { settings } = tablesOf(db);
  const [row] = await db.select().from(settings).where(eq(settings.key, HEAD));
  return (row?.value as AuditHead | undefined) ?? { seq: 0, hash: AUDIT_ROOT };
}

/** Whether the chain has this entry. */
export async function hasAudit(db: Db, { seq, hash }: AuditHead): Promise<boolean> {
  if (seq === 0) return hash === AUDIT_ROOT;
  const { auditLog } = tablesOf(db);
  const [row] = await db.select().from(auditLog).where(eq(auditLog.seq, seq));
  return row?.hash === hash && hashAudit(row) === hash;
}

/**
 * Walks the whole chain, or its `last` entries (at boot, where time is short), and names the first place where it does
 * not hold: an entry is missing, was changed, or the end was cut off. Who can rewrite chain and head together is caught
 * only by a head kept elsewhere (sealed under sheets), which the caller compares.
 */
export async function verifyAudit(
  store: Pick<Store, 'db' | 'tables'>,
  { last = Infinity }: { readonly last?: number } = {},
): Promise<AuditVerdict> {
  const { auditLog } = store.tables;
  let head = await auditHead(store.db);
  let seq = Math.max(0, head.seq - last);
  let hash = AUDIT_ROOT;
  if (seq > 0) {
    const [before] = await store.db.select().from(auditLog).where(eq(auditLog.seq, seq));
    if (before === undefined) return { ok: false, seq, fault: 'missing' };
    ({ hash } = before);
  }
  for (;;) {
    const page = await store.db
      .select()
      .from(auditLog)
      .where(gt(auditLog.seq, seq))
      .orderBy(asc(auditLog.seq))
      .limit(PAGE);
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { ok: false, seq: seq + 1, fault: 'missing' };
      if (entry.previousHash !== hash || entry.hash !== hashAudit(entry)) {
        return { ok: false, seq: entry.seq, fault: 'changed' };
      }
      ({ seq, hash } = entry);
    }
    if (page.length === 0) break;
    // What is appended meanwhile belongs to the chain: all that a head names is there before the head is.
    head = await auditHead(store.db);
  }
  return head.seq === seq && head.hash === hash
    ? { ok: true, seq, hash }
    : { ok: false, seq: seq + 1, fault: 'cut-off' };
}
