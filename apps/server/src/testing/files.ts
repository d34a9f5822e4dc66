/** Files for tests: sound ones, and the hostile ones that people try. Made here, so that nothing hostile lies about. */
import { deflateSync, crc32 } from 'node:zlib';
import { FILE_NAME_HEADER } from '@heping/protocol';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { ORIGIN, type Answer } from './app.ts';

/** A photo as a telephone takes it: turned, with camera and position. */
export const photo = (text = 'red', { width = 800, height = 600 } = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: text } })
    .withExif({ IFD0: { Make: 'Telephone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 52/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** What is kept of `cameraPhoto`. */
export const CAMERA = {
  takenAt: '2026-11-30T14:05:22',
  position: { latitude: 30.870833, longitude: 120.1 },
  device: 'Telephone T 60',
} as const;
/** The same as it stands in the photo. */
export const EXIF = {
  ...{ takenAt: CAMERA.takenAt, position: CAMERA.position },
  ...{ make: 'Telephone', model: 'T 60' },
} as const;
/** What a maker hides in a photo. */
export const MAKERS_NOTE = 'serial 0123456789';

/** A photo with all that a camera writes: when, where, by what, how it was held, and a program's notes beside it. */
export const cameraPhoto = (type: 'jpeg' | 'png' | 'webp' = 'jpeg', gps: object = {}): Promise<Buffer> =>
  sharp({ create: { width: 80, height: 60, channels: 3, background: 'olive' } })
    .withExif({
      IFD0: { Make: 'Telephone', Model: 'T 60', ImageDescription: MAKERS_NOTE },
      IFD2: { DateTimeOriginal: '2026:11:30 14:05:22', UserComment: MAKERS_NOTE },
      IFD3: {
        ...{ GPSLatitudeRef: 'N', GPSLatitude: '30/1 52/1 15/1' },
        ...{ GPSLongitudeRef: 'E', GPSLongitude: '120/1 6/1 0/1', ...gps },
      },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${MAKERS_NOTE}</note></x:xmpmeta>`)
    .withMetadata({ orientation: 6 })
    .toFormat(type)
    .toBuffer();

export const png = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 4, background: 'blue' } })
    .png()
    .toBuffer();

export const webp = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: 'green' } })
    .webp()
    .toBuffer();

/** A PDF with these objects beside its page. */
export function pdf(...objects: readonly (string | Buffer)[]): Buffer {
  const all = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ];
  const parts = all.flatMap((object, place) => [`${place + 1} 0 obj\n`, object, '\nendobj\n']);
  const body = ['%PDF-1.7\n', ...parts, 'trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n'];
  return Buffer.concat(body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
}

/** Objects as newer writers pack them, or otherwise. */
export function packed(
  text: string,
  { says = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', times = 1 } = {},
): Buffer {
  let bytes = Buffer.from(text, 'latin1');
  for (let time = 0; time < times; time += 1) bytes = deflateSync(bytes);
  const head = `<< ${says} /Length ${bytes.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A PNG of a few kilobytes that says it has so many points. */
export function bomb(side = 30_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1 << 20));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const SCRIPT = '<script>alert(1)</script>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`;

/** What it is → how it is called, what it holds, and what it is refused with. */
export async function hostileFiles(): Promise<Readonly<Record<string, readonly [string, Buffer, string]>>> {
  const [sound, jpeg] = [await png(), await photo()];
  const text = (content: string) => Buffer.from(content);
  const action = '<< /S /JavaScript /JS (app.alert\\(1\\)) >>';
  return {
    'an SVG': ['现场.svg', text(SVG), 'FILE_TYPE'],
    'an SVG that is called a picture': ['现场.png', text(SVG), 'FILE_TYPE'],
    'an HTML page': ['现场.jpg', text(`<!doctype html>${SCRIPT}`), 'FILE_TYPE'],
    'a GIF that is a script': ['a.gif', text('GIF89a/*\u0001\u0001*/=1;alert(1)//'), 'FILE_TYPE'],
    'an HTML page that begins as a JPEG': [
      'a.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), text(SCRIPT.repeat(9))]),
      'FILE_UNSAFE',
    ],
    'a program': ['a.pdf', Buffer.concat([text('MZ'), Buffer.alloc(64)]), 'FILE_TYPE'],
    'a form of several parts': ['a.jpg', text('--x\r\ncontent-disposition: form-data\r\n\r\n'), 'FILE_TYPE'],
    'a few bytes': ['a.png', sound.subarray(0, 5), 'FILE_TYPE'],
    'a PNG cut off': ['a.png', (await bigPng()).subarray(0, 3000), 'FILE_UNSAFE'],
    'a JPEG cut off': ['a.jpg', jpeg.subarray(0, jpeg.length / 2), 'FILE_UNSAFE'],
    'a picture of 900 megapixels': ['a.png', bomb(), 'FILE_UNSAFE'],
    'a picture that is no picture inside': [
      'a.webp',
      Buffer.concat([text('RIFF'), Buffer.alloc(4), text('WEBP'), text(SCRIPT)]),
      'FILE_UNSAFE',
    ],
    'nothing at all': ['a.jpg', Buffer.alloc(0), 'FILE_EMPTY'],
    'a PDF with a script': ['a.pdf', pdf(action), 'FILE_UNSAFE'],
    'a PDF with a script under another spelling': [
      'a.pdf',
      pdf(action.replace('/JavaScript', '/J#61vaScript')),
      'FILE_UNSAFE',
    ],
    'a PDF with a script in a packed object': ['a.pdf', pdf(packed(`5 0 ${action}`)), 'FILE_UNSAFE'],
    'a PDF with a script that is packed twice': [
      'a.pdf',
      pdf(
        packed(`5 0 ${action}`, {
          says: '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]',
          times: 2,
        }),
      ),
      'FILE_UNSAFE',
    ],
    'a PDF with a script behind a string that pretends to begin the stream': [
      'a.pdf',
      pdf(
        packed(`5 0 ${action}`, { says: '/Type /ObjStm /N 1 /First 4 /X (stream\n) /Filter /FlateDecode' }),
      ),
      'FILE_UNSAFE',
    ],
    'a PDF with a script whose packing is said elsewhere': [
      'a.pdf',
      pdf(packed(`5 0 ${action}`, { says: '/Type /ObjStm /N 1 /First 4 /Filter 5 0 R' }), '[/FlateDecode]'),
      'FILE_UNSAFE',
    ],
    'a PDF with a script in packed objects of no type': [
      'a.pdf',
      pdf(packed(`5 0 ${action}`, { says: '/N 1 /First 4 /Filter /FlateDecode' })),
      'FILE_UNSAFE',
    ],
    'a PDF with a script in packed objects inside a string of another': [
      'a.pdf',
      pdf(
        packed(`5 0 ${action}`, {
          says: '/X (1 0 obj << /First 4 /Filter /FlateDecode >> ) /N 1 /First 4 /Filter [/FlateDecode/FlateDecode]',
          times: 2,
        }),
      ),
      'FILE_UNSAFE',
    ],
    'a PDF with a form that has scripts of its own': [
      'a.pdf',
      pdf('<< /Fields [] /XFA 5 0 R >>', '<< /Length 0 >>\nstream\n\nendstream'),
      'FILE_UNSAFE',
    ],
    'a PDF that opens a file elsewhere': [
      'a.pdf',
      pdf('<< /OpenAction << /S /GoToR /F (\\\\host\\share) /D [0 /Fit] >> >>'),
      'FILE_UNSAFE',
    ],
    'a PDF that opens a file it holds': ['a.pdf', pdf('<< /S /GoToE /T << /N (a) >> >>'), 'FILE_UNSAFE'],
    'a PDF that sends a form': ['a.pdf', pdf('<< /S /SubmitForm /F (http://host/) >>'), 'FILE_UNSAFE'],
    'a PDF that takes data in': ['a.pdf', pdf('<< /S /ImportData /F (a.fdf) >>'), 'FILE_UNSAFE'],
    'a PDF with a script in what pretends to be a stream': [
      'a.pdf',
      pdf(`<< >>\n% stream\n${action}\n% endstream`),
      'FILE_UNSAFE',
    ],
    'a PDF that starts a program': ['a.pdf', pdf('<< /S /Launch /F (cmd.exe) >>'), 'FILE_UNSAFE'],
    'a PDF under a password': ['a.pdf', pdf('<< /Encrypt 9 0 R >>'), 'FILE_UNSAFE'],
    'a PDF cut off': ['a.pdf', pdf().subarray(0, 60), 'FILE_UNSAFE'],
    'a PDF behind a page': ['a.pdf', Buffer.concat([text(SCRIPT), pdf()]), 'FILE_TYPE'],
    'a picture that is too large': [
      'a.png',
      Buffer.concat([sound, Buffer.alloc(10 << 20)]),
      'FILE_TOO_LARGE',
    ],
    'a PDF that is too large': ['a.pdf', Buffer.concat([pdf(), Buffer.alloc(20 << 20)]), 'FILE_TOO_LARGE'],
    'a path for a name': ['../../etc/passwd', sound, 'FILE_NAME'],
    'a Windows path for a name': ['C:\\照片\\a.png', sound, 'FILE_NAME'],
    'a name with NUL': ['a\u0000.png', sound, 'FILE_NAME'],
    'a name that reads backwards': ['a\u202egnp.exe', sound, 'FILE_NAME'],
    'a name of one line too many': ['a\n.png', sound, 'FILE_NAME'],
    'no name': [' ', sound, 'FILE_NAME'],
    'an endless name': ['长'.repeat(201), sound, 'FILE_NAME'],
  };
}

/** Noise does not pack, so that there is something to cut. */
const bigPng = (): Promise<Buffer> =>
  sharp({
    create: {
      ...{ width: 64, height: 64, channels: 3, background: 'gray' },
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .png()
    .toBuffer();

export interface Sending {
  readonly cookie?: string | undefined;
  readonly name?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads a file as a browser does. */
export async function upload(
  app: FastifyInstance,
  path: string,
  bytes: Buffer,
  { cookie, name = '现场.jpg', headers = {} }: Sending = {},
): Promise<Answer> {
  const response = await app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    payload: bytes,
    headers: {
      origin: ORIGIN,
      'content-type': 'application/octet-stream',
      [FILE_NAME_HEADER]: encodeURIComponent(name),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}
