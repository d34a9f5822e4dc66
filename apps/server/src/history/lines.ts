/** Out of a document's log: what was changed of one indicator, by whom and when. [HI1, HI3, HI5, HI6] */
import type { Update } from '@heping/db';
import {
  noteOf,
  parseEvidenceKey,
  parseSettledKey,
  pieceKey,
  readNote,
  reasonOf,
  remarkOf,
  servesKey,
  SHARED_PIECE_FIELDS,
  slotOf,
  type DocumentKind,
  type HistoryAct,
} from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';
import * as Y from 'yjs';
import { MOST, Newest, type Held, type Line, type Most } from './newest.ts';
import { partsOf, replay } from './replay.ts';
import { linesOfRuns, type Run, type Source, type WatchedText } from './runs.ts';

/** The documents that a sheet comes out of. */
export type SheetKind = Extract<DocumentKind, 'ballot' | 'record' | 'consensus'>;

/** What of a document belongs to an indicator: keys of its maps, and its text. */
export interface Watched {
  readonly indicator: IndicatorCode;
  readonly maps: Readonly<Record<string, (key: string) => boolean>>;
  readonly text: WatchedText;
}
const EVIDENCE = /^evidence:(.+)$/;

/** Writing goes on after a pause shorter than this. */
const PAUSE_MS = 5 * 60_000;

/** Of all pieces together: which of them serve the indicator is known at the end. [HI6] */
const MOST_OF_PIECES: Most = { lines: 5_000, units: 1_000_000 };

/** The parts of each kind of document that belong to an indicator; `facts` are the codes of what is recorded for it. */
export function watchedOf(kind: SheetKind, indicator: IndicatorCode, facts: readonly string[]): Watched {
  const isIndicator = (key: string) => key === indicator;
  const ofFacts = (key: string) => facts.includes(key.split('.', 1)[0] ?? '');
  switch (kind) {
    case 'ballot':
      return {
        indicator,
        maps: { scores: isIndicator, recusals: isIndicator },
        text: textAt('remark', indicator, (doc) => remarkOf(doc, indicator)),
      };
    case 'record':
      return {
        indicator,
        maps: { facts: ofFacts, readings: ofFacts, evidence: (key) => isSaidOfEvidence(key, indicator) },
        text: {
          root: `note:${indicator}`,
          type: (doc) => noteOf(doc, indicator),
          read: (doc) => readNote(doc, indicator),
        },
      };
    case 'consensus':
      return {
        indicator,
        maps: { agreed: isIndicator, severity: isIndicator },
        text: textAt('reason', indicator, (doc) => reasonOf(doc, indicator)),
      };
  }
}

/** Whether a key of the evidence is said of a piece of this indicator, should the piece serve it. [HI6] */
function isSaidOfEvidence(key: string, indicator: IndicatorCode): boolean {
  const read = parseEvidenceKey(key);
  if (read?.kind === 'field') return SHARED_PIECE_FIELDS.some((field) => field === read.field);
  return read?.indicator === indicator;
}

const textAt = (root: string, indicator: IndicatorCode, type: (doc: Y.Doc) => Y.Text): WatchedText => ({
  root: `${root}:${indicator}`,
  type,
  read: (doc) => type(doc).toString().trim(),
});

/** Keys of maps that an update changed. */
type Changed = ReadonlyMap<unknown, ReadonlySet<string | null>>;

/** The newest changes, oldest first, and whether there are more. */
interface Found {
  readonly lines: readonly Line[];
  readonly isCut: boolean;
}

/**
 * The newest changes of what is watched; what falls out of them is forgotten while the log is read. The words of a text
 * are read in a second look, of the stretches of writing that stay: a long note costs more to read than to write at. [HI5]
 */
export async function linesOf(
  { log, document }: Source,
  { indicator, maps, text }: Watched,
  left?: AbortSignal,
): Promise<Found> {
  const doc = new Y.Doc();
  const watchedMaps = Object.entries(maps).map(
    ([name, isWatched]) => [name, doc.getMap<Held>(name), isWatched] as const,
  );
  const watchedText = text.type(doc);
  const held = new Map<string, Held>();
  const served = new Set<string>();
  const [found, ofPieces] = [new Newest<Line>(MOST), new Newest<Line>(MOST_OF_PIECES)];
  const runs: Run[] = [];
  let areRunsCut = false;

  const evidence = doc.getMap<Held>('evidence');
  const settled = doc.getMap('settled');

  const noteValue = (
    { at, personId: person }: Update,
    place: string,
    after: Held,
    act: HistoryAct | null,
  ) => {
    const before = held.get(place) ?? null;
    held.set(place, after);
    if (before === after && act !== 'chosen') return;
    const { slot, isLink } = pieceIn(place, indicator);
    if (slot !== null && isLink) served.add(slot);
    const line = { at, until: at, person, place, piece: null, act, before, after };
    (slot === null ? found : ofPieces).add(line);
  };
  /** What came with it says what it was: a reading was settled, or the piece is there from now on. [HI1, HI6] */
  const actOf = (name: string, key: string, changed: Changed): HistoryAct | null => {
    const keysOf = (map: unknown) => [...(changed.get(map) ?? [])].filter((one) => one !== null);
    if (name === 'facts')
      return keysOf(settled).some((text) => parseSettledKey(text)?.key === key) ? 'chosen' : null;
    const read = name === 'evidence' ? parseEvidenceKey(key) : undefined;
    if (read?.kind !== 'serves') return null;
    return keysOf(evidence).includes(pieceKey(read.slot, 'by')) ? 'brought' : null;
  };
  const noteText = ({ seq, at, personId: person }: Update) => {
    const run = runs.at(-1);
    if (run !== undefined && run.person === person && at - run.until < PAUSE_MS) {
      run.until = at;
      run.lastSeq = seq;
      return;
    }
    runs.push({ person, at, until: at, firstSeq: seq, lastSeq: seq });
    if (runs.length > 2 * MOST.lines) forgetRuns();
  };
  const forgetRuns = () => {
    areRunsCut ||= runs.length > MOST.lines;
    runs.splice(0, Math.max(0, runs.length - MOST.lines));
  };
  const each = (row: Update, transaction: Y.Transaction) => {
    // Yjs types their keys by an event that its own types do not have.
    const changed: Changed = transaction.changed;
    const touched: ReadonlyMap<unknown, unknown> = transaction.changedParentTypes;
    for (const [name, map, isWatched] of watchedMaps)
      for (const key of changed.get(map) ?? [])
        if (key !== null && isWatched(key))
          noteValue(row, `${name}:${key}`, map.get(key) ?? null, actOf(name, key, changed));
    if (touched.has(watchedText)) noteText(row);
  };
  await replay(doc, partsOf(log, document), { each, left });
  forgetRuns();
  for (const line of ofPieces.lines) {
    const { slot } = pieceIn(line.place, indicator);
    if (slot !== null && served.has(slot)) found.add(called(line, slot, evidence));
  }
  await linesOfRuns({ log, document }, { text, runs, left }, (line) => found.add(line));
  return { lines: found.lines, isCut: found.isCut || ofPieces.isCut || areRunsCut };
}

/** The piece of evidence that a place speaks of, and whether it links it to the indicator. [HI6] */
function pieceIn(place: string, indicator: IndicatorCode): { slot: string | null; isLink: boolean } {
  const key = EVIDENCE.exec(place)?.[1];
  const slot = key === undefined ? undefined : slotOf(key);
  return slot === undefined
    ? { slot: null, isLink: false }
    : { slot, isLink: key === servesKey(slot, indicator) };
}

/** A line of a piece, with the names of the pieces in it. [HI6] */
function called(line: Line, slot: string, evidence: Y.Map<Held>): Line {
  const nameOf = (of: string) => {
    const name = evidence.get(pieceKey(of, 'name'));
    return typeof name === 'string' ? name : '';
  };
  const isOfBefore = line.place === `evidence:${pieceKey(slot, 'before')}`;
  const said = (value: Held) => (isOfBefore && typeof value === 'string' ? nameOf(value) : value);
  return { ...line, piece: nameOf(slot), before: said(line.before), after: said(line.after) };
}
