/** Who is measured: three ways of promising less, and the product. Each a process of its own on the first core. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Protocol } from './generator/wire.ts';

export const CONTESTANTS = ['relay', 'plain', 'hocuspocus', 'heping'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

export const ABOUT: Record<
  Contestant,
  { letter: string; title: string; protocol: Protocol; script: string }
> = {
  relay: { letter: 'a', title: 'ws relay', protocol: 'relay', script: 'rivals/relay.mjs' },
  plain: {
    letter: 'b',
    title: 'y-websocket, memory',
    protocol: 'y-websocket',
    script: 'rivals/plain.mjs',
  },
  hocuspocus: {
    letter: 'c',
    title: 'Hocuspocus, SQLite',
    protocol: 'hocuspocus',
    script: 'rivals/hocuspocus.mjs',
  },
  heping: { letter: 'd', title: 'Heping', protocol: 'heping', script: 'serve/heping.ts' },
};

/** Cores: the server has one, whoever loads it another. */
const SERVER_CORE = '0';
const GENERATOR_CORE = '1';

export interface Serving {
  readonly base: string;
  readonly pid: number;
  /** Stops it as an administrator would; its data stay. */
  stop(): Promise<void>;
}

/** Starts a contestant on a data directory, with so many evaluations and people in each where it needs to know. */
export async function serve(
  contestant: Contestant,
  dataDir: string,
  { rooms, people }: { readonly rooms: number; readonly people: number },
): Promise<Serving> {
  const script = fileURLToPath(new URL(ABOUT[contestant].script, import.meta.url));
  const child = pinned(SERVER_CORE, [script, dataDir, String(rooms), String(people)]);
  const base = await firstLine(child, (line) => line.startsWith('http://'));
  return {
    base,
    pid: child.pid as number,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs the generator on its own core and answers with what it measured. */
export async function generate<T>(plan: object): Promise<T> {
  const script = fileURLToPath(new URL('generator/main.ts', import.meta.url));
  const child = pinned(GENERATOR_CORE, [script, JSON.stringify(plan)]);
  return JSON.parse(await firstLine(child, (line) => line.startsWith('{'))) as T;
}

/** `taskset` keeps a process on its core; a process that replaces it keeps its id. */
function pinned(core: string, args: readonly string[]): ChildProcess {
  const child = spawn('taskset', ['-c', core, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Nothing outlives the bench, however it ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function firstLine(child: ChildProcess, isIt: (line: string) => boolean): Promise<string> {
  if (child.stdout === null) throw new Error('a process without output');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (isIt(line)) {
      // Nobody reads on: what it prints later must not stop it.
      child.stdout.resume();
      return line;
    }
    lines.push(line);
  }
  throw new Error(`a process ended before it said what was waited for:\n${lines.slice(-20).join('\n')}`);
}

/** A data directory for as long as the work takes. */
export async function withData<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'heping-bench-'));
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
