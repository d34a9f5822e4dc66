import { tablesOf } from '@heping/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as } from '../testing/app.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openDelivered, type Delivered } from '../testing/deadlines.ts';

let here: Delivered;
let path: string;
beforeEach(async () => {
  here = await openDelivered();
  const { store } = here.app;
  await store.tx((db) =>
    db.update(tablesOf(db).cases).set({ state: 'rectifying', dueOn: '2026-04-10' }),
  );
  await here.at('2026-04-13T09:00');
  await here.at('2026-04-17T09:00');
  const [kept] = await here.cases();
  path = `/evaluations/${here.id}/cases/${kept?.findingId}/steps`;
});
afterEach(() => here.app.close());

async function stepsAs(person: string) {
  const { status, body } = await (await as(here.app, person)).get(path);
  return { status, body };
}

describe('the steps of a finding', () => {
  it('[RM6] are read by who reads the finding, and recorded by officers from 督办 on', async () => {
    for (const person of ['officer', 'leader', 'bo']) {
      const { status, body } = await stepsAs(person);
      expect([status, body.mayRecord]).toEqual([200, person === 'officer']);
      expect(body.steps.map(({ rung, on, isFormal, by }: Record<string, unknown>) => [rung, on, isFormal, by])).toEqual([
        ['remind', '2026-04-13', false, null],
        ['supervise', '2026-04-17', true, null],
      ]);
    }
    expect((await stepsAs('outsider')).status).toBe(404);
  });

  it('[RM6] a document and a note are recorded with who did it; the same person corrects, another is told', async () => {
    const { store } = here.app;
    await store.tx((db) => db.insert(tablesOf(db).officers).values({ bodyId: 'town-body', personId: 'outsider' }));
    const { body } = await stepsAs('officer');
    const [reminded, supervised] = body.steps as { id: string }[];
    const officer = await as(here.app, 'officer');
    const put = (step: string | undefined, document: string, by = officer) =>
      by.put(`${path}/${step}`, { documentNumber: document, note: '限期 5 日' });
    const recorded = await put(supervised?.id, '德社督〔2026〕3 号');
    expect(recorded.body.steps[1]).toMatchObject({
      ...{ documentNumber: '德社督〔2026〕3 号', note: '限期 5 日', on: '2026-04-17' },
      by: { id: 'officer' },
    });
    expect((await put(supervised?.id, '德社督〔2026〕4 号')).status).toBe(200);
    const other = await put(supervised?.id, '德社督〔2026〕5 号', await as(here.app, 'outsider'));
    expect([other.status, other.body.message]).toEqual([
      409,
      '镇经办已于 2026-04-17 09:00 登记过这一步；请查看后再办。',
    ]);
    expect((await put(reminded?.id, '1 号')).body.error).toBe('STEP_NOT_FORMAL');
    expect((await officer.put(`${path}/${supervised?.id}`, { note: ' ' })).body.error).toBe('STEP_EMPTY');
    expect((await put('none', '1 号')).status).toBe(404);
    expect((await put(supervised?.id, '1 号', await as(here.app, 'leader'))).status).toBe(404);
    expect((await put(supervised?.id, 'x'.repeat(81))).status).toBe(400);
    const { auditLog } = store.tables;
    const lines = await store.db.select().from(auditLog);
    expect(lines.filter(({ action }) => action === 'reminder.record').map(({ personId }) => personId)).toEqual([
      'officer',
      'officer',
    ]);
  });

  it('[RM6] a step of another evaluation is not there', async () => {
    const other = await seedEvaluation(here.app.store, { id: 'other', kind: 'spot-check' });
    const { body } = await stepsAs('officer');
    const { status } = await (await as(here.app, 'officer')).put(
      path.replace(here.id, other) + `/${body.steps[1].id}`,
      { documentNumber: '1 号' },
    );
    expect([404, 409]).toContain(status);
  });
});
