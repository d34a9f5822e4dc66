import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { tablesOf } from '@heping/db';
import { FILE_BYTES, FILE_NAME_HEADER, QUOTA, type Uploaded } from '@heping/protocol';
import type { Phase } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, testApp } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { hostileFiles, pdf, photo, png, SCRIPT, upload, webp } from '../testing/files.ts';
import { seedMeasure } from '../testing/measure.ts';
import { evaluationHome } from './home.ts';
import { fileHouseOf } from './house.ts';
import { isKept, keepFile } from './keep.ts';
import { forgetUnused } from './unused.ts';
import { filesOf, useFiles } from './use.ts';
import { fileLines, verifyFiles } from './verify.ts';

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const ID = 'evaluation';
const DOOR = `/evaluations/${ID}/files`;

/** A server with the town's evaluation in some phase. */
async function there(
  phase: Phase = 'rectifying',
  options: Parameters<typeof testApp>[0] = {},
): Promise<FastifyInstance> {
  const app = await testApp(options);
  await seedEvaluation(app.store, { id: ID });
  await inPhase(app, phase);
  return app;
}
const inPhase = (app: FastifyInstance, phase: Phase) =>
  app.store.tx((db) =>
    db
      .update(tablesOf(db).evaluations)
      .set({ phase, publishedAt: 1 })
      .where(eq(tablesOf(db).evaluations.id, ID)),
  );
const rows = (app: FastifyInstance) => app.store.db.select().from(app.store.tables.files);
const filesDir = ({ config }: FastifyInstance) => join(config.dataDir, 'files');
const lying = async (app: FastifyInstance): Promise<string[]> => {
  const entries = await readdir(filesDir(app), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};
async function sent(app: FastifyInstance, who: string, bytes: Buffer, name = '现场.jpg'): Promise<Uploaded> {
  const answer = await upload(app, DOOR, bytes, { cookie: await cookieOf(app, who), name });
  expect({ status: answer.status, error: answer.body.error }).toEqual({ status: 200, error: undefined });
  return answer.body as Uploaded;
}
/** A progress note of a measure that `owner` owns, with files on it. */
async function useInNote(
  app: FastifyInstance,
  by: string,
  ids: readonly string[],
  owner: string | null = null,
): Promise<void> {
  await app.store.tx(async (db) => {
    await seedMeasure(db, { evaluationId: ID, ownerId: owner });
    await db.insert(tablesOf(db).progressNotes).values({
      ...{ id: 'note', measureId: 'measure', kind: 'note', percent: 10, text: '', at: 1 },
      ...{ personId: by, personName: by },
    });
    const files = ids.map((id) => ({ id, role: 'before' as const }));
    await useFiles(db, {
      ...{ subject: 'progress', subjectId: 'note', evaluationId: ID },
      ...{ files, by: { personId: by } },
    });
  });
}

const stillMay = () => Promise.resolve();

describe('[FS1–FS4] what is taken in', () => {
  let app: FastifyInstance;
  beforeAll(async () => void (app = await there()));
  afterAll(() => app.close());

  it.each([
    ['a photo', 'image/jpeg', photo],
    ['a PNG', 'image/png', png],
    ['a WebP', 'image/webp', webp],
    ['a PDF', 'application/pdf', async () => pdf()],
  ] as const)('%s, by what it holds', async (_, type, make) => {
    const { file } = await sent(app, 'leader', await make(), '说明.bin');
    expect(file).toMatchObject({ type, name: '说明.bin', by: '金主任' });
  });

  it('[FS4] a photo is turned upright, and camera and position are gone', async () => {
    const bytes = await photo('tomato');
    expect(bytes.includes('Telephone')).toBe(true);
    const { file } = await sent(app, 'leader', bytes);
    expect([file.width, file.height]).toEqual([600, 800]);
    const [row] = (await rows(app)).filter(({ id }) => id === file.id);
    const kept = await readFile(app.shelf.pathOf(row?.sha256 ?? ''));
    const { exif, orientation, width } = await sharp(kept).metadata();
    expect({ exif, orientation, width, size: kept.length, sha256: sha256(kept) }).toEqual({
      ...{ exif: undefined, orientation: undefined, width: 600 },
      ...{ size: file.size, sha256: row?.sha256 },
    });
    expect(kept.includes('Telephone')).toBe(false);
  });

  it('[FS4] what hangs behind a picture is not kept', async () => {
    const { file } = await sent(app, 'leader', Buffer.concat([await photo('gold'), Buffer.from(SCRIPT)]));
    const [row] = (await rows(app)).filter(({ id }) => id === file.id);
    expect((await readFile(app.shelf.pathOf(row?.sha256 ?? ''))).includes('script')).toBe(false);
  });

  it('[FS1–FS4] hostile files are refused in words, and nothing of them is kept', async () => {
    const before = { rows: await rows(app), lying: await lying(app) };
    const cookie = await cookieOf(app, 'leader');
    for (const [what, [name, bytes, error]] of Object.entries(await hostileFiles())) {
      const { status, body } = await upload(app, DOOR, bytes, { cookie, name });
      expect({ what, status: status >= 400 && status < 500, error: body.error }).toEqual({
        ...{ what, status: true, error },
      });
      expect(body.message).toMatch(/。$/);
    }
    expect({ rows: await rows(app), lying: await lying(app) }).toEqual(before);
  }, 60_000);

  it('[FS3] what says it is too large is not even begun', async () => {
    const cookie = await cookieOf(app, 'leader');
    const headers = { 'content-length': String(FILE_BYTES['application/pdf'] + 1) };
    const { status, body } = await upload(app, DOOR, Buffer.from('%PDF-'), { cookie, headers });
    expect([status, body.error]).toEqual([413, 'FILE_TOO_LARGE']);
  });

  it('[FS2] every other door keeps its small limit and takes JSON only', async () => {
    const cookie = await cookieOf(app, 'leader');
    const { status, body } = await upload(app, `/evaluations/${ID}/open`, await photo(), { cookie });
    expect([status, body.error]).toEqual([415, 'NOT_JSON_TYPE']);
  });
});

describe('[FS5] where bytes lie', () => {
  let app: FastifyInstance;
  afterEach(() => app.close());

  it('the same bytes lie once, whoever brings them at once', async () => {
    app = await there();
    const bytes = await photo();
    const all = await Promise.all(
      ['leader', 'officer', 'bo', 'leader'].map((who) => sent(app, who, bytes, `${who}.jpg`)),
    );
    expect(new Set(all.map(({ file }) => file.id)).size).toBe(4);
    const hashes = new Set((await rows(app)).map((row) => row.sha256));
    expect([hashes.size, (await lying(app)).length]).toEqual([1, 1]);
  });

  it('what is nobody’s is swept at boot when it is a day old, and nothing else', async () => {
    app = await there();
    const { file } = await sent(app, 'leader', await photo());
    const [row] = (await rows(app)).filter(({ id }) => id === file.id);
    const own = app.shelf.pathOf(row?.sha256 ?? '');
    const [old, fresh] = [sha256('old'), sha256('fresh')].map((hash) => app.shelf.pathOf(hash));
    const aside = join(filesDir(app), 'aside', '1-1.came');
    for (const path of [old, fresh, aside]) {
      await mkdir(join(path ?? '', '..'), { recursive: true });
      await writeFile(path ?? '', 'x');
    }
    const longAgo = (Date.now() - 25 * 60 * 60_000) / 1000;
    for (const path of [own, old, aside]) await utimes(path ?? '', longAgo, longAgo);
    expect(await app.shelf.sweep(Date.now(), (hash) => isKept(app.store.db, hash))).toBe(2);
    expect((await lying(app)).toSorted()).toEqual([own, fresh].toSorted());
  });

  it('[FS6] the room of an evaluation is counted, and refused before it is over', async () => {
    app = await there();
    const first = await sent(app, 'leader', await photo());
    expect(first.quota).toEqual({ used: first.file.size, most: QUOTA.evaluation });
    await app.store.tx((db) =>
      db.insert(tablesOf(db).files).values({
        ...{ id: 'big', evaluationId: ID, sha256: sha256('big'), type: 'application/pdf', name: 'big.pdf' },
        ...{ size: QUOTA.evaluation - first.file.size, personId: 'bo', personName: '薄文', at: 1 },
      }),
    );
    const before = await lying(app);
    const cookie = await cookieOf(app, 'leader');
    const { status, body } = await upload(app, DOOR, await photo('navy'), { cookie });
    expect([status, body.error, body.message]).toEqual([
      409,
      'FILE_QUOTA',
      '这个评价的文件最多共 500 MB，已用 500 MB，“现场.jpg”放不下，未保存。',
    ]);
    expect(await lying(app)).toEqual(before);
  });

  it('[FS6] what one person brings is not all the room there is', async () => {
    app = await there();
    await app.store.tx((db) =>
      db.insert(tablesOf(db).files).values({
        ...{ id: 'big', evaluationId: ID, sha256: sha256('big'), type: 'application/pdf', name: 'big.pdf' },
        ...{ size: QUOTA.person, personId: 'bo', personName: '薄文', at: 1 },
      }),
    );
    const { body } = await upload(app, DOOR, await photo(), { cookie: await cookieOf(app, 'bo') });
    expect([body.error, body.message]).toEqual([
      'FILE_QUOTA',
      '您在这个评价中的文件最多共 250 MB，已用 250 MB，“现场.jpg”放不下，未保存。',
    ]);
    await sent(app, 'leader', await photo());
  });

  it.each([
    ['SQLite', {}],
    ['PGlite', { databaseUrl: 'pglite:' }],
  ])(
    '[FS6] what nothing was said with is forgotten after 15 days, what proves something never is: %s',
    async (_name, options) => {
      app = await there('rectifying', options);
      const used = await sent(app, 'officer', await photo());
      const unused = await sent(app, 'officer', await photo());
      await useInNote(app, 'officer', [used.file.id]);
      const forget = (days: number) =>
        app.store.tx((db) => forgetUnused(db, unused.file.at + days * 86_400_000 + 1));
      expect(await forget(14)).toBe(0);
      expect(await forget(15)).toBe(1);
      expect((await rows(app)).map(({ id }) => id)).toEqual([used.file.id]);
      await expect(
        app.store.tx((db) =>
          db.delete(app.store.tables.files).where(eq(app.store.tables.files.id, used.file.id)),
        ),
      ).rejects.toThrow();
    },
  );

  it('[FS6] what is on its way in counts, and of one person three at most are', async () => {
    app = await there();
    await app.store.tx((db) =>
      db.insert(tablesOf(db).files).values({
        ...{ id: 'big', evaluationId: ID, sha256: sha256('big'), type: 'application/pdf', name: 'big.pdf' },
        ...{ size: QUOTA.person - (50 << 20), personId: 'bo', personName: '薄文', at: 1 },
      }),
    );
    const house = fileHouseOf(app);
    const keep = (personId: string, body: Readable) =>
      keepFile(house, {
        home: evaluationHome({ evaluationId: ID, by: { personId }, personName: personId }),
        ...{ headers: { 'heping-file-name': 'a.jpg' }, body, stillMay },
      });
    // They announce nothing and never end.
    const slow = [0, 1, 2].map(() => new Readable({ read: () => undefined }));
    const coming = slow.map((body) => keep('bo', body).catch((error: unknown) => error));
    // 20 MB each: the third has no room beside the first two, and is over at once.
    expect(await Promise.race(coming)).toMatchObject({ code: 'FILE_QUOTA' });
    const third = new Readable({ read: () => undefined });
    const leaders = [0, 1, 2].map(() => keep('leader', third).catch((error: unknown) => error));
    await expect(keep('leader', Readable.from([]))).rejects.toMatchObject({ code: 'SLOW_DOWN' });
    for (const body of [...slow, third]) body.push(null);
    await Promise.all([...coming, ...leaders]);
    await sent(app, 'bo', await photo());
    await sent(app, 'leader', await photo());
  });

  it('[FS5] the disk is asked again while a file comes in', async () => {
    app = await there();
    let asked = 0;
    const shelf = new Proxy(app.shelf, {
      get: (real, name) => {
        if (name === 'freeSpace') return async () => ((asked += 1) > 2 ? 0 : 1 << 30);
        const value: unknown = Reflect.get(real, name, real);
        return typeof value === 'function' ? value.bind(real) : value;
      },
    });
    const chunks = Array.from({ length: 10 }, () => Buffer.alloc(1 << 20));
    const keeping = keepFile(
      { ...fileHouseOf(app), shelf },
      {
        home: evaluationHome({ evaluationId: ID, by: { personId: 'leader' }, personName: '金主任' }),
        ...{ headers: { 'heping-file-name': 'a.pdf' }, body: Readable.from([pdf(), ...chunks]), stillMay },
      },
    );
    await expect(keeping).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect([asked, await lying(app)]).toEqual([3, []]);
  });

  it('[FS5] a full disk refuses and leaves nothing, and what is there is still shown', async ({ skip }) => {
    app = await there();
    const dir = filesDir(app);
    await mkdir(dir, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir], { stdio: 'ignore' });
    } catch {
      return skip('nothing may be mounted here');
    }
    try {
      const cookie = await cookieOf(app, 'leader');
      // Less than the reserve is free: refused before anything is taken in.
      const early = await upload(app, DOOR, await photo(), { cookie });
      expect([early.status, early.body.error, await lying(app)]).toEqual([507, 'STORAGE_FULL', []]);
      // The disk itself has no room, in the middle of a file.
      const house = { ...fileHouseOf(app), reserve: 0 };
      const bytes = Buffer.concat([pdf(), Buffer.alloc(9 << 20)]);
      const keeping = keepFile(house, {
        home: evaluationHome({ evaluationId: ID, by: { personId: 'leader' }, personName: '金主任' }),
        ...{ headers: { 'heping-file-name': 'a.pdf' }, body: Readable.from([bytes]), stillMay },
      });
      await expect(keeping).rejects.toMatchObject({ code: 'ENOSPC' });
      expect([await lying(app), await rows(app)]).toEqual([[], []]);
    } finally {
      execFileSync('umount', [dir]);
    }
  });

  it('[FS5] where the row is refused, the bytes go again', async () => {
    app = await there();
    const bytes = await photo();
    const path = join(app.config.dataDir, 'kept');
    await writeFile(path, bytes);
    const write = () => Promise.reject(new Error('no row'));
    await expect(app.shelf.put(path, { write, isKept: async () => false })).rejects.toThrow('no row');
    expect(await lying(app)).toEqual([]);
  });
});

describe('[FS7–FS9] who sees a file', () => {
  let app: FastifyInstance;
  afterEach(() => app.close());
  const look = async (who: string | null, id: string, query = '') =>
    app.inject({
      url: `/api/v1/files/${id}${query}`,
      headers: who === null ? {} : { cookie: await cookieOf(app, who) },
    });

  it('[FS8] who brought it; once it proves something, panel, officers, leaders and the measure’s owner; nobody else', async () => {
    app = await there();
    const { file } = await sent(app, 'leader', await photo());
    const statusFor = async (...people: (string | null)[]) =>
      Promise.all(people.map(async (who) => (await look(who, file.id)).statusCode));
    expect(await statusFor('leader', 'deputy', 'officer', 'bo', 'staff', null)).toEqual([
      200, 404, 404, 404, 404, 401,
    ]);
    await useInNote(app, 'leader', [file.id], 'staff');
    const insiders = ['leader', 'deputy', 'officer', 'bo', 'alice', 'staff'];
    expect(await statusFor(...insiders)).toEqual([200, 200, 200, 200, 200, 200]);
    const outsiders = ['outsider', 'county-officer', 'admin', null];
    expect(await statusFor(...outsiders)).toEqual([404, 404, 404, 401]);
  });

  it.each([
    ['planned', 409],
    ['signing', 409],
    ['notice', 200],
    ['closed', 200],
    ['cancelled', 409],
  ] as const)('[FS1] in %s a leader who brings one hears %i', async (phase, status) => {
    app = await there(phase);
    const cookie = await cookieOf(app, 'leader');
    expect((await upload(app, DOOR, await png(), { cookie })).status).toBe(status);
    expect((await upload(app, DOOR, await png(), { cookie: await cookieOf(app, 'staff') })).status).toBe(404);
    expect((await upload(app, DOOR, await png())).status).toBe(401);
  });

  it('[FS8] the owner of a measure brings files for it by its own door', async () => {
    app = await there();
    await app.store.tx((db) => seedMeasure(db, { evaluationId: ID, ownerId: 'staff' }));
    const bring = async (who: string) =>
      (await upload(app, '/measures/measure/files', await png(), { cookie: await cookieOf(app, who) }))
        .status;
    expect([await bring('staff'), await bring('leader'), await bring('outsider')]).toEqual([200, 200, 404]);
    await inPhase(app, 'closed');
    expect(await bring('staff')).toBe(409);
  });

  it('[FS7] only one’s own files of the same evaluation prove what one says', async () => {
    app = await there();
    const { file } = await sent(app, 'officer', await photo());
    await expect(useInNote(app, 'leader', [file.id])).rejects.toMatchObject({ code: 'FILE_UNKNOWN' });
    await expect(useInNote(app, 'leader', ['nothing'])).rejects.toMatchObject({ code: 'FILE_UNKNOWN' });
    await expect(useInNote(app, 'officer', [file.id, file.id])).rejects.toMatchObject({
      code: 'FILE_UNKNOWN',
    });
    await useInNote(app, 'officer', [file.id]);
    const used = await filesOf(app.store.db, 'progress', ['note']);
    expect(used.get('note')).toEqual([{ ...file, role: 'before', byEn: 'Town Officer' }]);
  });

  it('[FS9] a picture is shown and a PDF downloaded, each in its exact type, running nothing', async () => {
    app = await there();
    const [picture, paper] = [
      await sent(app, 'leader', await photo(), '整改前 "1".jpg'),
      await sent(app, 'leader', pdf(), '发票'),
    ];
    const seen = await look('leader', picture.file.id);
    expect(seen.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(picture.file.size),
      'content-disposition': `inline; filename="___ _1_.jpg"; filename*=UTF-8''${encodeURIComponent('整改前 "1".jpg')}`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(seen.headers.etag).toBeUndefined();
    const downloaded = await look('leader', paper.file.id);
    expect(downloaded.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="__.pdf"; filename*=UTF-8''${encodeURIComponent('发票.pdf')}`,
    });
  });

  it('[FS9] a small view is made once and kept', async () => {
    app = await there();
    const { file } = await sent(app, 'leader', await photo('teal', { width: 1600, height: 1200 }));
    const small = await look('leader', file.id, '?w=320');
    const { width, height, format } = await sharp(small.rawPayload).metadata();
    expect([small.headers['content-type'], format, width, height]).toEqual(['image/webp', 'webp', 240, 320]);
    const [place = ''] = (await lying(app)).filter((path) => path.endsWith('-240.webp'));
    const made = (await stat(place)).mtimeMs;
    await look('leader', file.id, '?w=320');
    expect((await stat(place)).mtimeMs).toBe(made);
    expect((await look('leader', file.id, '?w=5000')).statusCode).toBe(400);
  });

  it('[FS9] the small view of a very tall picture is as wide as that of any other', async () => {
    app = await there();
    const strip = sharp({ create: { width: 400, height: 3200, channels: 3, background: 'teal' } });
    const { file } = await sent(app, 'leader', await strip.jpeg().toBuffer());
    const small = await look('leader', file.id, '?w=320');
    const { width, height } = await sharp(small.rawPayload).metadata();
    expect([width, height]).toEqual([240, 1920]);
  });

  it('[FS9] bytes that are gone are said to be gone', async () => {
    app = await there();
    const { file } = await sent(app, 'leader', await photo());
    await rm(filesDir(app), { recursive: true });
    const answer = await look('leader', file.id);
    expect([answer.statusCode, answer.json().error]).toEqual([410, 'FILE_GONE']);
  });
});

it('[FS10] the check names files whose bytes are missing or differ, and no other', async () => {
  const app = await there();
  const kept = [
    await sent(app, 'leader', await photo()),
    await sent(app, 'leader', await png()),
    await sent(app, 'leader', pdf()),
  ];
  const all = await rows(app);
  const pathOf = (place: number) =>
    app.shelf.pathOf(all.find(({ id }) => id === kept[place]?.file.id)?.sha256 ?? '');
  await rm(pathOf(0));
  await writeFile(pathOf(1), 'other bytes');
  const verdict = await verifyFiles(app.store, app.config.dataDir);
  const fault = (place: number, what: string) => ({
    file: kept[place]?.file.id,
    ...{ home: 'evaluation', of: ID },
    fault: what,
  });
  expect({ ...verdict, faulty: new Set(verdict.faulty) }).toEqual({
    files: 3,
    faulty: new Set([fault(0, 'missing'), fault(1, 'differs')]),
  });
  expect(fileLines(verdict).at(-1)).toContain('3 个文件，2 个有问题');
  await app.close();
});

describe('[FS3] what is refused while it still comes', () => {
  it('is heard by who sends it to its end, and the connection serves what comes next', async () => {
    const app = await there();
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    const { host, port } = new URL(origin);
    const cookie = await cookieOf(app, 'leader');
    const page = Buffer.from(`<!doctype html>${SCRIPT}`.repeat(40_000));
    const heads = [
      `POST /api/v1${DOOR} HTTP/1.1\r\nhost: ${host}\r\norigin: ${origin}\r\ncookie: ${cookie}\r\n`,
      `content-type: application/octet-stream\r\n${FILE_NAME_HEADER}: a.jpg\r\ncontent-length: ${page.length}\r\n\r\n`,
    ];
    const socket = connect(Number(port), '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (words: string) => (heard += words));
    const until = async (words: RegExp) => {
      while (!words.test(heard)) await once(socket, 'data');
    };
    socket.write(heads.join(''));
    socket.write(page.subarray(0, 64 << 10));
    await until(/415.*FILE_TYPE/s);
    socket.write(page.subarray(64 << 10));
    socket.write(`GET /api/v1/me HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\n\r\n`);
    await until(/HTTP\/1.1 200.*leader/s);
    socket.destroy();
    await app.close();
  });
});
