/** The corridor over a real store with the cast of the tests, and clients that speak to it without sockets. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, tablesOf, type Db, type Store } from '@heping/db';
import { formatDocumentName, type DocumentName } from '@heping/protocol';
import { may, type Phase, type Role } from '@heping/scoring';
import { eq } from 'drizzle-orm';
import { createDocument } from '../../evaluations/create-document.ts';
import { access } from '../../evaluations/access.ts';
import { rubricOf } from '../../rubrics/rubric.ts';
import { Progress } from '../../projection/progress.ts';
import { Refused } from '../../refused.ts';
import type { Visitor } from '../../sessions/sessions.ts';
import { CAST_AT, seedCast, seedEvaluation } from '../../testing/cast.ts';
import { openCase } from '../../findings/open-cases.ts';
import { openCorridor, type HouseOptions, type OpenCorridor } from '../house.ts';

export const EVALUATION = 'evaluation';
export const PANEL = ['alice', 'bo', 'chen', 'dora', 'eve'] as const;
export type Member = (typeof PANEL)[number];

export const ballotOf = (person: string): DocumentName => ({
  kind: 'ballot',
  evaluation: EVALUATION,
  person,
});
export const RECORD: DocumentName = { kind: 'record', evaluation: EVALUATION };
export const CONSENSUS: DocumentName = { kind: 'consensus', evaluation: EVALUATION };
export const PLAN: DocumentName = { kind: 'plan', evaluation: EVALUATION };
/** Those who write it. */
export const PLANNERS = ['leader', 'deputy', 'officer'] as const;

export const visitorOf = (personId: string): Visitor => ({
  personId,
  name: personId,
  nameEn: personId,
  locale: 'zh',
  isAdministrator: false,
  tokenHash: `session-${personId}`,
});

export interface World {
  readonly store: Store;
  readonly dataDir: string;
  corridor: OpenCorridor;
  readonly faults: { error: unknown; where: string }[];
  readonly progressed: string[];
  /** Sessions that are over. */
  readonly signedOut: Set<string>;
  now: number;
  /** One more evaluation with the same panel and all its documents. */
  addEvaluation(id: string, phase: Phase): Promise<void>;
  /** Findings 1 to `count`, and the phase after it. */
  deliver(count: number, evaluationId?: string): Promise<void>;
  /** A finding of the delivered ones is closed by a command. */
  over(finding: number, evaluationId?: string): Promise<void>;
  enterPhase(phase: Phase, evaluationId?: string): Promise<void>;
  /** Another process over the same data, as after a restart. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly phase?: Phase;
  /** Wraps the store, e.g. to make it fail. */
  readonly wrap?: (store: Store) => Store;
  readonly idleMs?: number;
  /** Where the data directory is made. */
  readonly folder?: string;
}

/** Opens scoring with a ballot for everybody, the record, and the consensus document (used from deliberation on). */
export async function openWorld({
  phase = 'scoring',
  wrap = (store) => store,
  idleMs,
  folder = tmpdir(),
}: WorldOptions = {}): Promise<World> {
  const dataDir = await mkdtemp(join(folder, 'heping-sync-'));
  const inner = await openStore({ dataDir });
  await seedCast(inner, 'no-hash');
  const addEvaluation = async (id: string, first: Phase) => {
    await seedEvaluation(inner, { id, kind: 'spot-check' });
    await inner.tx(async (db) => {
      for (const person of PANEL)
        await createDocument(db, { kind: 'ballot', evaluation: id, person }, CAST_AT);
      await createDocument(db, { kind: 'record', evaluation: id }, CAST_AT);
      for (const kind of ['consensus', 'plan'] as const)
        await createDocument(db, { kind, evaluation: id }, CAST_AT);
      const { evaluations } = tablesOf(db);
      await db.update(evaluations).set({ phase: first, epoch: 1 }).where(eq(evaluations.id, id));
    });
  };
  await addEvaluation(EVALUATION, phase);
  const store = wrap(inner);
  const faults: World['faults'] = [];
  const progressed: string[] = [];
  const signedOut = new Set<string>();
  const fault = (error: unknown, where: string) => faults.push({ error, where });
  const progress = new Progress({
    store,
    changed: (evaluationId) => progressed.push(evaluationId),
    fault: (error) => fault(error, 'progress'),
  });
  const options: HouseOptions = {
    store,
    clock: () => world.now,
    rubricOf,
    rolesOf: async (evaluationId, visitor) => rolesFor(store, evaluationId, visitor),
    visitorOf: async (cookie) => (cookie === undefined || signedOut.has(cookie) ? null : visitorOf(cookie)),
    touch: async () => undefined,
    fault,
    ballotKept: (ballot) => progress.kept(ballot),
    beatMs: 0,
    ...(idleMs === undefined ? {} : { idleMs }),
  };
  const world: World = {
    store,
    dataDir,
    corridor: openCorridor(options),
    faults,
    progressed,
    signedOut,
    now: CAST_AT + 60_000,
    addEvaluation,
    async deliver(count, evaluationId = EVALUATION) {
      await inner.tx((db) => deliverFindings(db, evaluationId, count));
      await world.enterPhase('notice', evaluationId);
    },
    over: (finding, evaluationId = EVALUATION) =>
      world.corridor.command(evaluationId, (moment) =>
        moment.commit((db) => closeFinding(db, `${evaluationId}-${finding}`)),
      ),
    enterPhase: (next, evaluationId = EVALUATION) =>
      world.corridor.command(evaluationId, (moment) => moment.commit(async () => undefined, { phase: next })),
    async restart() {
      await world.corridor.close();
      world.corridor = openCorridor(options);
    },
    async close() {
      await progress.drain();
      await world.corridor.close();
      await inner.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}

async function deliverFindings(db: Db, evaluationId: string, count: number): Promise<void> {
  const { evaluations, findings } = tablesOf(db);
  for (let number = 1; number <= count; number += 1)
    await db.insert(findings).values({
      ...{ id: `${evaluationId}-${number}`, evaluationId, number, indicator: 'A1.2.2', clauses: ['5.2.4'] },
      ...{ standard: { zh: '', en: '' }, actual: { zh: '', en: '' }, lost: 5, severity: 'ordinary' },
      ...{ reason: '面积不足', evidence: [], createdAt: CAST_AT },
    });
  // Both times at once: from publication on no phase is without its own.
  await db
    .update(evaluations)
    .set({ deliveredAt: CAST_AT, publishedAt: CAST_AT })
    .where(eq(evaluations.id, evaluationId));
}

async function closeFinding(db: Db, findingId: string): Promise<void> {
  const { cases, findings, evaluations, campaigns, centres } = tablesOf(db);
  const [row] = await db
    .select()
    .from(findings)
    .innerJoin(evaluations, eq(evaluations.id, findings.evaluationId))
    .innerJoin(campaigns, eq(campaigns.id, evaluations.campaignId))
    .innerJoin(centres, eq(centres.id, evaluations.centreId))
    .where(eq(findings.id, findingId));
  if (row === undefined) throw new Error(`there is no finding ${findingId}`);
  const { findings: finding, evaluations: evaluation, campaigns: campaign, centres: centre } = row;
  await db
    .insert(cases)
    .values({ ...openCase(finding, { evaluation, campaign, centre, now: CAST_AT }), state: 'closed' });
}

async function rolesFor(
  store: Store,
  evaluationId: string,
  visitor: Visitor,
): Promise<readonly Role[] | null> {
  try {
    const { roles, evaluation } = await access(store.db, evaluationId, visitor);
    return may(roles, 'evaluation.see', evaluation.phase) ? roles : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

export const nameOf = formatDocumentName;

/** Resolves as soon as a condition holds; fails after a time that a healthy machine never needs. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 10_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
