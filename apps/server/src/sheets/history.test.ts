/** What the log tells has to stand: rows that are gone, added or rewritten by hand are named. */
import { huzhou, requirementsOf, mayLift } from '@heping/scoring';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveResult } from '../evaluations/commands/approve.ts';
import { grantException } from '../evaluations/commands/exceptions.ts';
import { recuse } from '../evaluations/commands/recuse.ts';
import { sendBack } from '../evaluations/commands/send-back.ts';
import { lockSheet } from '../evaluations/commands/lock.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { as } from '../testing/app.ts';
import { openOfficeWithoutNotice, refusalOf, type Office } from '../testing/desk.ts';
import { dropTriggers, write } from '../testing/in-hand.ts';
import { acting, walkTo } from '../testing/walk.ts';
import { verdictLines, verifyKept } from './verify.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  ({ office, id } = await openOfficeWithoutNotice());
});
afterEach(() => office.app.close());

const verify = async () => verifyKept(office.app.store, await office.desk.seal.publicKeys());
const found = async () => (await verify()).faulty;
const publicly = async (path: string) => (await as(office.app, null)).get(path);
const liftable = requirementsOf(huzhou, 'township')
  .map(({ requirement }) => requirement.code)
  .find((code) => mayLift(huzhou, 'township', code));

/** An exception whose reason was put anew, and a member who stepped back. */
async function walkWithTurns(): Promise<void> {
  await walkTo(office.desk, id, 'scoring');
  const requirement = liftable ?? '';
  const alice = await acting(office.desk, id, 'alice');
  await grantException(office.desk, alice, { requirement, reason: '正在改造' });
  await grantException(office.desk, alice, { requirement, reason: '改造到年底' });
  await recuse(office.desk, await acting(office.desk, id, 'eve'), { reason: '亲属在中心' });
}

describe('[SE4] rows around an evaluation are those that the log tells', () => {
  it('with an exception put anew and a member who stepped back', async () => {
    await walkWithTurns();
    expect(await found()).toEqual([]);
    await write(office, "update exceptions set reason = '别的原因' where withdrawn_at is null");
    await write(office, "update panel_members set recused_at = null where person_id = 'eve'");
    expect(await found()).toEqual([{ evaluation: id, revision: null, faults: ['seats', 'exceptions'] }]);
  });

  it('while nothing is in force, too', async () => {
    await walkTo(office.desk, id, 'preliminary');
    await sendBack(office.desk, await acting(office.desk, id, 'officer'), { reason: '漏记' });
    expect(await found()).toEqual([]);
    await dropTriggers(office);
    await write(office, "update returns set reason = '没有原因'");
    await write(office, 'update evaluations set approved_at = 5');
    expect(await found()).toEqual([{ evaluation: id, revision: null, faults: ['decision', 'returns'] }]);
    await lockSheet(office.desk, await acting(office.desk, id, 'alice'));
    const { body } = await (await as(office.app, 'officer')).get(`/evaluations/${id}/sheets`);
    expect(body.sheets.map(({ faults }: { faults: string[] }) => faults)).toEqual([
      ['decision', 'returns'],
      [],
    ]);
  });

  it.each([
    ["update evaluations set campaign_id = 'county-campaign'", 'plan'],
    ["update evaluations set centre_id = 'far-centre'", 'plan'],
    ["insert into joint_bodies (evaluation_id, body_id) values ('evaluation', 'county-body')", 'plan'],
    ["update evaluations set phase = 'rectifying'", 'phase'],
    ['update evaluations set opened_at = 1', 'phase'],
    ["delete from panel_members where person_id = 'eve'", 'seats'],
    ["update panel_members set is_chair = 1 - is_chair where person_id in ('alice', 'bo')", 'seats'],
    [
      `insert into exceptions (id, evaluation_id, requirement, reason, granted_by, granted_at)
       values ('by-hand', 'evaluation', 'area', '无', 'alice', 1)`,
      'exceptions',
    ],
    [
      `insert into returns (id, evaluation_id, reason, "by", at) values ('by-hand', 'evaluation', '无', 'officer', 1)`,
      'returns',
    ],
  ])('%s', async (change, fault) => {
    await walkTo(office.desk, id, 'published');
    expect(await verify()).toMatchObject({ faulty: [], triggers: [] });
    await dropTriggers(office);
    await write(office, change);
    expect(await found()).toEqual([{ evaluation: id, revision: null, faults: [fault] }]);
    expect(verdictLines(await verify()).join()).toContain(`not as the audit log tells: ${fault}`);
    const { body } = await publicly(`/results/${id}`);
    expect(body.sheet.faults).toEqual([fault]);
  });

  it('an evaluation published by hand is marked, in the list as well', async () => {
    await walkTo(office.desk, id, 'notice');
    await dropTriggers(office);
    await write(office, "update evaluations set phase = 'published'");
    expect(await found()).toEqual([{ evaluation: id, revision: null, faults: ['phase'] }]);
    expect((await publicly(`/results/${id}`)).body.sheet.faults).toEqual(['phase']);
    expect((await publicly('/results')).body.evaluations).toMatchObject([
      { id, totals: null, isAltered: true },
    ]);
  });

  it('nothing is decided about an evaluation whose phase was set by hand', async () => {
    await walkTo(office.desk, id, 'signing');
    const { hash } = await lockedSheet(office.app.store.db, id);
    await write(office, "update evaluations set phase = 'preliminary'");
    const officer = await acting(office.desk, id, 'officer');
    expect(await refusalOf(approveResult(office.desk, officer, { hash }))).toMatchObject({
      code: 'SHEET_ALTERED',
    });
  });
});

describe('[SE4] what is gone is missed', () => {
  const removeSheets = async () => {
    await dropTriggers(office);
    await write(office, 'delete from signatures');
    await write(office, 'delete from sheets');
  };

  it('a sheet that was locked: by the verification, in the list and on the page', async () => {
    await walkTo(office.desk, id, 'published');
    await removeSheets();
    expect(await found()).toEqual([{ evaluation: id, revision: 1, faults: ['missing'] }]);
    expect(verdictLines(await verify()).join()).toContain('was locked and is not in the database');
    const { status, body } = await publicly(`/results/${id}`);
    expect({ status, error: body.error }).toEqual({ status: 409, error: 'SHEET_ALTERED' });
    expect((await publicly('/results')).body.evaluations).toMatchObject([
      { id, totals: null, isAltered: true },
    ]);
  });

  it('and nothing is decided without it', async () => {
    await walkTo(office.desk, id, 'preliminary');
    const { hash } = await lockedSheet(office.app.store.db, id);
    await removeSheets();
    const officer = await acting(office.desk, id, 'officer');
    expect(await refusalOf(approveResult(office.desk, officer, { hash }))).toMatchObject({
      code: 'SHEET_ALTERED',
      params: { revision: 1 },
    });
  });

  it('an evaluation that the log knows', async () => {
    await dropTriggers(office);
    await write(office, 'delete from panel_members');
    await write(office, 'delete from documents');
    await write(office, 'delete from evaluations');
    expect(await found()).toEqual([{ evaluation: id, revision: null, faults: ['missing'] }]);
    expect(verdictLines(await verify()).join()).toContain('not in the database');
  });
});
