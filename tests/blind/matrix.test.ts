/**
 * The policy table, cell by cell: role × action × phase, each called over HTTP or a socket of a running server. What the
 * table does not give is refused in the same words as what is not there, and has changed nothing. [PO1–PO7, AU1–AU4]
 */
import type { AddressInfo } from 'node:net';
import { appendAudit } from '@heping/db';
import { ENDINGS, recordFact, castScore, claim, agree, causeOf, type DocumentKind } from '@heping/protocol';
import {
  ACTIONS,
  FOLLOWING_COMMANDS,
  may,
  PHASES,
  type Action,
  type Phase,
  type Role,
} from '@heping/scoring';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { cancelEvaluation } from '../../apps/server/src/evaluations/commands/cancel.ts';
import { deskOf, type Desk } from '../../apps/server/src/evaluations/commands/desk.ts';
import { sheetInForce } from '../../apps/server/src/evaluations/sheet-in-force.ts';
import { until } from '../../apps/server/src/sync/testing/world.ts';
import { cookieOf, testApp } from '../../apps/server/src/testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from '../../apps/server/src/testing/cast.ts';
import { everythingIn, MONDAY } from '../../apps/server/src/testing/desk.ts';
import { acting, PANEL, walkTo } from '../../apps/server/src/testing/walk.ts';
import { ROLES_OF, type Account } from './accounts.ts';
import { Ear } from './ear.ts';
import { Tablet } from './tablet.ts';

/** Each role by one who has it and no other; nobody has no session. */
const WHO = ['alice', 'bo', 'officer', 'leader', 'admin', 'outsider', 'nobody'] as const satisfies Account[];
type Who = (typeof WHO)[number];

interface Call {
  readonly method?: string;
  /** Behind `/evaluations/:id`. */
  readonly path: string;
  readonly body?: (hash: string) => object;
}
const reason = () => ({ reason: '理由' });
const signed = (hash: string) => ({ password: CAST_PASSWORD, hash });
const command = (verb: string, body: Call['body'] = () => ({})): Call => ({
  ...{ method: 'POST', path: `/${verb}`, body },
});

/** How each action is called over HTTP; none where it is done in a document alone. */
const CALLS: Readonly<Record<Action, readonly Call[]>> = {
  'evaluation.see': [{ path: '' }],
  'panel.change': [
    {
      method: 'PUT',
      path: '/panel',
      body: () => ({ panel: PANEL.map((person, place) => ({ person, isChair: place === 0 })) }),
    },
  ],
  'scoring.open': [command('open')],
  'evaluation.cancel': [command('cancel', reason)],
  recuse: [command('recuse', reason)],
  'ballot.write': [command('paper', () => ({ checker: 'officer' }))],
  'ballot.read-own': [],
  'ballots.read': [{ path: '/ballots' }],
  'record.write': [],
  'record.read': [],
  'consensus.write': [],
  'consensus.read': [{ path: '/gaps' }, { path: '/suggestions' }],
  'exception.grant': [
    command('exceptions', () => ({ requirement: 'floor-area', ...reason() })),
    { method: 'DELETE', path: '/exceptions/none' },
  ],
  reveal: [command('reveal', reason)],
  summon: [command('summon', () => ({ indicator: 'A1.1.1' }))],
  adopt: [command('adopt')],
  lock: [command('lock')],
  unlock: [command('unlock', reason)],
  sign: [command('sign', signed)],
  acknowledge: [command('acknowledge', signed)],
  witness: [
    command('witness', (hash) => ({
      ...signed(hash),
      signer: { name: '钱主任', post: '主任' },
      declineReason: '未参加现场评价',
    })),
  ],
  'scan.keep': [
    command('scans', (hash) => ({
      ...{ file: 'none', code: hash },
      carries: {
        panel: [],
        centre: { name: '钱主任', post: '主任', word: 'acknowledge', reason: '' },
        seals: ['body'],
      },
    })),
  ],
  'signing.close': [command('close-signing', reason)],
  'sheet.read': [{ path: '/sheets' }],
  approve: [command('approve', (hash) => ({ hash }))],
  'send-back': [command('send-back', reason)],
  'findings.issue': [
    command('notice', () => ({ number: '湖社党〔2026〕12号' })),
    { method: 'PUT', path: '/cases/none/steps/none', body: () => ({ documentNumber: '1 号' }) },
  ],
  'finding.suggest': [
    command('suggestions', () => ({ at: '4.4.1', text: '建立专家库' })),
    { method: 'DELETE', path: '/suggestions/none' },
  ],
  deliver: [command('deliver')],
  publish: [command('publish')],
  'result.read': [{ path: '/result' }, { path: '/findings' }],
  'case.read': [
    { path: '/cases' },
    { path: '/measures' },
    { path: '/cases/none/chain' },
    { path: '/cases/none/steps' },
    { path: '/notice' },
  ],
  'case.submit': [command('cases/none/submit'), command('cases/none/recall')],
  'case.accept': [
    command('cases/none/return', () => ({ ...reason(), submittedAt: 0 })),
    command('cases/none/close', () => ({ ...reason(), submittedAt: 0, verifyReported: true })),
  ],
  'case.look-back': [
    command('cases/none/look-back', () => ({ effect: 'not', statement: '又坏了' })),
    command('cases/none/confirm-repeat', () => ({ ...reason(), earlier: 'none' })),
    command('cases/none/deny-repeat', () => ({ ...reason(), earlier: 'none' })),
  ],
  // Behind a measure and not an evaluation: asked phase by phase where measures are.
  'measure.report': [],
  // By many findings at once, over the ledger's own doors.
  'case.handle': [],
  'measure.verify': [],
  // By the measure, and not by the evaluation: asked in links.test.ts.
  'measure.link': [],
  'file.add': [{ path: '/files' }],
  'evidence.add': [{ path: '/evidence/ab12cd34ef56' }],
  'evidence.read': [{ path: '/evidence' }],
  // A part of what is seen of the evaluation: asked below.
  // Empty forms are made on the page from what everybody of the evaluation reads.
  'blank.print': [],
  'paper.check': [
    { method: 'PUT', path: '/paper/none/scores', body: () => ({ scores: {} }) },
    command('paper/none/take-back', reason),
  ],
  'progress.read': [{ path: '/paper' }],
  'audit.read': [{ path: '/log' }],
  'plan.read': [{ path: '/plan' }],
  'plan.write': [command('plan/comments/none/settle')],
  'plan.submit': [command('plan/submit'), command('plan/withdraw', () => ({ revision: 1 }))],
  'plan.decide': [
    command('plan/return', (hash) => ({ revision: 1, hash, ...reason() })),
    command('plan/approve', (hash) => ({ revision: 1, hash })),
    command('plan/comments', () => ({ root: 'cause:1', text: '请写具体' })),
  ],
  'activities.read': [{ path: '/activities' }, { path: '/activities?indicator=A2.3.8' }],
  'self.write': [],
  'self.hand-in': [command('self/hand-in'), command('self/take-back')],
  'self.read': [{ path: '/self' }],
  'previous.read': [{ path: '/previous' }],
  'case.respond': [
    command('cases/accept-rest'),
    command('cases/none/accept'),
    command('cases/none/object', () => ({ grounds: '不属实' })),
    command('cases/none/withdraw-objection'),
  ],
  'objection.decide': [
    command('cases/none/take'),
    command('cases/none/propose', () => ({ password: CAST_PASSWORD, outcome: 'uphold', ...reason() })),
    command('cases/none/agree', () => ({ password: CAST_PASSWORD, round: 0, hash: null })),
    command('cases/none/return-proposal', () => ({ round: 0, ...reason() })),
  ],
};

const DOCUMENTS: Readonly<
  Record<DocumentKind, { read: Action; write: Action; change: (doc: Y.Doc) => void }>
> = {
  ballot: {
    ...{ read: 'ballot.read-own', write: 'ballot.write' },
    change: (doc) => castScore(doc, 'A1.1.1', 0),
  },
  record: {
    ...{ read: 'record.read', write: 'record.write' },
    change: (doc) => recordFact(doc, 'study', 1),
  },
  consensus: {
    ...{ read: 'consensus.read', write: 'consensus.write' },
    change: (doc) => agree(doc, 'A1.1.1', 0),
  },
  plan: {
    ...{ read: 'plan.read', write: 'plan.write' },
    change: (doc) => causeOf(doc, 1).insert(0, '人手不足'),
  },
  // What was handed in is read in rows; the document is who writes it's alone. [AU5]
  self: {
    ...{ read: 'self.write', write: 'self.write' },
    change: (doc) => claim(doc, 'A1.1.1', 0),
  },
};

type Expected = 'passes' | 'LOGIN' | 'NOT_FOUND' | 'WRONG_PHASE';

/** What the table says; only who may in a phase that they will see hears that it is another. */
function expectedOf(who: Who, action: Action, phase: Phase): Expected {
  if (who === 'nobody') return 'LOGIN';
  const roles: readonly Role[] = ROLES_OF[who];
  const mayIn = (one: Phase) => may(roles, 'evaluation.see', one) && may(roles, action, one);
  if (mayIn(phase)) return 'passes';
  return may(roles, 'evaluation.see', phase) && PHASES.some(mayIn) ? 'WRONG_PHASE' : 'NOT_FOUND';
}

/** Let in by the policy, and refused for what is not there yet. */
const OWN_REFUSALS: Readonly<Record<string, string>> = {
  'alice /recuse': 'CHAIR_RECUSES',
  'alice /exceptions/none': 'NOT_FOUND',
  'alice /suggestions/none': 'NOT_FOUND',
  'bo /suggestions/none': 'NOT_FOUND',
  'alice /scans': 'FILE_UNKNOWN',
  'officer /scans': 'FILE_UNKNOWN',
  'alice /lock': 'INCOMPLETE',
  'alice /close-signing': 'SIGNATURES_MISSING',
  'officer /deliver': 'NOT_APPROVED',
  'officer /paper/none/scores': 'NOT_FOUND',
  'officer /paper/none/take-back': 'NOT_FOUND',
  'officer /plan/comments/none/settle': 'NOT_FOUND',
  'leader /plan/comments/none/settle': 'NOT_FOUND',
  'leader /self/hand-in': 'SELF_EMPTY',
  'leader /self/take-back': 'SELF_NOT_HANDED_IN',
  'leader /plan/submit': 'PLAN_EMPTY',
  'leader /plan/withdraw': 'NO_PLAN',
  'officer /plan/return': 'NO_PLAN',
  'officer /plan/approve': 'NO_PLAN',
  'officer /plan/comments': 'NO_PLAN',
  ...Object.fromEntries(
    [
      ...['alice', 'bo', 'officer', 'leader'].flatMap((who) => [
        `${who} /cases/none/chain`,
        `${who} /cases/none/steps`,
      ]),
      'officer /cases/none/steps/none',
      ...['submit', 'recall'].map((act) => `leader /cases/none/${act}`),
      ...['return', 'close', 'look-back', 'confirm-repeat', 'deny-repeat'].map(
        (act) => `officer /cases/none/${act}`,
      ),
    ].map((call) => [call, 'NOT_FOUND']),
  ),
  'leader /cases/none/accept': 'NOT_FOUND',
  'leader /cases/none/object': 'NOT_FOUND',
  'leader /cases/none/withdraw-objection': 'NOT_FOUND',
  'officer /cases/none/take': 'NOT_FOUND',
  'officer /cases/none/propose': 'NOT_FOUND',
  'officer /cases/none/agree': 'NOT_FOUND',
  'officer /cases/none/return-proposal': 'NOT_FOUND',
};

/** So that there is a finding: without one nothing stays between publication and closure, and no plan speaks of any. */
const DEDUCTION = { 'A1.2.2': 50 };

const COMMANDS = ACTIONS.filter((action) => CALLS[action].some(({ method }) => method !== undefined));
let cells = 0;

describe.each(PHASES)('in %s', (phase) => {
  let app: FastifyInstance;
  let desk: Desk;
  let origin: string;
  const cookies: Partial<Record<Who, string>> = {};
  let serial = 0;
  /** The evaluation that stays. */
  let standing: string;

  beforeAll(async () => {
    app = await testApp({ now: () => MONDAY });
    desk = deskOf(app);
    await app.store.tx((db) => db.update(app.store.tables.campaigns).set({ noticeDays: 0 }));
    await app.listen({ port: 0, host: '127.0.0.1' });
    origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    for (const who of WHO) if (who !== 'nobody') cookies[who] = await cookieOf(app, who);
    standing = await evaluationThere();
  });
  afterAll(() => app.close());

  /** A fresh evaluation in this phase, with everything that belongs to it. */
  async function evaluationThere(): Promise<string> {
    const id = await seedEvaluation(app.store, { id: `m-${(serial += 1)}`, kind: 'spot-check' });
    if (phase === 'cancelled') {
      await walkTo(desk, id, 'scoring');
      await cancelEvaluation(desk, await acting(desk, id, 'officer'), reason());
    } else if (phase === 'rectifying' || phase === 'closed') {
      // The long way leads through every finding; here the log tells of it, and the row agrees.
      await walkTo(desk, id, 'published', { scores: DEDUCTION });
      const { evaluations } = app.store.tables;
      const told = FOLLOWING_COMMANDS.slice(0, phase === 'rectifying' ? 1 : 2);
      await app.store.tx(async (db) => {
        for (const action of told)
          await appendAudit(db, {
            ...{ at: MONDAY, personId: null, action, evaluationId: id, subject: id },
            detail: {},
          });
        await db.update(evaluations).set({ phase }).where(eq(evaluations.id, id));
      });
    } else await walkTo(desk, id, phase, { scores: DEDUCTION });
    return id;
  }

  async function send(who: Who, { method = 'GET', path, body }: Call, id: string) {
    const sheet = await sheetInForce(app.store.db, id);
    const cookie = cookies[who];
    const response = await fetch(`${origin}/api/v1/evaluations/${id}${path}`, {
      method,
      headers: {
        origin,
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body(sheet?.hash ?? '0'.repeat(64))) }),
    });
    const { ref: _ref, ...answer } = (await response.json()) as Record<string, unknown>;
    cells += 1;
    return { status: response.status, answer };
  }

  const isCommand = (action: Action) => COMMANDS.includes(action);

  test.each(WHO)('%s is refused over HTTP what the table does not give, and nothing changes', async (who) => {
    const before = await everythingIn(desk);
    for (const action of ACTIONS) {
      const expected = expectedOf(who, action, phase);
      if (expected === 'passes') continue;
      for (const call of CALLS[action]) {
        const { status, answer } = await send(who, call, standing);
        const said = { action, path: call.path, error: answer['error'], status };
        const code = { LOGIN: 401, NOT_FOUND: 404, WRONG_PHASE: 409 }[expected];
        expect(said).toEqual({ action, path: call.path, error: expected, status: code });
        // What is not theirs is not there: word for word.
        if (expected === 'NOT_FOUND')
          expect(answer).toEqual((await send(who, call, 'no-such-evaluation')).answer);
      }
    }
    expect(await everythingIn(desk)).toEqual(before);
  });

  test.each(WHO)('%s passes over HTTP where the table says so', async (who) => {
    for (const action of ACTIONS) {
      if (expectedOf(who, action, phase) !== 'passes') continue;
      for (const call of CALLS[action]) {
        // Whatever moves it on has one of its own.
        const id = isCommand(action) ? await evaluationThere() : standing;
        const { status, answer } = await send(who, call, id);
        const said = status === 200 ? 200 : answer['error'];
        expect({ action, said }).toEqual({ action, said: OWN_REFUSALS[`${who} ${call.path}`] ?? 200 });
      }
    }
  });

  test.each(WHO)(
    '%s sees the progress of others, and the published result, where the table says so',
    async (who) => {
      const roles: readonly Role[] = ROLES_OF[who];
      const { answer } = await send(who, { path: '' }, standing);
      const panel = (answer['panel'] ?? []) as readonly { readonly progress: unknown }[];
      // Before it is opened there is none to be seen.
      const isThere = phase !== 'planned' && who !== 'nobody';
      expect(panel.some(({ progress }) => progress !== null)).toBe(
        isThere && may(roles, 'evaluation.see', phase) && may(roles, 'progress.read', phase),
      );
      const { status } = await fetch(`${origin}/api/v1/results/${standing}`);
      expect(status).toBe(may(['public'], 'result.read', phase) ? 200 : 404);
      cells += 2;
    },
  );

  test.each(WHO)('%s opens and writes the documents that the table gives, and no other', async (who) => {
    const roles: readonly Role[] = ROLES_OF[who];
    const ear = new Ear(who);
    for (const [kind, { read, write, change }] of Object.entries(DOCUMENTS)) {
      const owners = kind === 'ballot' ? [who, 'alice', 'chen'] : [null];
      for (const owner of new Set(owners)) {
        const name = owner === null ? `${kind}:${standing}` : `ballot:${standing}:${owner}`;
        const tablet = new Tablet({ origin, cookie: cookies[who], name, ear, isOwnBallot: true });
        await until(() => tablet.isSynced || !tablet.isOpen, `${who} was answered`);
        const isOwn = owner === null || owner === who;
        const mayRead = who !== 'nobody' && isOwn && may(roles, read, phase);
        const ending = who === 'nobody' ? 'signed-out' : 'not-found';
        const shown = { name, ended: tablet.ended };
        expect(shown).toEqual({ name, ended: mayRead ? null : ENDINGS[ending].code });
        cells += 2;
        if (!mayRead) continue;
        change(tablet.doc);
        await until(() => tablet.isSettled, `${who} heard of it`);
        const mayWrite = may(roles, write, phase);
        const code = PHASES.some((one) => may(roles, write, one)) ? 'LOCKED' : 'NOT_YOURS';
        expect({
          name,
          ended: tablet.ended,
          saved: tablet.acknowledged > 0 && tablet.acknowledged >= tablet.sent,
          refused: tablet.refused.map(({ refusal }) => refusal.code),
        }).toEqual(
          mayWrite
            ? { name, ended: null, saved: true, refused: [] }
            : { name, ended: ENDINGS.refused.code, saved: false, refused: [code] },
        );
        await tablet.leave();
      }
    }
  });

  test.each(WHO)('%s may listen for what changes where the evaluation is theirs to see', async (who) => {
    const cookie = cookies[who];
    const socket = io(origin, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      extraHeaders: { origin, ...(cookie === undefined ? {} : { cookie }) },
    });
    let refusal: string | null = null;
    // Refused before anything is opened, so with a status and not in words. [NO9]
    socket.on('connect_error', (error) => (refusal = statusIn(error)));
    await until(() => socket.connected || refusal !== null, `${who} was answered`);
    const answer: unknown = socket.connected
      ? await socket.emitWithAck('evaluation:watch', standing)
      : refusal;
    socket.disconnect();
    expect(answer).toBe(who === 'nobody' ? '401' : may(ROLES_OF[who], 'evaluation.see', phase));
    cells += 1;
  });
});

/** What an upgrade was answered with: the client tells it only in the words of what broke. */
function statusIn(error: Error & { readonly description?: { readonly message?: string } }): string {
  return /: (\d{3})$/.exec(error.description?.message ?? '')?.[1] ?? error.message;
}

test('every cell was called', () => {
  expect(cells).toBeGreaterThan(PHASES.length * WHO.length * ACTIONS.length);
});
