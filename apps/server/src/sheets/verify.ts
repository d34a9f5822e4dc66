/** Everything that can be checked of what was kept: the whole audit chain, every locked sheet, the triggers. [SE5] */
import { looseTriggers, verifyAudit, type AuditVerdict, type Store } from '@heping/db';
import type { SheetFault } from '@heping/protocol';
import { asc, eq } from 'drizzle-orm';
import { rubricOf } from '../rubrics/rubric.ts';
import { faultsOf } from './check.ts';
import type { PublicKey } from './seal.ts';

export interface SheetVerdict {
  readonly evaluation: string;
  readonly revision: number;
  readonly faults: readonly SheetFault[];
}

export interface Verdict {
  readonly audit: AuditVerdict;
  /** How many sheets were looked at. */
  readonly sheets: number;
  readonly faulty: readonly SheetVerdict[];
  /** Triggers that should keep rows from changing, and do not. */
  readonly triggers: readonly string[];
}

export async function verifyKept(store: Store, keys: readonly PublicKey[]): Promise<Verdict> {
  const { sheets, evaluations, campaigns } = store.tables;
  const rows = await store.db
    .select({ sheet: sheets, campaign: campaigns })
    .from(sheets)
    .innerJoin(evaluations, eq(evaluations.id, sheets.evaluationId))
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .orderBy(asc(sheets.evaluationId), asc(sheets.revision));
  const faulty: SheetVerdict[] = [];
  for (const { sheet, campaign } of rows) {
    const faults = await faultsOf(store.db, keys, { sheet, rubric: rubricOf(campaign) });
    if (faults.length > 0) faulty.push({ evaluation: sheet.evaluationId, revision: sheet.revision, faults });
  }
  const [audit, triggers] = [await verifyAudit(store), await looseTriggers(store)];
  return { audit, sheets: rows.length, faulty, triggers };
}

/** The verdict in lines for whoever asked at the console. */
export function verdictLines({ audit, sheets, faulty, triggers }: Verdict): readonly string[] {
  return [
    audit.ok
      ? `审计链完整，共 ${audit.seq} 条。 The audit chain holds: ${audit.seq} entries, head ${audit.hash}.`
      : `审计链在第 ${audit.seq} 条处不成立（${audit.fault}）。 The audit chain does not hold at entry ${audit.seq}: ${audit.fault}.`,
    ...faulty.map(
      ({ evaluation, revision, faults }) =>
        `评价 ${evaluation} 第 ${revision} 版评分表与签字时不一致。 Revision ${revision} of ${evaluation} is not as it was signed: ${faults.join(', ')}.`,
    ),
    ...(triggers.length === 0
      ? []
      : [
          `数据库缺少防改保护：${triggers.join('、')}。 The database does not protect what may not change: ${triggers.join(', ')}.`,
        ]),
    `已核对 ${sheets} 份评分表，${faulty.length} 份不一致。 ${sheets} sheets were checked, ${faulty.length} do not hold.`,
  ];
}
