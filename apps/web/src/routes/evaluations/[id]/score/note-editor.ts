/** The editor of an evidence note, bound to its place in the record. Loaded only when a note is shown. */
import { cleanText, noteOf } from '@heping/protocol';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import type { LiveDoc, Present } from '#lib/doc/live.svelte.ts';
import { noteParts } from './note-schema.ts';

export interface NoteOptions {
  readonly live: LiveDoc;
  readonly indicator: string;
  readonly element: HTMLElement;
  readonly user: Present['user'];
  readonly label: string;
  readonly isEditable: boolean;
}

export function openNoteEditor({ live, indicator, element, user, label, isEditable }: NoteOptions): Editor {
  return new Editor({
    element,
    editable: isEditable,
    extensions: [
      ...noteParts(),
      Collaboration.configure({ fragment: noteOf(live.doc, indicator) }),
      ...(live.provider === null
        ? []
        : [CollaborationCaret.configure({ provider: live.provider, user: { ...user } })]),
    ],
    editorProps: {
      // What is pasted out of a PDF may hold control characters. [LA8]
      transformPastedHTML: cleanText,
      transformPastedText: cleanText,
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'note-text' },
    },
  });
}
