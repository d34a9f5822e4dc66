/**
 * The process is killed under the load of twenty people, at an instant that chance picks: what anybody was told is
 * saved, or was shown to somebody else, is in the log, and what was told to be deleted stays deleted. Whoever comes
 * after the restart sees what the log says. [LO4]
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '@heping/db';
import { readNote } from '@heping/protocol';
import { huzhou } from '@heping/scoring';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '../../apps/server/src/sync/content.ts';
import { nameOf, PANEL, until } from '../../apps/server/src/sync/testing/world.ts';
import { chanceOf, isLong } from '../fuzz/random.ts';
import { isSame } from '../fuzz/sound.ts';
import { end, start } from './child.ts';
import { Writer } from './writer.ts';

const ROUNDS = isLong ? 200 : 20;
/** Each with four who write. */
const EVALUATIONS = ['one', 'two', 'three', 'four', 'five'];
const KEYS = ['floor-area', 'study', 'topics', 'staff'];
const INDICATORS = ['A1.1.1', 'A1.1.2', 'A1.2.1', 'A1.2.2'];

const CONTENT = contentOf({ kind: 'record', rubric: huzhou, tier: 'township', step: 5 });

let dataDir: string;
let child: ChildProcess | null = null;
beforeAll(async () => {
  dataDir = await mkdtemp(pathOf(tmpdir(), 'heping-kill-'));
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

interface Address {
  readonly port: number;
  readonly cookies: Record<string, string>;
}

async function serve(isFirst: boolean): Promise<Address> {
  const script = fileURLToPath(new URL('served.ts', import.meta.url));
  const args = [dataDir, isFirst ? 'first' : 'again', ...EVALUATIONS];
  const started = start(script, args, '{');
  child = started.child;
  return JSON.parse(await started.line) as Address;
}

/** The records as their logs say. */
async function replay(): Promise<Map<string, Y.Doc>> {
  const store = await openStore({ dataDir });
  const docs = new Map<string, Y.Doc>();
  for (const evaluation of EVALUATIONS) {
    const doc = new Y.Doc();
    for (const { bytes } of await store.log.readUpdates(recordOf(evaluation), 0)) Y.applyUpdate(doc, bytes);
    docs.set(evaluation, doc);
  }
  await store.close();
  return docs;
}

const recordOf = (evaluation: string) => nameOf({ kind: 'record', evaluation });

/** Four who write into one record, and watch each other. */
const teamOf = (evaluation: string) => ({
  evaluation,
  writers: KEYS.map((key, index) => new Writer(key, INDICATORS[index] ?? '', KEYS)),
});
type Team = ReturnType<typeof teamOf>;

/** What somebody sees who has nothing, right after the restart. */
async function seen(evaluation: string, address: Address): Promise<Y.Doc> {
  const reader = new Writer('nothing', '', []);
  await join(reader, evaluation, 'eve', address);
  await until(() => reader.isSynced, `${evaluation} is there`);
  reader.close();
  return reader.doc;
}

const join = (writer: Writer, evaluation: string, person: string, { port, cookies }: Address) =>
  writer.connect(`ws://127.0.0.1:${port}/sync/${recordOf(evaluation)}?v=2`, {
    cookie: cookies[person] ?? '',
    origin: `http://127.0.0.1:${port}`,
  });

function judge({ writers }: Team, doc: Y.Doc): void {
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
  for (const writer of writers) {
    const { value, written, deleted } = writer.ledger;
    const kept = doc.getMap('facts').get(writer.key) as number;
    expect(kept).toBeGreaterThanOrEqual(value);
    for (const other of writers) expect(kept).toBeGreaterThanOrEqual(other.shown.get(writer.key) ?? 0);
    const note = readNote(doc, writer.indicator);
    const lost = [...written].filter(
      (token) => !deleted.has(token) && !note.includes(token) && isStillThere(writer, token),
    );
    expect({ lost, back: [...deleted].filter((token) => note.includes(token)) }).toEqual({
      lost: [],
      back: [],
    });
  }
}

test(`[LO4] ${ROUNDS} rounds`, { timeout: 3_600_000 }, async () => {
  const chance = chanceOf(4);
  const teams = EVALUATIONS.map(teamOf);
  const writers = teams.flatMap((team) => team.writers);
  let kept: ReadonlyMap<string, Y.Doc> | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const address = await serve(round === 0);
    for (const [evaluation, doc] of kept ?? [])
      expect(isSame(await seen(evaluation, address), doc, CONTENT)).toBe(true);
    await Promise.all(
      teams.flatMap((team) =>
        team.writers.map((writer, index) => join(writer, team.evaluation, PANEL[index] ?? '', address)),
      ),
    );
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledgements, 0);
    const enough = acknowledged() + 100 + chance.below(400);
    await until(
      () => {
        for (const writer of writers) {
          if (writer.ended !== null) throw new Error(`a writer was shown out with ${writer.ended}`);
          // As fast as it is saved, with some always on their way.
          if (writer.unsaved < 10) writer.write();
        }
        return acknowledged() >= enough;
      },
      `${enough} acknowledgements`,
      60_000,
    );
    await end(child, 'SIGKILL');
    await until(() => writers.every(({ ended }) => ended !== null), 'everybody has noticed');
    kept = await replay();
    for (const team of teams) judge(team, kept.get(team.evaluation) as Y.Doc);
  }
  // Not vacuous: every kind of change was acknowledged, and others were shown some.
  for (const { ledger, shown } of writers) {
    expect([ledger.value > 5, ledger.written.size > 5, ledger.deleted.size > 5, shown.size]).toEqual([
      true,
      true,
      true,
      3,
    ]);
  }
});

/** A token whose deletion was sent and perhaps kept, though nobody was told, may be gone. */
const isStillThere = ({ doc, indicator }: Writer, token: string): boolean =>
  readNote(doc, indicator).includes(token);
