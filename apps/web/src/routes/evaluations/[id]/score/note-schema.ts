/** What a note may be made of, as the editor's schema: nothing that the guard would refuse can be made here. [RT1] */
import { NOTE_MARKS, NOTE_NODES, type NoteNode } from '@heping/protocol';
import type { Attributes, Extensions } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';

const ALLOWED = new Set<string>([...Object.keys(NOTE_NODES), ...NOTE_MARKS]);
const OTHERS = [
  'blockquote',
  'code',
  'codeBlock',
  'heading',
  'horizontalRule',
  'italic',
  'link',
  'underline',
] as const;

const MOST_START = 9_999;

/** Where a pasted list begins: what is no number a note can hold begins at one. */
export function startOf(list: Pick<HTMLElement, 'getAttribute'>): number {
  const start = Number(list.getAttribute('start') ?? 1);
  return Number.isInteger(start) && start >= 0 && start <= MOST_START ? start : 1;
}

/** Only what protocol's list has: Word's lists carry a kind of numbering (`type="a"`) that a note cannot hold. */
const ATTRIBUTES: Readonly<Record<NoteNode, () => Attributes>> = {
  paragraph: () => ({}),
  bulletList: () => ({}),
  orderedList: () => ({ start: { default: 1, parseHTML: startOf } }),
  listItem: () => ({}),
  hardBreak: () => ({}),
};

const isNoteNode = (name: string): name is NoteNode => Object.hasOwn(NOTE_NODES, name);

const Kit = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((part) =>
      isNoteNode(part.name) ? part.extend({ addAttributes: ATTRIBUTES[part.name] }) : part,
    );
  },
});

/** The editor's parts, without a history of its own: Yjs keeps one. */
export function noteParts(): Extensions {
  const left = Object.fromEntries(OTHERS.filter((name) => !ALLOWED.has(name)).map((name) => [name, false]));
  // A trailing paragraph of the editor's own would be a change that nobody made.
  return [Kit.configure({ ...left, undoRedo: false, trailingNode: false })];
}
