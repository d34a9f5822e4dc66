/**
 * Several people press what they like on findings and measures, by the real functions of the server; whatever they do, what
 * is kept obeys the two tables. [FN2–FN8, ME2–ME5, PH5, FA2, MA2, MA3]
 */
import type { AuditEntry, Case, Measure } from '@heping/db';
import {
  EFFECTS,
  FINDING_TRANSITIONS,
  followingCommands,
  MEASURE_TRANSITIONS,
  percentOf,
  type Effect,
  type FindingAct,
  type MeasureAct,
} from '@heping/scoring';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnMeasure } from '../measures/act.ts';
import type { GivenMeasureAct } from '../measures/doing.ts';
import { Refused } from '../refused.ts';
import { acceptFinding } from '../responses/accept.ts';
import { seedEvaluation } from '../testing/cast.ts';
import { openOffice, type Office } from '../testing/desk.ts';
import { approvePlan, seedFinding } from '../testing/rectify.ts';
import { acting, visitorOf } from '../testing/walk.ts';
import { closeFinding, returnFinding } from './decide.ts';
import { lookBack } from './look-back.ts';
import { recallFinding, submitFinding } from './submit.ts';

const IS_LONG = process.env['HEPING_LONG'] === '1';
/** The short run is the same each time, so that what it must have reached is no matter of chance; the long one explores. */
const SIZE = IS_LONG ? { numRuns: 2_000 } : { numRuns: 100, seed: 20261130 };
const DAY = 86_400_000;

/** One leads the centre and is an officer, too; one owns measures; two are nothing to it. */
const PEOPLE = ['leader', 'deputy', 'officer', 'outsider', 'admin', 'staff', 'bo', 'eve'] as const;
type Person = (typeof PEOPLE)[number];

const MEASURE_DOINGS = [
  'note',
  'report',
  'check',
  'verify',
  'return',
  'ask-extension',
  'grant-extension',
  'refuse-extension',
] as const satisfies readonly GivenMeasureAct[];
const FINDING_DOINGS = ['accept', 'plan', 'submit', 'recall', 'return', 'close', 'look-back'] as const;

interface Try {
  readonly who: Person;
  readonly doing: (typeof MEASURE_DOINGS)[number] | (typeof FINDING_DOINGS)[number];
  readonly place: number;
  readonly percent: number;
  readonly isSilent: boolean;
  readonly flag: boolean;
  readonly effect: Effect;
}
/** How often something was really done, over all runs: nothing is proven of what never happened. */
const done = new Map<string, number>();

interface Model {
  lines: number;
}
interface Real {
  readonly office: Office;
  readonly evaluation: string;
}

const isMeasureDoing = (doing: Try['doing'], place: number): doing is GivenMeasureAct =>
  (MEASURE_DOINGS as readonly string[]).includes(doing) && !(doing === 'return' && place % 2 === 1);

class Press implements fc.AsyncCommand<Model, Real> {
  readonly #try: Try;
  constructor(one: Try) {
    this.#try = one;
  }
  check = () => true;
  toString = () => JSON.stringify(this.#try);

  async run(model: Model, real: Real): Promise<void> {
    const isDone = await attempt(real, this.#try);
    const kept = await keptOf(real);
    // Refused: nothing was written. Done: a line says so.
    expect([isDone, kept.lines.length > model.lines]).toEqual([isDone, isDone]);
    model.lines = kept.lines.length;
    if (isDone) done.set(this.#try.doing, (done.get(this.#try.doing) ?? 0) + 1);
    obeys(kept);
  }
}

async function attempt(real: Real, one: Try): Promise<boolean> {
  real.office.clock.now += 60_000;
  try {
    return await press(real, one);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

/** Answers whether there was something to press. */
async function press({ office, evaluation }: Real, one: Try): Promise<boolean> {
  const { desk } = office;
  const { who, doing, place, isSilent, flag } = one;
  const words = isSilent ? ' ' : '理由';
  const { cases, measures } = await keptOf({ office, evaluation });
  if (isMeasureDoing(doing, place)) {
    const measure = measures[place % Math.max(1, measures.length)];
    if (measure === undefined) return false;
    const actor = { kind: 'person', visitor: await visitorOf(office.app, who) } as const;
    const percent = doing === 'note' || doing === 'check' ? one.percent : undefined;
    const day = new Date(office.clock.now + one.percent * DAY).toISOString().slice(0, 10);
    const said = { text: words, reason: words, until: day };
    await actOnMeasure(desk, { measure: measure.id, actor }, { act: doing, percent, ...said });
    return true;
  }
  const kept = cases[place % cases.length];
  if (kept === undefined) return false;
  const finding = kept.findingId;
  const here = { ...(await acting(desk, evaluation, who)), finding };
  const own = measures.filter((measure) => measure.findingId === finding);
  const lookBackOn = new Date(office.clock.now + (flag ? 2 : -2) * DAY).toISOString().slice(0, 10);
  const submittedAt = kept.submittedAt ?? 0;
  const acts: Readonly<Record<Exclude<Try['doing'], GivenMeasureAct> | 'return', () => Promise<unknown>>> = {
    accept: () => acceptFinding(desk, here),
    plan: () => approvePlan(desk, { evaluation, finding, measures: [{ ownerId: 'staff' }] }),
    submit: () => submitFinding(desk, here, { files: [] }),
    recall: () => recallFinding(desk, here),
    return: () =>
      returnFinding(desk, here, {
        submittedAt,
        reason: words,
        measures: flag ? own.map(({ id }) => ({ id, reason: '' })) : [],
      }),
    close: () =>
      closeFinding(desk, here, { submittedAt, reason: words, verifyReported: flag, lookBackOn, files: [] }),
    'look-back': () => lookBack(desk, here, { effect: one.effect, statement: words, files: [] }),
  };
  await acts[doing as keyof typeof acts]();
  return true;
}

interface Kept {
  readonly phase: Parameters<typeof followingCommands>[0];
  readonly cases: readonly Case[];
  readonly measures: readonly Measure[];
  /** of the acts, oldest first */
  readonly lines: readonly AuditEntry[];
  readonly repeats: readonly { readonly findingId: string; readonly earlierId: string }[];
}

async function keptOf({ office, evaluation }: Real): Promise<Kept> {
  const { db, tables: t } = office.app.store;
  const [row] = await db.select().from(t.evaluations).where(eq(t.evaluations.id, evaluation));
  if (row === undefined) throw new Error(`no evaluation ${evaluation}`);
  const isHere = eq(t.cases.evaluationId, evaluation);
  return {
    phase: row.phase,
    cases: await db.select().from(t.cases).where(isHere).orderBy(asc(t.cases.number)),
    measures: await db
      .select()
      .from(t.measures)
      .where(eq(t.measures.evaluationId, evaluation))
      .orderBy(asc(t.measures.id)),
    lines: await db
      .select()
      .from(t.auditLog)
      .where(eq(t.auditLog.evaluationId, evaluation))
      .orderBy(asc(t.auditLog.seq)),
    repeats: await db.select().from(t.repeats),
  };
}

/** The lines of one subject lead from state to state as its table says, and to where it stands. */
function leadsTo(
  lines: readonly AuditEntry[],
  { prefix, state }: { readonly prefix: 'finding' | 'measure'; readonly state: string },
): void {
  let now: unknown;
  for (const { action, detail, personId, at } of lines) {
    const act = action.slice(prefix.length + 1);
    const table = prefix === 'finding' ? FINDING_TRANSITIONS : MEASURE_TRANSITIONS;
    const row = (
      table as Readonly<
        Record<string, (typeof FINDING_TRANSITIONS)[FindingAct] | (typeof MEASURE_TRANSITIONS)[MeasureAct]>
      >
    )[act];
    if (row === undefined) continue;
    const { from, to, reason } = detail;
    expect([row.from].flat()).toContain(from);
    expect(to).toBe(row.to);
    if (now !== undefined) expect(from).toBe(now);
    if (from === 'closed') expect(to).toBe('closed');
    expect([typeof personId, at > 0]).toEqual(['string', true]);
    if (row.reason) expect(typeof reason === 'string' && reason.trim() !== '').toBe(true);
    now = to;
  }
  if (now !== undefined) expect(state).toBe(now);
}

function obeys({ phase, cases, measures, lines, repeats }: Kept): void {
  expect(
    followingCommands(
      phase,
      cases.map(({ state }) => state),
    ),
  ).toEqual([]);
  for (const kept of cases) {
    const own = measures.filter(({ findingId }) => findingId === kept.findingId);
    const percent = (column: 'reported' | 'verified') =>
      percentOf(own.map((measure) => ({ state: measure.state, percent: measure[column] })));
    expect([kept.reported, kept.verified]).toEqual([percent('reported'), percent('verified')]);
    const said = lines.filter(({ subject }) => subject === kept.findingId);
    leadsTo(said, { prefix: 'finding', state: kept.state });
    if (kept.state === 'closed') {
      // Accepted by somebody who neither owns, nor reported, nor submitted.
      const others = [kept.submittedBy, ...own.flatMap(({ ownerId, reportedBy }) => [ownerId, reportedBy])];
      expect(kept.closedBy).not.toBeNull();
      expect(kept.submittedBy).not.toBeNull();
      expect(others).not.toContain(kept.closedBy);
      expect(new Set(own.map(({ state }) => state))).toEqual(new Set(['verified']));
    }
    const again = repeats.filter(({ earlierId }) => earlierId === kept.findingId);
    expect(again).toHaveLength(kept.effect === 'not' ? 1 : 0);
  }
  for (const measure of measures) {
    expect(measure.verified).toBeLessThanOrEqual(measure.reported);
    const said = lines.filter(({ subject }) => subject === measure.id);
    leadsTo(said, { prefix: 'measure', state: measure.state });
    if (measure.state === 'verified')
      expect([measure.ownerId, measure.reportedBy]).not.toContain(measure.verifiedBy);
  }
}

let office: Office;
let serial = 0;
beforeAll(async () => {
  office = await openOffice();
  const { store } = office.app;
  await store.tx(async (db) => {
    const bodyId = 'town-body';
    await db
      .insert(store.tables.officers)
      .values(['outsider', 'admin'].map((personId) => ({ bodyId, personId })));
    await db
      .insert(store.tables.centrePeople)
      .values({ centreId: 'town-centre', personId: 'admin', role: 'deputy' });
  });
});
afterAll(() => office.app.close());

/** An evaluation that is published, with a finding being rectified and one that waits for its answer. */
async function published(): Promise<Real> {
  const { store } = office.app;
  const evaluation = await seedEvaluation(store, { id: `model-${(serial += 1)}`, kind: 'spot-check' });
  await seedFinding(store, { evaluation, finding: `${evaluation}-a`, number: 1, state: 'awaiting-plan' });
  await seedFinding(store, { evaluation, finding: `${evaluation}-b`, number: 2, state: 'awaiting-response' });
  const { evaluations } = store.tables;
  const change = { phase: 'published', deliveredAt: 1, publishedAt: 1 } as const;
  await store.tx((db) => db.update(evaluations).set(change).where(eq(evaluations.id, evaluation)));
  const measures = [{ ownerId: 'staff' }];
  await approvePlan(office.desk, { evaluation, finding: `${evaluation}-a`, measures });
  return { office, evaluation };
}

/** Whoever it is, whatever they press. */
const anything = fc.record({
  who: fc.constantFrom(...PEOPLE),
  doing: fc.constantFrom(...MEASURE_DOINGS, ...FINDING_DOINGS),
  place: fc.nat({ max: 3 }),
  percent: fc.integer({ min: 0, max: 99 }),
  isSilent: fc.constantFrom(false, false, false, true),
  flag: fc.boolean(),
  effect: fc.constantFrom(...EFFECTS),
});
/** Those who usually do it, with words: so that runs get to the end of the way. */
const usual = fc.record({
  ...{ place: fc.nat({ max: 1 }), percent: fc.integer({ min: 0, max: 99 }) },
  ...{ isSilent: fc.constant(false), flag: fc.constant(true), effect: fc.constantFrom(...EFFECTS) },
  step: fc.constantFrom(
    ...([
      ['staff', 'report'],
      ['leader', 'submit'],
      ['outsider', 'close'],
      ['officer', 'look-back'],
      ['outsider', 'look-back'],
      ['leader', 'accept'],
      ['officer', 'plan'],
      ['staff', 'note'],
      ['officer', 'check'],
      ['staff', 'ask-extension'],
      ['officer', 'grant-extension'],
      ['outsider', 'refuse-extension'],
      ['leader', 'recall'],
      ['outsider', 'verify'],
      ['outsider', 'return'],
      ['staff', 'report'],
      ['leader', 'submit'],
      ['officer', 'close'],
    ] as const),
  ),
});
const asUsual = usual.map(({ step: [who, doing], ...one }) => new Press({ ...one, who, doing }));
// Three of four are what is usual, or hardly anything gets as far as a look-back.
const presses = [anything.map((one) => new Press(one)), asUsual, asUsual, asUsual];

it('[FN5, FN6, ME4, PH5] whatever people press, what is kept obeys the tables', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(presses, { maxCommands: 80, size: 'max' }), async (commands) => {
      const real = await published();
      const { lines } = await keptOf(real);
      await fc.asyncModelRun(() => ({ model: { lines: lines.length }, real }), commands);
    }),
    SIZE,
  );
  // Everything there is happened.
  const all = [...MEASURE_DOINGS, ...FINDING_DOINGS];
  expect(all.filter((doing) => !done.has(doing))).toEqual([]);
}, 600_000);
