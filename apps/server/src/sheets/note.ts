/** Evidence notes as plain trees: one spelling for one content, whatever edits led to it. [SH3] */
import { NOTE_NODES, noteOf, type NoteLine } from '@heping/protocol';
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

/**
 * A note as lines for showing and printing: the first line of a list item carries its bullet or number, the others of it
 * stand below that one. Empty lines at both ends are left out. [SH3]
 */
export function noteLines(fragment: Y.XmlFragment): readonly NoteLine[] {
  const lines = blocksIn(noteTree(fragment), { depth: 0, mark: '' });
  const isBlank = ({ mark, runs }: NoteLine) => mark === '' && runs.every(({ text }) => text.trim() === '');
  const first = lines.findIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

interface Place {
  readonly depth: number;
  readonly mark: string;
}

function blocksIn(nodes: readonly NoteTree[], { depth, mark }: Place): NoteLine[] {
  return nodes.flatMap((node, at): NoteLine[] => {
    const here = at === 0 ? mark : '';
    // Text outside a paragraph cannot be typed; shown as a line of its own it is not lost.
    if ('runs' in node) return [{ depth, mark: here, runs: runsFor([node]) }];
    switch (node.node) {
      case 'bulletList':
        return node.children.flatMap((item) => itemOf(item, { depth: depth + 1, mark: '•' }));
      case 'orderedList': {
        const start = Number(node.attributes['start'] ?? 1);
        return node.children.flatMap((item, place) =>
          itemOf(item, { depth: depth + 1, mark: `${start + place}.` }),
        );
      }
      default:
        return [{ depth, mark: here, runs: runsFor(node.children) }];
    }
  });
}

const itemOf = (item: NoteTree, place: Place): NoteLine[] =>
  blocksIn('runs' in item ? [item] : item.children, place);

function runsFor(nodes: readonly NoteTree[]): NoteLine['runs'] {
  return nodes.flatMap((node): NoteLine['runs'] => {
    if ('runs' in node)
      return node.runs.map(({ text, marks }) => ({
        text,
        bold: isSet(marks['bold']),
        struck: isSet(marks['strike']),
      }));
    if (node.node === 'hardBreak') return [{ text: '\n', bold: false, struck: false }];
    return runsFor(node.children);
  });
}
const isSet = (mark: unknown): boolean => mark !== undefined && mark !== null && mark !== false;

/** SHA-256 of the full rich text of an indicator's evidence note. [SH3] */
export const evidenceOf = (record: Y.Doc, indicator: IndicatorCode): string =>
  hashOf(noteTree(noteOf(record, indicator)));
