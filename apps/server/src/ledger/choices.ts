/** What a filter can choose from: only what the reader's own rows have. [LG3] */
import { tablesOf, type Db } from '@heping/db';
import type { LedgerChoices } from '@heping/protocol';
import { dayIn, TIME_ZONE } from '@heping/scoring';
import { and, asc, count, eq, inArray, isNotNull } from 'drizzle-orm';
import { personRef } from '../people/person-ref.ts';
import type { LedgerReader } from './filter.ts';
import { inScope, isInScope, withOffice } from './scope.ts';

export async function readChoices(db: Db, { scope }: LedgerReader): Promise<LedgerChoices> {
  const tables = tablesOf(db);
  const { cases, centres, evaluations, campaigns, people, officers } = tables;
  const where = inScope(tables, scope);
  const [places, ofHandlers, colleagues, delivered] = await Promise.all([
    db
      .select({
        centre: cases.centreId,
        area: cases.areaId,
        responsible: cases.responsibleId,
        count: count(),
      })
      .from(cases)
      .where(where)
      .groupBy(cases.centreId, cases.areaId, cases.responsibleId),
    scope.isOfficer
      ? db
          .selectDistinct({ id: cases.handledBy })
          .from(cases)
          .where(and(where, withOffice(tables, scope)))
      : [],
    scope.bodies.size === 0
      ? []
      : db
          .selectDistinct({ id: officers.personId })
          .from(officers)
          .where(inArray(officers.bodyId, [...scope.bodies])),
    db
      .select({
        campaign: evaluations.campaignId,
        leadBodyId: evaluations.leadBodyId,
        centreId: evaluations.centreId,
        areaId: centres.areaId,
        at: evaluations.deliveredAt,
      })
      .from(evaluations)
      .innerJoin(centres, eq(centres.id, evaluations.centreId))
      .where(isNotNull(evaluations.deliveredAt)),
  ]);
  const seen = delivered.filter((one) => isInScope(scope, one));
  const responsible = distinct(places.map((place) => place.responsible));
  const handlers = distinct([...ofHandlers, ...colleagues].map(({ id }) => id));
  const [centreRows, peopleRows, titles] = await Promise.all([
    db
      .select({ id: centres.id, name: centres.name, nameEn: centres.nameEn })
      .from(centres)
      .where(inArray(centres.id, distinct(places.map(({ centre }) => centre))))
      .orderBy(asc(centres.name)),
    db
      .select()
      .from(people)
      .where(inArray(people.id, [...responsible, ...handlers])),
    db
      .select({ id: campaigns.id, title: campaigns.title })
      .from(campaigns)
      .where(inArray(campaigns.id, distinct(seen.map(({ campaign }) => campaign))))
      .orderBy(asc(campaigns.title)),
  ]);
  const named = (ids: readonly string[]) =>
    peopleRows.filter(({ id }) => ids.includes(id)).map((person) => personRef(person));
  return {
    areas: areasAbove(scope.tree, new Set(places.map(({ area }) => area))),
    centres: centreRows,
    campaigns: titles,
    years: yearsOf(seen.map(({ at }) => at).filter((at) => at !== null)),
    responsible: named(responsible),
    handlers: named(handlers),
  };
}

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** The areas of the rows and those they lie in, as a tree read downwards. */
function areasAbove(
  tree: LedgerReader['scope']['tree'],
  present: ReadonlySet<string>,
): LedgerChoices['areas'] {
  return tree
    .downwards()
    .filter(({ area }) => tree.below(area.id).some(({ id }) => present.has(id)))
    .map(({ area: { id, name, nameEn }, depth }) => ({ id, name, nameEn, depth }));
}

function yearsOf(moments: readonly number[]): number[] {
  const years = moments.map((at) => Number(dayIn(TIME_ZONE, at).slice(0, 4)));
  return [...new Set(years)].toSorted((one, other) => other - one);
}
