/** Who may do what, when, over HTTP: every cell is asked, and what is expected comes from scoring’s policy table. */
import { may, PHASES, type Action, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEntries } from '../../demo/write.ts';
import { as, type Caller } from '../../testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../testing/cast.ts';
import { everythingIn, openOffice, type Office } from '../../testing/desk.ts';
import { acting, agreementOf, walkTo } from '../../testing/walk.ts';
import { lockedSheet } from '../sheet-in-force.ts';
import { approveResult } from './approve.ts';

const CAST = {
  chair: { person: 'alice', roles: ['chair', 'panelist'] },
  panelist: { person: 'bo', roles: ['panelist'] },
  officer: { person: 'officer', roles: ['officer'] },
  leader: { person: 'leader', roles: ['leader'] },
  administrator: { person: 'admin', roles: ['administrator'] },
  public: { person: 'outsider', roles: [] },
} as const satisfies Record<Role, { person: string; roles: readonly Role[] }>;

interface Asked {
  readonly action: Action;
  readonly method: 'get' | 'post';
  readonly path: string;
  body?(hash: string): object;
}

const reason = () => ({ reason: '理由' });
const COMMANDS: readonly Asked[] = [
  { action: 'scoring.open', method: 'post', path: 'open', body: () => ({}) },
  { action: 'reveal', method: 'post', path: 'reveal', body: reason },
  { action: 'adopt', method: 'post', path: 'adopt', body: () => ({}) },
  { action: 'lock', method: 'post', path: 'lock', body: () => ({}) },
  { action: 'unlock', method: 'post', path: 'unlock', body: reason },
  { action: 'sign', method: 'post', path: 'sign', body: (hash) => ({ password: CAST_PASSWORD, hash }) },
  {
    action: 'acknowledge',
    method: 'post',
    path: 'acknowledge',
    body: (hash) => ({ password: CAST_PASSWORD, hash }),
  },
  { action: 'signing.close', method: 'post', path: 'close-signing', body: reason },
  { action: 'approve', method: 'post', path: 'approve', body: (hash) => ({ hash }) },
  { action: 'send-back', method: 'post', path: 'send-back', body: reason },
  { action: 'deliver', method: 'post', path: 'deliver', body: () => ({}) },
  { action: 'publish', method: 'post', path: 'publish', body: () => ({}) },
  { action: 'evaluation.cancel', method: 'post', path: 'cancel', body: reason },
  { action: 'recuse', method: 'post', path: 'recuse', body: reason },
  { action: 'summon', method: 'post', path: 'summon', body: () => ({ indicator: 'A1.2.2' }) },
  {
    action: 'exception.grant',
    method: 'post',
    path: 'exceptions',
    body: () => ({ requirement: 'floor-area', ...reason() }),
  },
];
const READS: readonly Asked[] = [
  { action: 'evaluation.see', method: 'get', path: '' },
  { action: 'ballots.read', method: 'get', path: '/ballots' },
  { action: 'consensus.read', method: 'get', path: '/gaps' },
  { action: 'sheet.read', method: 'get', path: '/sheets' },
  { action: 'result.read', method: 'get', path: '/result' },
  { action: 'result.read', method: 'get', path: '/findings' },
  { action: 'audit.read', method: 'get', path: '/log' },
  { action: 'case.read', method: 'get', path: '/cases' },
];

/** What the policy says of a cell. */
function expected(roles: readonly Role[], action: Action, phase: Phase): 200 | 404 | 409 {
  const everyone = [...roles, 'public'] as const;
  if (!may(everyone, 'evaluation.see', phase)) return 404;
  if (may(everyone, action, phase)) return 200;
  return PHASES.some((other) => may(everyone, action, other)) ? 409 : 404;
}

let office: Office;
const callers = new Map<string, Caller>();
let seeded = 0;

beforeAll(async () => {
  office = await openOffice();
  const { store } = office.app;
  await store.tx((db) => db.update(store.tables.campaigns).set({ noticeDays: 0 }));
  for (const { person } of Object.values(CAST)) callers.set(person, await as(office.app, person));
});
afterAll(() => office.app.close());

/** An evaluation of its own in a phase; what lies beyond publication has no command yet and is set by hand. */
async function evaluationIn(phase: Phase): Promise<string> {
  seeded += 1;
  const panel = ['alice', 'bo', 'chen'];
  const id = await seedEvaluation(office.app.store, { id: `e-${seeded}`, kind: 'spot-check', panel });
  const beyond = phase === 'rectifying' || phase === 'closed';
  await walkTo(office.desk, id, beyond ? 'published' : phase, { panel });
  const { store } = office.app;
  const { evaluations } = store.tables;
  if (beyond) await store.tx((db) => db.update(evaluations).set({ phase }).where(eq(evaluations.id, id)));
  return id;
}

const call = (person: string): Caller => {
  const caller = callers.get(person);
  if (caller === undefined) throw new Error(`nobody called ${person}`);
  return caller;
};

describe.each(PHASES)('in the phase %s', (phase) => {
  let id: string;
  beforeAll(async () => {
    id = await evaluationIn(phase);
  });

  it('[PO1, C4] every read answers 200, 404 or 409 as the table says; nobody else gets in', async () => {
    const found: unknown[] = [];
    const wanted: unknown[] = [];
    for (const [role, { person, roles }] of Object.entries(CAST)) {
      for (const { action, path } of READS) {
        const { status } = await call(person).get(`/evaluations/${id}${path}`);
        found.push([role, path, status]);
        wanted.push([role, path, expected(roles, action, phase)]);
      }
    }
    expect(found).toEqual(wanted);
    const nobody = await as(office.app, null);
    for (const { path } of READS) expect((await nobody.get(`/evaluations/${id}${path}`)).status).toBe(401);
  });

  it('[PO1, C4] every command that may not be given is refused and changes nothing', async () => {
    const before = await everythingIn(office.desk);
    for (const [role, { person, roles }] of Object.entries(CAST)) {
      for (const { action, path, body } of COMMANDS) {
        const status = expected(roles, action, phase);
        if (status === 200) continue;
        const answer = await call(person).post(`/evaluations/${id}/${path}`, body?.('a'.repeat(64)));
        expect([role, path, answer.status, answer.body.error]).toEqual([
          role,
          path,
          status,
          status === 404 ? 'NOT_FOUND' : 'WRONG_PHASE',
        ]);
      }
    }
    expect(await everythingIn(office.desk)).toEqual(before);
  });

  const allowed = Object.entries(CAST).flatMap(([role, { person, roles }]) =>
    COMMANDS.filter(({ action }) => expected(roles, action, phase) === 200)
      // The chair is told to be replaced first. [CI3]
      .filter(({ action }) => !(action === 'recuse' && role === 'chair'))
      .map((asked) => ({ role, person, ...asked })),
  );

  it.runIf(allowed.length > 0).each(allowed)(
    '[PO1] $role may: $path',
    async ({ person, path, body, action }) => {
      const one = await evaluationIn(phase);
      const hash = ['signing', 'preliminary'].includes(phase)
        ? (await lockedSheet(office.app.store.db, one)).hash
        : '';
      if (action === 'deliver')
        await approveResult(office.desk, await acting(office.desk, one, 'officer'), { hash });
      if (action === 'lock') await writeEntries(office.desk.corridor, one, [agreementOf(one)]);
      if (action === 'signing.close') {
        for (const panelist of ['alice', 'bo'])
          await (
            await as(office.app, panelist)
          ).post(`/evaluations/${one}/sign`, { password: CAST_PASSWORD, hash });
      }
      const answer = await call(person).post(`/evaluations/${one}/${path}`, body?.(hash));
      expect([answer.status, answer.body.error]).toEqual([200, undefined]);
    },
  );
});

it('[C4] what does not exist answers as what may not be seen does', async () => {
  const id = await evaluationIn('scoring');
  const hidden = await call('outsider').get(`/evaluations/${id}/ballots`);
  const missing = await call('outsider').get('/evaluations/nothing/ballots');
  expect([hidden.status, missing.status]).toEqual([404, 404]);
  expect({ ...hidden.body, ref: '' }).toEqual({ ...missing.body, ref: '' });
});
