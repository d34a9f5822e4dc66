import type { SheetContent } from '@heping/protocol';
import { dayOf } from '#lib/words.ts';

/** The day the panel was there: when scoring was opened, whatever day it was planned for. */
export const visitedOn = ({ openedAt, plannedOn }: Pick<SheetContent, 'openedAt' | 'plannedOn'>): string =>
  openedAt === null ? plannedOn : dayOf(openedAt);
