/** A sound objection verifies clean; whoever has the database in hand and changes anything of it is named. [RV3–RV6, SE4] */
import { canonicalJson } from '@heping/db';
import type { SheetContent } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { sha256 } from '../sheets/hash.ts';
import { verifyKept } from '../sheets/verify.ts';
import * as byHand from '../testing/in-hand.ts';
import { openDelivered, type Delivered } from '../testing/objection.ts';

let here: Delivered;
beforeEach(async () => {
  here = await openDelivered();
  await here.object('A1.1.2');
});
afterEach(() => here.office.app.close());

const verify = async () => verifyKept(here.office.app.store, await here.office.desk.seal.publicKeys());
const faults = async () =>
  (await verify()).faulty.map(({ revision, faults: found }) => `${revision}: ${found.join()}`);
const write = (words: string, ...values: string[]) => byHand.write(here.office, words, ...values);

describe('[RV6] every stage of an objection verifies clean', () => {
  it('filed, taken, proposed, sent back, proposed again, withdrawn', async () => {
    expect(await faults()).toEqual([]);
    await here.act('officer', 'A1.1.2', 'take');
    await here.propose('A1.1.2', { outcome: 'grant' });
    expect(await faults()).toEqual([]);
    await here.act('approver', 'A1.1.2', 'return-proposal', { round: 0, reason: '再看' });
    await here.propose('A1.1.2', { outcome: 'uphold' });
    await here.propose('A1.1.2', { outcome: 'reduce', score: 5 });
    expect(await faults()).toEqual([]);
    await here.act('leader', 'A1.1.2', 'withdraw-objection');
    expect(await verify()).toMatchObject({ audit: { ok: true }, faulty: [], triggers: [] });
  });

  it('decided, three times over, and published', async () => {
    for (const [indicator, terms] of [
      ['A1.1.2', { outcome: 'reduce', score: 15 }],
      ['A1.1.1', { outcome: 'grant' }],
      ['A1.3.1', { outcome: 'uphold' }],
    ] as const) {
      if (indicator !== 'A1.1.2') await here.object(indicator);
      await here.propose(indicator, terms);
      expect((await here.agree(indicator)).status).toBe(200);
    }
    here.office.clock.now += 86_400_000;
    await (await here.call('officer')).post(`/evaluations/${here.id}/publish`, {});
    expect(await verify()).toMatchObject({ audit: { ok: true }, sheets: 3, faulty: [], triggers: [] });
    const { body } = await (await here.call('leader')).get(`/evaluations/${here.id}/sheets`);
    expect(body.sheets.map(({ revision }: { revision: number }) => revision)).toEqual([3, 2, 1]);
  });
});

describe('[RV5] what is changed by hand is named', () => {
  const SHEETS = 'where revision = 2';
  it.each([
    ["update objections set grounds = '改过'", ['null: objections']],
    ["update objections set proposal_reason = '改过'", ['null: objections']],
    ["update objections set proposal = 'uphold'", ['null: objections']],
    ['update objections set proposed_score = 5', ['null: objections']],
    ["update objections set minutes = '改过'", ['null: objections']],
    ['update objections set sheet_id = null', ['null: objections']],
    ["update objections set handler_id = 'approver'", ['null: objections']],
    ['delete from objection_voices', ['null: objections']],
    ["update objection_voices set person_id = 'bo' where person_id = 'approver'", ['null: objections']],
    ['update objection_voices set agrees = 0', ['null: objections']],
    ["update cases set state = 'withdrawn' where indicator = 'A1.1.2'", ['null: objections']],
    ['update cases set has_open_objection = 1', ['null: objections']],
    [`update sheets set locked_by = 'bo' ${SHEETS}`, ['2: audit']],
    [`update sheets set closed_by = 'bo' ${SHEETS}`, ['2: seal,audit']],
    [`update sheets set sealed = null, server_signature = null ${SHEETS}`, ['2: seal']],
    [`update sheets set previous_hash = null ${SHEETS}`, ['2: chain']],
    ["update sheets set discard_reason = '改过' where revision = 1", ['1: audit']],
    [
      'update sheets set discarded_at = null, discarded_by = null, discard_reason = null where revision = 1',
      ['1: signatures,audit'],
    ],
    ["delete from signatures where person_id = 'approver'", ['2: signatures']],
    ["update signatures set person_name = '别人' where person_id = 'approver'", ['2: signatures']],
    ["update signatures set person_name = '别人' where person_id = 'bo'", ['1: signatures']],
    ["update findings set lost = 1 where indicator = 'A1.1.2'", ['1: findings', '2: findings']],
  ])('%s', async (change, named) => {
    await here.propose('A1.1.2', { outcome: 'reduce', score: 15 });
    await here.agree('A1.1.2');
    expect(await faults()).toEqual([]);
    await byHand.dropTriggers(here.office);
    await write(change);
    expect(await faults()).toEqual(named);
  });

  it('another score in the revision, every hash renewed', async () => {
    await here.propose('A1.1.2', { outcome: 'reduce', score: 15 });
    await here.agree('A1.1.2');
    const { store } = here.office.app;
    const { canonical, hash: before } = await lockedSheet(store.db, here.id);
    const content = JSON.parse(canonical) as SheetContent;
    for (const line of content.lines) line.score = line.maximum;
    const text = canonicalJson(content);
    await byHand.dropTriggers(here.office);
    await write('update sheets set canonical = ?, hash = ? where revision = 2', text, sha256(text));
    await write('update signatures set hash = ? where hash = ?', sha256(text), before);
    expect(await faults()).toEqual(['2: chain,signatures,seal,audit']);
  });

  it('[SE4] nothing more is decided about an altered sheet', async () => {
    await byHand.dropTriggers(here.office);
    await write('update sheets set canonical = replace(canonical, \'"score":0\', \'"score":5\')');
    expect((await here.propose('A1.1.2', { outcome: 'grant' })).body.error).toBe('SHEET_ALTERED');
  });
});
