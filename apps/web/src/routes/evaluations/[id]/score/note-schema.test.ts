import { NOTE_MARKS, NOTE_NODES } from '@heping/protocol';
import { getSchema } from '@tiptap/core';
import { describe, expect, test } from 'vitest';
import { noteParts, startOf } from './note-schema.ts';

describe('RT1 the editor of notes', () => {
  const schema = getSchema(noteParts());

  test('[RT1] makes no node and no mark that the guard would refuse', () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(['doc', 'text', ...Object.keys(NOTE_NODES)].sort());
    expect(Object.keys(schema.marks).sort()).toEqual([...NOTE_MARKS].sort());
  });

  test('[RT1] gives them no attribute but those of the list: an ordered list has a start and no type', () => {
    const attributes = Object.fromEntries(
      Object.entries(schema.nodes)
        .filter(([name]) => name in NOTE_NODES)
        .map(([name, { spec }]) => [name, Object.keys(spec.attrs ?? {})]),
    );
    expect(attributes).toEqual(
      Object.fromEntries(Object.entries(NOTE_NODES).map(([name, known]) => [name, Object.keys(known)])),
    );
    for (const mark of Object.values(schema.marks)) expect(Object.keys(mark.spec.attrs ?? {})).toEqual([]);
  });

  test('[RT1] a pasted list begins at a number that a note can hold', () => {
    const start = (value: string | null) => startOf({ getAttribute: () => value });
    expect([null, '3', '0', '9999', '-1', '10000', 'a', '1.5', '1e9'].map(start)).toEqual([
      1, 3, 0, 9999, 1, 1, 1, 1, 1,
    ]);
  });
});
