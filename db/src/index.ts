/** What is kept: the tables, the store that reads and writes them, the log, the audit chain, demo data. */
export * from './lists.ts';
export type * from './tables.ts';
export { DIALECTS, tablesOf, type Db, type Dialect } from './db.ts';
export { held } from './held.ts';
export { given, question, rowByRow } from './question.ts';
export type { Store } from './store.ts';
export { hintOnceKept, type Hint } from './units.ts';
export { openStore, type OpenOptions } from './open.ts';
export { holdDataDir, type Hold } from './hold.ts';
export type { Batch, Log } from './log.ts';
export {
  isDamaged,
  isStorageFull,
  isUniqueViolation,
  LogFenced,
  NestedTransaction,
  UnusableDatabase,
} from './failures.ts';
export { looseTriggers } from './triggers.ts';
export { canonicalJson } from './canonical.ts';
export {
  appendAudit,
  AUDIT_ROOT,
  auditHead,
  hasAudit,
  hashAudit,
  verifyAudit,
  type AuditAct,
  type AuditHead,
  type AuditVerdict,
} from './audit.ts';
export { DEMO, DEMO_PASSWORD, DEMO_ROLES, type DemoUsername } from './seed/demo.ts';
export { seedDemo, type DemoAccount, type SeedOptions } from './seed/seed.ts';
