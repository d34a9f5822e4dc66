import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approveResult } from '../evaluations/commands/approve.ts';
import { cancelEvaluation } from '../evaluations/commands/cancel.ts';
import { deliverResult } from '../evaluations/commands/deliver.ts';
import { openScoring } from '../evaluations/commands/open.ts';
import { lockedSheet } from '../evaluations/sheet-in-force.ts';
import { as } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { acting, walkTo } from '../testing/walk.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.app.close());

const DAY = 86_400_000;
/** One more evaluation of the town's centre, each later than the one before. */
async function evaluation(id: string): Promise<string> {
  office.clock.now += DAY;
  return seedEvaluation(office.app.store, { id, kind: 'spot-check' });
}
async function delivered(id: string, scores: Record<string, number> = {}): Promise<string> {
  await evaluation(id);
  await walkTo(office.desk, id, 'preliminary', { scores });
  const officer = await acting(office.desk, id, 'officer');
  const { hash } = await lockedSheet(office.app.store.db, id);
  await approveResult(office.desk, officer, { hash });
  await deliverResult(office.desk, officer);
  office.clock.now += DAY;
  return id;
}
const read = async (who: string | null, id: string) =>
  (await as(office.app, who)).get(`/evaluations/${id}/previous`);

describe('the evaluation before', () => {
  it('[PV1, PV3] is there with its scores, reasons and findings, and nothing of anybody’s ballot', async () => {
    const before = await delivered('before', { 'A1.1.1': 0 });
    const now = await evaluation('now');
    const { status, body } = await read('bo', now);
    expect(status).toBe(200);
    expect(body.previous).toMatchObject({
      ...{ id: before, kind: 'spot-check', campaign: '2026 年度考核评估', publishedAt: null },
      ...{ leadBody: { id: 'town-body' }, reasons: { 'A1.1.1': '扣分原因：A1.1.1' } },
      findings: [
        {
          ...{ number: '2026-001', indicator: 'A1.1.1', reason: '扣分原因：A1.1.1', severity: 'severe' },
          ...{ lost: 60, state: 'awaiting-response' },
        },
      ],
    });
    expect(Object.keys(body.previous.scores)).toHaveLength(40);
    expect(body.previous.scores['A1.1.1']).toBe(0);
    expect(Object.keys(body.previous).toSorted()).toEqual([
      ...['campaign', 'deliveredAt', 'findings', 'id', 'kind', 'leadBody', 'plannedOn', 'publishedAt'],
      ...['reasons', 'scores'],
    ]);
    for (const person of ['alice', 'bo', 'chen', 'dora', 'eve'])
      expect(JSON.stringify(body)).not.toContain(`"${person}"`);
  });

  it('[PV1] of two it is the one delivered last; what was not delivered, or was cancelled, is none', async () => {
    await delivered('first');
    const second = await delivered('second');
    const third = await evaluation('third');
    await walkTo(office.desk, third, 'deliberation');
    const gone = await evaluation('gone');
    await cancelEvaluation(office.desk, await acting(office.desk, gone, 'officer'), { reason: '改期' });
    expect((await read('bo', await evaluation('now'))).body.previous.id).toBe(second);
    expect((await read('bo', second)).body.previous.id).toBe('first');
    expect((await read('bo', 'first')).body).toEqual({ previous: null });
  });

  it('[PV1] what is delivered while this one is being scored does not come in its place', async () => {
    const now = await evaluation('now');
    await openScoring(office.desk, await acting(office.desk, now, 'alice'));
    await delivered('meanwhile');
    expect((await read('bo', now)).body).toEqual({ previous: null });
  });

  it('[PV2] panel, officers and leaders read it; nobody else, and not the panel of what was cancelled', async () => {
    await delivered('before');
    const now = await evaluation('now');
    for (const who of ['alice', 'bo', 'officer', 'leader', 'deputy'])
      expect([who, (await read(who, now)).status]).toEqual([who, 200]);
    for (const who of ['staff', 'county-officer', 'outsider', 'admin'])
      expect([who, (await read(who, now)).status]).toEqual([who, 404]);
    expect((await read(null, now)).status).toBe(401);
    await cancelEvaluation(office.desk, await acting(office.desk, now, 'officer'), { reason: '改期' });
    expect((await read('bo', now)).status).toBe(409);
    expect((await read('leader', now)).status).toBe(200);
  });
});
