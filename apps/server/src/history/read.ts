/** The history of an indicator, for one reader. [HI1–HI3, HI5, HI6] */
import type { Store } from '@heping/db';
import type { History, HistoryLine } from '@heping/protocol';
import { checklistsFor, indicatorsOf, requirementsFor, type IndicatorCode } from '@heping/scoring';
import type { Access } from '../evaluations/access.ts';
import { seatsOf } from '../evaluations/seats.ts';
import { Refused } from '../refused.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { linesOf, watchedOf, type Held, type Line } from './lines.ts';
import { openTo, peopleIn, refIn, type Open } from './open.ts';
import { partsOf } from './replay.ts';

const MOST = { lines: 400, units: 400_000 } as const;

/** Throws NOT_FOUND for an indicator that the rubric has not. */
export async function readHistory(
  store: Store,
  reader: Access,
  indicator: IndicatorCode,
  left?: AbortSignal,
): Promise<History> {
  const rubric = rubricOf(reader.campaign);
  if (!indicatorsOf(rubric).some(({ code }) => code === indicator)) throw new Refused('NOT_FOUND');
  const facts = [
    ...requirementsFor(rubric, reader.centre.tier, indicator).map(({ requirement }) => requirement.code),
    ...checklistsFor(rubric, reader.centre.tier, indicator).map(({ code }) => code),
  ];
  const found: { readonly line: Line; readonly document: Open }[] = [];
  const seats = await seatsOf(store.db, reader);
  for (const document of await openTo(store, reader, seats)) {
    const parts = partsOf(store.log, document.name);
    const lines = await linesOf(parts, watchedOf(document.kind, indicator, facts), left);
    found.push(...lines.map((line) => ({ line, document })));
  }
  // Of one moment the later stands first, too.
  const newest = found.toReversed().toSorted((a, b) => b.line.until - a.line.until);
  const kept = newest.slice(0, fitting(newest.map(({ line }) => line)));
  const people = peopleIn(seats);
  return {
    lines: kept.map(({ line: { person, ...line }, document }): HistoryLine => ({
      ...line,
      by: refIn(people, person),
      document: document.kind,
      ballotOf: refIn(people, document.person),
    })),
    isCut: kept.length < newest.length,
  };
}

/** How many lines, from the first, stay within the limits. [HI5] */
function fitting(lines: readonly Line[]): number {
  const sizeOf = (value: Held) => (typeof value === 'string' ? value.length : 1);
  let units = 0;
  for (const [place, { before, after }] of lines.entries()) {
    units += sizeOf(before) + sizeOf(after);
    if (place >= MOST.lines || units > MOST.units) return place;
  }
  return lines.length;
}
