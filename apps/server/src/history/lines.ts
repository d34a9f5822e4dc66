/** Out of a document's log: what was changed of one indicator, by whom and when. [HI1, HI3] */
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
import { replay } from './replay.ts';

export type Held = number | boolean | string | null;

/** One change, as the log has it. */
export interface Line {
  readonly at: number;
  readonly until: number;
  /** null: the server itself */
  readonly person: string | null;
  readonly place: string;
  /** what the piece of evidence is called that it speaks of */
  readonly piece: string | null;
  /** what it was, where the values do not say it */
  readonly act: HistoryAct | null;
  readonly before: Held;
  readonly after: Held;
}

/** The documents that a sheet comes out of. */
export type SheetKind = Extract<DocumentKind, 'ballot' | 'record' | 'consensus'>;

/** What of a document belongs to an indicator: keys of its maps, and its texts. */
export interface Watched {
  readonly indicator: IndicatorCode;
  readonly maps: Readonly<Record<string, (key: string) => boolean>>;
  readonly texts: readonly WatchedText[];
}
interface WatchedText {
  readonly root: string;
  type(doc: Y.Doc): Y.Text | Y.XmlFragment;
  read(doc: Y.Doc): string;
}

const EVIDENCE = /^evidence:(.+)$/;

/** Writing goes on after a pause shorter than this. */
const PAUSE_MS = 5 * 60_000;

/** The parts of each kind of document that belong to an indicator; `facts` are the codes of what is recorded for it. */
export function watchedOf(kind: SheetKind, indicator: IndicatorCode, facts: readonly string[]): Watched {
  const isIndicator = (key: string) => key === indicator;
  const ofFacts = (key: string) => facts.includes(key.split('.', 1)[0] ?? '');
  switch (kind) {
    case 'ballot':
      return {
        indicator,
        maps: { scores: isIndicator, recusals: isIndicator },
        texts: [textAt('remark', indicator, (doc) => remarkOf(doc, indicator))],
      };
    case 'record':
      return {
        indicator,
        maps: { facts: ofFacts, readings: ofFacts, evidence: (key) => isSaidOfEvidence(key, indicator) },
        texts: [
          {
            root: `note:${indicator}`,
            type: (doc) => noteOf(doc, indicator),
            read: (doc) => readNote(doc, indicator),
          },
        ],
      };
    case 'consensus':
      return {
        indicator,
        maps: { agreed: isIndicator, severity: isIndicator },
        texts: [textAt('reason', indicator, (doc) => reasonOf(doc, indicator))],
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
type OpenText = Pick<WatchedText, 'root' | 'read'>;

/** What one person wrote at one text; its words are read when it may be over, not at every letter. */
interface Run {
  readonly person: string | null;
  readonly at: number;
  readonly before: string;
  until: number;
  /** null: written at since it was read */
  after: string | null;
}

/** Every change of what is watched, oldest first. */
export async function linesOf(
  parts: AsyncIterable<readonly Update[]>,
  { indicator, maps, texts }: Watched,
  left?: AbortSignal,
): Promise<readonly Line[]> {
  const doc = new Y.Doc();
  const watchedMaps = Object.entries(maps).map(
    ([name, isWatched]) => [name, doc.getMap<Held>(name), isWatched] as const,
  );
  const watchedTexts = texts.map((text) => ({ ...text, type: text.type(doc) }));
  const held = new Map<string, Held>();
  const lines: Line[] = [];
  const runs = new Map<OpenText, Run>();

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
    if (before !== after || act === 'chosen')
      lines.push({ at, until: at, person, place, piece: null, act, before, after });
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
  const wordsOf = (text: OpenText, run: Run): string => (run.after ??= text.read(doc));
  const goesOn = (run: Run, { at, personId }: Update) => run.person === personId && at - run.until < PAUSE_MS;
  const noteText = (row: Update, text: OpenText) => {
    const run = runs.get(text);
    if (run !== undefined && goesOn(run, row)) {
      run.until = row.at;
      run.after = null;
      return;
    }
    if (run !== undefined) end(text, run);
    const { at, personId: person } = row;
    runs.set(text, { at, until: at, person, before: run?.after ?? '', after: null });
  };
  const end = (text: OpenText, run: Run) => {
    const { person, at, until, before } = run;
    const after = wordsOf(text, run);
    if (before !== after)
      lines.push({ at, until, person, place: text.root, piece: null, act: null, before, after });
  };

  const before = (row: Update) => {
    for (const [text, run] of runs) if (!goesOn(run, row)) wordsOf(text, run);
  };
  const each = (row: Update, transaction: Y.Transaction) => {
    // Yjs types their keys by an event that its own types do not have.
    const changed: Changed = transaction.changed;
    const touched: ReadonlyMap<unknown, unknown> = transaction.changedParentTypes;
    for (const [name, map, isWatched] of watchedMaps)
      for (const key of changed.get(map) ?? [])
        if (key !== null && isWatched(key))
          noteValue(row, `${name}:${key}`, map.get(key) ?? null, actOf(name, key, changed));
    for (const text of watchedTexts) if (touched.has(text.type)) noteText(row, text);
  };
  await replay(doc, parts, { before, each, left });
  for (const [text, run] of runs) end(text, run);
  return ofPieces(lines, evidence, indicator).toSorted((a, b) => a.until - b.until);
}

/** Only the pieces that serve the indicator, or did, by name; a piece may have been spoken of before it was linked. [HI6] */
function ofPieces(lines: readonly Line[], evidence: Y.Map<Held>, indicator: IndicatorCode): readonly Line[] {
  const served = new Set(lines.map(({ place }) => place));
  const nameOf = (slot: string) => {
    const name = evidence.get(pieceKey(slot, 'name'));
    return typeof name === 'string' ? name : '';
  };
  return lines.flatMap((line) => {
    const key = EVIDENCE.exec(line.place)?.[1];
    const slot = key === undefined ? undefined : slotOf(key);
    if (key === undefined || slot === undefined) return [line];
    if (!served.has(`evidence:${servesKey(slot, indicator)}`)) return [];
    const said = (value: Held) =>
      key === pieceKey(slot, 'before') && typeof value === 'string' ? nameOf(value) : value;
    return [{ ...line, piece: nameOf(slot), before: said(line.before), after: said(line.after) }];
  });
}
