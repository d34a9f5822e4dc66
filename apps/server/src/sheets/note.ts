/** Evidence notes as plain trees: one spelling for one content, whatever edits led to it. [SH3] */
import { NOTE_NODES, noteOf } from '@heping/protocol';
import type { IndicatorCode } from '@heping/scoring';
import * as Y from 'yjs';
import { hashOf } from './hash.ts';

interface Run {
  readonly text: string;
  readonly marks: Readonly<Record<string, unknown>>;
}
type NoteTree =
  | {
      readonly node: string;
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly children: readonly NoteTree[];
    }
  | { readonly runs: readonly Run[] };

/** The full rich text as a tree. Escaped by structure, so that typed `<bold>` and a bold mark never hash alike. [SH3] */
export function noteTree(fragment: Y.XmlFragment): readonly NoteTree[] {
  return fragment.toArray().map((child) => {
    if (child instanceof Y.XmlText) return { runs: runsOf(child) };
    if (child instanceof Y.XmlElement)
      return { node: child.nodeName, attributes: { ...child.getAttributes() }, children: noteTree(child) };
    throw new Error(`a note holds ${Object.keys(NOTE_NODES).join(', ')} and text only`);
  });
}

/** Yjs may split a run at a format that changed nothing; such a split is no content. */
function runsOf(text: Y.XmlText): readonly Run[] {
  const runs: Run[] = [];
  for (const { insert, attributes } of text.toDelta() as {
    insert: unknown;
    attributes?: Record<string, unknown>;
  }[]) {
    if (typeof insert !== 'string') continue;
    const marks = attributes ?? {};
    const last = runs.at(-1);
    if (last && hashOf(last.marks) === hashOf(marks))
      runs[runs.length - 1] = { text: last.text + insert, marks };
    else runs.push({ text: insert, marks });
  }
  return runs;
}

/** SHA-256 of the full rich text of an indicator's evidence note. [SH3] */
export const evidenceOf = (record: Y.Doc, indicator: IndicatorCode): string =>
  hashOf(noteTree(noteOf(record, indicator)));
