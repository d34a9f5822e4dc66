import type { Piece } from '@heping/protocol';
import { expect, test } from 'vitest';
import { photoInWords, photosBefore } from './before.ts';

const photo = (slot: string, serves: readonly string[], more: Partial<Piece> = {}): Piece => ({
  ...{ slot, serves, by: 'lu', kind: 'photo', taken: 0, name: `${slot}.jpg`, of: null, method: null },
  ...{ caption: null, where: null, item: null, before: null, isRemoved: false },
  ...more,
});
const after = photo('after', ['A1.3.1', 'A1.3.2']);

test('photos of the same indicators come first; itself, what was drawn on it, what was taken out and files are none', () => {
  const pieces = [
    photo('elsewhere', ['A2.1.1']),
    after,
    photo('near', ['A1.3.2']),
    photo('drawn', ['A1.3.1'], { of: 'after' }),
    photo('out', ['A1.3.1'], { isRemoved: true }),
    photo('paper', ['A1.3.1'], { kind: 'file' }),
  ];
  expect(photosBefore(pieces, after).map(({ slot }) => slot)).toEqual(['near', 'elsewhere']);
});

test('a photo is told by its indicators, item, caption, file, who brought it and when', () => {
  const reading = {
    itemOf: (item: string) => `[${item}]`,
    nameOf: () => '陆建平',
    momentOf: () => '2026-12-01 03:33',
    listOf: (codes: readonly string[]) => codes.join('、'),
  };
  const one = photo('IMG_0003', ['A1.3.1', 'A1.3.2'], { item: 'logo.by-day', caption: '南门旗杆' });
  expect(photoInWords(one, reading)).toBe(
    'A1.3.1、A1.3.2 · [logo.by-day] · 南门旗杆 · IMG_0003.jpg · 陆建平 · 2026-12-01 03:33',
  );
  expect(photoInWords(photo('IMG_0001', ['A1.3.1']), reading)).toBe(
    'A1.3.1 · IMG_0001.jpg · 陆建平 · 2026-12-01 03:33',
  );
});
