/** What a filter can choose from: only what the reader's own rows have. [LG3] */
import { tablesOf, type Db } from '@heping/db';
import type { LedgerChoices } from '@heping/protocol';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import { asc, inArray, max, min } from 'drizzle-orm';
import { personRef } from '../people/person-ref.ts';
import type { LedgerReader } from './filter.ts';
import { inScope } from './scope.ts';

export async function readChoices(db: Db, { scope }: LedgerReader): Promise<LedgerChoices> {
  const tables = tablesOf(db);
  const { cases, centres, evaluations, campaigns, people, officers } = tables;
  const where = inScope(tables, scope);
  const [ofCentres, ofAreas, ofEvaluations, ofResponsible, ofHandlers, colleagues, [times]] = await Promise.all([
    db.selectDistinct({ id: cases.centreId }).from(cases).where(where),
    db.selectDistinct({ id: cases.areaId }).from(cases).where(where),
    db.selectDistinct({ id: cases.evaluationId }).from(cases).where(where),
    db.selectDistinct({ id: cases.responsibleId }).from(cases).where(where),
    db.selectDistinct({ id: cases.handledBy }).from(cases).where(where),
    scope.bodies.size === 0
      ? []
      : db
          .selectDistinct({ id: officers.personId })
          .from(officers)
          .where(inArray(officers.bodyId, [...scope.bodies])),
    db.select({ first: min(cases.deliveredAt), last: max(cases.deliveredAt) }).from(cases).where(where),
  ]);
  const responsible = idsOf(ofResponsible);
  const handlers = idsOf([...(scope.isOfficer ? ofHandlers : []), ...colleagues]);
  const chosen = new Set(idsOf(ofEvaluations));
  const [centreRows, ofCampaigns, peopleRows] = await Promise.all([
    db
      .select({ id: centres.id, name: centres.name, nameEn: centres.nameEn })
      .from(centres)
      .where(inArray(centres.id, idsOf(ofCentres)))
      .orderBy(asc(centres.name)),
    db.select({ id: evaluations.id, campaign: evaluations.campaignId }).from(evaluations),
    db
      .select()
      .from(people)
      .where(inArray(people.id, [...responsible, ...handlers])),
  ]);
  const campaignIds = new Set(ofCampaigns.filter(({ id }) => chosen.has(id)).map(({ campaign }) => campaign));
  const titles = await db
    .select({ id: campaigns.id, title: campaigns.title })
    .from(campaigns)
    .where(inArray(campaigns.id, [...campaignIds]))
    .orderBy(asc(campaigns.title));
  const named = (ids: readonly string[]) =>
    peopleRows.filter(({ id }) => ids.includes(id)).map((person) => personRef(person));
  return {
    areas: areasAbove(scope.tree, new Set(idsOf(ofAreas))),
    centres: centreRows,
    campaigns: titles,
    years: yearsOf(times),
    responsible: named(responsible),
    handlers: named(handlers),
  };
}

const idsOf = (rows: readonly { readonly id: string | null }[]): string[] => [
  ...new Set(rows.map(({ id }) => id).filter((id) => id !== null)),
];

/** The areas of the rows and those they lie in, as a tree read downwards. */
function areasAbove(tree: LedgerReader['scope']['tree'], present: ReadonlySet<string>): LedgerChoices['areas'] {
  return tree
    .downwards()
    .filter(({ area }) => tree.below(area.id).some(({ id }) => present.has(id)))
    .map(({ area: { id, name, nameEn }, depth }) => ({ id, name, nameEn, depth }));
}

function yearsOf(times: { readonly first: number | null; readonly last: number | null } | undefined): number[] {
  if (times === undefined || times.first === null || times.last === null) return [];
  const year = (at: number) => Number(dayIn(TIME_ZONE, at).slice(0, 4));
  const first = year(times.first);
  return Array.from({ length: year(times.last) - first + 1 }, (_, place) => first + place).reverse();
}
