/** Blind means blind: nothing that another account can ask for tells a ballot before the reveal. [PO3, C5] */
import { castScore, remarkOf } from '@heping/protocol';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEntries } from '../../demo/write.ts';
import { as } from '../../testing/app.ts';
import { seedEvaluation } from '../../testing/cast.ts';
import { openOffice, type Office } from '../../testing/desk.ts';
import { factsOf, INDICATORS, PANEL, walkTo } from '../../testing/walk.ts';

let office: Office;
let id: string;
const tokens = new Map<string, string>();

beforeEach(async () => {
  office = await openOffice();
  id = await seedEvaluation(office.app.store);
  await walkTo(office.desk, id, 'scoring');
  for (const person of PANEL) tokens.set(person, randomUUID());
  await writeEntries(office.desk.corridor, id, [
    factsOf(id),
    ...PANEL.map((person, seat) => ({
      document: { kind: 'ballot', evaluation: id, person } as const,
      by: person,
      change: (ballot: Parameters<typeof castScore>[0]) => {
        // Everyone differs from everyone: each score is on the step, and told apart by its place.
        for (const [place, { code, maximum }] of INDICATORS.entries())
          castScore(ballot, code, maximum - 5 * ((place + seat) % 3));
        remarkOf(ballot, 'A1.2.2').insert(0, tokens.get(person) ?? '');
      },
    })),
  ]);
});
afterEach(() => office.app.close());

const EVERYBODY = [
  ...PANEL,
  'officer',
  'county-officer',
  'leader',
  'deputy',
  'staff',
  'admin',
  'outsider',
  null,
];

/** Every GET that the server has, with ids that are there. */
async function everyGet(): Promise<readonly string[]> {
  const response = await office.app.inject('/api/v1/openapi.json');
  const { paths } = response.json<{ paths: Record<string, Record<string, unknown>> }>();
  const fill = (path: string) =>
    path
      .replace('/api/v1', '')
      .replace('{code}', 'huzhou')
      .replace(/(campaigns)\/\{id\}/, '$1/campaign')
      .replace(/(centres)\/\{id\}/, '$1/town-centre')
      .replace(/(people)\/\{id\}/, '$1/bo')
      .replace(/(bodies)\/\{id\}/, '$1/town-body')
      .replace('{id}', id)
      .replace('{person}', 'bo')
      .replace(/\/history$/, '/history?at=A1.2.2')
      .replace(/\/standing$/, `/standing?moment=${office.app.clock()}`);
  return Object.entries(paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => fill(path));
}

/** Every body that somebody gets to see, commands that are refused included. */
async function everythingShownTo(person: string | null): Promise<string> {
  const caller = await as(office.app, person);
  const bodies: string[] = [];
  for (const path of await everyGet()) bodies.push(JSON.stringify((await caller.get(path)).body));
  for (const verb of ['adopt', 'lock', 'deliver', 'publish', 'summon'])
    bodies.push(JSON.stringify((await caller.post(`/evaluations/${id}/${verb}`, {})).body));
  return bodies.join('\n');
}

/** Whether a text holds scores of a ballot: indicator codes with numbers behind them. */
const SCORES = /"A[12]\.\d+\.\d+":\d/;

describe('blindness', () => {
  it('[PO3] before the reveal nobody is shown a remark or a score of a ballot', async () => {
    expect((await everyGet()).length).toBeGreaterThan(15);
    for (const person of EVERYBODY) {
      const shown = await everythingShownTo(person);
      // No ballot travels over HTTP at all before the reveal, one's own included: that is what the document is for.
      expect([person, [...tokens.values()].filter((token) => shown.includes(token))]).toEqual([person, []]);
      expect([person, SCORES.exec(shown)?.[0]]).toEqual([person, undefined]);
    }
  });

  it('[PO3] nor in the audit log, nor after it was cancelled', async () => {
    await (await as(office.app, 'officer')).post(`/evaluations/${id}/cancel`, { reason: '停电' });
    for (const person of ['alice', 'officer', 'leader', 'admin']) {
      const shown = await everythingShownTo(person);
      expect([...tokens.values()].filter((token) => shown.includes(token))).toEqual([]);
    }
    const { store } = office.app;
    const log = JSON.stringify(await store.db.select().from(store.tables.auditLog));
    expect([...tokens.values()].filter((token) => log.includes(token))).toEqual([]);
  });

  it('[PO3] after it the panel and the officers see all ballots, the centre and the others none', async () => {
    const chair = await as(office.app, 'alice');
    expect((await chair.post(`/evaluations/${id}/reveal`, {})).status).toBe(200);
    for (const person of ['bo', 'officer']) {
      const shown = await everythingShownTo(person);
      expect([...tokens.values()].every((token) => shown.includes(token))).toBe(true);
      expect(SCORES.test(shown)).toBe(true);
    }
    for (const person of ['leader', 'deputy', 'staff', 'county-officer', 'admin', 'outsider', null]) {
      const shown = await everythingShownTo(person);
      expect([person, [...tokens.values()].filter((token) => shown.includes(token))]).toEqual([person, []]);
      expect([person, SCORES.exec(shown)?.[0]]).toEqual([person, undefined]);
    }
  });
});
