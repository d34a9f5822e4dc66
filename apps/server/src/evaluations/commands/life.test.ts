/** One evaluation from planning to publication, over HTTP, with everyone who takes part. */
import { recordFact, schemas } from '@heping/protocol';
import type { SheetContent } from '@heping/protocol';
import { verifyAudit } from '@heping/db';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEntries } from '../../demo/write.ts';
import { hashOf } from '../../sheets/hash.ts';
import { isSealed } from '../../sheets/seal.ts';
import { as, type Caller } from '../../testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { openOffice, type Office } from '../../testing/desk.ts';
import { agreementOf, ballotsOf, factsOf, INDICATORS, PANEL } from '../../testing/walk.ts';

let office: Office;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
});
afterEach(() => office.app.close());

const caller = (person: string | null) => as(office.app, person);
const of = (path: string) => `/evaluations/${id}/${path}`;
const DAY = 86_400_000;

describe('the life of an evaluation', () => {
  it('[PH2] planned → scoring → deliberation → signing → preliminary → notice → published', async () => {
    const [alice, leader] = [await caller('alice'), await caller('leader')];
    let officer = await caller('officer');
    const command = async (who: Caller, verb: string, body: object, phase: string) => {
      const answer = await who.post(of(verb), body);
      expect([verb, answer.status, answer.body.phase ?? answer.body]).toEqual([verb, 200, phase]);
      expect(schemas.Evaluation.safeParse(answer.body).error).toBeUndefined();
      return answer.body;
    };

    await command(officer, 'open', {}, 'scoring');
    await writeEntries(office.desk.corridor, id, [
      ...ballotsOf(id),
      factsOf(id),
      {
        document: { kind: 'record', evaluation: id },
        by: 'chen',
        change: (record) => {
          recordFact(record, 'floor-area', 2860);
          recordFact(record, 'floor-area.how', '钱某某陪同测量');
        },
      },
    ]);
    await command(alice, 'reveal', {}, 'deliberation');
    expect((await alice.get(of('ballots'))).body.ballots).toHaveLength(PANEL.length);

    const adopted = await alice.post(of('adopt'), {});
    expect(adopted.status).toBe(200);
    expect(adopted.body.adopted).toHaveLength(INDICATORS.length - 1);
    const missing = await alice.get(of('gaps'));
    expect(missing.body).toEqual({ gaps: [{ kind: 'score', indicator: 'A1.2.2' }] });
    const early = await alice.post(of('lock'), {});
    expect([early.status, early.body.error, early.body.details]).toEqual([
      422,
      'INCOMPLETE',
      missing.body.gaps,
    ]);

    const capped = { 'A1.2.2': 95 };
    await writeEntries(office.desk.corridor, id, [agreementOf(id, capped)]);
    await command(alice, 'lock', {}, 'signing');
    expect((await alice.get(of('gaps'))).body).toEqual({ gaps: [] });

    const { body: sheets } = await alice.get(of('sheets'));
    const [sheet] = sheets.sheets as [{ hash: string; content: SheetContent }];
    expect(hashOf(sheet.content)).toBe(sheet.hash);
    for (const person of PANEL)
      await command(await caller(person), 'sign', { password: CAST_PASSWORD, hash: sheet.hash }, 'signing');

    // The leader sees what is to be acknowledged, and nobody's signature, ballot or result.
    const shown = (await leader.get(of('sheets'))).body.sheets;
    expect(shown).toMatchObject([{ hash: sheet.hash, signatures: [], changes: [] }]);
    expect((await leader.get(of('ballots'))).status).toBe(404);
    expect((await leader.get(of('result'))).body.error).toBe('WRONG_PHASE');
    await command(leader, 'acknowledge', { password: CAST_PASSWORD, hash: sheet.hash }, 'signing');
    await command(alice, 'close-signing', {}, 'preliminary');

    await command(
      officer,
      'approve',
      { hash: sheet.hash, minutes: '第 3 次党委会', documentNumber: '3 号' },
      'preliminary',
    );
    await command(officer, 'deliver', {}, 'notice');
    const result = await leader.get(of('result'));
    expect(schemas.ResultSheet.safeParse(result.body).error).toBeUndefined();
    expect(result.body).toMatchObject({
      evaluation: { noticeEndsOn: '2026-03-09', approval: { minutes: '第 3 次党委会' } },
      sheet: {
        content: {
          totals: [
            { table: 'A.1', points: 995 },
            { table: 'A.2', points: 1000 },
          ],
        },
      },
      findings: [
        {
          number: '2026-001',
          indicator: 'A1.2.2',
          lost: 5,
          severity: 'ordinary',
          standard: { zh: '总面积一般不少于 300 ㎡（5.2.4）' },
          actual: { zh: '286 ㎡' },
        },
      ],
    });
    expect(result.body.sheet.signatures).toHaveLength(PANEL.length + 1);
    const { keys } = (await (await caller(null)).get('/keys')).body;
    const { statement, signature } = result.body.seal;
    expect(isSealed(keys, { statement, seal: signature })).toBe(true);
    expect(JSON.parse(statement)).toMatchObject({ evaluation: id, sheet: sheet.hash });
    expect(result.body.sheet.faults).toEqual([]);

    const nobody = await caller(null);
    expect((await nobody.get('/results')).body).toEqual({ evaluations: [] });
    expect((await nobody.get(`/results/${id}`)).status).toBe(404);
    expect((await officer.post(of('publish'), {})).body.error).toBe('NOTICE_RUNNING');
    office.clock.now += 8 * DAY;
    officer = await caller('officer');
    await command(officer, 'publish', {}, 'published');

    // For everybody, without who accompanied whom.
    const list = (await nobody.get('/results')).body.evaluations;
    expect(list).toMatchObject([{ id, roles: ['public'], totals: [{ points: 995 }, { points: 1000 }] }]);
    const published = await nobody.get(`/results/${id}`);
    expect(published.body).toMatchObject({
      panel: PANEL.map((person) => ({ id: person })),
      evaluation: { approval: { minutes: '', documentNumber: '3 号' } },
      sheet: { hash: sheet.hash },
    });
    expect(JSON.stringify(published.body)).not.toContain('钱某某');

    const { entries } = (await officer.get(of('log'))).body;
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      ...['evaluation.plan', 'scoring.open', 'reveal', 'adopt', 'lock'],
      ...PANEL.map(() => 'sign'),
      ...['acknowledge', 'signing.close', 'approve', 'deliver', 'publish'],
    ]);
    expect(entries[3].text).toEqual({
      zh: `采用了 ${INDICATORS.length - 1} 项无分歧的评分`,
      en: `adopted the undisputed scores (${INDICATORS.length - 1})`,
    });
    expect(await verifyAudit(office.app.store)).toMatchObject({ ok: true });
  });

  it('[PH2] sent back and signed again: the old sheet stays readable beside its changes', async () => {
    const [alice, officer, leader] = [await caller('alice'), await caller('officer'), await caller('leader')];
    const signAll = async () => {
      await alice.post(of('lock'), {});
      const { hash } = (await alice.get(of('sheets'))).body.sheets[0];
      for (const person of PANEL)
        await (await caller(person)).post(of('sign'), { password: CAST_PASSWORD, hash });
      return (await alice.post(of('close-signing'), {})).body.phase;
    };
    await officer.post(of('open'), {});
    await writeEntries(office.desk.corridor, id, [...ballotsOf(id), factsOf(id)]);
    await alice.post(of('reveal'), {});
    await writeEntries(office.desk.corridor, id, [agreementOf(id, { 'A1.1.1': 30 })]);
    expect(await signAll()).toBe('preliminary');

    const back = await officer.post(of('send-back'), { reason: '理由不充分' });
    expect(back.body).toMatchObject({
      phase: 'deliberation',
      returns: [{ reason: '理由不充分', by: { id: 'officer' } }],
    });
    // It stands among the panel's work as sent back, with the reason; the centre does not learn of it.
    const listed = async (who: typeof alice) =>
      (await who.get('/me/work')).body.evaluations.map(
        ({ waitsFor, sentBack }: { waitsFor: string; sentBack?: { reason: string } }) => [
          waitsFor,
          sentBack?.reason,
        ],
      );
    expect(await listed(alice)).toEqual([['lock', '理由不充分']]);
    expect(await listed(leader)).toEqual([[null, undefined]]);
    expect((await alice.get(of('sheets'))).body.sheets).toMatchObject([
      { revision: 1, discarded: { reason: '理由不充分' } },
    ]);
    await writeEntries(office.desk.corridor, id, [agreementOf(id, { 'A1.1.1': 40 })]);
    expect(await signAll()).toBe('preliminary');
    expect(await listed(alice)).toEqual([[null, undefined]]);

    const { sheets } = (await officer.get(of('sheets'))).body;
    expect(sheets.map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
    expect(sheets[0].changes).toEqual(
      expect.arrayContaining([{ kind: 'score', at: 'A1.1.1', before: '3.0', after: '4.0' }]),
    );
    expect(sheets[1].signatures).toHaveLength(PANEL.length);
    // The centre sees the sheet in force alone.
    expect((await leader.get(of('sheets'))).body.sheets).toMatchObject([{ revision: 2, changes: [] }]);
  });
});
