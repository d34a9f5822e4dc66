/** What an evidence note may be made of, struct by struct: who may lie in whom, which attributes and marks. [GU15] */
import { NOTE_DEPTH, NOTE_MARKS, NOTE_NODES, type NoteNode } from '@heping/protocol';

/** Where in a note a struct lies: the fragment itself, a node by its name, or a run of text. */
export type NoteHost = 'fragment' | 'run' | NoteNode;

const BLOCKS: readonly NoteNode[] = ['paragraph', 'bulletList', 'orderedList'];
/** ProseMirror deletes a node that does not fit where it lies, for everybody; so it must not come in. */
const CHILDREN: Readonly<Record<NoteHost, readonly NoteNode[]>> = {
  fragment: BLOCKS,
  paragraph: ['hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: BLOCKS,
  hardBreak: [],
  run: [],
};

export const isNoteNode = (name: string): name is NoteNode => Object.hasOwn(NOTE_NODES, name);
export const mayHoldNode = (host: NoteHost, node: NoteNode): boolean => CHILDREN[host].includes(node);
/** Runs of text lie in paragraphs only. */
export const mayHoldRun = (host: NoteHost): boolean => host === 'paragraph';
export const isTooDeep = (depth: number): boolean => depth > NOTE_DEPTH * 2;

/** An attribute of a node, e.g. where an ordered list begins. */
export function mayHaveAttribute(node: NoteNode, key: string, value: unknown): boolean {
  const attributes: Readonly<Record<string, 'integer'>> = NOTE_NODES[node];
  return (
    attributes[key] === 'integer' &&
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= 0 &&
    value < 10_000
  );
}

/** A mark begins with `{}` or true and ends with null. */
export function isMark(key: string, value: unknown): boolean {
  if (!(NOTE_MARKS as readonly string[]).includes(key)) return false;
  if (value === null || value === true) return true;
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
}
