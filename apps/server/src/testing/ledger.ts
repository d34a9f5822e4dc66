/** Many delivered findings at once, put into the tables as their commands would leave them; the same for the same seed. */
import { tablesOf, type Case, type Db, type Store } from '@heping/db';
import {
  dayIn,
  FINDING_STATES,
  RECTIFICATION_KINDS,
  SEVERITIES,
  TIERS,
  TIME_ZONE,
  daysAfter,
  type FindingState,
} from '@heping/scoring';

export interface LedgerSeed {
  readonly count: number;
  readonly now: number;
  /** The areas in which the centres lie, in turn. */
  readonly areas: readonly string[];
  readonly campaignId: string;
  readonly leadBodyId: string;
  /** Who planned, and who answers for the centres. */
  readonly officer: string;
  readonly leader: string;
  readonly findingsEach?: number;
}

const REASONS = [
  '总面积不足，会议室与接待室共用',
  '公示栏未更新本年度服务清单和办事指南',
  '消防器材检查记录缺少第三季度',
  '集体学习次数不足，缺少签到和照片',
  '固定资产台账与实物不符，抽查三件有一件未登记',
  '周末值班表未公开，群众反映找不到人',
  '联系群众名册未及时更新，走访记录不完整',
  '志愿服务项目没有年度计划，活动记录缺少人数',
] as const;
const INDICATORS = [
  'A1.1.2',
  'A1.2.2',
  'A1.3.1',
  'A1.4.2',
  'A1.5.1',
  'A1.6.1',
  'A2.2.1',
  'A2.3.8',
  'A2.5.2',
] as const;
const CLAUSES = ['5.2.4', '4.3.8'] as const;
const OWNERS = ['张建国', '李晓燕', '王海峰', '沈国良、陆敏', '钱卫东'] as const;
const BATCH = 250;

/** Chance from a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Inserts in parts that one statement can carry. */
async function inParts<T>(rows: readonly T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) await insert(rows.slice(from, from + BATCH));
}

/** Puts `count` findings with their cases, centres, evaluations and measures into the tables. */
export async function seedLedger(store: Store, seed: LedgerSeed): Promise<void> {
  const { count, findingsEach = 25 } = seed;
  const centres = Math.ceil(count / findingsEach);
  await store.tx(async (db) => {
    await seedPlaces(db, seed, centres);
    await seedFindings(db, seed, findingsEach);
  });
}

async function seedPlaces(
  db: Db,
  { areas, campaignId, leadBodyId, officer, now }: LedgerSeed,
  count: number,
) {
  const t = tablesOf(db);
  const places = Array.from({ length: count }, (_, place) => ({
    id: `many-${place}`,
    areaId: areas[place % areas.length] ?? '',
    tier: TIERS[2 + (place % 3)] ?? 'village',
    name: `示例第${place + 1}社会组织党群服务中心`,
    nameEn: `Sample Centre ${place + 1}`,
  }));
  await inParts(places, (part) => db.insert(t.centres).values(part));
  await inParts(places, (part) =>
    db.insert(t.evaluations).values(
      part.map(({ id }) => ({
        ...{ id, campaignId, centreId: id, leadBodyId, plannedOn: '2026-03-02' },
        kind: 'spot-check' as const,
        phase: 'rectifying' as const,
        createdBy: officer,
        createdAt: now,
        deliveredAt: now,
        publishedAt: now,
      })),
    ),
  );
  await inParts(places, (part) =>
    db.insert(t.planSubmissions).values(
      part.map(({ id }) => ({
        ...{ id, evaluationId: id, revision: 1, canonical: '{}', hash: '0'.repeat(64) },
        ...{ state: 'approved' as const, submittedBy: officer, submittedAt: now },
      })),
    ),
  );
}

async function seedFindings(db: Db, seed: LedgerSeed, each: number): Promise<void> {
  const t = tablesOf(db);
  const { count, areas, leadBodyId, now, officer, leader } = seed;
  const random = chance(50_000);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const today = dayIn(TIME_ZONE, now);
  const one = (serial: number) => {
    const place = Math.floor(serial / each);
    const number = (serial % each) + 1;
    const id = `many-${place}-${number}`;
    const state: FindingState = random() < 0.45 ? 'closed' : pick(FINDING_STATES.slice(0, 4));
    const dueOn = daysAfter(today, Math.floor(random() * 300) - (state === 'closed' ? 240 : 60));
    const deliveredAt = now - Math.floor(random() * 400) * 86_400_000;
    const closed = state === 'closed';
    const reported = closed ? 100 : Math.floor(random() * 11) * 10;
    const kept: Case = {
      ...{
        findingId: id,
        evaluationId: `many-${place}`,
        centreId: `many-${place}`,
        leadBodyId,
        state,
        dueOn,
      },
      areaId: areas[place % areas.length] ?? '',
      indicator: pick(INDICATORS),
      ...{ clauses: JSON.stringify(CLAUSES), source: 'deduction' },
      severity: pick(SEVERITIES),
      number: `${dayIn(TIME_ZONE, deliveredAt).slice(0, 4)}-${String(number).padStart(3, '0')}`,
      version: 0,
      deliveredAt,
      respondBy: daysAfter(dueOn, -20),
      planBy: daysAfter(dueOn, -10),
      firstDueOn: dueOn,
      kind: state === 'awaiting-response' ? null : pick(RECTIFICATION_KINDS),
      responsibleId: random() < 0.3 ? null : leader,
      ownerNames: pick(OWNERS),
      ...{ reported, verified: closed ? 100 : Math.floor((reported * random()) / 10) * 10 },
      hasOpenObjection: false,
      ...{ submittedBy: null, submittedAt: closed || state === 'awaiting-acceptance' ? now : null },
      ...(closed
        ? { closedBy: officer, closedAt: now - Math.floor(random() * 300) * 86_400_000 }
        : { closedBy: null, closedAt: null }),
      ...{ closeReason: closed ? '现场核验通过' : null, lookBackOn: null, effect: null, repeatOf: null },
      ...{ handledBy: random() < 0.2 ? officer : null, remark: '', updatedAt: now },
    };
    const finding = {
      ...{ id, evaluationId: kept.evaluationId, number, indicator: kept.indicator, severity: kept.severity },
      clauses: CLAUSES,
      standard: {
        zh: '总面积一般不少于 300 ㎡（5.2.4）',
        en: 'Total area should generally be at least 300 m²',
      },
      actual: { zh: '286 ㎡', en: '286 m²' },
      lost: 10,
      reason: `${pick(REASONS)}（第${serial + 1}项）`,
      evidence: [],
      createdAt: deliveredAt,
      source: 'deduction' as const,
    };
    return { kept, finding };
  };
  for (let from = 0; from < count; from += BATCH) {
    const part = Array.from({ length: Math.min(BATCH, count - from) }, (_, place) => one(from + place));
    await db.insert(t.findings).values(part.map(({ finding }) => finding));
    await db.insert(t.cases).values(part.map(({ kept }) => kept));
    await db.insert(t.measures).values(
      part.map(({ kept }) => ({
        ...{ id: `${kept.findingId}-m`, findingId: kept.findingId, evaluationId: kept.evaluationId },
        ...{ submissionId: kept.evaluationId, place: `m:${kept.findingId}`, kind: 'corrective' as const },
        text: '腾出二楼东侧房间作会议室，更新平面图并公示；完成后拍照留存',
        ...{ ownerId: null, ownerName: kept.ownerNames, dueOn: kept.dueOn, firstDueOn: kept.dueOn },
        ...{ state: 'doing' as const, reported: kept.reported, verified: kept.verified, createdAt: now },
      })),
    );
  }
}
