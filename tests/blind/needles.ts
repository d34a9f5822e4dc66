/** What is looked for, in every form in which it could travel, and what may be packed inside of what came. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import * as encoding from 'lib0/encoding';

/** Base64 at each of the three places where a text may begin, without the characters that its neighbours decide. */
function base64Forms(text: Buffer): string[] {
  return [0, 1, 2].map((lead) => {
    const bytes = Buffer.concat([Buffer.alloc(lead), text]);
    const whole = bytes.toString('base64').replaceAll('=', '');
    return whole.slice(Math.ceil((lead * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
}

/** UTF-8, upper case, both UTF-16, hexadecimal, base64 and base64url, `\u0061` of JSON, `%61` of addresses. */
export function formsOf(word: string): readonly Buffer[] {
  const utf8 = Buffer.from(word);
  const utf16 = Buffer.from(word, 'utf16le');
  const each = (say: (code: string) => string) =>
    [...word].map((one) => say(one.charCodeAt(0).toString(16))).join('');
  const base64 = base64Forms(utf8);
  const texts = [
    ...[word.toUpperCase(), utf8.toString('hex'), utf8.toString('hex').toUpperCase()],
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...[each((code) => `\\u${code.padStart(4, '0')}`), each((code) => `%${code}`)],
  ];
  const forms = [utf8, utf16, Buffer.from(utf16).swap16(), ...new Set(texts)];
  return forms.map((form) => Buffer.from(form));
}

/** A whole number as text in every form, and as Yjs writes it. */
export function formsOfNumber(value: number): readonly Buffer[] {
  const encoder = encoding.createEncoder();
  encoding.writeAny(encoder, value);
  return [...formsOf(String(value)), Buffer.from(encoding.toUint8Array(encoder))];
}

export const holds = (bytes: Buffer, forms: readonly Buffer[]): boolean =>
  forms.some((form) => bytes.includes(form));

const LOCAL_FILE = Buffer.from('PK\u0003\u0004');
const MOST_LAYERS = 4;

/** What came, and whatever is packed in it: gzip, zlib, brotli where the header says so, the files of a zip. */
export function unpacked(bytes: Buffer, encodedAs?: string, layers = MOST_LAYERS): readonly Buffer[] {
  if (layers === 0) return [bytes];
  const inner = [...packedIn(bytes, encodedAs)];
  return [bytes, ...inner.flatMap((one) => unpacked(one, undefined, layers - 1))];
}

function* packedIn(bytes: Buffer, encodedAs: string | undefined): Generator<Buffer> {
  if (bytes.length < 4) return;
  if (encodedAs === 'br') yield brotliDecompressSync(bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) yield* attempt(() => gunzipSync(bytes));
  if (bytes[0] === 0x78 && bytes.readUInt16BE(0) % 31 === 0) yield* attempt(() => inflateSync(bytes));
  for (let at = bytes.indexOf(LOCAL_FILE); at >= 0; at = bytes.indexOf(LOCAL_FILE, at + 4)) {
    if (at + 30 > bytes.length || bytes.readUInt16LE(at + 8) !== 8) continue;
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    yield* attempt(() => inflateRawSync(bytes.subarray(from)));
  }
}

/** What only looks packed is none. */
function attempt(open: () => Buffer): Buffer[] {
  try {
    return [open()];
  } catch {
    return [];
  }
}
