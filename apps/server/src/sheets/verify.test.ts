import { afterEach, beforeEach, expect, it } from 'vitest';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { walkTo } from '../testing/walk.ts';
import { verdictLines, verifyKept } from './verify.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
  await walkTo(office.desk, await seedEvaluation(office.app.store), 'preliminary');
});
afterEach(() => office.app.close());

it('[SE5] the whole chain and every sheet are checked', async () => {
  const verdict = await verifyKept(office.app.store, await office.desk.seal.publicKeys());
  expect(verdict).toMatchObject({ audit: { ok: true }, sheets: 1, faulty: [] });
  expect(verdictLines(verdict)).toHaveLength(2);
});

it('[SE5] a sheet that does not hold is named with what does not', async () => {
  const verdict = await verifyKept(office.app.store, []);
  expect(verdict.faulty).toEqual([{ evaluation: 'evaluation', revision: 1, faults: ['seal'] }]);
  expect(verdictLines(verdict)[1]).toContain('is not as it was signed: seal');
});
