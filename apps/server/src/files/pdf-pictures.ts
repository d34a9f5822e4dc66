/**
 * What cameras wrote into the pictures of a PDF. Writers of PDFs put a JPEG in as it is, its blocks included; these are
 * emptied where they lie, so that nothing moves and every address in the file stays right. [FS17]
 */

/** How a block begins behind its length: Exif, XMP and its extension, the editor’s own block (IPTC). */
const HEADS = [
  { marker: 0xe1, head: 'Exif\0' },
  { marker: 0xe1, head: 'http://ns.adobe.com/xap/1.0/\0' },
  { marker: 0xe1, head: 'http://ns.adobe.com/xmp/extension/\0' },
  { marker: 0xed, head: 'Photoshop 3.0\0' },
].map(({ marker, head }) => ({ marker, head: Buffer.from(head, 'latin1') }));

/** The marker, two bytes, and the length, two more, which counts itself. */
const BEFORE = 4;

/** Empties them in place; answers how many there were. Pictures that are packed a second time are not looked into. */
export function emptyCameraRecords(pdf: Buffer): number {
  let emptied = 0;
  for (const { marker, head } of HEADS) {
    for (let at = pdf.indexOf(head, BEFORE); at !== -1; at = pdf.indexOf(head, at + 1)) {
      if (pdf[at - BEFORE] !== 0xff || pdf[at - BEFORE + 1] !== marker) continue;
      const ends = at - 2 + pdf.readUInt16BE(at - 2);
      pdf.fill(0, at, Math.max(at + head.length, Math.min(ends, pdf.length)));
      emptied += 1;
    }
  }
  return emptied;
}
