/** Who decides about rectification has no hand in it: no link of their own, no tie to the centre. [ME5, FN5, FA5, FA6] */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actOnMeasure } from '../measures/act.ts';
import type { MeasureDoing } from '../measures/doing.ts';
import { as, type Answer } from '../testing/app.ts';
import { everythingIn, openOfficeWithoutNotice, type Office } from '../testing/desk.ts';
import { deliverWith, rectify } from '../testing/rectify.ts';

let office: Office;
let evaluation: string;
let finding: string;
let measure: string;

beforeEach(async () => {
  ({ office, id: evaluation } = await openOfficeWithoutNotice());
  [finding = ''] = await deliverWith(office.desk, evaluation);
  [measure = ''] = await rectify(office.desk, { evaluation, finding, measures: [{ ownerId: null }] });
});
afterEach(() => office.app.close());

async function post(who: string, path: string, body: object = {}): Promise<Answer> {
  const answer = await (await as(office.app, who)).post(path, body);
  office.clock.now += 1;
  return answer;
}
const refused = ({ status, body }: Answer) => [status, body.error];
const on = (verb: string) => `/measures/${measure}/${verb}`;
const case_ = (verb: string) => `/evaluations/${evaluation}/cases/${finding}/${verb}`;

/** Somebody makes a link; answers what is done by it. */
async function linkOf(who: string): Promise<(doing: MeasureDoing) => Promise<void>> {
  const { body } = await post(who, on('links'));
  const { id, name } = body.link as { id: string; name: string };
  const actor = { kind: 'link', linkId: id, measureId: measure, name } as const;
  return async (doing) => {
    await actOnMeasure(office.desk, { measure, actor }, doing);
    office.clock.now += 1;
  };
}

describe('[FA5] who made a link by which something was said', () => {
  it('[ME5] does not verify what was reported', async () => {
    const byLink = await linkOf('officer');
    await byLink({ act: 'report', text: '已完成' });
    expect(refused(await post('officer', on('verify')))).toEqual([409, 'OWN_MEASURE']);
    const page = await (await as(office.app, 'officer')).get(`/measures/${measure}`);
    expect(page.body.measure.acts).toContainEqual({
      act: 'verify',
      why: { code: 'OWN_MEASURE', params: expect.anything() },
    });
    expect((await post('approver', on('verify'))).status).toBe(200);
  });

  it('[ME5] sees no percentage and decides no extension that came by it, also once it is taken back', async () => {
    const byLink = await linkOf('officer');
    await byLink({ act: 'note', percent: 40, text: '已铺好' });
    expect(refused(await post('officer', on('check'), { percent: 40 }))).toEqual([409, 'OWN_MEASURE']);
    await byLink({ act: 'ask-extension', until: '2026-09-01', reason: '待料' });
    const { body } = await (await as(office.app, 'officer')).get(`/measures/${measure}/links`);
    await (await as(office.app, 'officer')).delete(`/measures/${measure}/links/${body.links[0].id}`);
    const asked = await (await as(office.app, 'officer')).get(`/measures/${measure}`);
    const decision = { extension: asked.body.measure.extensions[0].id as string, reason: '同意' };
    for (const verb of ['grant-extension', 'refuse-extension'])
      expect(refused(await post('officer', on(verb), decision))).toEqual([409, 'OWN_MEASURE']);
    expect((await post('approver', on('grant-extension'), decision)).status).toBe(200);
  });

  it('[FN5] does not close the finding, nor verify it in the same step', async () => {
    const byLink = await linkOf('officer');
    await byLink({ act: 'report', text: '已完成' });
    await post('leader', case_('submit'));
    const before = await everythingIn(office.desk);
    const { submitted } = (await (await as(office.app, 'officer')).get(case_('acceptance'))).body;
    const opinion = { submittedAt: submitted.at, reason: '现场核实无误', verifyReported: true };
    expect(refused(await post('officer', case_('close'), opinion))).toEqual([409, 'OWN_WORK']);
    expect(await everythingIn(office.desk)).toEqual(before);
    expect((await post('approver', case_('close'), opinion)).status).toBe(200);
  });

  it('[ME5] who only made one that said nothing is another person', async () => {
    await linkOf('officer');
    await post('leader', on('report'), { text: '已完成' });
    expect((await post('officer', on('verify'))).status).toBe(200);
  });
});

describe('[FA6] who is tied to the centre', () => {
  /** An officer who is also one of the centre's people. */
  const tie = async (personId: string, role: 'deputy' | 'staff') => {
    const { store } = office.app;
    await store.tx((db) =>
      db.insert(store.tables.centrePeople).values({ centreId: 'town-centre', personId, role }),
    );
  };
  const TIED = [409, 'OFFICER_TIED'];

  it.each(['deputy', 'staff'] as const)(
    '[ME2] as its %s neither checks, verifies nor extends',
    async (role) => {
      await tie('officer', role);
      await post('leader', on('note'), { percent: 40, text: '已铺好' });
      expect(refused(await post('officer', on('check'), { percent: 40 }))).toEqual(TIED);
      await post('leader', on('ask-extension'), { until: '2026-09-01', reason: '待料' });
      const asked = await (await as(office.app, 'approver')).get(`/measures/${measure}`);
      const decision = { extension: asked.body.measure.extensions[0].id as string, reason: '同意' };
      for (const verb of ['grant-extension', 'refuse-extension'])
        expect(refused(await post('officer', on(verb), decision))).toEqual(TIED);
      const page = await (await as(office.app, 'officer')).get(`/measures/${measure}`);
      expect(page.body.measure.acts).toContainEqual({
        act: 'grant-extension',
        why: { code: 'OFFICER_TIED', params: expect.anything() },
      });
      const body = { findings: [finding], until: '2026-09-01', reason: '同意' };
      const extended = await post('officer', '/ledger/extend', body);
      expect(extended.body.refused).toMatchObject([{ error: 'OFFICER_TIED' }]);
      await post('approver', on('refuse-extension'), decision);
      await post('leader', on('report'), { text: '已完成' });
      expect(refused(await post('officer', on('verify')))).toEqual(TIED);
      expect((await post('approver', on('verify'))).status).toBe(200);
    },
  );

  it('[FN5] neither closes the finding nor looks back at it, nor says whether it is an earlier one again', async () => {
    await tie('officer', 'deputy');
    await post('leader', on('report'), { text: '已完成' });
    await post('leader', case_('submit'));
    const seen = await (await as(office.app, 'officer')).get(case_('acceptance'));
    const { at: submittedAt } = seen.body.submitted;
    const opinion = { submittedAt, reason: '现场核实无误', verifyReported: true, lookBackOn: '2026-06-01' };
    expect(refused(await post('officer', case_('close'), opinion))).toEqual(TIED);
    expect(seen.body.acts).toContainEqual({
      act: 'close',
      why: { code: 'OFFICER_TIED', params: expect.anything() },
    });
    expect(seen.body.mayDecideRepeats).toBe(false);
    expect((await post('approver', case_('close'), opinion)).status).toBe(200);
    const lasting = { effect: 'effective', statement: '保持良好' };
    expect(refused(await post('officer', case_('look-back'), lasting))).toEqual(TIED);
    expect((await post('approver', case_('look-back'), lasting)).status).toBe(200);
  });
});
