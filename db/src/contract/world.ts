/** A small world for the suites: one town with a centre, its committee, and two people. */
import type { Store } from '../store.ts';
import type { Evaluation, Person } from '../tables.ts';

let count = 0;
/** Another id each time; suites share one database per dialect. */
export const fresh = (kind: string) => `${kind}-${String(++count).padStart(6, '0')}`;

const person = (id: string): Person => ({
  ...{ id, username: id, name: '某某', nameEn: 'Somebody', passwordHash: '-', locale: 'zh' },
  ...{ isAdministrator: false, isDemo: false, disabledAt: null, email: '' },
});

export interface World {
  readonly alice: string;
  readonly bob: string;
  readonly town: string;
  readonly committee: string;
  readonly centre: string;
  readonly campaign: string;
}

/** Makes a world of its own. */
export async function makeWorld({ tx, tables }: Store): Promise<World> {
  const world: World = {
    alice: fresh('alice'),
    bob: fresh('bob'),
    town: fresh('town'),
    committee: fresh('committee'),
    centre: fresh('centre'),
    campaign: fresh('campaign'),
  };
  await tx(async (db) => {
    await db.insert(tables.people).values([person(world.alice), person(world.bob)]);
    await db
      .insert(tables.areas)
      .values({ id: world.town, name: '乾元镇', nameEn: 'Qianyuan Town', level: 'township' });
    await db.insert(tables.bodies).values({
      ...{ id: world.committee, name: '乾元镇党委', nameEn: 'Party Committee' },
      ...{ kind: 'local-party-committee', areaId: world.town },
    });
    await db.insert(tables.centres).values({
      ...{ id: world.centre, name: '乾元镇中心', nameEn: 'Qianyuan Centre' },
      ...{ tier: 'township', areaId: world.town, runByBodyId: world.committee },
    });
    await db.insert(tables.campaigns).values({
      ...{ id: world.campaign, bodyId: world.committee, title: '年度考核评估' },
      ...{ periodFrom: '2026-01-01', periodTo: '2026-12-31', rubricCode: 'huzhou', step: 5 },
      ...{ ceilingPolicy: 'discretion', scoringMode: 'independent', noticeDays: 5 },
      ...{ timeZone: 'Asia/Shanghai', createdBy: world.alice, createdAt: 1 },
    });
  });
  return world;
}

/** An evaluation's row as it is planned. */
export function planned(world: World, more: Partial<Evaluation> = {}) {
  return {
    ...{ id: fresh('evaluation'), campaignId: world.campaign, centreId: world.centre },
    ...{ kind: 'spot-check' as const, leadBodyId: world.committee },
    ...{ createdBy: world.alice, createdAt: 1 },
    ...more,
  };
}

/** An evaluation with one document of the panel. */
export async function makeDocument({ tx, tables }: Store, world: World) {
  const evaluation = planned(world);
  const document = `record:${evaluation.id}`;
  await tx(async (db) => {
    await db.insert(tables.evaluations).values(evaluation);
    await db
      .insert(tables.documents)
      .values({ name: document, evaluationId: evaluation.id, kind: 'record', createdAt: 1 });
  });
  return { evaluation: evaluation.id, document };
}
