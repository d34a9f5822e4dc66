import { canonicalJson, DEMO, seedDemo, tablesOf, verifyAudit } from '@heping/db';
import {
  readAgreed,
  readConflicts,
  readFacts,
  readProgress,
  readThread,
  schemas,
  type Evaluation,
  type SheetContent,
} from '@heping/protocol';
import { ceilingOf, huzhou, indicatorsOf } from '@heping/scoring';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../sessions/password.ts';
import { sha256 } from '../sheets/hash.ts';
import { verifyKept } from '../sheets/verify.ts';
import { as, CHEAP, testApp } from '../testing/app.ts';
import { storyClock } from './clock.ts';
import { seedEvaluations } from './seed.ts';

/** A working Monday, so that today’s visits are on one. */
const NOW = Date.parse('2026-11-23T14:00:00+08:00');

async function demoApp(): Promise<FastifyInstance> {
  const clock = storyClock(() => NOW);
  const app = await testApp({ seed: false, now: clock.now });
  const now = new Date(NOW);
  await seedDemo(app.store, { now, hashPassword: (password) => hashPassword(password, CHEAP) });
  await seedEvaluations(app, { now, clock });
  return app;
}

let app: FastifyInstance;
beforeAll(async () => {
  app = await demoApp();
});
afterAll(() => app.close());

const rows = () => app.store.db.select().from(app.store.tables.evaluations);
const at = async (centre: string, phase: string) => {
  const found = (await rows()).find((row) => row.centreId === centre && row.phase === phase);
  if (found === undefined) throw new Error(`the demo has no evaluation of ${centre} in ${phase}`);
  return found;
};
/** Reads a live document of the demo. */
const read = <T>(
  evaluation: string,
  kind: 'record' | 'consensus',
  look: (doc: Parameters<typeof readProgress>[0]) => T,
): Promise<T> =>
  app.corridor.command(evaluation, async (moment) => look(await moment.document({ kind, evaluation })));

describe('the demo', () => {
  it('[SE5] is as its log tells, every sheet as it was signed', async () => {
    const { store, seal } = app;
    const { audit, faulty, triggers, sheets } = await verifyKept(store, await seal.publicKeys());
    expect([audit.ok, faulty, triggers, sheets > 0]).toEqual([true, [], [], true]);
  });

  it('has logs with a year behind them: by month and type, one corrected, one withdrawn', async () => {
    const leader = await as(app, DEMO.people.leader);
    const { body } = await leader.get(`/centres/${DEMO.centres.leaders}/activities`);
    const counts = body.counts as { month: string; type: string; count: number }[];
    expect(new Set(counts.map(({ month }) => month)).size).toBeGreaterThan(9);
    expect(new Set(counts.map(({ type }) => type)).size).toBeGreaterThan(18);
    const entries = body.activities as { version: number; withdrawn: unknown }[];
    expect(entries.filter(({ version }) => version > 1)).not.toEqual([]);
    expect(entries.filter(({ withdrawn }) => withdrawn !== null)).toHaveLength(1);
  });

  it('has a self-assessment handed in for the leaders’ centre, and for one that is being scored', async () => {
    for (const [centre, phase] of [
      [DEMO.centres.leaders, 'signing'],
      ['centre-xijie', 'scoring'],
    ] as const) {
      const { id } = await at(centre, phase);
      const { body } = await (await as(app, DEMO.people['town.officer'])).get(`/evaluations/${id}/self`);
      const seen =
        phase === 'scoring'
          ? body
          : (await (await as(app, DEMO.people.leader)).get(`/evaluations/${id}/self`)).body;
      const scores = Object.values((seen.selfAssessment as { scores: Record<string, number | null> }).scores);
      expect([centre, scores.length, scores.filter((score) => score !== null).length > 30]).toEqual([
        centre,
        40,
        true,
      ]);
    }
  });

  it('has evaluations in every phase that a command leads to', async () => {
    const counts = Object.groupBy(await rows(), ({ phase }) => phase);
    expect(Object.fromEntries(Object.entries(counts).map(([phase, list]) => [phase, list.length]))).toEqual({
      planned: 5,
      scoring: 4,
      deliberation: 4,
      signing: 2,
      preliminary: 3,
      notice: 2,
      published: 5,
      cancelled: 1,
    });
  });

  it('is the same for the same day, but for ids', async () => {
    const again = await demoApp();
    const sheetsOf = async ({ store }: FastifyInstance) =>
      (await store.db.select().from(store.tables.sheets))
        .map(({ canonical: text }) => {
          const { centre, lines, facts, totals } = JSON.parse(text) as SheetContent;
          return canonicalJson({ centre, lines, facts, totals });
        })
        .sort();
    expect(await sheetsOf(again)).toEqual(await sheetsOf(app));
    await again.close();
  });

  it('holds: hashes, reasons, the audit chain, and times that run one way', async () => {
    const { store } = app;
    for (const sheet of await store.db.select().from(store.tables.sheets)) {
      expect(sha256(sheet.canonical)).toBe(sheet.hash);
      const { lines } = JSON.parse(sheet.canonical) as SheetContent;
      expect(lines.filter(({ score, maximum, reason }) => score < maximum && reason === '')).toEqual([]);
      expect(lines.filter(({ score, ceiling }) => score > ceiling)).toEqual([]);
    }
    expect(await verifyAudit(store)).toMatchObject({ ok: true });
    const log = await store.db.select().from(tablesOf(store.db).auditLog);
    const times = log.map((entry) => entry.at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
  });

  it('contradicts itself nowhere: what is missing cost points, and papers have names of their own', async () => {
    const { store } = app;
    const sheets = (await store.db.select().from(store.tables.sheets)).map(({ canonical: text, id }) => ({
      id,
      content: JSON.parse(text) as SheetContent,
    }));
    let missing = 0;
    for (const { content } of sheets) {
      // What an objection gave back stands beside what was found on the day.
      const full = new Set(
        content.lines
          .filter(
            ({ score, maximum, indicator }) => score === maximum && indicator !== content.decision?.indicator,
          )
          .map(({ indicator }) => indicator),
      );
      for (const list of content.checklists ?? [])
        for (const { code, title, there, details } of list.items) {
          const isShort =
            there === false ||
            Number(details['matched'] ?? 0) < Number(details['drawn'] ?? 0) ||
            Number(details['counted'] ?? 0) < Number(details['outOf'] ?? 0);
          const where = [content.centre.name, list.indicator, `${list.code}.${code}`];
          if (isShort && list.indicator !== null) missing += 1;
          if (isShort) expect([...where, full.has(list.indicator ?? '')]).toEqual([...where, false]);
          // The paper on a mechanism bears its name; one on a whole sentence does not repeat it.
          const repeats = title.zh.length > 4 && String(details['document'] ?? '').includes(title.zh);
          expect([...where, repeats]).toEqual([...where, false]);
        }
      const { study, satisfaction } = content.facts;
      if (typeof study?.value === 'number' && study.value > 0)
        expect(String(study.details?.['names']).split('、')).toHaveLength(study.value);
      const of = Number(satisfaction?.details?.['sample']);
      const rate = Number(satisfaction?.value);
      expect([rate, Math.round((Math.round((rate / 1000) * of) / of) * 1000)]).toEqual([rate, rate]);
    }
    expect(missing).toBeGreaterThan(5);

    const signed = await store.db.select().from(store.tables.signatures);
    const dissents = signed.filter(({ kind }) => kind === 'dissent');
    expect(dissents.length).toBeGreaterThan(1);
    for (const { sheetId, statement } of dissents) {
      const lines = sheets.find(({ id }) => id === sheetId)?.content.lines ?? [];
      const line = lines.find(({ indicator }) => statement.includes(indicator));
      expect([statement, line !== undefined && line.score < line.maximum]).toEqual([statement, true]);
    }
  });

  it('[HI7] logs documents at the story’s time: the sheet of a published result stood when it was revealed', async () => {
    const { updates } = app.store.tables;
    const all = await app.store.db.select().from(updates);
    for (const [document, rows] of Object.entries(Object.groupBy(all, (row) => row.document))) {
      const times = (rows ?? []).toSorted((a, b) => a.seq - b.seq).map((row) => row.at);
      expect([document, times]).toEqual([document, times.toSorted((a, b) => a - b)]);
      expect(times.at(-1)).toBeLessThanOrEqual(NOW);
    }
    const { id, revealedAt } = await at('centre-qianyuan-park', 'published');
    const chair = await as(app, DEMO.people.chair);
    const { body } = await chair.get(`/evaluations/${id}/standing?moment=${revealedAt}`);
    expect(Object.keys(body.record.facts).length).toBeGreaterThan(10);
    expect(body.ballots).toHaveLength(5);
    for (const { scores } of body.ballots)
      expect(Object.values(scores).filter((score) => score !== null).length).toBeGreaterThan(30);
    expect(app.clock()).toBe(NOW);
  });

  it('published results differ; notices still run; nothing is published before its notice was over', async () => {
    const nobody = await as(app, null);
    const { evaluations } = (await nobody.get('/results')).body as {
      evaluations: { id: string; totals: unknown }[];
    };
    expect(evaluations).toHaveLength(5);
    expect(new Set(evaluations.map(({ totals }) => JSON.stringify(totals))).size).toBeGreaterThan(3);
    for (const { id } of evaluations) {
      const page = await nobody.get(`/results/${id}`);
      expect(schemas.ResultSheet.safeParse(page.body).error).toBeUndefined();
    }
    for (const row of (await rows()).filter(({ phase }) => phase === 'notice'))
      expect((row.noticeEndsOn ?? '') >= '2026-11-23').toBe(true);
  });

  it('shows the panel’s accounts a scoring that has just begun and one under way', async () => {
    const scoring = await at('centre-xijie', 'scoring');
    const progress = await Promise.all(
      [DEMO.people.chair, DEMO.people.panelist2].map((person) =>
        app.corridor.command(scoring.id, async (moment) =>
          readProgress(await moment.document({ kind: 'ballot', evaluation: scoring.id, person }), huzhou),
        ),
      ),
    );
    expect(progress).toEqual([
      { scored: 31, total: 40 },
      { scored: 40, total: 40 },
    ]);
    const fresh = await at('centre-zhijie', 'scoring');
    const facts = await read(fresh.id, 'record', (record) => readFacts(record, huzhou, 'village'));
    expect(Object.values(facts).every(({ value }) => value === null)).toBe(true);
  });

  it('shows an area below its threshold that caps A1.2.2', async () => {
    const { id } = await at('centre-dongjiao', 'scoring');
    const facts = await read(id, 'record', (record) => readFacts(record, huzhou, 'village'));
    const ceiling = ceilingOf({
      rubric: huzhou,
      tier: 'village',
      indicator: 'A1.2.2',
      facts,
      exceptions: [],
      policy: 'discretion',
      step: 5,
    });
    expect(ceiling).toMatchObject({
      ceiling: 95,
      reasons: [{ clause: '5.2.5', required: 2000, actual: 1820 }],
    });
  });

  it('shows a deliberation with talk, a conflict, some agreed and some not', async () => {
    const { id } = await at('centre-chengbei', 'deliberation');
    const { agreed, conflicts, talk } = await read(id, 'consensus', (consensus) => ({
      agreed: Object.values(readAgreed(consensus, huzhou)).filter((score) => score !== null).length,
      conflicts: Object.keys(readConflicts(consensus)).length,
      talk: indicatorsOf(huzhou).flatMap(({ code }) => readThread(consensus, code)).length,
    }));
    expect(agreed).toBeGreaterThan(20);
    expect(agreed).toBeLessThan(40);
    expect(conflicts).toBe(1);
    expect(talk).toBeGreaterThan(5);
  });

  it('shows a joint deliberation without ballots', async () => {
    const { id } = await at('centre-leidian', 'deliberation');
    const chair = await as(app, DEMO.people.chair);
    expect((await chair.get(`/evaluations/${id}`)).body).toMatchObject({
      policies: { scoringMode: 'joint' },
    });
    expect((await chair.get(`/evaluations/${id}/ballots`)).body).toEqual({ ballots: [] });
  });

  it('shows a signing with a dissent and one signature to come, and one that waits for the leader', async () => {
    const { id } = await at('centre-lianhe', 'signing');
    const chair = await as(app, DEMO.people.chair);
    const [sheet] = (await chair.get(`/evaluations/${id}/sheets`)).body.sheets;
    expect(sheet.signatures.map(({ kind }: { kind: string }) => kind)).toEqual([
      'sign',
      'dissent',
      'sign',
      'sign',
    ]);
    const leader = await as(app, DEMO.people.leader);
    const { evaluations } = (await leader.get('/evaluations')).body as { evaluations: Evaluation[] };
    expect(evaluations.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['signing', 'notice']));
    const waiting = evaluations.find(({ phase }) => phase === 'signing');
    expect(waiting?.waitsFor).toBe('acknowledge');
  });

  it('shows what was sent back, an exception, a recusal and a cancellation', async () => {
    const { store } = app;
    const t = store.tables;
    expect(await store.db.select().from(t.returns)).toHaveLength(1);
    expect(await store.db.select().from(t.exceptions)).toMatchObject([
      { requirement: 'floor-area', withdrawnAt: null },
    ]);
    const seats = await store.db.select().from(t.panelMembers);
    expect(seats.filter(({ recusedAt }) => recusedAt !== null)).toHaveLength(1);
    expect(await at('centre-qianyuan-rescue', 'cancelled')).toMatchObject({
      cancelReason: expect.any(String) as string,
    });
  });
});
