/** Out of a document's log: what was changed of one indicator, by whom and when. [HI1, HI3] */
import type { Update } from '@heping/db';
import { noteOf, readNote, reasonOf, remarkOf, type DocumentKind } from '@heping/protocol';
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
  readonly before: Held;
  readonly after: Held;
}

/** The documents that a sheet comes out of. */
export type SheetKind = Extract<DocumentKind, 'ballot' | 'record' | 'consensus'>;

/** What of a document belongs to an indicator: keys of its maps, and its texts. */
export interface Watched {
  readonly maps: Readonly<Record<string, (key: string) => boolean>>;
  readonly texts: readonly WatchedText[];
}
interface WatchedText {
  readonly root: string;
  type(doc: Y.Doc): Y.Text | Y.XmlFragment;
  read(doc: Y.Doc): string;
}

/** Writing goes on after a pause shorter than this. */
const PAUSE_MS = 5 * 60_000;

/** The parts of each kind of document that belong to an indicator; `facts` are the codes of what is recorded for it. */
export function watchedOf(kind: SheetKind, indicator: IndicatorCode, facts: readonly string[]): Watched {
  const isIndicator = (key: string) => key === indicator;
  const ofFacts = (key: string) => facts.includes(key.split('.', 1)[0] ?? '');
  switch (kind) {
    case 'ballot':
      return {
        maps: { scores: isIndicator, recusals: isIndicator },
        texts: [textAt('remark', indicator, (doc) => remarkOf(doc, indicator))],
      };
    case 'record':
      return {
        maps: { facts: ofFacts, readings: ofFacts },
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
        maps: { agreed: isIndicator, severity: isIndicator },
        texts: [textAt('reason', indicator, (doc) => reasonOf(doc, indicator))],
      };
  }
}

const textAt = (root: string, indicator: IndicatorCode, type: (doc: Y.Doc) => Y.Text): WatchedText => ({
  root: `${root}:${indicator}`,
  type,
  read: (doc) => type(doc).toString().trim(),
});

/** Every change of what is watched, oldest first. */
export async function linesOf(
  rows: readonly Update[],
  { maps, texts }: Watched,
  left?: AbortSignal,
): Promise<readonly Line[]> {
  const doc = new Y.Doc();
  const watchedMaps = Object.entries(maps).map(
    ([name, isWatched]) => [name, doc.getMap<Held>(name), isWatched] as const,
  );
  const watchedTexts = texts.map((text) => ({ ...text, type: text.type(doc) }));
  const held = new Map<string, Held>();
  const lines: Line[] = [];
  const runs = new Map<string, Line>();

  const noteValue = ({ at, personId: person }: Update, place: string, after: Held) => {
    const before = held.get(place) ?? null;
    held.set(place, after);
    if (before !== after) lines.push({ at, until: at, person, place, before, after });
  };
  const noteText = ({ at, personId: person }: Update, place: string, after: string) => {
    const before = held.get(place) ?? '';
    held.set(place, after);
    const run = runs.get(place);
    const goesOn = run?.person === person && at - run.until < PAUSE_MS;
    if (!goesOn) end(run);
    runs.set(place, goesOn ? { ...run, until: at, after } : { at, until: at, person, place, before, after });
  };
  const end = (run: Line | undefined) => {
    if (run !== undefined && run.before !== run.after) lines.push(run);
  };

  const each = (row: Update, transaction: Y.Transaction) => {
    // Yjs types their keys by an event that its own types do not have.
    const changed: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
    const touched: ReadonlyMap<unknown, unknown> = transaction.changedParentTypes;
    for (const [name, map, isWatched] of watchedMaps)
      for (const key of changed.get(map) ?? [])
        if (key !== null && isWatched(key)) noteValue(row, `${name}:${key}`, map.get(key) ?? null);
    for (const { root, type, read } of watchedTexts) if (touched.has(type)) noteText(row, root, read(doc));
  };
  await replay(doc, rows, { each, left });
  for (const run of runs.values()) end(run);
  return lines.toSorted((a, b) => a.until - b.until);
}
