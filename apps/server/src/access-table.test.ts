/**
 * Who passes which door: generated from the routes as registered, so that a new one cannot be forgotten, and from the
 * policy table, so that nobody says it a second time. [B1]
 */
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, PHASES, type Action, type Role } from '@heping/scoring';
import { as, testApp, type Answer, type Caller } from './testing/app.ts';
import { CAST_PASSWORD, seedEvaluation } from './testing/cast.ts';
import { seedMeasure } from './testing/measure.ts';

/** The actors and what they are to the town's evaluation. */
const ACTORS = {
  nobody: null,
  outsider: ['public'],
  staff: ['public'],
  'county-officer': ['public'],
  bo: ['panelist', 'public'],
  alice: ['chair', 'panelist', 'public'],
  officer: ['officer', 'public'],
  leader: ['leader', 'public'],
  admin: ['administrator', 'public'],
} as const satisfies Record<string, readonly Role[] | null>;
type Actor = keyof typeof ACTORS;
const ACTOR_NAMES = Object.keys(ACTORS) as Actor[];

type Who = (actor: Actor) => boolean;
const everybody: Who = () => true;
const signedIn: Who = (actor) => actor !== 'nobody';
const only =
  (...actors: Actor[]): Who =>
  (actor) =>
    actors.includes(actor);
const officers = only('officer', 'county-officer');
/** Officers, and who leads a centre. [LG1] */
const ledgerReaders = only('officer', 'county-officer', 'leader');
/** Who keeps the log of the town's centre. [AL1] */
const logKeepers = only('leader', 'staff');
const logReaders = only('leader', 'staff', 'officer', 'county-officer');
const organisers = only('officer', 'county-officer', 'admin');
/** Who may in some phase: in another they hear which phase it is; everybody else hears that there is nothing. */
const allowedTo =
  (action: Action): Who =>
  (actor) => {
    const roles = ACTORS[actor];
    return (
      roles !== null &&
      may(roles, 'evaluation.see', 'planned') &&
      PHASES.some((phase) => may(roles, action, phase))
    );
  };

/** The staff of the centre, who own the measure that is asked for. */
const owns =
  (action: Action): Who =>
  (actor) =>
    actor === 'staff' || allowedTo(action)(actor);

const reason = 'because';
const hash = '0'.repeat(64);
const panel = ['alice', 'bo', 'chen'].map((person, place) => ({ person, isChair: place === 0 }));
const plan = { centre: 'town-centre', kind: 'spot-check', plannedOn: '2026-03-02', panel };
let serial = 0;

interface Row {
  readonly who: Who;
  /** What is sent; made anew for each try. */
  readonly body?: () => object;
  /** `:id` and others, where they are not the evaluation. */
  readonly path?: string;
  /** What it says to whom it lets in, since no file was sent. */
  readonly lacks?: 'FILE_NAME';
}

const TABLE: Readonly<Record<string, Row>> = {
  'GET /openapi.json': { who: everybody },
  'GET /health': { who: everybody },
  'GET /rubrics/:code': { who: everybody, path: '/rubrics/huzhou' },
  'GET /keys': { who: everybody },
  'GET /results': { who: everybody },
  'POST /sessions': { who: everybody, body: () => ({ username: 'eve', password: CAST_PASSWORD }) },
  'GET /sessions/current': { who: everybody },
  'DELETE /sessions/current': { who: everybody },

  'GET /me': { who: signedIn },
  'PATCH /me': { who: signedIn, body: () => ({ locale: 'zh' }) },
  'POST /me/password': { who: signedIn, body: () => ({ current: 'not-mine', next: 'long-enough-1' }) },
  'GET /me/work': { who: signedIn },
  'GET /me/tasks': { who: signedIn },
  'GET /ledger': { who: ledgerReaders },
  'GET /ledger.xlsx': { who: ledgerReaders },
  'GET /ledger/choices': { who: ledgerReaders },
  'GET /ledger/calendar': { who: ledgerReaders, path: '/ledger/calendar?month=2026-03' },
  'GET /ledger/ids': { who: ledgerReaders },
  'GET /ledger/views': { who: ledgerReaders },
  'POST /ledger/views': {
    who: ledgerReaders,
    body: () => ({ name: `视图 ${(serial += 1)}`, query: 'state=closed' }),
  },
  // What is nobody's is there for nobody.
  'GET /ledger/rows/:finding': { who: () => false, path: '/ledger/rows/none' },
  'PUT /ledger/rows/:finding/remark': {
    who: () => false,
    path: '/ledger/rows/none/remark',
    body: () => ({ remark: '', was: '' }),
  },
  'PATCH /ledger/views/:view': { who: () => false, path: '/ledger/views/none', body: () => ({ name: '甲' }) },
  'DELETE /ledger/views/:view': { who: () => false, path: '/ledger/views/none' },
  'POST /ledger/assign': {
    who: officers,
    body: () => ({ findings: ['none'], handler: null }),
  },
  'POST /ledger/extend': {
    who: officers,
    body: () => ({ findings: ['none'], until: '2026-12-31', reason }),
  },
  'POST /ledger/urge': { who: officers, body: () => ({ findings: ['none'] }) },
  'GET /bodies': { who: signedIn },
  'GET /centres': { who: signedIn },
  'GET /centres/:id': { who: signedIn, path: '/centres/town-centre' },
  'GET /centres/:id/activities': { who: logReaders, path: '/centres/town-centre/activities' },
  'POST /centres/:id/activities': {
    who: logKeepers,
    path: '/centres/town-centre/activities',
    body: () => ({ type: 'study', day: '2026-01-15', text: reason }),
  },
  'POST /centres/:id/activity-files': {
    ...{ who: logKeepers, path: '/centres/town-centre/activity-files', lacks: 'FILE_NAME' },
  },
  // What is not there is there for nobody.
  'GET /centres/:id/activity-files/:file': {
    who: () => false,
    path: '/centres/town-centre/activity-files/none',
  },
  'GET /centres/:id/activities/:activity': {
    who: () => false,
    path: '/centres/town-centre/activities/none',
  },
  'PUT /centres/:id/activities/:activity': {
    who: () => false,
    path: '/centres/town-centre/activities/none',
    body: () => ({ type: 'study', day: '2026-01-15', text: reason, version: 1 }),
  },
  'POST /centres/:id/activities/:activity/withdraw': {
    who: () => false,
    path: '/centres/town-centre/activities/none/withdraw',
    body: () => ({ version: 1, reason }),
  },
  'GET /campaigns': { who: signedIn },
  'GET /evaluations': { who: signedIn },

  'GET /people': { who: organisers },
  'GET /people/:id': { who: organisers, path: '/people/eve' },
  'POST /people': {
    who: only('admin'),
    body: () => ({ username: `new.${(serial += 1)}`, name: '新人', password: 'long-enough-1' }),
  },
  'PATCH /people/:id': { who: only('admin'), path: '/people/eve', body: () => ({ name: '叶薇' }) },
  'PUT /bodies/:id/officers/:person': { who: only('admin'), path: '/bodies/county-body/officers/eve' },
  'DELETE /bodies/:id/officers/:person': { who: only('admin'), path: '/bodies/county-body/officers/eve' },
  'PUT /centres/:id/people/:person': {
    who: only('admin'),
    path: '/centres/far-centre/people/eve',
    body: () => ({ role: 'staff' }),
  },
  'DELETE /centres/:id/people/:person': { who: only('admin'), path: '/centres/far-centre/people/eve' },

  'POST /campaigns': {
    who: only('officer'),
    body: () => ({ body: 'town-body', title: '专项', periodFrom: '2026-01-01', periodTo: '2026-06-30' }),
  },
  'GET /campaigns/:id': {
    who: only('officer', 'admin', 'alice', 'bo', 'leader'),
    path: '/campaigns/campaign',
  },
  'PATCH /campaigns/:id': {
    who: only('officer'),
    path: '/campaigns/campaign',
    body: () => ({ title: '2026 年度' }),
  },
  'POST /campaigns/:id/close': { who: only('officer'), path: '/campaigns/campaign/close' },
  'POST /campaigns/:id/reopen': { who: only('officer'), path: '/campaigns/campaign/reopen' },
  // It is not empty: who may is told so.
  'DELETE /campaigns/:id': { who: only('officer'), path: '/campaigns/campaign' },
  'GET /campaigns/:id/evaluations': {
    who: only('officer', 'admin', 'alice', 'bo', 'leader'),
    path: '/campaigns/campaign/evaluations',
  },
  'POST /campaigns/:id/evaluations': {
    who: only('officer'),
    path: '/campaigns/campaign/evaluations',
    body: () => plan,
  },
  'POST /campaigns/:id/evaluations/check': {
    who: only('officer'),
    path: '/campaigns/campaign/evaluations/check',
    body: () => plan,
  },

  'GET /evaluations/:id': { who: allowedTo('evaluation.see') },
  'PUT /evaluations/:id/panel': { who: allowedTo('panel.change'), body: () => ({ panel }) },
  'POST /evaluations/:id/open': { who: allowedTo('scoring.open') },
  'POST /evaluations/:id/reveal': { who: allowedTo('reveal'), body: () => ({ reason }) },
  'POST /evaluations/:id/adopt': { who: allowedTo('adopt') },
  'POST /evaluations/:id/lock': { who: allowedTo('lock') },
  'POST /evaluations/:id/unlock': { who: allowedTo('unlock'), body: () => ({ reason }) },
  'POST /evaluations/:id/sign': { who: allowedTo('sign'), body: () => ({ password: CAST_PASSWORD, hash }) },
  'POST /evaluations/:id/witness': {
    who: allowedTo('witness'),
    body: () => ({
      password: CAST_PASSWORD,
      hash,
      signer: { name: '钱主任', post: '主任' },
      declineReason: reason,
    }),
  },
  'POST /evaluations/:id/scans': {
    who: allowedTo('scan.keep'),
    body: () => ({
      ...{ file: 'none', code: hash },
      carries: {
        panel: [],
        centre: { name: '钱主任', post: '主任', word: 'acknowledge', reason: '' },
        seals: ['body'],
      },
    }),
  },
  'POST /evaluations/:id/acknowledge': {
    who: allowedTo('acknowledge'),
    body: () => ({ password: CAST_PASSWORD, hash }),
  },
  'POST /evaluations/:id/close-signing': { who: allowedTo('signing.close'), body: () => ({ reason }) },
  'POST /evaluations/:id/approve': { who: allowedTo('approve'), body: () => ({ hash }) },
  'POST /evaluations/:id/send-back': { who: allowedTo('send-back'), body: () => ({ reason }) },
  'POST /evaluations/:id/deliver': { who: allowedTo('deliver') },
  'POST /evaluations/:id/publish': { who: allowedTo('publish') },
  'POST /evaluations/:id/cancel': { who: allowedTo('evaluation.cancel'), body: () => ({ reason }) },
  'POST /evaluations/:id/recuse': { who: allowedTo('recuse'), body: () => ({ reason }) },
  'POST /evaluations/:id/summon': { who: allowedTo('summon'), body: () => ({ indicator: 'A1.1.1' }) },
  'POST /evaluations/:id/exceptions': {
    who: allowedTo('exception.grant'),
    body: () => ({ requirement: 'floor-area', reason }),
  },
  'DELETE /evaluations/:id/exceptions/:exception': { who: allowedTo('exception.grant') },
  'GET /evaluations/:id/ballots': { who: allowedTo('ballots.read') },
  'GET /evaluations/:id/gaps': { who: allowedTo('consensus.read') },
  'GET /evaluations/:id/log': { who: allowedTo('audit.read') },
  'GET /evaluations/:id/history': {
    who: allowedTo('record.read'),
    path: '/evaluations/:id/history?at=A1.2.2',
  },
  'GET /evaluations/:id/standing': {
    who: allowedTo('record.read'),
    path: '/evaluations/:id/standing?moment=0',
  },
  'GET /evaluations/:id/result': { who: allowedTo('result.read') },
  'GET /evaluations/:id/findings': { who: allowedTo('result.read') },
  'GET /evaluations/:id/suggestions': { who: allowedTo('consensus.read') },
  'POST /evaluations/:id/suggestions': {
    who: allowedTo('finding.suggest'),
    body: () => ({ at: 'A1.2.2', text: '增设导视牌' }),
  },
  'DELETE /evaluations/:id/suggestions/:suggestion': { who: allowedTo('finding.suggest') },
  'GET /evaluations/:id/notice': { who: allowedTo('case.read') },
  'POST /evaluations/:id/notice': {
    who: allowedTo('findings.issue'),
    body: () => ({ number: '湖社党〔2026〕12号' }),
  },
  'GET /evaluations/:id/notice.docx': { who: allowedTo('case.read') },
  'GET /evaluations/:id/sheets': { who: allowedTo('sheet.read') },
  'GET /evaluations/:id/plan': { who: allowedTo('plan.read') },
  'POST /evaluations/:id/plan/submit': { who: allowedTo('plan.submit') },
  'POST /evaluations/:id/plan/withdraw': { who: allowedTo('plan.submit'), body: () => ({ revision: 1 }) },
  'POST /evaluations/:id/plan/return': {
    who: allowedTo('plan.decide'),
    body: () => ({ revision: 1, hash, reason }),
  },
  'POST /evaluations/:id/plan/approve': {
    who: allowedTo('plan.decide'),
    body: () => ({ revision: 1, hash }),
  },
  'POST /evaluations/:id/plan/comments': {
    who: allowedTo('plan.decide'),
    body: () => ({ root: 'cause:1', text: reason }),
  },
  'POST /evaluations/:id/plan/comments/:comment/settle': { who: allowedTo('plan.write') },
  'GET /evaluations/:id/cases/:finding/steps': { who: allowedTo('case.read') },
  'PUT /evaluations/:id/cases/:finding/steps/:step': {
    who: allowedTo('findings.issue'),
    body: () => ({ documentNumber: '〔2026〕1 号' }),
  },

  'GET /me/notifications': { who: signedIn },
  'GET /me/notifications/unread': { who: signedIn },
  'POST /me/notifications/read': { who: signedIn, body: () => ({ until: 1 }) },
  // Another’s, or none: for everybody the same nothing.
  'POST /me/notifications/:notification/read': { who: () => false, path: '/me/notifications/none/read' },
  'GET /me/mail': { who: signedIn },
  'PATCH /me/mail': { who: signedIn, body: () => ({ kinds: [] }) },
  'POST /me/mail/test': { who: signedIn },
  'GET /webhooks': { who: organisers },
  'POST /webhooks': {
    who: organisers,
    body: () => ({ body: 'town-body', url: 'https://127.0.0.1/hook', kinds: ['finding.lapsed'] }),
  },
  'PATCH /webhooks/:webhook': { who: () => false, path: '/webhooks/none', body: () => ({}) },
  'DELETE /webhooks/:webhook': { who: () => false, path: '/webhooks/none' },
  'POST /webhooks/:webhook/secret': { who: () => false, path: '/webhooks/none/secret' },
  'POST /webhooks/:webhook/test': { who: () => false, path: '/webhooks/none/test' },
  'GET /webhooks/:webhook/deliveries': { who: () => false, path: '/webhooks/none/deliveries' },
  'POST /webhooks/:webhook/deliveries/:delivery/again': {
    who: () => false,
    path: '/webhooks/none/deliveries/none/again',
  },
  'GET /evaluations/:id/cases': { who: allowedTo('case.read') },
  'GET /evaluations/:id/cases/:finding/history': { who: allowedTo('case.read') },
  'POST /evaluations/:id/cases/accept-rest': { who: allowedTo('case.respond') },
  'POST /evaluations/:id/cases/:finding/accept': { who: allowedTo('case.respond') },
  'POST /evaluations/:id/cases/:finding/object': {
    who: allowedTo('case.respond'),
    body: () => ({ grounds: reason }),
  },
  'POST /evaluations/:id/cases/:finding/withdraw-objection': { who: allowedTo('case.respond') },
  'POST /evaluations/:id/cases/:finding/take': { who: allowedTo('objection.decide') },
  'POST /evaluations/:id/cases/:finding/propose': {
    who: allowedTo('objection.decide'),
    body: () => ({ password: CAST_PASSWORD, outcome: 'uphold', reason }),
  },
  'POST /evaluations/:id/cases/:finding/agree': {
    who: allowedTo('objection.decide'),
    body: () => ({ password: CAST_PASSWORD, round: 0, hash: null }),
  },
  'POST /evaluations/:id/cases/:finding/return-proposal': {
    who: allowedTo('objection.decide'),
    body: () => ({ round: 0, reason }),
  },
  'POST /evaluations/:id/files': { who: allowedTo('file.add') },
  'GET /evaluations/:id/files': { who: allowedTo('file.add') },
  'GET /evaluations/:id/paper': { who: allowedTo('progress.read') },
  'POST /evaluations/:id/paper': { who: allowedTo('ballot.write'), body: () => ({ checker: 'officer' }) },
  'PUT /evaluations/:id/paper/:person/scores': {
    who: allowedTo('paper.check'),
    path: '/evaluations/:id/paper/bo/scores',
    body: () => ({ scores: {} }),
  },
  'POST /evaluations/:id/paper/:person/take-back': {
    who: allowedTo('paper.check'),
    path: '/evaluations/:id/paper/nobody/take-back',
    body: () => ({ reason }),
  },
  'GET /evaluations/:id/evidence': { who: allowedTo('evidence.read') },
  'GET /evaluations/:id/evidence/:slot': { who: allowedTo('evidence.add') },
  'PUT /evaluations/:id/evidence/:slot': { who: allowedTo('evidence.add') },
  'POST /measures/:measure/files': { who: (actor) => actor === 'staff' || allowedTo('file.add')(actor) },
  // Nobody's: who may see one is asked beside the code.
  'GET /files/:file': { who: () => false, path: '/files/none' },
  'GET /measures/:measure/links': { who: allowedTo('measure.link') },
  'POST /measures/:measure/links': { who: allowedTo('measure.link') },
  'DELETE /measures/:measure/links/:link': { who: allowedTo('measure.link') },
  // An account opens no link; without one, everybody is asked for the code.
  'POST /link/sessions': {
    who: () => false,
    body: () => ({ token: `none-${(serial += 1)}`, code: '000000' }),
  },
  'DELETE /link/sessions/current': { who: () => false },
  'GET /link/measure': { who: () => false },
  'POST /link/measure/note': { who: () => false },
  'POST /link/measure/report': { who: () => false },
  'POST /link/measure/ask-extension': { who: () => false },
  'POST /link/files': { who: () => false },
  'GET /link/files/:file': { who: () => false, path: '/link/files/none' },
  'GET /evaluations/:id/previous': { who: allowedTo('previous.read') },
  'GET /evaluations/:id/self': { who: allowedTo('self.read') },
  'POST /evaluations/:id/self/hand-in': { who: allowedTo('self.hand-in') },
  'POST /evaluations/:id/self/take-back': { who: allowedTo('self.hand-in') },
  'GET /evaluations/:id/activities': { who: allowedTo('activities.read') },
  // Nothing is logged here: who sees a photo is asked beside the code.
  'GET /evaluations/:id/activity-files/:file': { who: () => false },
  'GET /evaluations/:id/measures': { who: allowedTo('case.read') },
  'GET /evaluations/:id/cases/:finding/acceptance': { who: allowedTo('case.read') },
  'GET /evaluations/:id/cases/:finding/chain': { who: allowedTo('case.read') },
  'POST /evaluations/:id/cases/:finding/submit': { who: allowedTo('case.submit') },
  'POST /evaluations/:id/cases/:finding/recall': { who: allowedTo('case.submit') },
  'POST /evaluations/:id/cases/:finding/return': {
    ...{ who: allowedTo('case.accept'), body: () => ({ submittedAt: 0, reason }) },
  },
  'POST /evaluations/:id/cases/:finding/close': {
    ...{ who: allowedTo('case.accept'), body: () => ({ submittedAt: 0, reason }) },
  },
  'POST /evaluations/:id/cases/:finding/look-back': {
    who: allowedTo('case.look-back'),
    body: () => ({ effect: 'effective', statement: reason }),
  },
  'POST /evaluations/:id/cases/:finding/confirm-repeat': {
    who: allowedTo('case.look-back'),
    body: () => ({ earlier: 'none', reason }),
  },
  'POST /evaluations/:id/cases/:finding/deny-repeat': {
    who: allowedTo('case.look-back'),
    body: () => ({ earlier: 'none', reason }),
  },

  // Who owns the measure reaches it, and nothing else. [PO9]
  'GET /measures/:measure': { who: owns('case.read') },
  'POST /measures/:measure/note': { who: owns('measure.report'), body: () => ({ percent: 10 }) },
  'POST /measures/:measure/report': { who: owns('measure.report'), body: () => ({ text: reason }) },
  'POST /measures/:measure/check': { who: allowedTo('measure.verify'), body: () => ({ percent: 10 }) },
  'POST /measures/:measure/verify': { who: allowedTo('measure.verify') },
  'POST /measures/:measure/return': { who: allowedTo('measure.verify'), body: () => ({ reason }) },
  'POST /measures/:measure/ask-extension': {
    who: owns('measure.report'),
    body: () => ({ until: '2026-12-01', reason }),
  },
  'POST /measures/:measure/grant-extension': {
    who: allowedTo('measure.verify'),
    body: () => ({ extension: 'none', reason }),
  },
  'POST /measures/:measure/refuse-extension': {
    who: allowedTo('measure.verify'),
    body: () => ({ extension: 'none', reason }),
  },
  // Nothing is published here: for everybody the same nothing.
  'GET /results/:id': { who: () => false },
};
/** Answered without a session, so that nobody hears 404 and not 401. */
const PUBLIC_LOOKUPS: ReadonlySet<string> = new Set(['GET /results/:id', 'GET /link/files/:file']);
/** Behind a link and its code, whoever is signed in: its own refusal. [OL4] */
const isBehindLink = (door: string) => / \/link\/(?!files\/)/.test(door);

let app: FastifyInstance;
// Nobody asks as fast as a test: however quick the machine, the pace of an address is not what is tested here.
let now = Date.now();
beforeAll(async () => {
  app = await testApp({ now: () => (now += 20) });
  await seedEvaluation(app.store, { id: 'stays', kind: 'spot-check' });
});
afterAll(() => app.close());

function send(caller: Caller, method: string, path: string, body?: object): Promise<Answer> {
  switch (method) {
    case 'GET':
      return caller.get(path);
    case 'POST':
      return caller.post(path, body);
    case 'PUT':
      return caller.put(path, body);
    case 'PATCH':
      return caller.patch(path, body);
    case 'DELETE':
      return caller.delete(path);
    default:
      throw new Error(`expected a method of the API, got ${method}`);
  }
}

async function knock(door: string, actor: Actor): Promise<Answer> {
  const row = TABLE[door];
  if (row === undefined) throw new Error(`no row for ${door}`);
  const [method = '', path = ''] = door.split(' ');
  serial += 1;
  const id = /\/evaluations\/:id|\/measures\//.test(path)
    ? await seedEvaluation(app.store, { id: `e-${serial}`, kind: 'spot-check' })
    : 'none';
  const target = (row.path ?? path)
    .replace(':id', id)
    .replace(':measure', `${id}-m`)
    .replace(/:\w+/g, 'none');
  if (path.includes('/measures/')) {
    const measure = { id: `${id}-m`, evaluationId: id, ownerId: 'staff' };
    await app.store.tx((db) => seedMeasure(db, measure));
  }
  return send(await as(app, actor === 'nobody' ? null : actor), method, target, row.body?.());
}

describe('[B1] every door', () => {
  it('is in this table, and every row has its door', () => {
    const doors = app.doors.map(({ method, path }) => `${method} ${path}`);
    expect(doors.toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it('asks for a session unless everybody passes it', () => {
    const open = app.doors.filter(({ isPublic }) => isPublic).map(({ method, path }) => `${method} ${path}`);
    const expected = Object.keys(TABLE).filter(
      (door) => TABLE[door]?.who === everybody || PUBLIC_LOOKUPS.has(door) || isBehindLink(door),
    );
    expect(open.toSorted()).toEqual(expected.toSorted());
  });

  it.each(Object.keys(TABLE))(
    '%s lets in whom the policy lets in, and is not there for anybody else',
    async (door) => {
      for (const actor of ACTOR_NAMES) {
        const { status, body } = await knock(door, actor);
        const passes = TABLE[door]?.who(actor) ?? false;
        const seen = { actor, passes: ![401, 403, 404].includes(status), status };
        expect(seen).toEqual({ actor, passes, status });
        const { lacks } = TABLE[door] ?? {};
        if (passes && lacks !== undefined) expect(body.error).toBe(lacks);
        else expect([400, 415, 500]).not.toContain(status);
        if (passes) continue;
        if (isBehindLink(door)) {
          expect(body.error).toBe(door === 'POST /link/sessions' ? 'LINK_FAILED' : 'LINK_CODE');
          continue;
        }
        const isUnknown = actor === 'nobody' && !PUBLIC_LOOKUPS.has(door);
        expect({ ...body, ref: '' }).toEqual(
          isUnknown
            ? { error: 'LOGIN', message: '请先登录。', ref: '' }
            : { error: 'NOT_FOUND', message: '没有找到，或者您无权查看。', ref: '' },
        );
      }
    },
  );
});

describe('[B1] what may be read, phase by phase', () => {
  const READS = {
    '': 'evaluation.see',
    '/ballots': 'ballots.read',
    '/gaps': 'consensus.read',
    '/suggestions': 'consensus.read',
    '/log': 'audit.read',
    '/history?at=A1.2.2': 'record.read',
    '/standing?moment=0': 'record.read',
    '/result': 'result.read',
    '/findings': 'result.read',
    '/notice': 'case.read',
    '/notice.docx': 'case.read',
    '/sheets': 'sheet.read',
    '/cases': 'case.read',
    '/activities': 'activities.read',
    '/self': 'self.read',
    '/previous': 'previous.read',
    '/paper': 'progress.read',
  } as const satisfies Record<string, Action>;

  it.each(PHASES)('in %s nobody reads what the policy does not give', async (phase) => {
    const { evaluations } = app.store.tables;
    const id = await seedEvaluation(app.store, { id: `in-${phase}`, kind: 'spot-check' });
    await app.store.tx((db) =>
      db.update(evaluations).set({ phase, publishedAt: 1 }).where(eq(evaluations.id, id)),
    );
    for (const actor of ACTOR_NAMES) {
      const caller = await as(app, actor === 'nobody' ? null : actor);
      const roles = ACTORS[actor] ?? [];
      for (const [path, action] of Object.entries(READS)) {
        if (roles.length > 0 && may(roles, action, phase)) continue;
        const { status } = await caller.get(`/evaluations/${id}${path}`);
        const sees = may(roles, 'evaluation.see', phase);
        expect({ actor, path, status }).toEqual({
          actor,
          path,
          status:
            roles.length === 0 ? 401 : sees && PHASES.some((one) => may(roles, action, one)) ? 409 : 404,
        });
      }
      const listed = await caller.get('/evaluations');
      const ids = (listed.body.evaluations ?? []).map((row: { id: string }) => row.id) as string[];
      expect({ actor, listed: ids.includes(id) }).toEqual({
        actor,
        listed: may(roles, 'evaluation.see', phase),
      });
    }
  });
});
