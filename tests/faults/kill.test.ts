/**
 * The process is killed under load, at an instant that chance picks: what anybody was told is saved, or was shown to
 * somebody else, is in the log, and what was told to be deleted stays deleted. [LO4]
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openStore } from '@heping/db';
import { readNote } from '@heping/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { nameOf, PANEL, RECORD, until } from '../../apps/server/src/sync/testing/world.ts';
import { chanceOf, isLong } from '../fuzz/random.ts';
import { Writer } from './writer.ts';

const ROUNDS = isLong ? 200 : 4;
const KEYS = ['floor-area', 'study', 'topics', 'staff'];
const INDICATORS = ['A1.1.1', 'A1.1.2', 'A1.2.1', 'A1.2.2'];

let dataDir: string;
let child: ChildProcess | null = null;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heping-kill-'));
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
  child = spawn(process.execPath, [script, dataDir, isFirst ? 'first' : 'again'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return JSON.parse(line) as Address;
  }
  throw new Error('the server never said where it listens');
}

async function kill(): Promise<void> {
  const dead = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await dead;
}

async function replay(): Promise<Y.Doc> {
  const store = await openStore({ dataDir });
  const doc = new Y.Doc();
  for (const { bytes } of await store.log.readUpdates(nameOf(RECORD), 0)) Y.applyUpdate(doc, bytes);
  await store.close();
  return doc;
}

test(`[LO4] ${ROUNDS} rounds`, { timeout: 3_600_000 }, async () => {
  const chance = chanceOf(4);
  const writers = KEYS.map((key, index) => new Writer(key, INDICATORS[index] ?? '', KEYS));
  for (let round = 0; round < ROUNDS; round += 1) {
    const { port, cookies } = await serve(round === 0);
    const address = `ws://127.0.0.1:${port}/sync/${nameOf(RECORD)}?v=2`;
    const origin = `http://127.0.0.1:${port}`;
    await Promise.all(
      writers.map((writer, index) =>
        writer.connect(address, { cookie: cookies[PANEL[index] ?? ''] ?? '', origin }),
      ),
    );
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledgements, 0);
    const enough = acknowledged() + 40 + chance.below(160);
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
    await kill();
    await until(() => writers.every(({ ended }) => ended !== null), 'everybody has noticed');
    const doc = await replay();
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
