/** The editor of an evidence note, bound to its place in the record. Loaded only when a note is shown. */
import { NOTE_MARKS, NOTE_NODES, noteOf } from '@heping/protocol';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { StarterKit } from '@tiptap/starter-kit';
import type { LiveDoc, Present } from '#lib/doc/live.svelte.ts';

export interface NoteOptions {
  readonly live: LiveDoc;
  readonly indicator: string;
  readonly element: HTMLElement;
  readonly user: Present['user'];
  readonly label: string;
  readonly isEditable: boolean;
}

/** What the guard lets in: only this may be made here. [RT1] */
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

export function openNoteEditor({ live, indicator, element, user, label, isEditable }: NoteOptions): Editor {
  const left = Object.fromEntries(OTHERS.filter((name) => !ALLOWED.has(name)).map((name) => [name, false]));
  return new Editor({
    element,
    editable: isEditable,
    extensions: [
      // A trailing paragraph of the editor's own would be a change that nobody made.
      StarterKit.configure({ ...left, undoRedo: false, trailingNode: false }),
      Collaboration.configure({ fragment: noteOf(live.doc, indicator) }),
      ...(live.provider === null
        ? []
        : [CollaborationCaret.configure({ provider: live.provider, user: { ...user } })]),
    ],
    editorProps: {
      transformPastedHTML: withoutListTypes,
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'note-text' },
    },
  });
}

/** Word's lists carry a kind of numbering (`type="a"`) that a note cannot hold. */
function withoutListTypes(html: string): string {
  const pasted = new DOMParser().parseFromString(html, 'text/html');
  for (const list of pasted.querySelectorAll('ol[type]')) list.removeAttribute('type');
  return pasted.body.innerHTML;
}
