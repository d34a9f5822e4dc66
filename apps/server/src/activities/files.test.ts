/** Photos of the activity log over HTTP: brought by its keepers, shown by versions, seen by who reads them there. [AL9–AL12, FS16] */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tablesOf, verifyAudit } from '@heping/db';
import { QUOTA, type ActivityPage, type EvaluationActivities, type Uploaded } from '@heping/protocol';
import { PHASES } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { isKept } from '../files/keep.ts';
import { forgetUnused } from '../files/unused.ts';
import { fileLines, verifyFiles } from '../files/verify.ts';
import { as, cookieOf, type TestAppOptions } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { hostileFiles, pdf, photo, png, upload } from '../testing/files.ts';
import * as byHand from '../testing/in-hand.ts';

const LOG = '/centres/town-centre/activities';
const DOOR = '/centres/town-centre/activity-files';
const study = { type: 'study', day: '2026-02-27', text: '学习党章' };
const DAY_MS = 86_400_000;

let office: Office;
afterEach(() => office.app.close());
const open = async (options: TestAppOptions = {}) => void (office = await openOffice(options));

const caller = (who: string | null) => as(office.app, who);
const table = () => office.app.store.tables.activityFiles;
const rows = () => office.app.store.db.select().from(table());
const lying = async (): Promise<string[]> => {
  const root = join(office.app.config.dataDir, 'files');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

const bring = async (who: string, bytes: Buffer, { name = '现场.jpg', door = DOOR } = {}) =>
  upload(office.app, door, bytes, { cookie: await cookieOf(office.app, who), name });
async function brought(who: string, bytes: Buffer, name?: string): Promise<Uploaded['file']> {
  const { status, body } = await bring(who, bytes, name === undefined ? {} : { name });
  expect([status, body.error]).toEqual([200, undefined]);
  return (body as Uploaded).file;
}
const log = async (who: string, entry: object) => (await caller(who)).post(LOG, entry);
async function logged(who: string, entry: object): Promise<ActivityPage> {
  const { status, body } = await log(who, entry);
  expect([status, body.error]).toEqual([200, undefined]);
  return body as ActivityPage;
}
const correct = async (who: string, id: string, entry: object) =>
  (await caller(who)).put(`${LOG}/${id}`, entry);
const idsOf = ({ files }: Pick<ActivityPage, 'files'>) => files.map(({ id }) => id);

const look = async (who: string | null, path: string) =>
  office.app.inject({
    url: `/api/v1${path}`,
    headers: who === null ? {} : { cookie: await cookieOf(office.app, who) },
  });
const statusFor = (path: string, ...people: (string | null)[]) =>
  Promise.all(people.map(async (who) => (await look(who, path)).statusCode));

describe('[AL9] bringing them', () => {
  it.each([
    ['SQLite', {}],
    ['PGlite', { databaseUrl: 'pglite:' }],
  ])(
    'leaders and staff do, and an entry shows them in the order of its writer: %s',
    async (_name, options) => {
      await open(options);
      const [first, second] = [
        await brought('staff', await photo()),
        await brought('staff', pdf(), '签到表.pdf'),
      ];
      expect(first).toMatchObject({ type: 'image/jpeg', name: '现场.jpg', by: '石工作' });
      const entry = await logged('staff', { ...study, files: [second.id, first.id] });
      expect(entry.files).toEqual([second, first]);
      const { body } = await (await caller('officer')).get(LOG);
      expect(body.activities).toMatchObject([{ files: [{ name: '签到表.pdf' }, { name: '现场.jpg' }] }]);
      await expect(office.app.store.tx((db) => db.delete(tablesOf(db).activityFiles))).rejects.toThrow();
    },
  );

  it('who only reads the log, and anybody else, find no door', async () => {
    await open();
    for (const who of ['officer', 'county-officer', 'alice', 'admin', 'eve'])
      expect([who, (await bring(who, await png())).body.error]).toEqual([who, 'NOT_FOUND']);
    const far = { door: '/centres/far-centre/activity-files' };
    expect((await bring('staff', await png(), far)).body.error).toBe('NOT_FOUND');
    expect((await upload(office.app, DOOR, await png())).status).toBe(401);
    expect(await rows()).toEqual([]);
  });

  it('[FS1–FS4] hostile files are refused in words, and nothing of them is kept', async () => {
    await open();
    for (const [what, [name, bytes, error]] of Object.entries(await hostileFiles())) {
      const { status, body } = await bring('leader', bytes, { name });
      expect({ what, isRefused: status >= 400 && status < 500, error: body.error }).toEqual({
        ...{ what, isRefused: true, error },
      });
      expect(body.message).toMatch(/。$/);
    }
    expect([await rows(), await lying()]).toEqual([[], []]);
  }, 60_000);
});

describe('[AL10] the room of a centre’s year', () => {
  const fill = (size: number, personId: string, at: number) =>
    office.app.store.tx((db) =>
      db.insert(tablesOf(db).activityFiles).values({
        ...{ id: `big-${at}`, centreId: 'town-centre', sha256: '0'.repeat(64), type: 'application/pdf' },
        ...{ size, name: 'big.pdf', personId, personName: personId, at },
      }),
    );

  it('is counted, refused before it is over, and empty again with the new year', async () => {
    await open();
    await fill(QUOTA.log - 100, 'leader', office.clock.now);
    const { status, body } = await bring('staff', await photo());
    expect([status, body.message]).toEqual([
      409,
      '这个中心今年的台账的文件最多共 500 MB，已用 500 MB，“现场.jpg”放不下，未保存。',
    ]);
    expect(await lying()).toEqual([]);
    // 2027 begins in Huzhou eight hours before it does in Greenwich.
    office.clock.now = Date.parse('2027-01-01T00:00:00+08:00');
    const { body: next } = await bring('staff', await photo());
    expect(next.quota).toEqual({ used: next.file.size, most: QUOTA.log });
  });

  it('is not one person’s', async () => {
    await open();
    await fill(QUOTA.person, 'staff', office.clock.now);
    expect((await bring('staff', await photo())).body.message).toBe(
      '您在这个中心今年的台账中的文件最多共 250 MB，已用 250 MB，“现场.jpg”放不下，未保存。',
    );
    expect((await bring('leader', await photo())).status).toBe(200);
  });
});

describe('[AL11] what a version shows', () => {
  it('stays through corrections, whoever makes them, unless it is taken out; earlier versions keep theirs', async () => {
    await open();
    const [hall, list] = [await brought('staff', await photo()), await brought('staff', await png())];
    const { id } = await logged('staff', { ...study, files: [hall.id, list.id] });
    // A correction that says nothing of them.
    const kept = await correct('leader', id, { ...study, people: 23, version: 1 });
    expect(idsOf(kept.body as ActivityPage)).toEqual([hall.id, list.id]);
    const added = await brought('leader', await photo('navy'));
    const changed = await correct('leader', id, { ...study, version: 2, files: [added.id, list.id] });
    expect(changed.status).toBe(200);
    const { body: page } = await (await caller('officer')).get(`${LOG}/${id}`);
    expect((page as ActivityPage).versions.map(idsOf)).toEqual([
      [added.id, list.id],
      [hall.id, list.id],
      [hall.id, list.id],
    ]);
    // What was taken out comes back with its bringer alone.
    const back = { ...study, version: 3, files: [hall.id] };
    expect((await correct('leader', id, back)).body.error).toBe('FILE_UNLOGGED');
    expect(idsOf((await correct('staff', id, back)).body as ActivityPage)).toEqual([hall.id]);
  });

  it('is one’s own of this log, each once, and in no other entry', async () => {
    await open();
    const file = await brought('staff', await photo());
    const refused = async (who: string, files: readonly string[], entry: object = study) => {
      const before = await rows();
      const { status, body } = await log(who, { ...entry, files });
      expect(await rows()).toEqual(before);
      return [status, body.error];
    };
    expect(await refused('leader', [file.id])).toEqual([422, 'FILE_UNLOGGED']);
    expect(await refused('staff', ['none'])).toEqual([422, 'FILE_UNLOGGED']);
    expect(await refused('staff', [file.id, file.id])).toEqual([422, 'FILE_UNLOGGED']);
    await logged('staff', { ...study, files: [file.id] });
    expect(await refused('staff', [file.id])).toEqual([422, 'FILE_UNLOGGED']);
    expect(
      await refused(
        'staff',
        Array.from({ length: 21 }, () => 'a'),
      ),
    ).toEqual([400, 'BAD_REQUEST']);
    expect((await (await caller('leader')).get(LOG)).body.total).toBe(1);
  });

  it('[AL3] of a report and a special case is nothing, also where an entry becomes one', async () => {
    await open();
    const file = await brought('staff', await photo());
    const report = { type: 'special', day: '2026-02-27', recipient: '县委社会工作部' };
    expect((await log('staff', { ...report, files: [file.id] })).body.message).toBe(
      '“个案专报”只登记日期和报送对象（4.3.7），不附照片和文件；本次没有保存，请移除后再提交。',
    );
    const { id } = await logged('staff', { ...study, files: [file.id] });
    expect((await correct('staff', id, { ...report, version: 1 })).body.error).toBe('ACTIVITY_FILES');
    expect((await correct('staff', id, { ...report, version: 1, files: [] })).status).toBe(200);
  });

  it('[AL6] is in the hash of the audit log where there is something, and holds', async () => {
    await open();
    const { auditLog } = office.app.store.tables;
    const hashes = async () =>
      (await office.app.store.db.select().from(auditLog))
        .filter(({ action }) => action.startsWith('activity.'))
        .map(({ detail }) => (detail as { hash: string }).hash);
    const { id } = await logged('staff', study);
    await correct('staff', id, { ...study, version: 1, files: [] });
    const file = await brought('staff', await photo());
    await correct('staff', id, { ...study, version: 2, files: [file.id] });
    const [bare, still, shown] = await hashes();
    expect([still === bare, shown === bare]).toEqual([true, false]);
    expect((await verifyAudit(office.app.store)).ok).toBe(true);
    for (const change of [
      "update activity_files set name = 'x'",
      'delete from activity_files',
      'update activity_file_uses set place = 9',
      'delete from activity_file_uses',
    ])
      await expect(byHand.write(office, change)).rejects.toThrow();
  });
});

describe('[AL12] who sees one', () => {
  it('before an entry shows it who brought it; then who reads the log, and nobody else', async () => {
    await open();
    const file = await brought('staff', await photo());
    const at = `${DOOR}/${file.id}`;
    expect(await statusFor(at, 'staff', 'leader', 'officer', null)).toEqual([200, 404, 404, 401]);
    await logged('staff', { ...study, files: [file.id] });
    expect(await statusFor(at, 'staff', 'leader', 'deputy', 'officer', 'county-officer')).toEqual([
      ...[200, 200, 200, 200, 200],
    ]);
    expect(await statusFor(at, 'alice', 'admin', 'outsider', 'eve')).toEqual([404, 404, 404, 404]);
    expect(await statusFor(`/centres/far-centre/activity-files/${file.id}`, 'county-officer')).toEqual([404]);
    expect(await statusFor(`/files/${file.id}`, 'staff')).toEqual([404]);
    const seen = await look('officer', `${at}?w=320`);
    expect(seen.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    expect((await look('officer', `${at}?w=5000`)).statusCode).toBe(400);
  });

  it('who has left the centre sees not even what they brought', async () => {
    await open();
    const file = await brought('staff', await photo());
    const { centrePeople } = office.app.store.tables;
    await office.app.store.tx((db) => db.delete(centrePeople).where(eq(centrePeople.personId, 'staff')));
    expect(await statusFor(`${DOOR}/${file.id}`, 'staff')).toEqual([404]);
  });

  it('by an evaluation, of entries it counts and as they stand', async () => {
    await open();
    const evaluation = await seedEvaluation(office.app.store);
    const by = (file: { readonly id: string }) => `/evaluations/${evaluation}/activity-files/${file.id}`;
    const [first, later, old, gone] = [
      await brought('staff', await photo()),
      await brought('staff', await photo('navy')),
      await brought('staff', await photo('gold')),
      await brought('staff', await photo('teal')),
    ];
    const { id } = await logged('staff', { ...study, files: [first.id] });
    expect(await statusFor(by(first), 'bo', 'alice', 'officer', 'leader')).toEqual([200, 200, 200, 200]);
    expect(await statusFor(by(first), 'staff', 'county-officer', 'outsider', 'admin', null)).toEqual([
      ...[404, 404, 404, 404, 401],
    ]);
    const { body } = await (await caller('bo')).get(`/evaluations/${evaluation}/activities?indicator=A2.3.8`);
    expect((body as EvaluationActivities).activities.map(idsOf)).toEqual([[first.id]]);

    // Another version, another year, withdrawn, or in no entry: not the evaluation's.
    await correct('staff', id, { ...study, version: 1, files: [later.id] });
    await logged('staff', { ...study, day: '2025-12-30', files: [old.id] });
    const withdrawn = await logged('staff', { ...study, files: [gone.id] });
    const reason = { version: 1, reason: '登记重复' };
    await (await caller('staff')).post(`${LOG}/${withdrawn.id}/withdraw`, reason);
    const loose = await brought('staff', await png());
    for (const file of [first, old, gone, loose]) expect(await statusFor(by(file), 'bo')).toEqual([404]);
    expect(await statusFor(by(later), 'bo')).toEqual([200]);
    // The log itself still shows all that was ever in it.
    for (const file of [first, old, gone])
      expect(await statusFor(`${DOOR}/${file.id}`, 'leader')).toEqual([200]);
  });

  it.each(PHASES)('by an evaluation in %s whom the policy lets read its activities', async (phase) => {
    await open();
    const evaluation = await seedEvaluation(office.app.store);
    const file = await brought('staff', await photo());
    await logged('staff', { ...study, files: [file.id] });
    const { evaluations } = office.app.store.tables;
    await office.app.store.tx((db) => db.update(evaluations).set({ phase, publishedAt: 1 }));
    for (const who of ['bo', 'leader', 'officer', 'staff', 'outsider']) {
      const [list] = await statusFor(`/evaluations/${evaluation}/activities`, who);
      const [bytes] = await statusFor(`/evaluations/${evaluation}/activity-files/${file.id}`, who);
      expect([phase, who, bytes]).toEqual([phase, who, list]);
    }
  });
});

describe('[FS16] beside the files of evaluations', () => {
  it.each([
    ['SQLite', {}],
    ['PGlite', { databaseUrl: 'pglite:' }],
  ])(
    'one set of bytes lies once, is not swept, and what no entry shows is forgotten: %s',
    async (_name, options) => {
      await open(options);
      const bytes = await photo();
      const [shown, loose] = [await brought('staff', bytes), await brought('leader', bytes)];
      await logged('staff', { ...study, files: [shown.id] });
      expect((await lying()).length).toBe(1);
      const [{ sha256 } = { sha256: '' }] = await rows();
      expect(await isKept(office.app.store.db, sha256)).toBe(true);
      const forget = (days: number) =>
        office.app.store.tx((db) => forgetUnused(db, loose.at + days * DAY_MS + 1));
      expect([await forget(14), await forget(15)]).toEqual([0, 1]);
      expect((await rows()).map(({ id }) => id)).toEqual([shown.id]);
    },
  );

  it('[FS10] the check names the centre whose bytes are missing', async () => {
    await open();
    const file = await brought('staff', await photo());
    await rm(join(office.app.config.dataDir, 'files'), { recursive: true });
    const verdict = await verifyFiles(office.app.store, office.app.config.dataDir);
    expect(verdict).toEqual({
      files: 1,
      faulty: [{ file: file.id, home: 'centre', of: 'town-centre', fault: 'missing' }],
    });
    expect(fileLines(verdict)[0]).toContain(`中心 town-centre 的文件 ${file.id}：内容不在。`);
  });
});
