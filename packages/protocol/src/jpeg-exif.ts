/** Where a JPEG keeps what its camera wrote: in segments before its points. Only these are walked. Pure. [FS17] */
const START = [0xff, 0xd8];
const APP1 = 0xe1;
const SCAN = 0xda;
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
/** What a segment's length can say. */
const MOST_BYTES = 0xffff - 2;

/** So much of a file is enough to find them. */
export const JPEG_HEAD_BYTES = 512 * 1024;

/** The blocks that a camera or a program wrote about the picture, Exif and XMP; none for whatever is no JPEG. */
export function writtenIn(jpeg: Uint8Array): readonly Uint8Array[] {
  const written: Uint8Array[] = [];
  if (!START.every((byte, place) => jpeg[place] === byte)) return written;
  let at = START.length;
  for (;;) {
    const [mark, kind, high, low] = jpeg.subarray(at, at + 4);
    if (mark !== 0xff || kind === undefined || high === undefined || low === undefined) return written;
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    if (kind === SCAN) return written;
    const length = high * 256 + low;
    if (length < 2) return written;
    if (kind === APP1) written.push(jpeg.subarray(at + 4, at + 2 + length));
    at += 2 + length;
  }
}

/** The Exif block of a JPEG. */
export const exifIn = (jpeg: Uint8Array): Uint8Array | null =>
  writtenIn(jpeg).find((block) => EXIF.every((byte, place) => block[place] === byte)) ?? null;

/** The same picture with this block at its beginning. */
export function withExif(jpeg: Uint8Array, block: Uint8Array): Uint8Array<ArrayBuffer> {
  if (block.length > MOST_BYTES) throw new RangeError(`an Exif block of ${block.length} bytes`);
  const length = block.length + 2;
  const head = [...START, 0xff, APP1, length >> 8, length & 0xff];
  const whole = new Uint8Array(head.length + block.length + jpeg.length - START.length);
  whole.set(head, 0);
  whole.set(block, head.length);
  whole.set(jpeg.subarray(START.length), head.length + block.length);
  return whole;
}
