/** Everything that can be checked of what was kept: the audit chain, what it tells of each evaluation, every sheet, the triggers. [SE5] */
import {
  looseTriggers,
  verifyAudit,
  type AuditVerdict,
  type Campaign,
  type Sheet,
  type Store,
} from '@heping/db';
import { schemas, type SheetFault } from '@heping/protocol';
import { asc, eq } from 'drizzle-orm';
import { RUBRICS } from '../rubrics/rubric.ts';
import { faultsOf } from './check.ts';
import { soundContent } from './content.ts';
import { isPlannedAs } from './history.ts';
import type { PublicKey } from './seal.ts';
import { readTrail, type Trail } from './trail.ts';

export interface SheetVerdict {
  readonly evaluation: string;
  /** null: of the evaluation itself, and of all that is around its sheets. */
  readonly revision: number | null;
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
  const { db } = store;
  const { sheets, evaluations, campaigns } = store.tables;
  const rows = await db
    .select({ evaluation: evaluations, campaign: campaigns })
    .from(evaluations)
    .leftJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .orderBy(asc(evaluations.id));
  const kept = Map.groupBy(
    await db.select().from(sheets).orderBy(asc(sheets.evaluationId), asc(sheets.revision)),
    ({ evaluationId }) => evaluationId,
  );
  const there = new Set(rows.map(({ evaluation }) => evaluation.id));
  const gone = [...new Set([...(await loggedEvaluations(store)), ...kept.keys()])].filter(
    (id) => !there.has(id),
  );
  const faulty: SheetVerdict[] = gone.map((evaluation) => ({
    evaluation,
    revision: null,
    faults: ['missing'],
  }));
  for (const {
    evaluation: { id },
    campaign,
  } of rows) {
    const own = kept.get(id) ?? [];
    const rubric = RUBRICS.find(({ code }) => code === campaign?.rubricCode) ?? null;
    const trail = await readTrail(db, id);
    const faults = faultsAround(trail, { campaign, sheets: own });
    for (const revision of faults.missing) faulty.push({ evaluation: id, revision, faults: ['missing'] });
    if (faults.others.length > 0) faulty.push({ evaluation: id, revision: null, faults: faults.others });
    for (const sheet of own) {
      const found = (await faultsOf(db, keys, { sheet, rubric, trail })).filter((fault) => !isAround(fault));
      if (found.length > 0) faulty.push({ evaluation: id, revision: sheet.revision, faults: found });
    }
  }
  const [audit, triggers] = [await verifyAudit(store), await looseTriggers(store)];
  const count = [...kept.values()].reduce((sum, { length }) => sum + length, 0);
  return { audit, sheets: count, faulty, triggers };
}

/** Everything of which the log says anything: what is not there any more is looked for, too. */
async function loggedEvaluations({ db, tables: { auditLog } }: Store): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ id: auditLog.evaluationId })
    .from(auditLog)
    .orderBy(asc(auditLog.evaluationId));
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** Said once of the evaluation, and not again of each sheet. */
const isAround = (fault: SheetFault): boolean =>
  (schemas.HISTORY_FAULTS as readonly SheetFault[]).includes(fault);

interface Around {
  /** null: it is not there any more. */
  readonly campaign: Campaign | null;
  readonly sheets: readonly Sheet[];
}

/** What does not hold of an evaluation itself; sheets that are gone are named one by one. */
function faultsAround(trail: Trail, { campaign, sheets }: Around) {
  const sheet = sheets.find(({ discardedAt }) => discardedAt === null);
  const content = sheet === undefined ? null : soundContent(sheet);
  const isPlanned = campaign !== null && (content === null || isPlannedAs(trail.evaluation, content));
  const found = new Set<SheetFault>([...trail.history.faults, ...(isPlanned ? [] : ['plan' as const])]);
  const others = schemas.HISTORY_FAULTS.filter((fault) => fault !== 'missing' && found.has(fault));
  return { missing: trail.history.missing, others };
}

/** The verdict in lines for whoever asked at the console. */
export function verdictLines({ audit, sheets, faulty, triggers }: Verdict): readonly string[] {
  return [
    audit.ok
      ? `审计链完整，共 ${audit.seq} 条。 The audit chain holds: ${audit.seq} entries, head ${audit.hash}.`
      : `审计链在第 ${audit.seq} 条处不成立（${audit.fault}）。 The audit chain does not hold at entry ${audit.seq}: ${audit.fault}.`,
    ...faulty.map(faultLine),
    ...(triggers.length === 0
      ? []
      : [
          `数据库缺少防改保护：${triggers.join('、')}。 The database does not protect what may not change: ${triggers.join(', ')}.`,
        ]),
    `已核对 ${sheets} 份评分表，${faulty.length} 处不一致。 ${sheets} sheets were checked; what does not hold: ${faulty.length}.`,
  ];
}

function faultLine({ evaluation, revision, faults }: SheetVerdict): string {
  const isGone = faults.includes('missing');
  if (revision === null)
    return isGone
      ? `评价 ${evaluation} 已不在数据库中，操作记录中却有。 Evaluation ${evaluation} is in the audit log and not in the database.`
      : `评价 ${evaluation} 与操作记录不一致。 Evaluation ${evaluation} is not as the audit log tells: ${faults.join(', ')}.`;
  return isGone
    ? `评价 ${evaluation} 第 ${revision} 版评分表已不在数据库中，操作记录中却有。 Revision ${revision} of ${evaluation} was locked and is not in the database.`
    : `评价 ${evaluation} 第 ${revision} 版评分表与签字时不一致。 Revision ${revision} of ${evaluation} is not as it was signed: ${faults.join(', ')}.`;
}
