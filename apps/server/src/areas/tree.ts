/** The areas as a tree: paths for people to read, and what lies in what. */
import { tablesOf, type Area, type Db } from '@heping/db';
import type { Localized } from '@heping/scoring';

export interface AreaTree {
  /** 湖州市德清县乾元镇; in English from the smallest up. Without the province. */
  path(areaId: string): Localized;
  isWithin(areaId: string, ancestorId: string): boolean;
  /** The area and everything in it, the larger before the smaller. */
  below(areaId: string): readonly Area[];
  /** All areas from the top, each before those in it. */
  downwards(): readonly { readonly area: Area; readonly depth: number }[];
  readonly size: number;
}

export async function loadAreas(db: Db): Promise<AreaTree> {
  const rows = await db.select().from(tablesOf(db).areas);
  const byId = new Map(rows.map((area) => [area.id, area]));

  /** From the area up to the top. */
  function upwards(areaId: string): Area[] {
    const way: Area[] = [];
    for (let area = byId.get(areaId); area !== undefined && !way.includes(area);) {
      way.push(area);
      area = area.parentId === null ? undefined : byId.get(area.parentId);
    }
    return way;
  }

  const children = Map.groupBy(rows, ({ parentId }) => parentId);
  function below(areaId: string): Area[] {
    const area = byId.get(areaId);
    const found = area === undefined ? [] : [area];
    // Every area has one parent, so nothing comes twice.
    for (const { id } of found) found.push(...(children.get(id) ?? []));
    return found;
  }

  const underneath = (parent: string | null, depth: number): { area: Area; depth: number }[] =>
    (children.get(parent) ?? []).flatMap((area) => [{ area, depth }, ...underneath(area.id, depth + 1)]);

  return {
    below,
    downwards: () => underneath(null, 0),
    size: rows.length,
    path(areaId) {
      const way = upwards(areaId);
      const named = way.filter(({ level }) => level !== 'province');
      const said = named.length > 0 ? named : way;
      return {
        zh: [...said]
          .reverse()
          .map(({ name }) => name)
          .join(''),
        en: said.map(({ nameEn, name }) => nameEn || name).join(', '),
      };
    },
    isWithin: (areaId, ancestorId) => upwards(areaId).some(({ id }) => id === ancestorId),
  };
}
