import { huzhou } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFindings } from '../../findings/read.ts';
import { readSheets } from '../../sheets/read.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, refusalOf, type Office } from '../../testing/desk.ts';
import { acting, PANEL, walkTo } from '../../testing/walk.ts';
import { access } from '../access.ts';
import { rubricOf } from '../../rubrics/rubric.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import { approveResult } from './approve.ts';
import { cancelEvaluation } from './cancel.ts';
import { closeSigning } from './close-signing.ts';
import { deliverResult } from './deliver.ts';
import { lockSheet } from './lock.ts';
import { publishResult } from './publish.ts';
import { sendBack } from './send-back.ts';
import { signSheet } from './sign.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'preliminary', { scores: { 'A1.1.1': 0, 'A2.3.8': 5 } });
});
afterEach(() => office.app.close());

const as = (person: string) => acting(office.desk, id, person);
const officer = () => as('officer');
const hash = async () => (await lockedSheet(office.app.store.db, id)).hash;
const evaluation = async () => {
  const { store } = office.app;
  const [row] = await store.db
    .select()
    .from(store.tables.evaluations)
    .where(eq(store.tables.evaluations.id, id));
  if (row === undefined) throw new Error('the evaluation is gone');
  return row;
};
const approve = async (documentNumber = '乾党社〔2026〕3 号') =>
  approveResult(office.desk, await officer(), {
    hash: await hash(),
    minutes: '第 3 次党委会',
    documentNumber,
  });
const at = (local: string) => Date.parse(`${local}+08:00`);

describe('approving', () => {
  it('[PH2] by the committee’s officer, of what was seen; the phase stays', async () => {
    expect(
      await refusalOf(approveResult(office.desk, await officer(), { hash: 'b'.repeat(64) })),
    ).toMatchObject({
      code: 'CHANGED',
    });
    for (const person of ['alice', 'leader', 'county-officer', 'admin'])
      expect(
        await refusalOf(approveResult(office.desk, await as(person), { hash: await hash() })),
      ).toMatchObject({ code: 'NOT_FOUND' });
    await approve();
    expect(await evaluation()).toMatchObject({
      phase: 'preliminary',
      approvedAt: office.clock.now,
      approvedBy: 'officer',
      minutes: '第 3 次党委会',
      documentNumber: '乾党社〔2026〕3 号',
    });
  });

  it('[CM2] twice alike is once; another document number is logged again', async () => {
    await approve();
    const before = await everythingIn(office.desk);
    office.clock.now += 1000;
    await approve();
    expect(await everythingIn(office.desk)).toEqual(before);
    await approve('乾党社〔2026〕4 号');
    expect(await evaluation()).toMatchObject({ documentNumber: '乾党社〔2026〕4 号' });
  });
});

describe('sending back', () => {
  it('[PH2] needs a reason; approval, sheet and signatures are set aside, the return is kept', async () => {
    await approve();
    expect(await refusalOf(sendBack(office.desk, await officer(), { reason: '\ufeff\u200b' }))).toMatchObject(
      {
        code: 'REASON_MISSING',
      },
    );
    const first = await hash();
    await sendBack(office.desk, await officer(), { reason: 'A1.1.1 理由不充分' });
    expect(await evaluation()).toMatchObject({
      phase: 'deliberation',
      approvedAt: null,
      approvedBy: null,
      lockedAt: null,
      closedSigningAt: null,
    });
    const { store } = office.app;
    expect(await store.db.select().from(store.tables.returns)).toMatchObject([
      { evaluationId: id, reason: 'A1.1.1 理由不充分', by: 'officer', at: office.clock.now },
    ]);
    await lockSheet(office.desk, await as('alice'));
    for (const person of PANEL)
      await signSheet(office.desk, await as(person), { password: CAST_PASSWORD, hash: await hash() });
    await closeSigning(office.desk, await as('alice'), {});
    const sheets = await readSheets(store.db, {
      ...{ evaluationId: id, rubric: huzhou, view: 'panel' },
      keys: await office.desk.seal.publicKeys(),
    });
    expect(sheets.map(({ revision, discarded }) => [revision, discarded?.reason ?? null])).toEqual([
      [2, null],
      [1, 'A1.1.1 理由不充分'],
    ]);
    expect(sheets[0]?.content.previous).toBe(first);
    expect(sheets[1]?.signatures).toHaveLength(PANEL.length);
  });

  it('[PH2] not after delivery', async () => {
    await approve();
    await deliverResult(office.desk, await officer());
    expect(await refusalOf(sendBack(office.desk, await officer(), { reason: '晚了' }))).toMatchObject({
      code: 'WRONG_PHASE',
    });
  });
});

describe('delivering', () => {
  it('[PH2] not before it is approved', async () => {
    const before = await everythingIn(office.desk);
    expect(await refusalOf(deliverResult(office.desk, await officer()))).toMatchObject({
      code: 'NOT_APPROVED',
    });
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  it('[FI1] each deduction becomes a finding, numbered within the year', async () => {
    await approve();
    await deliverResult(office.desk, await officer());
    const here = await access(office.app.store.db, id, (await officer()).visitor);
    const findings = await readFindings(office.app.store.db, { ...here, rubric: rubricOf(here.campaign) });
    expect(
      findings.map(({ number, indicator, severity, reason }) => [number, indicator, severity, reason]),
    ).toEqual([
      ['2026-001', 'A1.1.1', 'severe', '扣分原因：A1.1.1'],
      ['2026-002', 'A2.3.8', 'severe', '扣分原因：A2.3.8'],
    ]);
    expect(findings[0]).toMatchObject({ standard: null, actual: null });
  });

  it('[ND1–ND3] the notice ends on the fifth working day, holidays and make-up days included', async () => {
    await approve();
    office.clock.now = at('2026-09-29T16:30:00');
    await deliverResult(office.desk, await officer());
    expect(await evaluation()).toMatchObject({ phase: 'notice', noticeEndsOn: '2026-10-12' });
  });
});

describe('publishing', () => {
  const deliver = async () => {
    await approve();
    await deliverResult(office.desk, await officer());
  };

  it('[ND3] is refused until the last day is over where the campaign is', async () => {
    await deliver();
    office.clock.now = at('2026-03-09T23:59:59');
    const before = await everythingIn(office.desk);
    expect(await refusalOf(publishResult(office.desk, await officer()))).toMatchObject({
      code: 'NOTICE_RUNNING',
      params: { until: '2026-03-09' },
    });
    expect(await everythingIn(office.desk)).toEqual(before);
    office.clock.now = at('2026-03-10T00:00:00');
    await publishResult(office.desk, await officer());
    expect(await evaluation()).toMatchObject({ phase: 'published', publishedAt: office.clock.now });
  });

  it('[ND3] without notice days it may follow at once', async () => {
    const { store } = office.app;
    await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
    await deliver();
    expect(await evaluation()).toMatchObject({ noticeEndsOn: null });
    await publishResult(office.desk, await officer());
    expect(await evaluation()).toMatchObject({ phase: 'published' });
  });

  it('[PH2] what was delivered can no longer be cancelled', async () => {
    await deliver();
    expect(await refusalOf(cancelEvaluation(office.desk, await officer(), { reason: '太晚' }))).toMatchObject(
      { code: 'WRONG_PHASE' },
    );
  });
});
