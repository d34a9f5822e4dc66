/** Somebody with the database file in hand, triggers dropped: whatever they change is named, and nothing is decided by it. */
import { canonicalJson } from '@heping/db';
import type { SheetContent } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgeSheet } from '../evaluations/commands/acknowledge.ts';
import { approveResult } from '../evaluations/commands/approve.ts';
import { closeSigning } from '../evaluations/commands/close-signing.ts';
import { sendBack } from '../evaluations/commands/send-back.ts';
import { unlockSheet } from '../evaluations/commands/unlock.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { as } from '../testing/app.ts';
import { CAST_PASSWORD } from '../testing/cast.ts';
import { MONDAY, openOfficeWithoutNotice, refusalOf, type Office } from '../testing/desk.ts';
import * as byHand from '../testing/in-hand.ts';
import { acting, walkTo } from '../testing/walk.ts';
import { sha256 } from './hash.ts';
import { verdictLines, verifyKept } from './verify.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
});
afterEach(() => office.app.close());

const scores = { 'A1.1.1': 10, 'A1.1.2': 0 };
const dropTriggers = () => byHand.dropTriggers(office);
const write = (words: string, ...values: string[]) => byHand.write(office, words, ...values);
const verify = async () => verifyKept(office.app.store, await office.desk.seal.publicKeys());
const faultsFound = async () => (await verify()).faulty.map(({ faults }) => faults);

describe('[SE4] the seal cannot be taken off', () => {
  beforeEach(async () => {
    await walkTo(office.desk, id, 'preliminary', { scores });
    await dropTriggers();
  });

  it('with the sheet written anew, every hash renewed and the close undone', async () => {
    const { canonical } = await lockedSheet(office.app.store.db, id);
    const content = JSON.parse(canonical) as SheetContent;
    for (const line of content.lines) line.score = line.maximum;
    const text = canonicalJson(content);
    const hash = sha256(text);
    await write(
      'update sheets set canonical = ?, hash = ?, sealed = null, server_signature = null, closed_at = null, closed_by = null, close_reason = null',
      text,
      hash,
    );
    await write('update signatures set hash = ?', hash);
    expect(await faultsFound()).toEqual([['signatures', 'seal', 'audit']]);
    const officer = await acting(office.desk, id, 'officer');
    expect(await refusalOf(approveResult(office.desk, officer, { hash }))).toMatchObject({
      code: 'SHEET_ALTERED',
    });
  });

  it('not by the phase and its times either: the log remembers the close', async () => {
    await write(
      'update sheets set sealed = null, server_signature = null, closed_at = null, closed_by = null, close_reason = null',
    );
    await write("update evaluations set phase = 'signing', closed_signing_at = null");
    expect(await faultsFound()).toEqual([['phase'], ['seal', 'audit']]);
  });
});

describe('[SE4] a sheet that is gone', () => {
  it('keeps the chair from unlocking and the committee from sending back, in words, and nothing moves', async () => {
    await walkTo(office.desk, id, 'signing', { scores });
    await dropTriggers();
    await write('delete from signatures');
    await write('delete from sheets');
    const chair = await acting(office.desk, id, 'alice');
    const altered = { code: 'SHEET_ALTERED', params: { revision: 1 } };
    expect(await refusalOf(unlockSheet(office.desk, chair, { reason: '再议' }))).toMatchObject(altered);
    await write("update evaluations set phase = 'preliminary'");
    const officer = await acting(office.desk, id, 'officer');
    expect(await refusalOf(sendBack(office.desk, officer, { reason: '重评' }))).toMatchObject(altered);
    expect(await faultsFound()).toEqual([['missing'], ['phase']]);
  });
});

describe('[SE4] every row that was kept is checked', () => {
  it.each([
    ["update findings set lost = 1, reason = '改过的原因' where number = 1", 'findings'],
    ["update findings set indicator = 'A1.1.1' where number = 2", 'findings'],
    ["update evaluations set document_number = '〔2026〕999 号'", 'decision'],
    ['update evaluations set approved_at = 1', 'decision'],
    ["update evaluations set notice_ends_on = '2026-03-03'", 'decision'],
    ['update evaluations set published_at = 1', 'decision'],
    ['update sheets set locked_at = 1', 'audit'],
    ["update sheets set locked_by = 'bo'", 'audit'],
    ["update ballot_scores set score = 0, remark = '被改' where person_id = 'bo'", 'ballots'],
    [
      `insert into signatures (id, sheet_id, person_id, person_name, kind, hash, at)
       select 'forged', id, 'leader', '金主任', 'acknowledge', hash, 1 from sheets`,
      'signatures',
    ],
  ])('%s', async (change, fault) => {
    await walkTo(office.desk, id, 'notice', { scores });
    office.clock.now = MONDAY + 24 * 3_600_000;
    await (await as(office.app, 'officer')).post(`/evaluations/${id}/publish`, {});
    expect(await verify()).toMatchObject({ faulty: [], triggers: [] });
    await dropTriggers();
    await write(change);
    expect(await faultsFound()).toEqual([[fault]]);
    const { body } = await (await as(office.app, null)).get(`/results/${id}`);
    expect(body.sheet.faults).toEqual([fault]);
  });

  it('the name under an acknowledgement that came after the close', async () => {
    await walkTo(office.desk, id, 'preliminary');
    const { hash } = await lockedSheet(office.app.store.db, id);
    const leader = await acting(office.desk, id, 'leader');
    await acknowledgeSheet(office.desk, leader, { password: CAST_PASSWORD, hash });
    expect(await faultsFound()).toEqual([]);
    await dropTriggers();
    await write("update signatures set person_name = '别人' where person_id = 'leader'");
    expect(await faultsFound()).toEqual([['signatures']]);
  });

  it('signatures put in by hand are not sealed', async () => {
    await walkTo(office.desk, id, 'signing');
    for (const person of ['alice', 'bo', 'chen', 'dora', 'eve'])
      await write(
        `insert into signatures (id, sheet_id, person_id, kind, hash, at) select ?, id, ?, 'sign', hash, 1 from sheets`,
        `by-hand-${person}`,
        person,
      );
    expect(
      await refusalOf(closeSigning(office.desk, await acting(office.desk, id, 'alice'), {})),
    ).toMatchObject({ code: 'SHEET_ALTERED' });
  });

  it('[PO3] ballots that are not those of the reveal are read by nobody', async () => {
    await walkTo(office.desk, id, 'deliberation');
    await dropTriggers();
    await write("update ballot_scores set score = 0 where person_id = 'bo'");
    const { status, body } = await (await as(office.app, 'officer')).get(`/evaluations/${id}/ballots`);
    expect({ status, error: body.error }).toEqual({ status: 409, error: 'BALLOTS_ALTERED' });
  });

  it('[SE5] a database without its triggers is named', async () => {
    await dropTriggers();
    const verdict = await verify();
    expect(verdict.triggers).toContain('sheets_no_change');
    expect(verdictLines(verdict).join()).toContain('does not protect');
  });
});

describe('[SE4] a sheet that cannot be read takes nothing else with it', () => {
  it.each([
    ['cut short', 'update sheets set canonical = substr(canonical, 1, 500)'],
    ['of another shape, its hash renewed', `update sheets set canonical = '{}', hash = '${sha256('{}')}'`],
  ])('%s', async (_, change) => {
    await walkTo(office.desk, id, 'notice', { scores });
    office.clock.now = MONDAY + 24 * 3_600_000;
    await (await as(office.app, 'officer')).post(`/evaluations/${id}/publish`, {});
    await dropTriggers();
    await write(change);
    const [nobody, officer] = [await as(office.app, null), await as(office.app, 'officer')];
    const [list, inside] = [await nobody.get('/results'), await officer.get('/evaluations')];
    expect(list.body.evaluations).toMatchObject([{ id, totals: null, isAltered: true }]);
    expect(inside.body.evaluations).toMatchObject([{ id, totals: null, isAltered: true }]);
    const one = await nobody.get(`/results/${id}`);
    expect({ status: one.status, error: one.body.error }).toEqual({ status: 409, error: 'SHEET_ALTERED' });
    expect((await faultsFound())[0]).toContain('content');
    const { evaluations } = office.app.store.tables;
    const [row] = await office.app.store.db.select().from(evaluations).where(eq(evaluations.id, id));
    expect(row?.phase).toBe('published');
  });
});
