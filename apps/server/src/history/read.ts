/** The history of an indicator, and the documents as they stood, for one reader. [HI2–HI5] */
import type { Store, Update } from '@heping/db';
import {
  parseDocumentName,
  readAgreed,
  readNote,
  readReasons,
  readRecusals,
  readScores,
  readSeverities,
  remarkOf,
  type History,
  type HistoryLine,
  type PersonRef,
  type Standing,
} from '@heping/protocol';
import {
  checklistsFor,
  indicatorsOf,
  may,
  requirementsFor,
  type Action,
  type IndicatorCode,
  type Rubric,
} from '@heping/scoring';
import * as Y from 'yjs';
import type { Access } from '../evaluations/access.ts';
import { seatsOf, sitting, type Seat } from '../evaluations/seats.ts';
import { panelColors, personRef } from '../people/person-ref.ts';
import { Refused } from '../refused.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { linesOf, watchedOf, type Held, type Line, type SheetKind } from './lines.ts';
import { replay } from './replay.ts';

const MOST = { lines: 400, units: 400_000 } as const;

const READ: Readonly<Record<Exclude<SheetKind, 'ballot'>, Action>> = {
  record: 'record.read',
  consensus: 'consensus.read',
};

interface Open {
  readonly name: string;
  readonly kind: SheetKind;
  /** whose ballot */
  readonly person: string | null;
}

/** The seats as people, in the colours that they have everywhere else: nobody else writes these documents. */
const peopleIn = (seats: readonly Seat[]): ReadonlyMap<string, PersonRef> => {
  const colors = panelColors(seats.map(({ id }) => id));
  return new Map(seats.map((seat) => [seat.id, personRef(seat, colors)]));
};

/** The documents that somebody may look back at now. [HI2] */
async function openTo(store: Store, reader: Access, seats: readonly Seat[]): Promise<readonly Open[]> {
  const { evaluation, roles } = reader;
  const mayNow = (action: Action) => may(roles, action, evaluation.phase);
  const isSitting = (person: string) => sitting(seats).some(({ id }) => id === person);
  const documents = await store.log.listDocuments(evaluation.id);
  return documents.flatMap(({ name }): Open[] => {
    const document = parseDocumentName(name);
    if (document === undefined || document.kind === 'plan' || document.kind === 'self') return [];
    if (document.kind !== 'ballot')
      return mayNow(READ[document.kind]) ? [{ name, kind: document.kind, person: null }] : [];
    const { person } = document;
    return mayNow('ballots.read') && isSitting(person) ? [{ name, kind: 'ballot', person }] : [];
  });
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
  const found: { readonly line: Line; readonly document: Open }[] = [];
  const seats = await seatsOf(store.db, reader);
  for (const document of await openTo(store, reader, seats)) {
    const rows = await store.log.readUpdates(document.name, 0);
    const lines = await linesOf(rows, watchedOf(document.kind, indicator, facts), left);
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

/** The documents as they stood at a moment. [HI4] */
export async function readStanding(
  store: Store,
  reader: Access,
  moment: number,
  left?: AbortSignal,
): Promise<Standing> {
  const rubric = rubricOf(reader.campaign);
  const seats = await seatsOf(store.db, reader);
  const people = peopleIn(seats);
  const standing: { -readonly [K in keyof Standing]: Standing[K] } = {
    ...{ at: moment, record: null, consensus: null, ballots: [] },
  };
  for (const { name, kind, person } of await openTo(store, reader, seats)) {
    const doc = await docAt(await store.log.readUpdates(name, 0), moment, left);
    if (kind === 'record') standing.record = recordIn(doc, rubric);
    else if (kind === 'consensus') standing.consensus = consensusIn(doc, rubric);
    else standing.ballots.push({ person: refIn(people, person) as PersonRef, ...ballotIn(doc, rubric) });
    doc.destroy();
  }
  return standing;
}

async function docAt(rows: readonly Update[], moment: number, left?: AbortSignal): Promise<Y.Doc> {
  const doc = new Y.Doc();
  await replay(
    doc,
    rows.filter(({ at }) => at <= moment),
    { left },
  );
  return doc;
}

const codesOf = (rubric: Rubric): IndicatorCode[] => indicatorsOf(rubric).map(({ code }) => code);

/** What is not empty, by indicator. */
const texts = (rubric: Rubric, read: (indicator: IndicatorCode) => string): Record<IndicatorCode, string> =>
  Object.fromEntries(
    codesOf(rubric)
      .map((code) => [code, read(code).trim()] as const)
      .filter(([, text]) => text !== ''),
  );

function recordIn(doc: Y.Doc, rubric: Rubric): NonNullable<Standing['record']> {
  const facts = [...doc.getMap<Held>('facts').entries()].filter(([, value]) => value !== null);
  return { facts: Object.fromEntries(facts), notes: texts(rubric, (code) => readNote(doc, code)) };
}

function consensusIn(doc: Y.Doc, rubric: Rubric): NonNullable<Standing['consensus']> {
  const reasons = readReasons(doc, rubric);
  return {
    agreed: readAgreed(doc, rubric),
    severities: readSeverities(doc, rubric),
    reasons: texts(rubric, (code) => reasons[code] ?? ''),
  };
}

function ballotIn(doc: Y.Doc, rubric: Rubric): Omit<Standing['ballots'][number], 'person'> {
  const recusals = readRecusals(doc, rubric);
  return {
    scores: readScores(doc, rubric),
    recused: codesOf(rubric).filter((code) => recusals[code] !== null),
    remarks: texts(rubric, (code) => remarkOf(doc, code).toString()),
  };
}

const refIn = (people: ReadonlyMap<string, PersonRef>, id: string | null): PersonRef | null =>
  id === null ? null : (people.get(id) ?? null);
