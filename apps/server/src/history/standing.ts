/** The documents of an evaluation as they stood at a moment, for one reader. [HI2, HI4, HI7, HI8] */
import type { Store } from '@heping/db';
import {
  noteOf,
  readAgreed,
  readNoteMethod,
  readPieces,
  readReasons,
  readRecusals,
  readScores,
  readSeverities,
  remarkOf,
  type NoteLine,
  type PersonRef,
  type Piece,
  type Standing,
  type StandingPiece,
} from '@heping/protocol';
import { indicatorsOf, type IndicatorCode, type Rubric } from '@heping/scoring';
import type * as Y from 'yjs';
import type { Access } from '../evaluations/access.ts';
import { seatsOf } from '../evaluations/seats.ts';
import { seenPieces, type Arrived } from '../files/pieces.ts';
import { rubricOf } from '../rubrics/rubric.ts';
import { noteLines } from '../sheets/note.ts';
import type { Held } from './newest.ts';
import { openTo, peopleIn, refIn } from './open.ts';
import { docAt } from './replay.ts';

/** What stands beside a record: who is who, and the files that the reader may see. */
interface Beside {
  readonly people: ReadonlyMap<string, PersonRef>;
  readonly seen: readonly Arrived[];
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
  const seen = await seenPieces(store.db, reader);
  const standing: { -readonly [K in keyof Standing]: Standing[K] } = {
    ...{ at: moment, record: null, consensus: null, ballots: [] },
  };
  for (const { name, kind, person } of await openTo(store, reader, seats)) {
    const doc = await docAt(store.log, name, { moment, left });
    if (kind === 'record') standing.record = recordIn(doc, rubric, { people, seen });
    else if (kind === 'consensus') standing.consensus = consensusIn(doc, rubric);
    else standing.ballots.push({ person: refIn(people, person) as PersonRef, ...ballotIn(doc, rubric) });
    doc.destroy();
  }
  return standing;
}

const codesOf = (rubric: Rubric): IndicatorCode[] => indicatorsOf(rubric).map(({ code }) => code);

/** What is not empty, by indicator. */
const texts = (rubric: Rubric, read: (indicator: IndicatorCode) => string): Record<IndicatorCode, string> =>
  Object.fromEntries(
    codesOf(rubric)
      .map((code) => [code, read(code).trim()] as const)
      .filter(([, text]) => text !== ''),
  );

function recordIn(doc: Y.Doc, rubric: Rubric, beside: Beside): NonNullable<Standing['record']> {
  const facts = [...doc.getMap<Held>('facts').entries()].filter(([, value]) => value !== null);
  const codes = codesOf(rubric);
  const notes = codes.map((code): [IndicatorCode, NoteLine[]] => [code, [...noteLines(noteOf(doc, code))]]);
  const methods = codes.map((code) => [code, readNoteMethod(doc, code)] as const);
  return {
    facts: Object.fromEntries(facts),
    notes: Object.fromEntries(notes.filter(([, lines]) => lines.length > 0)),
    noteMethods: Object.fromEntries(
      methods.flatMap(([code, method]) => (method === null ? [] : [[code, method] as const])),
    ),
    pieces: readPieces(doc)
      .filter(({ serves }) => serves.length > 0)
      .map((piece) => pieceThen(piece, beside)),
  };
}

/** What the record said of a piece then, with the bytes as far as the reader may see them. [HI7, FS11, FS15] */
function pieceThen({ serves, ...piece }: Piece, { people, seen }: Beside): StandingPiece {
  const arrived = seen.find(({ slot, personId }) => slot === piece.slot && personId === piece.by);
  return {
    ...piece,
    by: refIn(people, piece.by),
    serves: [...serves],
    file: arrived === undefined ? null : fileOf(arrived),
  };
}
const fileOf = ({ file: { id, type, at } }: Arrived): StandingPiece['file'] => ({ id, type, at });

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
