import type { Body, Centre } from '@heping/db';
import type { BodyRef, CentreRef } from '@heping/protocol';
import type { AreaTree } from './tree.ts';

export function centreRef({ id, name, nameEn, tier, areaId }: Centre, areas: AreaTree): CentreRef {
  const { zh, en } = areas.path(areaId);
  return { id, name, nameEn, tier, area: zh, areaEn: en };
}

export const bodyRef = ({ id, name, nameEn, kind }: Body): BodyRef => ({ id, name, nameEn, kind });
