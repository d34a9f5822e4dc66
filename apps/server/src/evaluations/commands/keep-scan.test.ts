/** Papers that were signed by hand and sealed: bound to the revision they bear, shown to whom the sheet is, and found when altered. */
import { sheetCode, type Carries, type Sheet } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetUnused } from '../../files/unused.ts';
import { verifyKept } from '../../sheets/verify.ts';
import { as, cookieOf } from '../../testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, type Office } from '../../testing/desk.ts';
import { pdf, photo, upload } from '../../testing/files.ts';
import * as byHand from '../../testing/in-hand.ts';
import { acting, PANEL, walkTo } from '../../testing/walk.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import { signSheet } from './sign.ts';
import { unlockSheet } from './unlock.ts';

let office: Office;
let id: string;
let hash: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'signing');
  ({ hash } = await lockedSheet(office.app.store.db, id));
});
afterEach(() => office.app.close());

const CARRIES: Carries = {
  panel: ['bo', 'alice'],
  centre: { name: '金主任', post: '主任', word: 'acknowledge', reason: '' },
  seals: ['body', 'centre'],
};
async function bring(who: string, bytes?: Buffer): Promise<string> {
  const { body } = await upload(office.app, `/evaluations/${id}/files`, bytes ?? pdf(), {
    ...{ cookie: await cookieOf(office.app, who), name: '签字件.pdf' },
  });
  return (body as { file: { id: string } }).file.id;
}
const keep = async (who: string, file: string, change: object = {}) =>
  (await as(office.app, who)).post(`/evaluations/${id}/scans`, {
    ...{ file, code: sheetCode(hash), carries: CARRIES },
    ...change,
  });
const errorOf = ({ status, body }: { status: number; body: { error: string } }) => ({
  status,
  error: body.error,
});
const sheetsOf = async (who: string): Promise<Sheet[]> =>
  ((await (await as(office.app, who)).get(`/evaluations/${id}/sheets`)).body as { sheets: Sheet[] }).sheets;
const seesFile = async (who: string | null, file: string) =>
  (await (await as(office.app, who)).get(`/files/${file}`)).status;
const verify = async () => verifyKept(office.app.store, await office.desk.seal.publicKeys());
const sign = async (person: string, dissent?: string) =>
  signSheet(office.desk, await acting(office.desk, id, person), { password: CAST_PASSWORD, hash, dissent });
const close = async (body: object = {}) =>
  (await as(office.app, 'alice')).post(`/evaluations/${id}/close-signing`, body);

describe('a scan of the signed paper', () => {
  it('[SN1, SN3] stands under the sheet with what it carries, who kept it and the hash of its bytes; who is named is told', async () => {
    const file = await bring('alice');
    expect((await keep('alice', file)).status).toBe(200);
    const [sheet] = await sheetsOf('officer');
    expect(sheet).toMatchObject({
      faults: [],
      scans: [
        {
          file: { id: file, name: '签字件.pdf', type: 'application/pdf' },
          carries: { ...CARRIES, panel: ['alice', 'bo'] },
          by: { id: 'alice' },
          hash,
        },
      ],
    });
    for (const [who, isTold] of [
      ['bo', true],
      ['leader', true],
      ['chen', false],
      ['alice', false],
    ] as const) {
      const { body } = await (await as(office.app, who)).get('/me/notifications');
      expect({ who, isTold: JSON.stringify(body).includes('scan.kept') }).toEqual({ who, isTold });
    }
    const log = await (await as(office.app, 'officer')).get(`/evaluations/${id}/log`);
    expect(log.body.entries.at(-1)).toMatchObject({
      action: 'scan.keep',
      text: { zh: '保存签字盖章件扫描（第 1 版，评价组手写签名 2 人）' },
    });
  });

  it('[SN2] the code is read however it is typed; another revision is named, another paper refused', async () => {
    const [one, two] = [await bring('alice'), await bring('alice', await photo())];
    expect(errorOf(await keep('alice', one, { code: 'A1B2' }))).toEqual({ status: 422, error: 'SCAN_CODE' });
    expect(errorOf(await keep('alice', one, { code: '0'.repeat(12) }))).toEqual({
      status: 422,
      error: 'SCAN_OTHER',
    });
    const first = hash;
    await unlockSheet(office.desk, await acting(office.desk, id, 'alice'), { reason: '再议' });
    expect(errorOf(await keep('alice', one))).toEqual({ status: 409, error: 'WRONG_PHASE' });
    await walkTo(office.desk, id, 'signing', { from: 'deliberation', scores: { 'A1.1.1': 10 } });
    const { body } = await keep('alice', one, { code: sheetCode(first) });
    expect(body.message).toBe(
      '这份纸面是第 1 版，现在有效的是第 2 版；扫描件未保存。请打印第 2 版，签字盖章后再扫描。',
    );
    ({ hash } = await lockedSheet(office.app.store.db, id));
    expect((await keep('alice', two, { code: ` ${hash.slice(0, 4)} ${hash.slice(4, 14)} ` })).status).toBe(
      200,
    );
  });

  it.each<[string, object, string]>([
    ['nobody’s signature', { panel: [], centre: null }, 'SCAN_EMPTY'],
    ['no seal', { seals: [] }, 'SCAN_UNSEALED'],
    ['a stranger’s signature', { panel: ['bo', 'outsider'] }, 'SCAN_SIGNER'],
    ['a name without a post', { centre: { ...CARRIES.centre, post: '' } }, 'SIGNER_MISSING'],
    ['a refusal without its reason', { centre: { ...CARRIES.centre, word: 'decline' } }, 'REASON_MISSING'],
  ])('[SN3] with %s it is refused in words, and nothing changes', async (_, change, error) => {
    const file = await bring('alice');
    const before = await everythingIn(office.desk);
    expect(errorOf(await keep('alice', file, { carries: { ...CARRIES, ...change } }))).toEqual({
      status: 422,
      error,
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[SN4] is kept once, also of two at once; another person’s upload is not theirs to keep', async () => {
    const [file, again] = [await bring('alice'), await bring('alice')];
    const both = await Promise.all([keep('alice', file), keep('alice', again)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.error).toBe('SCAN_TWICE');
    const other = await bring('officer', await photo());
    expect(errorOf(await keep('alice', other))).toEqual({ status: 422, error: 'FILE_UNKNOWN' });
  });

  it('[SN4] stays with its revision when the sheet is unlocked, and its file is never swept', async () => {
    const file = await bring('alice');
    await keep('alice', file);
    await unlockSheet(office.desk, await acting(office.desk, id, 'alice'), { reason: '再议' });
    const [sheet] = await sheetsOf('bo');
    expect(sheet).toMatchObject({
      discarded: { reason: '再议' },
      scans: [{ file: { id: file } }],
      faults: [],
    });
    await office.app.store.tx((db) => forgetUnused(db, office.clock.now + 100 * 86_400_000));
    expect(await seesFile('bo', file)).toBe(200);
    expect(await seesFile('leader', file)).toBe(404);
    await walkTo(office.desk, id, 'signing', { from: 'deliberation', scores: { 'A1.1.1': 10 } });
    ({ hash } = await lockedSheet(office.app.store.db, id));
    expect(errorOf(await keep('alice', file))).toEqual({ status: 409, error: 'SCAN_TWICE' });
  });

  it('[SN7] before delivery the centre sees the paper it signed, and of the panel’s alone neither paper nor names', async () => {
    const [centres, panels] = [await bring('alice'), await bring('alice', await photo())];
    await keep('alice', centres);
    await keep('alice', panels, { carries: { ...CARRIES, centre: null, seals: ['body'] } });
    expect([await seesFile('leader', centres), await seesFile('leader', panels)]).toEqual([200, 404]);
    const [own] = await sheetsOf('leader');
    expect(own?.scans).toMatchObject([{ file: { id: centres }, carries: { panel: [] } }]);
    for (const who of ['staff', 'outsider', 'county-officer']) expect(await seesFile(who, centres)).toBe(404);
    await walkTo(office.desk, id, 'notice', { from: 'signing' });
    expect([await seesFile('leader', centres), await seesFile('leader', panels)]).toEqual([200, 200]);
  });

  it('[SN7] the public reads that there is one, and sees none of it', async () => {
    const { store } = office.app;
    await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
    const file = await bring('alice');
    const carries = { ...CARRIES, centre: { ...CARRIES.centre, word: 'decline', reason: '面积有误' } };
    await keep('alice', file, { carries });
    await walkTo(office.desk, id, 'notice', { from: 'signing' });
    office.clock.now += 24 * 3_600_000;
    await (await as(office.app, 'officer')).post(`/evaluations/${id}/publish`, {});
    const { body } = await (await as(office.app, null)).get(`/results/${id}`);
    expect(body.sheet.scans).toMatchObject([{ file: null, carries: { centre: { reason: '' } } }]);
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`面积有误|${file}`));
    expect([await seesFile(null, file), await seesFile('outsider', file)]).toEqual([401, 404]);
  });
});

describe('[SN6] signing by hand counts as well', () => {
  it('for the close, by name: who signed neither way is missing, and the log says who signed on paper', async () => {
    for (const person of ['alice', 'chen', 'dora']) await sign(person);
    expect(errorOf(await close())).toEqual({ status: 422, error: 'SIGNATURES_MISSING' });
    await keep('alice', await bring('alice'), { carries: { ...CARRIES, panel: ['bo', 'alice'] } });
    const { body } = await close();
    expect(body.message).toContain('叶薇');
    expect(body.message).not.toContain('薄文');
    await sign('eve', '扣分偏重');
    expect((await close()).status).toBe(200);
    const log = await office.app.store.db.select().from(office.app.store.tables.auditLog);
    expect(log.at(-1)).toMatchObject({ action: 'signing.close', detail: { missing: [], byHand: ['bo'] } });
    expect((await verify()).faulty).toEqual([]);
  });

  it('who signed by hand is not waited for any more, nor is the centre', async () => {
    const waits = async (who: string) =>
      ((await (await as(office.app, who)).get(`/evaluations/${id}`)).body as { waitsFor: string | null })
        .waitsFor;
    expect([await waits('bo'), await waits('leader')]).toEqual(['sign', 'acknowledge']);
    await keep('officer', await bring('officer'));
    expect([await waits('bo'), await waits('chen'), await waits('leader')]).toEqual([null, 'sign', null]);
    // their own word is still theirs to give
    await sign('bo', '签名不是我写的');
    const [sheet] = await sheetsOf('officer');
    expect(sheet?.signatures).toMatchObject([{ kind: 'dissent', person: { id: 'bo' } }]);
  });
});

describe('[SN5] what was altered is found', () => {
  it.each([
    ['update sheet_scans set sha256 = hash'],
    [`update sheet_scans set carries = '{"panel":["chen"],"centre":null,"seals":["body"]}'`],
    ["update sheet_scans set person_id = 'bo'"],
    ['delete from sheet_scans'],
    ["update files set sha256 = 'other' where id in (select file_id from sheet_scans)"],
  ])('%s', async (change) => {
    await keep('alice', await bring('alice'), { carries: { ...CARRIES, panel: [...PANEL] } });
    await walkTo(office.desk, id, 'preliminary', { from: 'signing' });
    expect((await verify()).faulty).toEqual([]);
    await byHand.dropTriggers(office);
    await byHand.write(office, change);
    expect((await verify()).faulty.map(({ faults }) => faults)).toEqual([['signatures']]);
  });
});
