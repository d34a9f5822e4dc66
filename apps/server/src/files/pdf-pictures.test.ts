/** What cameras wrote into the pictures of a PDF. [FS17] */
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cameraPhoto, MAKERS_NOTE, pdf } from '../testing/files.ts';
import { emptyCameraRecords } from './pdf-pictures.ts';

const jpegObject = (jpeg: Buffer) =>
  Buffer.concat([
    Buffer.from(`<< /Type /XObject /Subtype /Image /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`),
    jpeg,
    Buffer.from('\nendstream'),
  ]);

it('[FS17] goes where it lies: nothing moves, and the picture is the same', async () => {
  const jpeg = await cameraPhoto();
  const paper = pdf(jpegObject(jpeg), jpegObject(jpeg));
  const before = Buffer.from(paper);
  expect(emptyCameraRecords(paper)).toBe(4);
  expect(paper.length).toBe(before.length);
  for (const word of ['Telephone', MAKERS_NOTE, '2026:11:30', 'Exif', 'xmpmeta']) {
    expect(before.includes(word)).toBe(true);
    expect(paper.includes(word)).toBe(false);
  }
  const at = before.indexOf(jpeg);
  const emptied = paper.subarray(at, at + jpeg.length);
  const points = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
  expect(await points(emptied)).toEqual(await points(jpeg));
  expect((await sharp(emptied).metadata()).exif).toBeUndefined();
});

it('[FS17] words that only look like it stay, and a block that says it is longer than the file ends with it', () => {
  const talk = Buffer.from('Exif\0 and http://ns.adobe.com/xap/1.0/\0');
  expect(emptyCameraRecords(Buffer.from(talk))).toBe(0);
  const cut = Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.from('Exif\0\0MM')]);
  expect(emptyCameraRecords(cut)).toBe(1);
  expect(cut.subarray(4).every((byte) => byte === 0)).toBe(true);
});
