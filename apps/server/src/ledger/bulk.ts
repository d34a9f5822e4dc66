/** One act on many findings, each for itself: what was done and what was refused, and why, is told. [LG7] */
import type { BulkDone } from '@heping/protocol';
import type { Locale } from '@heping/scoring';
import { inArray } from 'drizzle-orm';
import type { Desk } from '../evaluations/commands/desk.ts';
import { Refused } from '../refused.ts';
import type { Visitor } from '../sessions/sessions.ts';
import { actingOn, type Handling } from './handle.ts';
import { isInScope, requireLed, type LedgerScope } from './scope.ts';

export interface BulkAct {
  readonly visitor: Visitor;
  readonly scope: LedgerScope;
  readonly findings: readonly string[];
  /** The language in which a refusal is said. */
  readonly locale: Locale;
  /** Keeps a fault for the log, and how it is said to whoever asked. */
  fault(error: unknown): Refused;
}

/**
 * Throws NOT_FOUND for who is an officer of nothing; what is refused of a single finding is told with it. A fault in the
 * middle ends it: what was done before is told as done, the rest as not.
 */
export async function handleMany(
  desk: Desk,
  { visitor, scope, findings, locale, fault }: BulkAct,
  handling: Handling,
): Promise<BulkDone> {
  if (scope.bodies.size === 0) throw new Refused('NOT_FOUND');
  const wanted = [...new Set(findings)];
  const { cases } = desk.store.tables;
  const rows = await desk.store.db.select().from(cases).where(inArray(cases.findingId, wanted));
  const kept = new Map(rows.filter((row) => isInScope(scope, row)).map((row) => [row.findingId, row]));
  const done: string[] = [];
  const refused: BulkDone['refused'] = [];
  let broken: Refused | null = null;
  for (const finding of wanted) {
    const row = kept.get(finding);
    try {
      if (broken !== null) throw broken;
      if (row === undefined) throw new Refused('NOT_FOUND');
      await requireLed(desk.store.db, scope, row.leadBodyId);
      await handling(desk, actingOn(row, visitor));
      done.push(finding);
    } catch (error) {
      if (!(error instanceof Refused) && done.length === 0) throw error;
      const said = error instanceof Refused ? error : (broken = fault(error));
      refused.push({ finding, number: row?.number ?? '', error: said.code, message: said.say(locale) });
    }
  }
  return { done, refused };
}
