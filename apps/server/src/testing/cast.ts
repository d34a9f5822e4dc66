/** The cast of the tests: 德清县 with one town, its bodies, its centre and the people around them. Names are ids. */
import { createDocument } from '../evaluations/create-document.ts';
import { appendAudit, tablesOf, type Db, type Store } from '@heping/db';

export const CAST_PASSWORD = 'test-password-1';
export const CAST_AT = Date.UTC(2026, 2, 1, 1);

const PEOPLE = [
  ['alice', '艾丽', 'Alice'],
  ['bo', '薄文', 'Bo'],
  ['chen', '陈伟', 'Chen Wei'],
  ['dora', '杜娜', 'Dora'],
  ['eve', '叶薇', 'Eve'],
  ['officer', '镇经办', 'Town Officer'],
  ['approver', '镇审定', 'Town Approver'],
  ['county-officer', '县经办', 'County Officer'],
  ['leader', '金主任', 'Leader Jin'],
  ['deputy', '傅副主任', 'Deputy Fu'],
  ['staff', '石工作', 'Staff Shi'],
  ['outsider', '路人', 'Outsider'],
  ['admin', '管理员', 'Admin'],
] as const;

/** county > town, village; another town for what lies outside. */
const AREAS = [
  { id: 'zhejiang', name: '浙江省', nameEn: 'Zhejiang', level: 'province', parentId: null },
  { id: 'huzhou', name: '湖州市', nameEn: 'Huzhou', level: 'city', parentId: 'zhejiang' },
  { id: 'deqing', name: '德清县', nameEn: 'Deqing', level: 'county', parentId: 'huzhou' },
  { id: 'qianyuan', name: '乾元镇', nameEn: 'Qianyuan', level: 'township', parentId: 'deqing' },
  { id: 'xinshi', name: '新市镇', nameEn: 'Xinshi', level: 'township', parentId: 'deqing' },
] as const;

const BODIES = [
  {
    id: 'county-body',
    name: '德清县委员会',
    nameEn: 'Deqing committee',
    kind: 'county-committee',
    areaId: 'deqing',
  },
  {
    id: 'town-body',
    name: '乾元镇党委',
    nameEn: 'Qianyuan party committee',
    kind: 'local-party-committee',
    areaId: 'qianyuan',
  },
] as const;

const CENTRES = [
  {
    id: 'town-centre',
    name: '乾元镇党群服务中心',
    nameEn: 'Qianyuan centre',
    tier: 'township',
    areaId: 'qianyuan',
    runByBodyId: null,
  },
  {
    id: 'own-centre',
    name: '乾元镇直属中心',
    nameEn: 'Qianyuan own centre',
    tier: 'township',
    areaId: 'qianyuan',
    runByBodyId: 'town-body',
  },
  {
    id: 'far-centre',
    name: '新市镇党群服务中心',
    nameEn: 'Xinshi centre',
    tier: 'township',
    areaId: 'xinshi',
    runByBodyId: null,
  },
  {
    id: 'county-centre',
    name: '德清县党群服务中心',
    nameEn: 'Deqing centre',
    tier: 'county',
    areaId: 'deqing',
    runByBodyId: null,
  },
] as const;

/** Puts the cast into an empty database. */
export function seedCast(store: Store, passwordHash: string): Promise<void> {
  return store.tx(async (db) => {
    const t = tablesOf(db);
    await db.insert(t.people).values(
      PEOPLE.map(([id, name, nameEn]) => ({
        id,
        username: id,
        name,
        nameEn,
        passwordHash,
        isAdministrator: id === 'admin',
      })),
    );
    for (const area of AREAS) await db.insert(t.areas).values(area);
    await db.insert(t.bodies).values([...BODIES]);
    await db.insert(t.officers).values([
      { bodyId: 'town-body', personId: 'officer' },
      { bodyId: 'town-body', personId: 'approver' },
      { bodyId: 'county-body', personId: 'county-officer' },
    ]);
    await db.insert(t.centres).values([...CENTRES]);
    await db.insert(t.centrePeople).values([
      { centreId: 'town-centre', personId: 'leader', role: 'director' },
      { centreId: 'town-centre', personId: 'deputy', role: 'deputy' },
      { centreId: 'town-centre', personId: 'staff', role: 'staff' },
    ]);
    await seedCampaign(db, { id: 'campaign', bodyId: 'town-body', createdBy: 'officer' });
    await seedCampaign(db, { id: 'county-campaign', bodyId: 'county-body', createdBy: 'county-officer' });
  });
}

async function seedCampaign(
  db: Db,
  { id, bodyId, createdBy }: { readonly id: string; readonly bodyId: string; readonly createdBy: string },
): Promise<void> {
  await db.insert(tablesOf(db).campaigns).values({
    ...{ id, bodyId, createdBy },
    title: '2026 年度考核评估',
    periodFrom: '2026-01-01',
    periodTo: '2026-12-31',
    rubricCode: 'huzhou',
    step: 5,
    ceilingPolicy: 'discretion',
    scoringMode: 'independent',
    noticeDays: 5,
    timeZone: 'Asia/Shanghai',
    createdAt: CAST_AT,
  });
}

export interface PlannedEvaluation {
  readonly id?: string;
  readonly campaignId?: string;
  readonly centreId?: string;
  readonly kind?: 'regular' | 'spot-check';
  readonly leadBodyId?: string;
  /** The first one chairs. */
  readonly panel?: readonly string[];
}

/** An evaluation of the town's centre with alice as chair and bo, chen, dora, eve beside her, planned by `officer`. */
export async function seedEvaluation(store: Store, planned: PlannedEvaluation = {}): Promise<string> {
  const {
    id = 'evaluation',
    campaignId = 'campaign',
    centreId = 'town-centre',
    kind = 'regular',
    leadBodyId = 'town-body',
    panel = ['alice', 'bo', 'chen', 'dora', 'eve'],
  } = planned;
  await store.tx(async (db) => {
    const t = tablesOf(db);
    await db.insert(t.evaluations).values({
      ...{ id, campaignId, centreId, kind, leadBodyId },
      plannedOn: '2026-03-02',
      phase: 'planned',
      createdBy: 'officer',
      createdAt: CAST_AT,
    });
    await db
      .insert(t.panelMembers)
      .values(panel.map((personId, place) => ({ evaluationId: id, personId, isChair: place === 0 })));
    await createDocument(db, { kind: 'self', evaluation: id }, CAST_AT);
    await appendAudit(db, {
      at: CAST_AT,
      personId: 'officer',
      action: 'evaluation.plan',
      evaluationId: id,
      subject: id,
      detail: {
        ...{ campaign: campaignId, centre: centreId, kind, leadBody: leadBodyId, plannedOn: '2026-03-02' },
        jointBodies: [],
        selfEvaluated: false,
        panel: panel.map((person, place) => ({ person, isChair: place === 0 })),
      },
    });
  });
  return id;
}
