/**
 * Where bytes lie: under their SHA-256 in the data directory, `files/ab/cdef…`, each once. Written aside, made durable,
 * then put in their place by one rename, so that under a hash there are always exactly those bytes. [FS5]
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const DAY_MS = 24 * 60 * 60_000;
const HASH = /^[0-9a-f]{64}$/;

export interface Found {
  readonly sha256: string;
  readonly path: string;
  readonly size: number;
  readonly changedAt: number;
}

export interface Keeping<T> {
  /** Writes the row, or throws. */
  write(kept: { readonly sha256: string; readonly size: number }): Promise<T>;
  /** Whether a row speaks of these bytes. */
  isKept(sha256: string): Promise<boolean>;
}

export class Shelf {
  readonly #root: string;
  readonly #aside: string;
  readonly #turns = new Map<string, Promise<void>>();
  #serial = 0;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'files');
    this.#aside = join(this.#root, 'aside');
  }

  pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256.slice(2));
  }

  /** Of a small view, which can be made again at any time. */
  smallPathOf(sha256: string, side: number): string {
    return join(this.#root, 'small', sha256.slice(0, 2), `${sha256.slice(2)}-${side}.webp`);
  }

  /** Free bytes where everything lies. */
  async freeSpace(): Promise<number> {
    await mkdir(this.#aside, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#aside);
    return bavail * bsize;
  }

  /** Two paths for one upload: as it comes, and as it will be kept. `clear` removes what is left of them. */
  async aside(): Promise<{ readonly came: string; readonly kept: string; clear(): Promise<void> }> {
    await mkdir(this.#aside, { recursive: true, mode: 0o700 });
    const base = join(this.#aside, `${process.pid}-${(this.#serial += 1)}`);
    const [came, kept] = [`${base}.came`, `${base}.kept`];
    const clear = async () => {
      await Promise.all([came, kept].map((path) => rm(path, { force: true })));
    };
    return { came, kept, clear };
  }

  /**
   * Puts a durable file in its place, where the same bytes lie once, and has it written down. Where it could not be
   * written down, the bytes are taken away again unless somebody else's row speaks of them.
   */
  async put<T>(path: string, { write, isKept }: Keeping<T>): Promise<T> {
    const sha256 = await hashOfFile(path);
    const { size } = await stat(path);
    const place = this.pathOf(sha256);
    return this.#inTurn(sha256, async () => {
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await rename(path, place);
      await flushFolder(dirname(place));
      try {
        return await write({ sha256, size });
      } catch (error) {
        if (!(await isKept(sha256))) await rm(place, { force: true });
        throw error;
      }
    });
  }

  /** The same bytes are put and taken away one after another. */
  #inTurn<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(sha256) ?? Promise.resolve()).then(work);
    const over = turn.then(nothing, nothing).then(() => {
      if (this.#turns.get(sha256) === over) this.#turns.delete(sha256);
    });
    this.#turns.set(sha256, over);
    return turn;
  }

  /** Puts a small view in its place; nothing is lost where it is. */
  async putSmall(path: string, place: string): Promise<void> {
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await rename(path, place);
  }

  /** Bytes to send; null where they are not there. */
  async read(path: string): Promise<{ readonly size: number; stream(): Readable } | null> {
    const found = await stat(path).catch(ifMissing);
    return found === null ? null : { size: found.size, stream: () => createReadStream(path) };
  }

  /** Whether the bytes under a hash are there and are those. */
  async check(sha256: string): Promise<'sound' | 'missing' | 'differs'> {
    const path = this.pathOf(sha256);
    if ((await stat(path).catch(ifMissing)) === null) return 'missing';
    return (await hashOfFile(path)) === sha256 ? 'sound' : 'differs';
  }

  /** Everything that lies there under a hash. */
  async *all(): AsyncGenerator<Found> {
    for (const folder of await namesIn(this.#root)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      for (const rest of await namesIn(join(this.#root, folder))) {
        const sha256 = folder + rest;
        const path = join(this.#root, folder, rest);
        const found = HASH.test(sha256) ? await stat(path).catch(ifMissing) : null;
        if (found !== null) yield { sha256, path, size: found.size, changedAt: found.mtimeMs };
      }
    }
  }

  /** Nobody’s bytes, older than a day: of an upload that was never finished, or whose row was refused. */
  async sweep(now: number, isKept: (sha256: string) => Promise<boolean>): Promise<number> {
    let swept = 0;
    for (const name of await namesIn(this.#aside)) {
      const path = join(this.#aside, name);
      const found = await stat(path).catch(ifMissing);
      if (found === null || found.mtimeMs > now - DAY_MS) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    for await (const { sha256, path, changedAt } of this.all()) {
      if (changedAt > now - DAY_MS || (await isKept(sha256))) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    return swept;
  }
}

const nothing = () => undefined;

/** SHA-256 of a file's bytes, in hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The name is durable only with its folder. */
async function flushFolder(path: string): Promise<void> {
  // Windows opens no folder; it keeps names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(ifMissing)) ?? [];

function ifMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null;
  throw error;
}
