/**
 * Whether a PDF does something by itself. Names that start something are looked for in all its bytes, streams included,
 * so that nothing hides by pretending to be one, and inside its object streams, where they stand deflated. [FS4]
 */
import { inflateSync } from 'node:zlib';

export type PdfFault = 'script' | 'protected' | 'unreadable';

/** Scripts, programs, media players: no action runs one without its name. Attachments and forms are none. */
const ACTIVE: ReadonlySet<string> = new Set(['JavaScript', 'Launch', 'RichMedia', 'Rendition', 'Movie']);
const PROTECTED = 'Encrypt';
const PACKED_OBJECTS = 'ObjStm';
/** What keeps object streams from being read here; no usual writer packs them so. */
const OTHERWISE_PACKED = /^(?:Predictor|Crypt|(?!Flate)\w+Decode)$/;
/** Where the end mark may be: some writers leave a few lines behind it. */
const TAIL = 4096;
/** Of all object streams together: the largest real ones have a tenth of it. */
const MOST_INFLATED = 64 << 20;

/** Null where nothing speaks against it. */
export function faultOfPdf(bytes: Buffer): PdfFault | null {
  if (!bytes.subarray(-TAIL).includes('%%EOF')) return 'unreadable';
  const whole = bytes.toString('latin1');
  let room = MOST_INFLATED;
  for (const { name, at } of namesIn(whole)) {
    const fault = faultOf(name);
    if (fault !== null) return fault;
    if (name !== PACKED_OBJECTS) continue;
    const objects = objectsBehind(bytes, whole, at, room);
    if (objects === null) return 'unreadable';
    room -= objects.length;
    for (const inside of namesIn(objects.toString('latin1'))) {
      const hidden = faultOf(inside.name);
      if (hidden !== null) return hidden;
    }
  }
  return null;
}

function faultOf(name: string): PdfFault | null {
  if (name === PROTECTED) return 'protected';
  return ACTIVE.has(name) ? 'script' : null;
}

/** Names as they are read, and where they stand: `/L#61unch` is `/Launch`. */
function* namesIn(text: string): Generator<{ readonly name: string; readonly at: number }> {
  for (const { 1: name = '', index } of text.matchAll(/\/([^\s/<>[\](){}%]+)/g)) {
    const read = name.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
    yield { name: read, at: index };
  }
}

/** What an object stream holds; null where it cannot be told. */
function objectsBehind(bytes: Buffer, whole: string, at: number, room: number): Buffer | null {
  const begins = /stream(?:\r\n?|\n)/g;
  begins.lastIndex = at;
  const found = begins.exec(whole);
  // The name alone, in a text about PDFs: no stream follows it.
  if (found === null) return Buffer.alloc(0);
  const dictionary = whole.slice(whole.lastIndexOf(' obj', at) + 1, found.index);
  const words = [...namesIn(dictionary)].map(({ name }) => name);
  if (words.some((word) => OTHERWISE_PACKED.test(word))) return null;
  const from = found.index + found[0].length;
  const ends = whole.indexOf('endstream', from);
  const packed = bytes.subarray(from, ends === -1 ? undefined : ends);
  if (!words.includes('FlateDecode')) return packed;
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, room) });
  } catch {
    return null;
  }
}
