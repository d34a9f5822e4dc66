/** The history of an indicator, for one reader. [HI1–HI3, HI5, HI6] */
import type { Store } from '@heping/db';
import type { History, HistoryLine } from '@heping/protocol';
import { checklistsFor, indicatorsOf, requirementsFor, type IndicatorCode } from '@heping/scoring';
import type { Access } from '../evaluations/access.ts';
import { seatsOf } from '../evaluations/seats.ts';
import { Refused } from '../refused.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { linesOf, watchedOf } from './lines.ts';
import { MOST, Newest, type Line } from './newest.ts';
import { openTo, peopleIn, refIn, type Open } from './open.ts';

interface OfDocument extends Line {
  readonly source: Open;
}

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
  const found = new Newest<OfDocument>(MOST);
  let isCut = false;
  const seats = await seatsOf(store.db, reader);
  for (const source of await openTo(store, reader, seats)) {
    const watched = watchedOf(source.kind, indicator, facts);
    const read = await linesOf({ log: store.log, document: source.name }, watched, left);
    for (const line of read.lines) found.add({ ...line, source });
    isCut ||= read.isCut;
  }
  const people = peopleIn(seats);
  return {
    // Of one moment the later stands first, too.
    lines: found.lines.toReversed().map(({ person, source, ...line }): HistoryLine => ({
      ...line,
      by: refIn(people, person),
      document: source.kind,
      ballotOf: refIn(people, source.person),
    })),
    isCut: isCut || found.isCut,
  };
}
