/** What is kept of a camera's record, in a campaign that keeps it and in one that does not. [FS17, FS18] */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tablesOf } from '@heping/db';
import { FILE_HASH_HEADER, FILE_NAME_HEADER, type ArrivedPieces, type Uploaded } from '@heping/protocol';
import { readExif, writeExif } from '@heping/protocol/exif';
import { exifIn, withExif } from '@heping/protocol/jpeg-exif';
import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { as, cookieOf, ORIGIN, testApp } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { CAMERA, cameraPhoto, EXIF, MAKERS_NOTE, pdf, photo, upload } from '../testing/files.ts';
import { seedMeasure } from '../testing/measure.ts';

const ID = 'evaluation';
const DOOR = `/evaluations/${ID}/files`;
const SLOT = 'ab12cd34ef56';
type File = Uploaded['file'];

let app: FastifyInstance;
afterEach(() => app.close());

async function there(keepsCameraRecord: boolean, phase: Phase = 'rectifying'): Promise<void> {
  app = await testApp();
  await seedEvaluation(app.store, { id: ID });
  const { campaigns, evaluations } = app.store.tables;
  await app.store.tx(async (db) => {
    await db.update(campaigns).set({ keepsCameraRecord }).where(eq(campaigns.id, 'campaign'));
    await db.update(evaluations).set({ phase, publishedAt: 1 }).where(eq(evaluations.id, ID));
  });
}
async function brought(bytes: Buffer, who = 'leader', door = DOOR): Promise<File> {
  const answer = await upload(app, door, bytes, { cookie: await cookieOf(app, who) });
  expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 200, error: undefined });
  return (answer.body as Uploaded).file;
}
const seen = async (path: string, who = 'leader') =>
  app.inject({ url: `/api/v1${path}`, headers: { cookie: await cookieOf(app, who) } });
const served = async (id: string, who = 'leader') => (await seen(`/files/${id}`, who)).rawPayload;
const plain = async (bytes: Buffer) => {
  const { exif, xmp, orientation, width, height } = await sharp(bytes).metadata();
  return { exif, xmp, orientation, width, height };
};
const BARE = { exif: undefined, xmp: undefined, orientation: undefined };

describe('[FS17] a campaign that keeps the camera’s record', () => {
  it('keeps when, where and by what a photo was taken, and nothing else that was written into it', async () => {
    await there(true);
    const came = await cameraPhoto();
    expect([came.includes(MAKERS_NOTE), (await plain(came)).orientation]).toEqual([true, 6]);
    const file = await brought(came);
    expect(file).toMatchObject({ camera: CAMERA, width: 60, height: 80 });
    const bytes = await served(file.id);
    const { exif, ...rest } = await plain(bytes);
    expect(rest).toEqual({ xmp: undefined, orientation: undefined, width: 60, height: 80 });
    expect(exif && readExif(exif)).toEqual(EXIF);
    expect([bytes.includes(MAKERS_NOTE), bytes.includes('adobe')]).toEqual([false, false]);
    const [row] = await app.store.db.select().from(app.store.tables.files);
    expect([row?.camera, row?.size]).toEqual([CAMERA, bytes.length]);
  });

  it.each(['png', 'webp'] as const)('says it of a %s, whose bytes are bare', async (type) => {
    await there(true);
    const file = await brought(await cameraPhoto(type));
    expect(file.camera).toEqual(CAMERA);
    expect(await plain(await served(file.id))).toEqual({ ...BARE, width: 60, height: 80 });
  });

  it('no thumbnail of the picture as it was held goes along', async () => {
    await there(true);
    const jpeg = await cameraPhoto();
    const block = exifIn(jpeg);
    const thumbnail = await photo('lime', { width: 16, height: 12 });
    if (block === null) throw new Error('a photo without Exif');
    // Behind the last directory, where cameras put it.
    const file = await brought(Buffer.from(withExif(jpeg, Buffer.concat([block, thumbnail]))));
    const bytes = await served(file.id);
    expect(bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]), 2)).toBe(-1);
    expect(file.camera).toEqual(CAMERA);
  });

  it('a small view has nothing of it', async () => {
    await there(true);
    const { id } = await brought(await cameraPhoto());
    const small = (await seen(`/files/${id}?w=320`)).rawPayload;
    expect(await plain(small)).toEqual({ ...BARE, width: 60, height: 80 });
  });

  it('a photo without a record and a PDF have none', async () => {
    await there(true);
    expect([(await brought(await photo())).camera, (await brought(pdf())).camera]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('of a photo that says one of both, that one stays', async () => {
    await there(true);
    const { camera } = await brought(await cameraPhoto('jpeg', { GPSLatitudeRef: 'X' }));
    expect(camera).toEqual({ ...CAMERA, position: null });
  });

  it('proofs of a measure follow the campaign, by every door', async () => {
    await there(true);
    await app.store.tx((db) => seedMeasure(db, { evaluationId: ID, ownerId: 'staff' }));
    const file = await brought(await cameraPhoto(), 'staff', '/measures/measure/files');
    expect(file.camera).toEqual(CAMERA);
  });

  it('a log belongs to no campaign: there it goes', async () => {
    await there(true);
    const file = await brought(await cameraPhoto(), 'staff', '/centres/town-centre/activity-files');
    expect(file.camera).toBeUndefined();
    const bytes = (await seen(`/centres/town-centre/activity-files/${file.id}`, 'staff')).rawPayload;
    expect(await plain(bytes)).toEqual({ ...BARE, width: 60, height: 80 });
  });
});

describe('[FS17] any other campaign', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('keeps nothing that was written into a %s', async (type) => {
    await there(false);
    const file = await brought(await cameraPhoto(type));
    const bytes = await served(file.id);
    expect([
      file.camera,
      await plain(bytes),
      bytes.includes(MAKERS_NOTE),
      bytes.includes('Telephone'),
    ]).toEqual([undefined, { ...BARE, width: 60, height: 80 }, false, false]);
  });
});

describe('[FS17] what is hostile', () => {
  const SAID = { ...CAMERA, make: null, model: null };
  const hostile: Readonly<Record<string, () => Uint8Array>> = {
    'nothing but a head': () => Buffer.from('Exif\0\0'),
    'a directory behind the end': () => Buffer.from('Exif\0\0MM\0*\xff\xff\xff\xf0', 'latin1'),
    'a directory that leads to itself': () => {
      const entry = [0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 8];
      return Buffer.from([...Buffer.from('Exif\0\0MM\0*'), 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 8]);
    },
    'sixty thousand tags of four billion values': () => {
      const tag = [0x90, 0x03, 0, 2, 255, 255, 255, 255, 0, 0, 0, 8];
      const tags = Array.from({ length: 5000 }, () => tag).flat();
      return Buffer.from([...Buffer.from('Exif\0\0MM\0*'), 0, 0, 0, 8, 0xff, 0xff, ...tags]);
    },
    'a script for a time': () => {
      const block = Buffer.from(writeExif({ ...SAID, position: null }));
      block.write('<script>alert(1)', block.indexOf('2026'));
      return block;
    },
    'a latitude of a hundred degrees': () =>
      writeExif({ ...SAID, takenAt: null, position: { latitude: 100, longitude: 1 } }),
    'bytes that say nothing': () => Buffer.alloc(60_000, 7),
  };

  it.each(Object.entries(hostile))('%s is absent, and the photo is kept', async (_, make) => {
    await there(true);
    const bare = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'olive' } })
      .jpeg()
      .toBuffer();
    const file = await brought(Buffer.from(withExif(bare, make())));
    expect([file.camera, await plain(await served(file.id))]).toEqual([
      undefined,
      { ...BARE, width: 80, height: 60 },
    ]);
  });
});

describe('[FS18] who reads it', () => {
  /** Bo brings a piece while the panel scores. */
  async function piece(): Promise<void> {
    const bytes = await cameraPhoto();
    const answer = await app.inject({
      method: 'PUT',
      url: `/api/v1/evaluations/${ID}/evidence/${SLOT}`,
      payload: bytes,
      headers: {
        ...{ origin: ORIGIN, cookie: await cookieOf(app, 'bo'), 'content-type': 'application/octet-stream' },
        [FILE_NAME_HEADER]: 'a.jpg',
        [FILE_HASH_HEADER]: createHash('sha256').update(bytes).digest('hex'),
      },
    });
    expect(answer.statusCode).toBe(200);
  }

  it('whoever may open the piece, and nobody else', async () => {
    await there(true, 'scoring');
    await piece();
    const list = async (who: string) => (await as(app, who)).get(`/evaluations/${ID}/evidence`);
    for (const who of ['bo', 'alice', 'officer']) {
      const [arrived] = ((await list(who)).body as ArrivedPieces).pieces;
      expect([who, arrived?.file.camera]).toEqual([who, CAMERA]);
      expect(readExif(exifIn(await served(arrived?.file.id ?? '', who)) ?? Buffer.alloc(0))).toMatchObject(
        EXIF,
      );
    }
    for (const who of ['leader', 'staff', 'outsider', 'admin'])
      expect([who, JSON.stringify((await list(who)).body)]).toEqual([
        who,
        expect.not.stringContaining('latitude'),
      ]);
  });

  it('neither the log of what was done nor a notification has it', async () => {
    await there(true, 'scoring');
    await piece();
    const { auditLog, notifications, updates } = tablesOf(app.store.db);
    const rows = await Promise.all(
      [auditLog, notifications, updates].map((table) => app.store.db.select().from(table)),
    );
    expect(JSON.stringify(rows)).not.toMatch(/latitude|takenAt|14:05:22/);
    const [row] = await app.store.db.select().from(app.store.tables.files);
    expect((await readFile(app.shelf.pathOf(row?.sha256 ?? ''))).includes('2026:11:30 14:05:22')).toBe(true);
  });
});
