/**
 * Whether a PDF does something by itself. Names that start something are looked for in all its bytes, streams included,
 * so that nothing hides by pretending to be one, and inside its object streams, where they stand deflated. Each byte is
 * read a bounded number of times, and what cannot be told for certain is refused. [FS4]
 */
import { inflateSync } from 'node:zlib';
import { dictionaryEnds } from './pdf-dictionary.ts';

export type PdfFault = 'script' | 'protected' | 'unreadable' | 'another';

/**
 * Scripts, programs, media players, forms with scripts of their own, what opens another file or sends something: no
 * action does so without its name. Attachments and forms are none.
 */
const ACTIVE: ReadonlySet<string> = new Set([
  ...['JavaScript', 'Launch', 'RichMedia', 'Rendition', 'Movie'],
  ...['XFA', 'GoToE', 'GoToR', 'ImportData', 'SubmitForm'],
]);
const PROTECTED = 'Encrypt';
/** In the dictionary of every object stream, by its type and by what a reader needs: some readers ask for no type. */
const OF_OBJECT_STREAMS: ReadonlySet<string> = new Set(['ObjStm', 'First']);
/** What keeps object streams from being read here; no usual writer packs them so. */
const OTHERWISE_PACKED = /^(?:DecodeParms|DP|F|FFilter|FDecodeParms|Crypt|(?!Flate)\w+Decode)$/;
/** Where the end mark may be: some writers leave a few lines behind it. */
const TAIL = 4096;
/** As long as the dictionary of an object stream may be before its name; real ones have a hundred bytes. */
const BEFORE = 1024;
/** Of all object streams together: the largest real ones have a tenth of it. */
const MOST_INFLATED = 64 << 20;
/** Names written in another spelling, as those of Chinese fonts are. */
const MOST_SPELLED = 100_000;
const MOST_STREAMS = 10_000;
/** Of outlines and object streams; an outline of so many lines is none. */
const MOST_DICTIONARIES = 100_000;
/** Characters that are read to find the ends of dictionaries and of object streams; each is a part of the file once. */
const MOST_READ = 64 << 20;

/** The end of an archive, on its first disk: readers of archives look for it from the end of a file, so far back. */
const ARCHIVE_ENDS = Buffer.from('PK\x05\x06\0\0\0\0', 'latin1');
const ARCHIVE_TAIL = 22 + 0xffff;
const MARKUP = /<\s*[a-z!?]/i;

/** Whether it can be opened as something else, too: as an archive, or as a page that stands behind its end. */
const isAnother = (bytes: Buffer): boolean =>
  bytes.subarray(-ARCHIVE_TAIL).includes(ARCHIVE_ENDS) ||
  MARKUP.test(bytes.subarray(bytes.lastIndexOf('%%EOF')).toString('latin1'));

/** Null where nothing speaks against it. */
export function faultOfPdf(bytes: Buffer): PdfFault | null {
  if (!bytes.subarray(-TAIL).includes('%%EOF')) return 'unreadable';
  if (isAnother(bytes)) return 'another';
  const whole = bytes.toString('latin1');
  const left: Left = {
    spelled: MOST_SPELLED,
    inflated: MOST_INFLATED,
    streams: MOST_STREAMS,
    dictionaries: MOST_DICTIONARIES,
    read: MOST_READ,
  };
  let readUntil = 0;
  for (const { name, at } of tellingNames(whole, left)) {
    const fault = faultOf(name);
    if (fault !== null) return fault;
    if (!OF_OBJECT_STREAMS.has(name) || at < readUntil) continue;
    const ends = dictionaryEnds(whole, at);
    if (ends === null || left.dictionaries === 0) return 'unreadable';
    left.dictionaries -= 1;
    left.read -= ends - at;
    const from = streamBehind(whole, ends);
    if (from === 0) continue;
    if (from === null || !isPlainlyDeflated(whole, at, ends)) return 'unreadable';
    const over = whole.indexOf('endstream', from);
    left.streams -= 1;
    left.read -= over - from;
    if (over === -1 || left.streams < 0 || left.read < 0) return 'unreadable';
    const objects = inflated(bytes.subarray(from, over), left.inflated);
    if (objects === null) return 'unreadable';
    left.inflated -= objects.length;
    // The other names of the same dictionary tell nothing more.
    readUntil = ends;
    for (const inside of tellingNames(objects.toString('latin1'), left)) {
      const hidden = faultOf(inside.name);
      if (hidden !== null) return hidden;
    }
  }
  return left.spelled < 0 ? 'unreadable' : null;
}

/** What may still be read. */
interface Left {
  spelled: number;
  inflated: number;
  streams: number;
  dictionaries: number;
  read: number;
}

function faultOf(name: string): PdfFault | null {
  if (name === PROTECTED) return 'protected';
  return ACTIVE.has(name) ? 'script' : null;
}

const TELLING = [...ACTIVE, PROTECTED, ...OF_OBJECT_STREAMS].join('|');
const TELLING_NAMES = new RegExp(
  String.raw`\/(?:(${TELLING})(?![^\s\0/<>[\](){}%])|([^\s\0/<>[\](){}%#]*#[^\s\0/<>[\](){}%]*))`,
  'g',
);

/** Names that tell something, and where they stand: `/L#61unch` is `/Launch`. It ends where too many are spelled so. */
function* tellingNames(text: string, left: Left): Generator<{ readonly name: string; readonly at: number }> {
  for (const { 1: plain, 2: spelled = '', index: at } of text.matchAll(TELLING_NAMES)) {
    if (plain !== undefined) yield { name: plain, at };
    else if ((left.spelled -= 1) < 0) return;
    else yield { name: spelledOut(spelled), at };
  }
}

/** Every name of a dictionary, as it is read. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\/([^\s\0/<>[\](){}%]+)/g)].map(([, name = '']) => spelledOut(name));

const spelledOut = (name: string): string =>
  name.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** What follows a dictionary: nothing but a little room stands before the word, or it is not certain. */
const STREAM = /[\s\0]{0,64}stream(?:\r\n?|\n)/y;
const UNCERTAIN = /[\s\0]{65}|[\s\0]{0,64}(?:%|stream)/y;

/** Where the bytes of its stream begin; 0 where none follows, null where that is not certain. */
function streamBehind(whole: string, ends: number): number | null {
  STREAM.lastIndex = UNCERTAIN.lastIndex = ends;
  if (STREAM.test(whole)) return STREAM.lastIndex;
  return UNCERTAIN.test(whole) ? null : 0;
}

/** Nothing but names, numbers and lists: a string or a comment could pretend to be something else. */
const FLAT = /(?:^|[\s\0])obj[\s\0]*<<([^()<>%]*)>>$/;
const DEFLATED = /\/Filter[\s\0]*(?:\/FlateDecode(?![^\s\0/[\]])|\[[\s\0]*\/FlateDecode[\s\0]*\])/;

/** Whether an object’s dictionary says that its stream is deflated, once, and nothing else. */
function isPlainlyDeflated(whole: string, at: number, ends: number): boolean {
  const from = Math.max(0, at - BEFORE);
  const begun = whole.slice(from, at).lastIndexOf('obj');
  if (begun === -1) return false;
  const dictionary = FLAT.exec(whole.slice(Math.max(0, from + begun - 1), ends))?.[1];
  if (dictionary === undefined || !DEFLATED.test(dictionary)) return false;
  const words = namesIn(dictionary);
  const isOnce = (word: string) => words.filter((one) => one === word).length === 1;
  return isOnce('Filter') && isOnce('FlateDecode') && !words.some((word) => OTHERWISE_PACKED.test(word));
}

function inflated(packed: Buffer, room: number): Buffer | null {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, room) });
  } catch {
    return null;
  }
}
