/** What the centre answers, over HTTP: accept, object, withdraw; in time, once, and by whom. */
import { notificationText } from '@heping/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MONDAY } from '../testing/desk.ts';
import { openDelivered, type Delivered } from '../testing/objection.ts';

let here: Delivered;
beforeEach(async () => {
  here = await openDelivered();
});
afterEach(() => here.office.app.close());

const DAY = 86_400_000;
const error = ({ status, body }: { status: number; body: { error?: string } }) => ({
  status,
  error: body.error,
});

describe('[OJ8] the findings with where they stand', () => {
  it('are read by leaders, panel and officers, each with what they can do', async () => {
    const seen = async (person: string) => {
      const { status, body } = await (await here.call(person)).get(`/evaluations/${here.id}/cases`);
      return status === 200
        ? (body.cases as { state: string; possible: string[] }[]).map(({ possible }) => possible.join())
        : status;
    };
    const mine = ['accept,object', 'accept,object', 'accept,object'];
    expect(await seen('leader')).toEqual(mine);
    expect(await seen('deputy')).toEqual(mine);
    for (const person of ['officer', 'bo']) expect(await seen(person)).toEqual(['', '', '']);
    for (const person of ['staff', 'outsider', 'county-officer', 'admin'])
      expect(await seen(person)).toBe(404);
  });

  it('say their dates, those over, and what is lost', async () => {
    expect(await here.caseAt('A1.1.2', 'leader')).toMatchObject({
      state: 'awaiting-response',
      respondBy: { day: '2026-03-09', isProvisional: false },
      planBy: null,
      overdue: [],
      lostNow: expect.any(Number) as number,
      score: 0,
      repeatOf: null,
      objections: [],
    });
    here.office.clock.now = MONDAY + 8 * DAY;
    expect((await here.caseAt('A1.1.2', 'leader')).overdue).toEqual(['response']);
  });
});

describe('[OJ1] the leader answers', () => {
  it('accepts one: a plan is due from that day on', async () => {
    expect((await here.act('leader', 'A1.1.1', 'accept')).status).toBe(200);
    expect(await here.caseAt('A1.1.1')).toMatchObject({
      state: 'awaiting-plan',
      planBy: { day: '2026-03-16' },
    });
  });

  it('accepts all the rest at once, a line in the log for each, not what is objected to', async () => {
    await here.object('A1.1.2');
    const { body } = await (await here.call('leader')).post(`/evaluations/${here.id}/cases/accept-rest`, {});
    const states = (body.cases as { state: string }[]).map(({ state }) => state);
    expect(states).toEqual(['awaiting-plan', 'awaiting-response', 'awaiting-plan']);
    const { store } = here.office.app;
    const log = await store.db.select().from(store.tables.auditLog);
    expect(log.slice(-3).map(({ action }) => action)).toEqual([
      ...['finding.accept', 'finding.accept', 'cases.accept'],
    ]);
    const again = await (await here.call('leader')).post(`/evaluations/${here.id}/cases/accept-rest`, {});
    expect(error(again)).toEqual({ status: 409, error: 'NOTHING_TO_ACCEPT' });
  });

  it('[NT1] of all at once the committee hears once, how many; of one it hears which', async () => {
    await here.object('A1.1.2');
    const { app } = here.office;
    const told = async () => {
      const rows = await app.store.db.select().from(app.store.tables.notifications);
      return rows
        .filter(({ personId, kind }) => personId === 'officer' && kind === 'finding.accepted')
        .map(({ params, path }) => [notificationText('finding.accepted', params, 'zh'), path]);
    };
    const acceptRest = async () =>
      (await here.call('leader')).post(`/evaluations/${here.id}/cases/accept-rest`, {});
    await acceptRest();
    const both = ['金主任一并接受了“乾元镇党群服务中心”的问题 2 个。', `/evaluations/${here.id}/findings`];
    expect(await told()).toEqual([both]);
    await here.act('leader', 'A1.1.2', 'withdraw-objection');
    await acceptRest();
    const { finding } = await here.caseAt('A1.1.2');
    expect((await told()).slice(1)).toEqual([
      ['金主任接受了“乾元镇党群服务中心”的问题 2026-002。', `/evaluations/${here.id}/findings/${finding.id}`],
    ]);
  });

  it('objects with grounds; the score stays as it is', async () => {
    const { status } = await here.object('A1.1.2', '消防记录在二楼档案室');
    expect(status).toBe(200);
    const found = await here.caseAt('A1.1.2', 'leader');
    expect(found).toMatchObject({
      ...{ state: 'awaiting-response', hasOpenObjection: true, score: 0 },
      possible: ['withdraw-objection'],
      objections: [{ state: 'filed', grounds: '消防记录在二楼档案室', filed: { by: { id: 'leader' } } }],
    });
  });

  it('without grounds, or with a file that is not there, nothing is filed', async () => {
    expect(error(await here.object('A1.1.2', ' \u200b'))).toEqual({ status: 422, error: 'REASON_MISSING' });
    const files = [{ id: 'somebody-elses', role: 'evidence' }];
    const foreign = await here.act('leader', 'A1.1.2', 'object', { grounds: '有照片', files });
    expect(error(foreign)).toEqual({ status: 422, error: 'FILE_UNKNOWN' });
    expect((await here.caseAt('A1.1.2')).objections).toEqual([]);
  });

  it('to the last day included; afterwards it can only accept', async () => {
    // The last minute of 9 March in Huzhou.
    here.office.clock.now = Date.UTC(2026, 2, 9, 15, 59);
    expect((await here.object('A1.1.1')).status).toBe(200);
    here.office.clock.now = Date.UTC(2026, 2, 9, 16, 0);
    const late = await here.object('A1.1.2');
    expect(error(late)).toEqual({ status: 409, error: 'RESPONSE_OVER' });
    expect(late.body.message).toContain('2026-03-09');
    expect((await here.caseAt('A1.1.2', 'leader')).possible).toEqual(['accept']);
  });

  it('takes the objection back, and answers anew', async () => {
    await here.object('A1.1.1');
    expect((await here.act('deputy', 'A1.1.1', 'withdraw-objection')).status).toBe(200);
    expect(await here.caseAt('A1.1.1', 'leader')).toMatchObject({
      possible: ['accept', 'object'],
      objections: [{ state: 'withdrawn' }],
    });
  });

  it.each(['officer', 'bo', 'staff'])('%s does not answer for it', async (person) => {
    for (const [verb, body] of [
      ['accept', {}],
      ['object', { grounds: '不同意' }],
      ['withdraw-objection', {}],
    ] as const)
      expect(error(await here.act(person, 'A1.1.1', verb, body))).toEqual({
        status: 404,
        error: 'NOT_FOUND',
      });
  });

  it('a finding of another evaluation is not there', async () => {
    const path = `/evaluations/${here.id}/cases/not-mine`;
    for (const verb of ['accept', 'withdraw-objection'])
      expect((await (await here.call('leader')).post(`${path}/${verb}`, {})).status).toBe(404);
    expect((await (await here.call('leader')).get(`${path}/history`)).status).toBe(404);
  });
});

describe('[FA3] two at once: one is done, the other is told by whom and when', () => {
  it('director and deputy accept the same finding', async () => {
    const answers = await Promise.all([
      here.act('leader', 'A1.1.1', 'accept'),
      here.act('deputy', 'A1.1.1', 'accept'),
    ]);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost.map(error)).toEqual([{ status: 409, error: 'FINDING_STATE' }]);
    expect(lost[0]?.body.message).toMatch(
      /^这个问题现为“待整改”：(金主任|傅副主任)已于 2026-03-02 09:00 处理过/,
    );
  });

  it('director accepts while the deputy objects', async () => {
    const answers = await Promise.all([
      here.act('leader', 'A1.1.1', 'accept'),
      here.act('deputy', 'A1.1.1', 'object', { grounds: '不属实' }),
    ]);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost).toHaveLength(1);
    expect(['FINDING_STATE', 'OBJECTION_OPEN']).toContain(lost[0]?.body.error);
    expect(lost[0]?.body.message).toMatch(/(金主任|傅副主任)已于 2026-03-02 09:00/);
  });

  it('both object: one objection', async () => {
    const answers = await Promise.all(
      ['leader', 'deputy'].map((person) => here.act(person, 'A1.1.1', 'object', { grounds: '不属实' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.body.message).toMatch(/^(金主任|傅副主任)已于 2026-03-02 09:00 对这个问题提出复核申请/);
    expect((await here.caseAt('A1.1.1')).objections).toHaveLength(1);
  });
});
