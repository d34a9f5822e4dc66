/** What was written at a text, one person's stretch of writing after the other. [HI3, HI5] */
import type { Log } from '@heping/db';
import * as Y from 'yjs';
import type { Line } from './newest.ts';
import { partsOf, replay } from './replay.ts';

export interface WatchedText {
  readonly root: string;
  type(doc: Y.Doc): Y.Text | Y.XmlFragment;
  read(doc: Y.Doc): string;
}

/** A document's log. */
export interface Source {
  readonly log: Pick<Log, 'readPart' | 'readSnapshotBy'>;
  readonly document: string;
}

/** A stretch of writing: from one update of the log to another. */
export interface Run {
  readonly person: string | null;
  readonly at: number;
  readonly firstSeq: number;
  until: number;
  lastSeq: number;
}

/** The words before and after each of these: the log is read once more, from the newest snapshot that lies before them. */
export async function linesOfRuns(
  { log, document }: Source,
  {
    text,
    runs,
    left,
  }: { readonly text: WatchedText; readonly runs: readonly Run[]; readonly left: AbortSignal | undefined },
  add: (line: Line) => void,
): Promise<void> {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return;
  const doc = new Y.Doc();
  text.type(doc);
  const snapshot = await log.readSnapshotBy(document, first.at);
  const start = snapshot !== undefined && snapshot.seq < first.firstSeq ? snapshot : undefined;
  if (start !== undefined) Y.applyUpdate(doc, start.bytes);
  const ends = new Map(runs.map((run) => [run.lastSeq, run]));
  let words = '';
  await replay(doc, partsOf(log, document, { afterSeq: start?.seq ?? 0, toSeq: last.lastSeq }), {
    before: ({ seq }) => {
      if (seq === first.firstSeq) words = text.read(doc);
    },
    each: ({ seq }) => {
      const run = ends.get(seq);
      if (run === undefined) return;
      const before = words;
      words = text.read(doc);
      const { person, at, until } = run;
      if (before !== words)
        add({ at, until, person, place: text.root, piece: null, act: null, before, after: words });
    },
    left,
  });
}
