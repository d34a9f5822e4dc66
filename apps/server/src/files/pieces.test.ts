/** Pieces of evidence over HTTP: they come in parts, each once, by the panel, and are seen by whom they belong to. [FS11–FS15] */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { tablesOf } from '@heping/db';
import {
  FILE_HASH_HEADER,
  FILE_NAME_HEADER,
  PIECE_LIMITS,
  QUOTA,
  type ArrivedPieces,
  type PieceUpload,
} from '@heping/protocol';
import { PHASES, type Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { access, allow } from '../evaluations/access.ts';
import { as, cookieOf, ORIGIN, testApp } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { hostileFiles, pdf, photo, png } from '../testing/files.ts';
import { visitorOf } from '../testing/walk.ts';
import { pieceHouseOf } from './house.ts';
import { takePiece } from './keep-piece.ts';
import { forgetUnused } from './unused.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const ID = 'evaluation';
const SLOT = 'ab12cd34ef56';
const slotAt = (index: number) => index.toString(36).padStart(12, 'x');

let app: FastifyInstance;
afterEach(() => app.close());

async function there(phase: Phase = 'scoring', options: Parameters<typeof testApp>[0] = {}): Promise<void> {
  app = await testApp(options);
  await seedEvaluation(app.store, { id: ID });
  await inPhase(phase);
}
const inPhase = (phase: Phase) =>
  app.store.tx((db) =>
    db
      .update(tablesOf(db).evaluations)
      .set({ phase, publishedAt: 1 })
      .where(eq(tablesOf(db).evaluations.id, ID)),
  );
const rows = () => app.store.db.select().from(app.store.tables.files);
const filesDir = () => join(app.config.dataDir, 'files');
const lying = async (): Promise<string[]> => {
  const entries = await readdir(filesDir(), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

interface Part {
  readonly who?: string;
  readonly slot?: string;
  readonly name?: string;
  readonly from?: number;
  readonly to?: number;
  readonly hash?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a part of the bytes, all of them where nothing is said. */
async function send(
  bytes: Buffer,
  {
    who = 'bo',
    slot = SLOT,
    name = '现场.jpg',
    from = 0,
    to = bytes.length,
    hash = sha256(bytes),
    headers = {},
  }: Part = {},
) {
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/v1/evaluations/${ID}/evidence/${slot}`,
    payload: bytes.subarray(from, to),
    headers: {
      origin: ORIGIN,
      cookie: await cookieOf(app, who),
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${from}-${Math.max(from, to - 1)}/${bytes.length}`,
      [FILE_NAME_HEADER]: encodeURIComponent(name),
      [FILE_HASH_HEADER]: hash,
      ...headers,
    },
  });
  return {
    status: answer.statusCode,
    body: answer.json<PieceUpload & { error?: string; message?: string; details?: unknown }>(),
  };
}
const get = async <T>(who: string, path: string) => {
  const answer = await app.inject({ url: `/api/v1${path}`, headers: { cookie: await cookieOf(app, who) } });
  return { status: answer.statusCode, body: answer.json<T & { error?: string }>() };
};
const far = async (bytes: Buffer, who = 'bo') =>
  (await get<PieceUpload>(who, `/evaluations/${ID}/evidence/${SLOT}?sha256=${sha256(bytes)}`)).body;
const arrived = async (who: string) =>
  (await get<ArrivedPieces>(who, `/evaluations/${ID}/evidence`)).body.pieces ?? [];

const stillMay = () => Promise.resolve();
/** What a device says of all of these bytes. */
const headersOf = (bytes: Buffer) => ({
  [FILE_NAME_HEADER]: 'a.jpg',
  [FILE_HASH_HEADER]: sha256(bytes),
  'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
});

describe('[FS11, FS13] a piece comes', () => {
  it('is kept under its slot, without position, and says by whom and when', async () => {
    await there();
    const bytes = await photo('tomato');
    const { status, body } = await send(bytes);
    expect([status, body.file]).toEqual([
      200,
      expect.objectContaining({ type: 'image/jpeg', name: '现场.jpg', by: '薄文' }),
    ]);
    expect(await arrived('alice')).toEqual([
      { slot: SLOT, by: 'bo', cameAs: sha256(bytes), file: body.file },
    ]);
    expect((await rows())[0]?.personId).toBe('bo');
  });

  it('[FS13] once, however often it is sent', async () => {
    await there();
    const bytes = await photo();
    const all = [await send(bytes), await send(bytes), await send(bytes, { from: 100 })];
    expect(new Set(all.map(({ body }) => body.file?.id)).size).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await lying()).toHaveLength(1);
  });

  it('[FS13] of two at once for one slot the first is kept, and the other is told to ask again', async () => {
    await there();
    const [gold, navy] = [await photo('gold'), await photo('navy')];
    const both = await Promise.all([send(gold), send(navy)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 429]);
    const again = [await send(gold), await send(navy)];
    expect(new Set(again.map(({ body }) => body.file?.id)).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  it('[FS11] nothing is kept for whom may bring it no more when all of it is there', async () => {
    await there();
    const bytes = await photo('plum');
    const body = new Readable({ read: () => undefined });
    const visitor = await visitorOf(app, 'bo');
    const coming = takePiece(pieceHouseOf(app), {
      ...{ evaluationId: ID, personId: 'bo', personName: '薄文', slot: SLOT, body },
      headers: headersOf(bytes),
      stillMay: async (db) => allow(await access(db, ID, visitor), 'evidence.add'),
    });
    body.push(bytes.subarray(0, 700));
    await expect.poll(async () => (await far(bytes)).received).toBe(700);
    await (await as(app, 'bo')).post(`/evaluations/${ID}/recuse`, { reason: '亲属' });
    body.push(bytes.subarray(700));
    body.push(null);
    await expect(coming).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await rows()).toEqual([]);
  });

  it('[FS11, LA19] nobody brings more than a record can name of them', async () => {
    await there();
    const { files, pieceFiles } = tablesOf(app.store.db);
    const slots = Array.from({ length: PIECE_LIMITS.ofOne }, (_, index) => slotAt(index));
    await app.store.tx(async (db) => {
      for (const slot of slots) {
        await db.insert(files).values({
          ...{ id: slot, evaluationId: ID, sha256: sha256(Buffer.from(slot)), type: 'image/jpeg' },
          ...{ name: 'a.jpg', size: 1, personId: 'bo', personName: '薄文', at: 1 },
        });
        await db
          .insert(pieceFiles)
          .values({ evaluationId: ID, personId: 'bo', slot, fileId: slot, cameAs: slot });
      }
    });
    const refused = await send(await photo());
    expect([refused.status, refused.body.error]).toEqual([413, 'TOO_MANY_PIECES']);
    expect((await send(await photo(), { slot: slotAt(0) })).status).toBe(200);
    expect((await send(await photo(), { who: 'alice' })).status).toBe(200);
  });

  it('[FS11] of one slot each person has their own: nobody takes another’s place', async () => {
    await there();
    await send(await photo('gold'), { who: 'bo' });
    const { status } = await send(await photo('navy'), { who: 'alice' });
    expect([status, (await arrived('alice')).map(({ by }) => by).toSorted()]).toEqual([200, ['alice', 'bo']]);
  });

  it('[FS12] goes on where it stopped, also after the server was stopped', async () => {
    await there();
    const bytes = await photo('teal', { width: 1600, height: 1200 });
    const half = Math.floor(bytes.length / 2);
    expect((await send(bytes, { to: half })).body).toMatchObject({ file: null, received: half });
    expect(await far(bytes)).toMatchObject({ file: null, received: half });
    // Another process finds the same: nothing of it is remembered but what lies on the disk.
    expect(
      await pieceHouseOf(app).coming.received({
        evaluationId: ID,
        personId: 'bo',
        slot: SLOT,
        sha256: sha256(bytes),
      }),
    ).toBe(half);
    const { status, body } = await send(bytes, { from: half });
    expect([status, body.file?.type]).toEqual([200, 'image/jpeg']);
    expect(await far(bytes)).toMatchObject({ file: { id: body.file?.id } });
    expect(await lying()).toHaveLength(1);
  });

  it('[FS12] what a broken line brought stays, and the rest of it makes it whole', async () => {
    await there();
    const bytes = await photo('plum', { width: 1600, height: 1200 });
    const body = new Readable({ read: () => undefined });
    const coming = takePiece(pieceHouseOf(app), {
      ...{ evaluationId: ID, personId: 'bo', personName: '薄文', slot: SLOT, body, stillMay },
      headers: headersOf(bytes),
    });
    body.push(bytes.subarray(0, 700));
    body.push(bytes.subarray(700, 900));
    await expect.poll(async () => (await far(bytes)).received).toBe(900);
    body.destroy(new Error('aborted'));
    await expect(coming).rejects.toThrow('aborted');
    expect((await send(bytes, { from: 900 })).body.file).not.toBeNull();
  });

  it('[FS12] from elsewhere than where it stopped it is refused, and told where', async () => {
    await there();
    const bytes = await photo();
    await send(bytes, { to: 500 });
    const { status, body } = await send(bytes, { from: 300 });
    expect([status, body.error, body.details]).toEqual([409, 'PIECE_OFFSET', [{ received: 500 }]]);
    expect((await send(bytes, { from: 500 })).status).toBe(200);
  });

  it('[FS13] other bytes than were said are not kept, and it can be sent anew', async () => {
    await there();
    const bytes = await photo();
    const wrong = await send(bytes, { hash: sha256(Buffer.from('other')) });
    expect([wrong.status, wrong.body.error, await lying(), await rows()]).toEqual([
      409,
      'PIECE_DIFFERS',
      [],
      [],
    ]);
    expect((await send(bytes)).status).toBe(200);
  });

  it('[FS12] parts of other bytes never go on where these stopped', async () => {
    await there();
    const [one, other] = [await photo('gold'), await photo('navy')];
    await send(one, { to: 400 });
    expect((await send(other, { to: 300 })).body.received).toBe(300);
    expect((await send(one, { from: 400 })).body.file).not.toBeNull();
  });

  it('[FS12] of one person a few lie unfinished at most, the longest untouched goes', async () => {
    await there();
    const bytes = await photo();
    for (let at = 0; at < 9; at += 1) await send(bytes, { slot: slotAt(at), to: 200 });
    expect(await lying()).toHaveLength(6);
  });

  it('[FS12] what nobody goes on with is swept after a day', async () => {
    await there();
    const bytes = await photo();
    await send(bytes, { to: 200 });
    const [path = ''] = await lying();
    const { coming } = pieceHouseOf(app);
    expect(await coming.sweep(Date.now())).toBe(0);
    const longAgo = (Date.now() - 25 * 60 * 60_000) / 1000;
    await utimes(path, longAgo, longAgo);
    expect([await coming.sweep(Date.now()), await lying()]).toEqual([1, []]);
  });

  it('[FS11] what does not say which piece, of which bytes, from where, is refused in words', async () => {
    await there();
    const bytes = await photo();
    const parts: Readonly<Record<string, Part>> = {
      'a slot that is none': { slot: 'none' },
      'no hash': { hash: '' },
      'a hash that is none': { hash: 'z'.repeat(64) },
      'a part of nothing': { headers: { 'content-range': 'bytes */100' } },
      'a part behind the end': { headers: { 'content-range': 'bytes 900-950/100' } },
      'more than was said': { headers: { 'content-range': 'bytes 0-99/100' } },
    };
    for (const [what, part] of Object.entries(parts)) {
      const { status, body } = await send(bytes, part);
      expect([what, status, body.error, await lying()]).toEqual([what, 422, 'PIECE_FORM', []]);
      expect(body.message).toMatch(/。$/);
    }
  });

  it('[FS1, FS14] hostile files are refused in words, and nothing of them is kept', async () => {
    await there();
    for (const [what, [name, bytes, error]] of Object.entries(await hostileFiles())) {
      const { status, body } = await send(bytes, { name, slot: slotAt(what.length) });
      expect({ what, isRefused: status >= 400 && status < 500, error: body.error }).toEqual({
        what,
        isRefused: true,
        error,
      });
      expect(body.message).toMatch(/。$/);
    }
    expect([await rows(), await lying()]).toEqual([[], []]);
  }, 60_000);

  it('[FS14] a hostile file in parts is refused when its head is there, or at its end', async () => {
    await there();
    const [, svg] = (await hostileFiles())['an SVG'] ?? ['', Buffer.alloc(0)];
    expect((await send(svg, { to: 5 })).body).toMatchObject({ file: null, received: 5 });
    expect((await send(svg, { from: 5, to: 20 })).body.error).toBe('FILE_TYPE');
    expect(await lying()).toEqual([]);
  });

  it('[FS6] the room of a person is counted before anything is taken in', async () => {
    await there();
    await app.store.tx((db) =>
      db.insert(tablesOf(db).files).values({
        ...{
          id: 'big',
          evaluationId: ID,
          sha256: sha256(Buffer.from('big')),
          type: 'application/pdf',
          name: 'big.pdf',
        },
        ...{ size: QUOTA.person, personId: 'bo', personName: '薄文', at: 1 },
      }),
    );
    const { status, body } = await send(await photo());
    expect([status, body.error, await lying()]).toEqual([409, 'FILE_QUOTA', []]);
  });

  it('[FS6, FS12] what came of unfinished ones counts in the room of a person and of the evaluation', async () => {
    await there();
    const bytes = await photo('gold');
    const fill = (id: string, personId: string, size: number) =>
      app.store.tx((db) =>
        db.insert(tablesOf(db).files).values({
          ...{ id, evaluationId: ID, sha256: '0'.repeat(64), type: 'application/pdf', name: 'big.pdf' },
          ...{ size, personId, personName: '薄文', at: 1 },
        }),
      );
    const statusOf = async (part: Part) => {
      const { status, body } = await send(bytes, part);
      return [status, body.error ?? null];
    };
    const [first, second] = [slotAt(1), slotAt(2)];
    await fill('own', 'bo', QUOTA.person - bytes.length);
    expect(await statusOf({ slot: first, to: 200 })).toEqual([200, null]);
    expect(await statusOf({ slot: second })).toEqual([409, 'FILE_QUOTA']);
    // Of one slot what has come is no room that it lacks itself.
    expect(await statusOf({ slot: first, from: 200, to: 300 })).toEqual([200, null]);
    await fill('all', 'leader', QUOTA.evaluation - QUOTA.person);
    expect(await statusOf({ slot: second, who: 'alice' })).toEqual([409, 'FILE_QUOTA']);
    expect(await statusOf({ slot: first, from: 300 })).toEqual([200, null]);
  });

  it('[FS6] a piece that fits is kept: what is on its way does not count against itself', async () => {
    await there();
    const bytes = pdf();
    await app.store.tx((db) =>
      db.insert(tablesOf(db).files).values({
        ...{ id: 'big', evaluationId: ID, sha256: '0'.repeat(64), type: 'application/pdf', name: 'big.pdf' },
        ...{ size: QUOTA.person - bytes.length, personId: 'bo', personName: '薄文', at: 1 },
      }),
    );
    expect((await send(bytes)).body).toMatchObject({ received: bytes.length, file: { size: bytes.length } });
  });

  it('[FS5] a full disk refuses, what came stays, and it goes on when there is room', async ({ skip }) => {
    await there();
    await mkdir(filesDir(), { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', filesDir()], { stdio: 'ignore' });
    } catch {
      return skip('nothing may be mounted here');
    }
    try {
      const early = await send(await photo());
      expect([early.status, early.body.error]).toEqual([507, 'STORAGE_FULL']);
      const house = { ...pieceHouseOf(app), reserve: 0 };
      const bytes = Buffer.concat([pdf(), Buffer.alloc(6 << 20)]);
      const coming = takePiece(house, {
        ...{ evaluationId: ID, personId: 'bo', personName: '薄文', slot: SLOT, stillMay },
        body: Readable.from([bytes]),
        headers: {
          [FILE_NAME_HEADER]: 'a.pdf',
          [FILE_HASH_HEADER]: sha256(bytes),
          'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
        },
      });
      await expect(coming).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(await rows()).toEqual([]);
    } finally {
      execFileSync('umount', [filesDir()]);
    }
  });

  it.each([
    ['SQLite', {}],
    ['PGlite', { databaseUrl: 'pglite:' }],
  ])('[FS6, FS7] what came as evidence is never forgotten and never changed: %s', async (_name, options) => {
    await there('scoring', options);
    const { body } = await send(await png());
    const { files, pieceFiles } = app.store.tables;
    expect(await app.store.tx((db) => forgetUnused(db, Date.now() + 400 * 86_400_000))).toBe(0);
    const id = body.file?.id ?? '';
    await expect(app.store.tx((db) => db.delete(files).where(eq(files.id, id)))).rejects.toThrow();
    await expect(
      app.store.tx((db) => db.delete(pieceFiles).where(eq(pieceFiles.fileId, id))),
    ).rejects.toThrow();
    await expect(
      app.store.tx((db) => db.update(pieceFiles).set({ cameAs: 'x' }).where(eq(pieceFiles.fileId, id))),
    ).rejects.toThrow();
  });
});

describe('[FS11, FS15] who brings and who sees', () => {
  it('[FS6] who may bring one reads with the list how much room there is; who only reads does not', async () => {
    await there();
    const { body } = await send(await photo());
    const quotaFor = async (who: string) =>
      (await get<ArrivedPieces>(who, `/evaluations/${ID}/evidence`)).body.quota;
    expect(await quotaFor('alice')).toEqual({ used: body.file?.size, most: QUOTA.evaluation });
    expect(await quotaFor('officer')).toBeUndefined();
  });

  it.each(PHASES.map((phase) => [phase] as const))('[FS11] in %s', async (phase) => {
    await there(phase);
    const statusOf = async (who: string) => (await send(await png(), { who })).status;
    const isOpen = ['scoring', 'deliberation', 'signing', 'preliminary'].includes(phase);
    expect(await statusOf('bo')).toBe(isOpen ? 200 : 409);
    for (const who of ['leader', 'officer', 'staff', 'outsider', 'county-officer'])
      expect([who, await statusOf(who)]).toEqual([who, 404]);
  });

  it('[FS15] panel and officers from scoring on; the leader from the lock, and only what is signed', async () => {
    await there();
    const { body } = await send(await photo());
    const look = async (who: string) => {
      const headers = { cookie: await cookieOf(app, who) };
      return (await app.inject({ url: `/api/v1/files/${body.file?.id}`, headers })).statusCode;
    };
    const listFor = async (who: string) =>
      (await get<ArrivedPieces>(who, `/evaluations/${ID}/evidence`)).status;
    const everybody = [
      'bo',
      'alice',
      'officer',
      'leader',
      'deputy',
      'staff',
      'outsider',
      'county-officer',
      'admin',
    ];
    const seen = async () => Promise.all(everybody.map(async (who) => [await look(who), await listFor(who)]));
    const inside = [200, 200];
    // Leaders hear which phase it is; for everybody else there is nothing.
    const [early, nothing] = [
      [404, 409],
      [404, 404],
    ];
    const expected = [inside, inside, inside, early, early, ...Array.from({ length: 4 }, () => nothing)];
    expect(await seen()).toEqual(expected);
    await inPhase('deliberation');
    expect([await look('leader'), await listFor('leader')]).toEqual([404, 409]);
    // Nothing of it was signed: there is an empty list, and no picture.
    for (const phase of ['signing', 'preliminary', 'notice'] as const) {
      await inPhase(phase);
      const seenNow = [await look('leader'), await listFor('leader'), await arrived('leader')];
      expect([phase, ...seenNow]).toEqual([phase, 404, 200, []]);
    }
  });
});
