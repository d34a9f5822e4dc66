/** The centre's word at the panel's tablet, before a witness; and a leader's own drawing beside the password. */
import type { Sheet } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyKept } from '../../sheets/verify.ts';
import { as } from '../../testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, type Office } from '../../testing/desk.ts';
import { drawn } from '../../testing/drawing.ts';
import * as byHand from '../../testing/in-hand.ts';
import { acting, walkTo } from '../../testing/walk.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import { unlockSheet } from './unlock.ts';
import { MOST_WITNESSED } from './witness.ts';

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

const director = { person: 'leader', name: '', post: '主任' };
const word = (change: object = {}) => ({
  ...{ password: CAST_PASSWORD, hash, signer: director, drawing: drawn() },
  ...change,
});
const witness = async (who: string, change: object = {}) =>
  (await as(office.app, who)).post(`/evaluations/${id}/witness`, word(change));
const acknowledge = async (change: object = {}) =>
  (await as(office.app, 'leader')).post(`/evaluations/${id}/acknowledge`, {
    password: CAST_PASSWORD,
    hash,
    ...change,
  });
const sheetsOf = async (who: string): Promise<Sheet[]> =>
  ((await (await as(office.app, who)).get(`/evaluations/${id}/sheets`)).body as { sheets: Sheet[] }).sheets;
const errorOf = async (answer: Promise<{ status: number; body: { error: string } }>) => {
  const { status, body } = await answer;
  return { status, error: body.error };
};
const verify = async () => verifyKept(office.app.store, await office.desk.seal.publicKeys());

describe('a word before a witness', () => {
  it('[WD1, WD4] is kept with who drew, in which post, before whom, under which hash; the leader reads it and is told', async () => {
    expect((await witness('bo')).status).toBe(200);
    const kept = {
      kind: 'acknowledge',
      signer: { id: 'leader', name: '金主任', nameEn: 'Leader Jin', post: '主任' },
      ...{ statement: null, drawing: drawn(), hash, at: office.clock.now },
    };
    const [panel] = await sheetsOf('officer');
    expect(panel).toMatchObject({
      signatures: [],
      witnessed: [{ ...kept, witness: { id: 'bo' } }],
      faults: [],
    });
    const [own] = await sheetsOf('leader');
    expect(own?.witnessed).toMatchObject([kept]);
    const { body } = await (await as(office.app, 'leader')).get('/me/notifications');
    expect(JSON.stringify(body)).toContain('word.witnessed');
    const log = await (await as(office.app, 'officer')).get(`/evaluations/${id}/log`);
    expect(log.body.entries.at(-1)).toMatchObject({
      action: 'witness.acknowledge',
      by: { id: 'bo' },
      text: { zh: '见证金主任（主任）在平板上手写签收' },
    });
    expect(JSON.stringify(log.body)).not.toContain('strokes');
  });

  it('[WD1] somebody without an account declines under the name they give, and need not sign that', async () => {
    const signer = { name: '潘副主任', post: '副主任' };
    const answer = await witness('alice', {
      ...{ signer, drawing: undefined, declineReason: '当日未到场' },
    });
    expect(answer.status).toBe(200);
    const [sheet] = await sheetsOf('bo');
    expect(sheet?.witnessed).toMatchObject([
      {
        kind: 'decline',
        statement: '当日未到场',
        isDrawn: false,
        drawing: null,
        signer: { id: null, ...signer },
      },
    ]);
    expect((await verify()).faulty).toEqual([]);
  });

  it('[WD4] the leader contradicts it from their own account, and both stand', async () => {
    await witness('bo');
    expect((await acknowledge({ declineReason: '本人当日不在场，未签名' })).status).toBe(200);
    const [sheet] = await sheetsOf('bo');
    expect(sheet).toMatchObject({
      witnessed: [{ kind: 'acknowledge' }],
      signatures: [{ kind: 'decline', statement: '本人当日不在场，未签名' }],
      faults: [],
    });
  });

  it.each<[string, object, number, string]>([
    ['no drawing', { drawing: undefined }, 422, 'DRAWING_MISSING'],
    ['an empty one', { drawing: { strokes: [] } }, 422, 'DRAWING_SMALL'],
    ['three points', { drawing: { strokes: [[1, 1, 2, 2, 3, 3]] } }, 422, 'DRAWING_SMALL'],
    ['what is no number', { drawing: { strokes: [[NaN, 1, 2, 2]] } }, 400, 'BAD_REQUEST'],
    ['half points', { drawing: { strokes: [[1.5, 1, 2]] } }, 422, 'DRAWING_FORM'],
    ['a book', { drawing: { strokes: [Array.from({ length: 9_000 }, () => 7)] } }, 422, 'DRAWING_LARGE'],
    ['a megabyte', { drawing: { strokes: [Array.from({ length: 300_000 }, () => 777)] } }, 413, 'TOO_LARGE'],
    ['a blank reason', { declineReason: '\u200b' }, 422, 'REASON_MISSING'],
    ['a wrong password', { password: 'guess' }, 422, 'WRONG_PASSWORD'],
    ['another hash', { hash: '0'.repeat(64) }, 409, 'CHANGED'],
    ['no name', { signer: { name: '', post: '主任' } }, 422, 'SIGNER_MISSING'],
    ['no post', { signer: { ...{ person: 'leader', name: '' }, post: '' } }, 422, 'SIGNER_MISSING'],
    [
      'staff as leader',
      { signer: { ...{ person: 'staff', name: '' }, post: '主任' } },
      422,
      'SIGNER_NOT_LEADER',
    ],
    [
      'the panel as leader',
      { signer: { ...{ person: 'bo', name: '' }, post: '主任' } },
      422,
      'SIGNER_NOT_LEADER',
    ],
  ])('[DR1, DR2, WD2] %s is refused in words, and nothing changes', async (_, change, status, error) => {
    const before = await everythingIn(office.desk);
    expect(await errorOf(witness('bo', change))).toEqual({ status, error });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[WD3] once for a name: of two tablets at once one is first, and a leader who signed themselves is not spoken for', async () => {
    const both = await Promise.all([witness('alice'), witness('bo', { drawing: drawn(40) })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.error).toBe('WITNESSED_ALREADY');
    const deputy = { person: 'deputy', name: '', post: '副主任' };
    await (
      await as(office.app, 'deputy')
    ).post(`/evaluations/${id}/acknowledge`, { password: CAST_PASSWORD, hash });
    expect(await errorOf(witness('bo', { signer: deputy }))).toEqual({
      status: 409,
      error: 'ALREADY_SIGNED',
    });
  });

  it.each(['王 五', '王五\u200b', '\u3000王五', 'Ｌeader  jin', '金 主任'])(
    '[WD2, WD3] %j is the one it shows as: no second person, and no leader under another row',
    async (name) => {
      expect((await witness('bo', { signer: { name: '王五', post: '副主任' } })).status).toBe(200);
      const { status, error } = await errorOf(witness('bo', { signer: { name, post: '主任' } }));
      expect([status, error]).toEqual(
        name.includes('五') ? [409, 'WITNESSED_ALREADY'] : [422, 'SIGNER_LEADS'],
      );
    },
  );

  it('[WD3] twenty words at most stand under a sheet', async () => {
    const named = (index: number) => ({ signer: { name: `来人${index}`, post: '工作人员' } });
    for (let index = 0; index < MOST_WITNESSED; index += 1)
      expect((await witness('bo', named(index))).status).toBe(200);
    expect(await errorOf(witness('alice', named(MOST_WITNESSED)))).toEqual({
      ...{ status: 409, error: 'WITNESSED_ENOUGH' },
    });
    expect(await errorOf(witness('alice', named(0)))).toEqual({ status: 409, error: 'WITNESSED_ALREADY' });
  });

  it('[WD1] not before the lock, nor after delivery', async () => {
    await unlockSheet(office.desk, await acting(office.desk, id, 'alice'), { reason: '再议' });
    expect(await errorOf(witness('bo'))).toEqual({ status: 409, error: 'WRONG_PHASE' });
    await walkTo(office.desk, id, 'notice', { from: 'deliberation' });
    expect(await errorOf(witness('bo'))).toEqual({ status: 409, error: 'WRONG_PHASE' });
  });

  it('[WD5] a change of the sheet sets it aside with its revision, and the next one is signed anew', async () => {
    await witness('bo');
    await unlockSheet(office.desk, await acting(office.desk, id, 'alice'), { reason: '再议' });
    await walkTo(office.desk, id, 'signing', { from: 'deliberation', scores: { 'A1.1.1': 10 } });
    const [second, first] = await sheetsOf('bo');
    expect([second?.witnessed.length, first?.witnessed.length]).toEqual([0, 1]);
    expect((await sheetsOf('leader')).map(({ revision }) => revision)).toEqual([2]);
    expect(await errorOf(witness('bo'))).toEqual({ status: 409, error: 'CHANGED' });
    ({ hash } = await lockedSheet(office.app.store.db, id));
    expect((await witness('bo')).status).toBe(200);
    expect((await verify()).faulty).toEqual([]);
  });

  it('[WD4] the public reads that it was said, before whom, and neither drawing nor reason', async () => {
    const { store } = office.app;
    await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
    await witness('bo', { declineReason: '不认可面积' });
    await walkTo(office.desk, id, 'notice', { from: 'signing' });
    office.clock.now += 24 * 3_600_000;
    await (await as(office.app, 'officer')).post(`/evaluations/${id}/publish`, {});
    const { body } = await (await as(office.app, null)).get(`/results/${id}`);
    expect(body.sheet.witnessed).toMatchObject([
      { kind: 'decline', statement: null, isDrawn: true, drawing: null, witness: { id: 'bo' } },
    ]);
    expect(body.sheet.faults).toEqual([]);
    expect(JSON.stringify(body)).not.toMatch(/strokes|不认可面积/);
  });

  it.each([
    ["update witnessed_words set kind = 'decline'"],
    ["update witnessed_words set person_name = '别人'"],
    [`update witnessed_words set drawing = '{"strokes":[[1,1]]}'`],
    ["update witnessed_words set witness_id = 'alice'"],
    ['update witnessed_words set at = 1'],
    ['delete from witnessed_words'],
    [
      `insert into witnessed_words (id, sheet_id, kind, person_name, person_name_en, post, hash, witness_id, witness_name, witness_name_en, at)
       select 'forged', sheet_id, 'decline', '假', '', '主任', hash, 'alice', '', '', 1 from witnessed_words`,
    ],
  ])('[WD5] %s is found', async (change) => {
    await witness('bo');
    await walkTo(office.desk, id, 'preliminary', { from: 'signing' });
    expect((await verify()).faulty).toEqual([]);
    await byHand.dropTriggers(office);
    await byHand.write(office, change);
    expect((await verify()).faulty.map(({ faults }) => faults)).toEqual([['signatures']]);
  });
});

describe('a leader’s drawing beside the password', () => {
  it('[SG5] is shown to who may read the sheet, sealed with the signature, and never to the public', async () => {
    expect((await acknowledge({ drawing: drawn() })).status).toBe(200);
    const [sheet] = await sheetsOf('bo');
    expect(sheet?.signatures).toMatchObject([{ kind: 'acknowledge', drawing: drawn() }]);
    await walkTo(office.desk, id, 'preliminary', { from: 'signing' });
    expect((await verify()).faulty).toEqual([]);
    await byHand.dropTriggers(office);
    await byHand.write(
      office,
      `update signatures set drawing = '{"strokes":[[1,1]]}' where person_id = 'leader'`,
    );
    expect((await verify()).faulty.map(({ faults }) => faults)).toEqual([['signatures']]);
  });

  it('[SG5, DR2] is refused where it is too little, with the password unspent', async () => {
    const before = await everythingIn(office.desk);
    expect(await errorOf(acknowledge({ drawing: { strokes: [[1, 1]] } }))).toEqual({
      status: 422,
      error: 'DRAWING_SMALL',
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });
});
