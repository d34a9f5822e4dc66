/**
 * The ledger with 50,000 findings: what a view, each filter, each sort and each group take on the server, from the request to
 * the last byte. `npm run bench -- --only=ledger`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { LEDGER_GROUPS, LEDGER_SORTS } from '@heping/protocol';
import { buildApp } from '../../apps/server/src/app.ts';
import { cookieOf } from '../../apps/server/src/testing/app.ts';
import { seedCast } from '../../apps/server/src/testing/cast.ts';
import { seedLedger } from '../../apps/server/src/testing/ledger.ts';

export interface LedgerTime {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  /** What the processor worked for it, all threads of the process together. */
  readonly cpu50: number;
  readonly cpu95: number;
  readonly rows: number;
}
export interface LedgerMeasured {
  readonly findings: number;
  readonly seeded: number;
  readonly times: readonly LedgerTime[];
  readonly book: {
    readonly ms: number;
    readonly bytes: number;
    readonly slowestAnswer: number;
    readonly mib: number;
  };
}

const VIEWS: Readonly<Record<string, string>> = {
  'first view': 'state=open',
  'all of it': '',
  'window far down': 'offset=40000',
  'filter area': 'area=qianyuan',
  'filter centre': 'centre=many-7',
  'filter tier': 'tier=village',
  'filter campaign': 'campaign=county-campaign',
  'filter year': 'year=2026',
  'filter severity': 'severity=severe',
  'filter state': 'state=awaiting-acceptance',
  'filter overdue 8 to 30': 'overdueFrom=8&overdueTo=30',
  'filter due': 'dueFrom=2026-11-01&dueTo=2026-11-30',
  'filter closed within 90': 'closedWithin=90',
  'filter repeated': 'repeated=yes',
  'filter indicator': 'clause=A1.2',
  'filter clause': 'clause=5.2.4',
  'filter responsible': 'responsible=leader',
  'filter handler': 'handler=county-officer',
  'filter kind': 'kind=by-date',
  'filter source': 'source=deduction',
  'search a reason': `q=${encodeURIComponent('消防器材')}`,
  'search a number': 'q=2026-001',
  'search in vain': `q=${encodeURIComponent('没有这样的字')}`,
  ...Object.fromEntries(
    LEDGER_SORTS.flatMap((sort) =>
      (['asc', 'desc'] as const).map((direction) => [
        `sort ${sort} ${direction}`,
        `sort=${sort}&direction=${direction}`,
      ]),
    ),
  ),
  ...Object.fromEntries(LEDGER_GROUPS.map((group) => [`group ${group}`, `group=${group}`])),
  ...Object.fromEntries(
    LEDGER_GROUPS.map((group) => [`group ${group}, far down`, `group=${group}&offset=30000`]),
  ),
  'area, open, overdue, by centre': 'area=qianyuan&state=open&overdueFrom=1&group=centre&sort=severity',
};
const BESIDE: Readonly<Record<string, string>> = {
  calendar: '/ledger/calendar?month=2026-11',
  choices: '/ledger/choices',
  'my work': '/me/tasks',
};

/** While the file is written. */
const ASKED_EVERY_MS = 200;
/** Between two questions of one person. */
const PAUSE_MS = 50;

async function timed(app: FastifyInstance, cookie: string, path: string) {
  const before = process.cpuUsage();
  const began = performance.now();
  const answer = await app.inject({ method: 'GET', url: `/api/v1${path}`, headers: { cookie } });
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return { took, cpu: (user + system) / 1000, answer };
}

async function measure(app: FastifyInstance, cookie: string, name: string, path: string, rounds: number) {
  const times: number[] = [];
  const worked: number[] = [];
  let rows = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const { took, cpu, answer } = await timed(app, cookie, path);
    const body = answer.json<{ rows?: unknown[]; days?: unknown[]; tasks?: unknown[] }>();
    rows = (body.rows ?? body.days ?? body.tasks ?? []).length;
    // The first one puts the query together.
    if (round === 0) continue;
    times.push(took);
    worked.push(cpu);
  }
  const at = (list: readonly number[], share: number) =>
    Math.round((list.toSorted((a, b) => a - b)[Math.ceil(list.length * share) - 1] ?? NaN) * 10) / 10;
  return {
    ...{ name, p50: at(times, 0.5), p95: at(times, 0.95) },
    ...{ cpu50: at(worked, 0.5), cpu95: at(worked, 0.95), rows },
  };
}

/** Seeds, asks everything many times, and writes the file while somebody else keeps asking. */
export async function ledger({
  findings = 50_000,
  rounds = 20,
}: { readonly findings?: number; readonly rounds?: number } = {}): Promise<LedgerMeasured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'heping-ledger-'));
  // A person is held to so many questions a second: this clock gives each of them its time.
  let now = Date.now();
  const clock = () => (now += PAUSE_MS);
  const app = await buildApp({ webDir: null, dataDir, passwordCost: { memory: 8, passes: 1 }, now: clock });
  try {
    await app.ready();
    await seedCast(app.store, '');
    const began = performance.now();
    await seedLedger(app.store, {
      ...{ count: findings, now: app.clock(), areas: ['qianyuan', 'xinshi', 'deqing'], leader: 'leader' },
      ...{ campaignId: 'county-campaign', leadBodyId: 'county-body', officer: 'county-officer' },
    });
    const seeded = Math.round(performance.now() - began);
    const cookie = await cookieOf(app, 'county-officer');
    const times: LedgerTime[] = [];
    for (const [name, query] of Object.entries(VIEWS))
      times.push(await measure(app, cookie, name, `/ledger?${query}`, rounds));
    for (const [name, path] of Object.entries(BESIDE))
      times.push(await measure(app, cookie, name, path, rounds));
    return { findings, seeded, times, book: await writeWhileAsked(app, cookie) };
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function writeWhileAsked(app: FastifyInstance, cookie: string): Promise<LedgerMeasured['book']> {
  let isWritten = false;
  let slowest = 0;
  let most = 0;
  const began = performance.now();
  const book = timed(app, cookie, '/ledger.xlsx').finally(() => (isWritten = true));
  while (!isWritten) {
    const { took } = await timed(app, cookie, '/ledger?state=open');
    slowest = Math.max(slowest, took);
    most = Math.max(most, process.memoryUsage().rss);
    await new Promise((turn) => setTimeout(turn, ASKED_EVERY_MS));
  }
  const { answer } = await book;
  return {
    ms: Math.round(performance.now() - began),
    bytes: answer.rawPayload.length,
    slowestAnswer: Math.round(slowest),
    mib: Math.round(most / 2 ** 20),
  };
}
