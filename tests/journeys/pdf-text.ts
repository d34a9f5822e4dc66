/** What is written on each page of a PDF as Chromium makes it: glyphs turned back into letters by the fonts' own tables. */
import { inflateSync } from 'node:zlib';

type Letters = ReadonlyMap<string, string>;

/** The text of each page, without spaces and breaks: where glyphs lie is not asked. */
export function textOfPages(pdf: Buffer): readonly string[] {
  const objects = objectsOf(pdf);
  const find = (id: string) => objects.get(id) ?? { head: '', stream: '' };
  return [...objects.values()]
    .filter(({ head }) => /\/Type\s*\/Page\b/.test(head))
    .map(({ head }) => {
      const fonts = new Map(
        [...(/\/Font\s*<<([^>]*)>>/.exec(head)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(
          ([, name = '', id = '']) => [name, lettersOf(find(toUnicodeOf(find(id).head)).stream)] as const,
        ),
      );
      return readShown(find(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '').stream, fonts);
    });
}

const toUnicodeOf = (font: string): string => /\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '';

interface PdfObject {
  readonly head: string;
  /** Inflated; empty where there is none. */
  readonly stream: string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const begin of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const from = begin.index + begin[0].length;
    const streams = text.indexOf('stream\n', from);
    const ends = text.indexOf('endobj', from);
    const hasStream = streams !== -1 && streams < ends;
    const head = text.slice(from, hasStream ? streams : ends);
    objects.set(begin[1] ?? '', { head, stream: hasStream ? streamOf(pdf, head, streams + 7) : '' });
  }
  return objects;
}

function streamOf(pdf: Buffer, head: string, from: number): string {
  const bytes = pdf.subarray(from, from + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0));
  return (head.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
}

/** `<D4> <4E2D>` of bfchar, `<01> <03> <0041>` of bfrange: glyph → letter, glyphs as long as the font writes them. */
function lettersOf(table: string): Letters {
  const letters = new Map<string, string>();
  const write = (glyph: string, hex: string, more = 0) => {
    const units = hex.match(/.{4}/g)?.map((unit) => parseInt(unit, 16)) ?? [];
    const last = units.pop() ?? 0;
    const name = (parseInt(glyph, 16) + more).toString(16).toUpperCase().padStart(glyph.length, '0');
    letters.set(name, String.fromCharCode(...units, last + more));
  };
  for (const [, block = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) write(glyph, hex);
  for (const [, block = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first = '', last = '', hex = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let more = 0; parseInt(first, 16) + more <= parseInt(last, 16); more += 1) write(first, hex, more);
  return letters;
}

/** What a page shows: the font in force, then glyphs in hexadecimal. */
function readShown(content: string, fonts: ReadonlyMap<string, Letters>): string {
  let letters: Letters = new Map();
  let shown = '';
  for (const [, font, glyphs = ''] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    const [{ length } = { length: 2 }] = letters.keys();
    for (let at = 0; at < glyphs.length; at += length)
      shown += letters.get(glyphs.slice(at, at + length).toUpperCase()) ?? '';
  }
  // Some fonts give radicals where characters are meant.
  return shown.normalize('NFKC').replace(/\s/g, '');
}
