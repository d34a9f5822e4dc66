/**
 * Lock and reveal are instants, whatever the network does: no write in the log of a document after it was closed, none
 * lost that was in before, and everybody sees what the server has. [EQ2, SO10, AU2, AU4]
 */
import {
  formatDocumentName,
  readRecusals,
  readScores,
  type DocumentName,
  type SheetContent,
} from '@heping/protocol';
import { huzhou, type Phase } from '@heping/scoring';
import { and, asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { replayProgress } from '../../apps/server/src/projection/progress.ts';
import { readMatter } from '../../apps/server/src/sheets/matter.ts';
import { sheetContent } from '../../apps/server/src/sheets/content.ts';
import { openWorld, PANEL, until, type World } from '../../apps/server/src/sync/testing/world.ts';
import { PanelAtInstants } from './instants.ts';
import { OPEN_IN, type Entry } from './instants-ledger.ts';
import { anyStep, TALLY, type Step, type Tally } from './instants-steps.ts';
import { isLong } from './random.ts';
import { isSame, wrongWith } from './sound.ts';

const RUNS = isLong ? 500 : 100;
const STEPS = 60;
/** Runs that once failed, for ever. */
const PINNED: readonly [Step[]][] = [];

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Log {
  readonly rows: readonly { seq: number; epoch: number; personId: string | null; bytes: Uint8Array }[];
  /** Before an epoch; everything without one. */
  replay(before?: number): Y.Doc;
}

async function readLog(name: string): Promise<Log> {
  const rows = await world.store.log.readUpdates(name, 0);
  return {
    rows,
    replay: (before = Infinity) => {
      const doc = new Y.Doc();
      for (const { epoch, bytes } of rows) if (epoch < before) Y.applyUpdate(doc, bytes);
      return doc;
    },
  };
}

function isIn({ updates }: Entry, doc: Y.Doc): boolean {
  return updates.every((update) =>
    Y.decodeUpdate(update).structs.every(
      ({ id, length }) => Y.getState(doc.store, id.client) >= id.clock + length,
    ),
  );
}

const told = ({ document, token, number }: Entry): string =>
  `${formatDocumentName(document)} ${token ?? `message ${number}`}`;

let runs = 0;
async function run(steps: readonly Step[], tally: Tally): Promise<void> {
  const evaluation = `instants-${(runs += 1)}`;
  const panel = new PanelAtInstants(world, evaluation, tally);
  try {
    await live(panel, steps);
    await judge(panel, evaluation);
  } finally {
    panel.leave();
  }
}

async function live(panel: PanelAtInstants, steps: readonly Step[]): Promise<void> {
  await panel.begin();
  for (const step of steps) await panel.step(step);
  await panel.gather();
}

async function judge(panel: PanelAtInstants, evaluation: string): Promise<void> {
  const names = new Map<string, DocumentName>();
  for (const { name } of panel.devices) names.set(formatDocumentName(name), name);
  const logs = new Map<string, Log>();
  for (const name of names.keys()) logs.set(name, await readLog(name));
  const logOf = (name: DocumentName) => logs.get(formatDocumentName(name)) as Log;

  // Nothing in the log while its document was closed.
  const phases = new Map<number, Phase>(panel.instants.map(({ epoch, phase }) => [epoch, phase]));
  for (const [name, { kind }] of names) {
    const late = logs
      .get(name)
      ?.rows.filter(({ epoch }) => !OPEN_IN[kind].includes(phases.get(epoch) as Phase));
    expect(late?.map(({ seq, epoch }) => `${name} #${seq} in ${phases.get(epoch)}`)).toEqual([]);
  }
  // Nor by who had no seat or no session.
  for (const { person, from, to } of panel.absences) {
    for (const [name, { rows }] of logs) {
      const [first, last] = [from.get(name) ?? 0, to === null ? Infinity : (to.get(name) ?? 0)];
      const theirs = rows.filter((row) => row.personId === person && row.seq > first && row.seq <= last);
      expect(theirs.map(({ seq }) => `${name} #${seq} by ${person}, who was away`)).toEqual([]);
    }
  }

  // Nothing lost that was saved, or had arrived, before a command closed its document.
  for (const { phase, epoch, saved, due } of panel.instants) {
    for (const [name, document] of names) {
      const then = logOf(document).replay(epoch);
      const lost = [...saved, ...due].filter(
        (entry) => formatDocumentName(entry.document) === name && !isIn(entry, then),
      );
      expect(lost.map((entry) => `lost before ${phase}: ${told(entry)}`)).toEqual([]);
    }
  }
  await sheetsOf(evaluation, panel, logOf);
  await frozenOf(evaluation, panel, logOf);

  // Everything else was refused in words, and everybody sees what the server has.
  for (const [name, document] of names) {
    const replay = logOf(document).replay();
    const room = world.corridor.peek(evaluation, name);
    const here = panel.devices.filter(
      ({ client, name: of }) => client.isOpen && formatDocumentName(of) === name,
    );
    const unsaid = panel.entries.filter(
      (entry) =>
        formatDocumentName(entry.document) === name &&
        !isIn(entry, replay) &&
        (here.some(({ client }) => client.doc === entry.doc) ||
          panel.isSaved(entry) ||
          !(panel.given.has(entry.doc) || panel.devices.some(({ client }) => client.doc === entry.doc))),
    );
    expect(unsaid.map((entry) => `lost without a word: ${told(entry)}`)).toEqual([]);
    if (room === undefined) {
      expect(here).toEqual([]);
      continue;
    }
    for (const doc of [replay, room.doc, ...here.map(({ client }) => client.doc)]) {
      expect(wrongWith(doc, room.content), name).toEqual([]);
      expect(isSame(doc, room.doc, room.content), name).toBe(true);
    }
    expect(here.every(({ client }) => client.states.at(-1)?.phase === panel.instants.at(-1)?.phase)).toBe(
      true,
    );
  }
  // Whoever may come is there.
  const away = panel.devices.filter(({ client, person }) => !client.isOpen && !panel.recused.has(person));
  expect(away.map(({ person, client }) => `${person}: ${client.ended}`)).toEqual([]);
  await progressOf(evaluation);
  expect(world.faults).toEqual([]);
}

type LogOf = (name: DocumentName) => Log;

/** A locked sheet is what the log said when it was locked, and has every note that was saved or had come. */
async function sheetsOf(evaluation: string, panel: PanelAtInstants, logOf: LogOf): Promise<void> {
  const { sheets } = world.store.tables;
  const rows = await world.store.db
    .select()
    .from(sheets)
    .where(eq(sheets.evaluationId, evaluation))
    .orderBy(asc(sheets.revision));
  const locks = panel.instants.filter(({ phase }) => phase === 'signing');
  expect(rows.length).toBe(locks.length);
  for (const [index, { epoch, saved, due }] of locks.entries()) {
    // Safe: our own sheet, just locked.
    const content = JSON.parse(rows[index]?.canonical ?? '') as SheetContent;
    const documents = {
      record: logOf(panel.name('record')).replay(epoch),
      consensus: logOf(panel.name('consensus')).replay(epoch),
    };
    const frame = { ...content, rubric: huzhou, rubricHash: content.rubric.hash };
    const { tier } = content.centre;
    expect(sheetContent(frame, readMatter(documents, huzhou, tier))).toEqual(content);
    const notes = content.lines.map(({ note }) => note).join('\n');
    const missing = [...saved, ...due].filter(({ token }) => token !== null && !notes.includes(token));
    expect(missing.map(told)).toEqual([]);
  }
}

/** The revealed rows are the ballots as the log has them. */
async function frozenOf(evaluation: string, panel: PanelAtInstants, logOf: LogOf): Promise<void> {
  const { ballotScores } = world.store.tables;
  const rows = await world.store.db
    .select()
    .from(ballotScores)
    .where(eq(ballotScores.evaluationId, evaluation));
  for (const person of new Set(rows.map(({ personId }) => personId))) {
    const ballot = logOf(panel.name('ballot', person)).replay();
    expect(Object.values(readRecusals(ballot, huzhou)).every((reason) => reason === null)).toBe(true);
    const frozen = rows.filter(({ personId }) => personId === person);
    expect(Object.fromEntries(frozen.map(({ indicator, score }) => [indicator, score]))).toEqual(
      readScores(ballot, huzhou),
    );
  }
}

/** Rows are those that the log alone gives. */
async function progressOf(evaluation: string): Promise<void> {
  const { progress } = world.store.tables;
  for (const person of PANEL) {
    const name = formatDocumentName({ kind: 'ballot', evaluation, person });
    const expected = await replayProgress(world.store, name, huzhou);
    if (expected === null || expected.seq === 0) continue;
    const isTheirs = and(eq(progress.evaluationId, evaluation), eq(progress.personId, person));
    const row = async () => (await world.store.db.select().from(progress).where(isTheirs))[0];
    await until(async () => (await row())?.seq === expected.seq, `progress of ${name}`);
    expect(await row()).toEqual(expected);
  }
}

test(`[EQ2] ${RUNS} runs × ${STEPS} steps × 5 people`, { timeout: 3_600_000 }, async () => {
  const tally: Tally = {};
  const steps = fc.array(anyStep, { minLength: STEPS, maxLength: STEPS });
  await fc.assert(
    fc.asyncProperty(steps, (one) => run(one, tally)),
    { numRuns: RUNS, seed: 4, examples: [...PINNED] },
  );
  // Not vacuous: everything that may happen did.
  for (const what of TALLY) expect(tally[what] ?? 0, what).toBeGreaterThan(RUNS / 20);
});
