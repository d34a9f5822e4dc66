/** The editor of an evidence note, bound to its place in the record. Loaded only when a note is shown. */
import { cleanText, noteOf } from '@heping/protocol';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { LiveDoc, Present } from '#lib/doc/live.svelte.ts';
import { drawCaret, nameMovers, type CaretOwner } from './carets.ts';
import { noteParts } from './note-schema.ts';
import { withoutTables } from './note-tables.ts';

export interface NoteOptions {
  readonly live: LiveDoc;
  readonly indicator: string;
  readonly element: HTMLElement;
  readonly user: Present['user'];
  /** Somebody's name in the reader's language; null for who is not known here. */
  readonly nameFor: (id: string) => string | null;
  readonly label: string;
  readonly isEditable: boolean;
}

export function openNoteEditor(options: NoteOptions): Editor {
  const { live, indicator, element, user, nameFor, label, isEditable } = options;
  const drawn = ({ id, ...owner }: CaretOwner) =>
    drawCaret({ id, ...owner }, (id === undefined ? null : nameFor(id)) ?? owner.name ?? '');
  const editor = new Editor({
    element,
    editable: isEditable,
    extensions: [
      ...noteParts(),
      Collaboration.configure({ fragment: noteOf(live.doc, indicator) }),
      ...(live.provider === null
        ? []
        : [CollaborationCaret.configure({ provider: live.provider, user: { ...user }, render: drawn })]),
    ],
    editorProps: {
      // What is pasted out of a PDF may hold control characters. [LA8]
      transformPastedHTML: (html) => withoutTables(cleanText(html)),
      transformPastedText: cleanText,
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'note-text' },
    },
  });
  if (live.provider !== null) {
    const stop = nameMovers(live.provider.awareness, element);
    editor.on('destroy', stop);
  }
  return editor;
}
