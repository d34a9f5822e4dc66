/**
 * What an evidence note may be made of: one list for the editor and for the guard. An unknown node is refused at the
 * gate, because a ProseMirror binding that meets one deletes it from everybody's document. [RT1]
 */

export const NOTE_NODES = {
  paragraph: {},
  bulletList: {},
  orderedList: { start: 'integer' },
  listItem: {},
  hardBreak: {},
} as const satisfies Record<string, Readonly<Record<string, 'integer'>>>;
export type NoteNode = keyof typeof NOTE_NODES;

/** No italics: Chinese has none (FACE, type). */
export const NOTE_MARKS = ['bold', 'strike'] as const;

/** Deepest nesting of lists. [RT2] */
export const NOTE_DEPTH = 12;
