/**
 * Pieces of evidence on their way in: what has come of one lies aside until the rest comes, over cut lines and restarts. Of
 * one person and evaluation a few lie there at most, and what nobody goes on with is swept after a day. [FS12]
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A device sends one after another; another may be on its way on a second one. */
const MOST_BEGUN = 6;
const DAY_MS = 24 * 60 * 60_000;

export interface ComingPiece {
  readonly evaluationId: string;
  readonly personId: string;
  readonly slot: string;
  /** Of the whole, as its sender says: other bytes never go on where these stopped. */
  readonly sha256: string;
}

const nameOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40);

export class Coming {
  readonly #root: string;
  /** Slots that a request is at → the path of what comes for it. */
  readonly #busy = new Map<string, string>();

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'files', 'coming');
  }

  #roomOf({ evaluationId }: Pick<ComingPiece, 'evaluationId'>): string {
    return join(this.#root, nameOf(evaluationId));
  }

  #folderOf(piece: ComingPiece): string {
    return join(this.#roomOf(piece), nameOf(piece.personId));
  }

  pathOf(piece: ComingPiece): string {
    return join(this.#folderOf(piece), nameOf(piece.slot, piece.sha256));
  }

  /** How many bytes are there. */
  async received(piece: ComingPiece): Promise<number> {
    return (await stat(this.pathOf(piece)).catch(ifMissing))?.size ?? 0;
  }

  /** Takes a slot until `end`, whatever bytes come for it; null where another request is at it. */
  begin(piece: ComingPiece): { end(): void } | null {
    const path = this.pathOf(piece);
    const slot = join(this.#folderOf(piece), nameOf(piece.slot));
    if (this.#busy.has(slot)) return null;
    this.#busy.set(slot, path);
    return { end: () => void this.#busy.delete(slot) };
  }

  #isBusy(path: string): boolean {
    return [...this.#busy.values()].includes(path);
  }

  /** Room for one more of this person: the longest untouched goes where there are too many. */
  async makeRoom(piece: ComingPiece): Promise<void> {
    const folder = this.#folderOf(piece);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const own = this.pathOf(piece);
    const others = (await filesIn(folder)).filter(({ path }) => path !== own && !this.#isBusy(path));
    const oldest = others.toSorted((a, b) => a.at - b.at);
    for (const { path } of oldest.slice(0, Math.max(0, others.length - MOST_BEGUN + 1)))
      await rm(path, { force: true });
  }

  /**
   * Bytes that lie unfinished beside a piece at its evaluation, and of its person there. What a request is at, the piece
   * itself among it, counts as it was announced instead. [FS6]
   */
  async beside(piece: ComingPiece): Promise<{ readonly all: number; readonly own: number }> {
    const lying = (await filesIn(this.#roomOf(piece))).filter(({ path }) => !this.#isBusy(path));
    const own = lying.filter(({ path }) => dirname(path) === this.#folderOf(piece));
    const sum = (some: readonly Lying[]) => some.reduce((size, one) => size + one.size, 0);
    return { all: sum(lying), own: sum(own) };
  }

  async forget(piece: ComingPiece): Promise<void> {
    await rm(this.pathOf(piece), { force: true });
  }

  /** What nobody has gone on with for a day; answers how many. */
  async sweep(now: number): Promise<number> {
    let swept = 0;
    for (const { path, at } of await filesIn(this.#root)) {
      if (this.#isBusy(path) || at > now - DAY_MS) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    return swept;
  }
}

interface Lying {
  readonly path: string;
  readonly size: number;
  /** When something of it came last, ms. */
  readonly at: number;
}

/** Everything that lies in a folder and below it. */
async function filesIn(folder: string): Promise<readonly Lying[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(ifMissing)) ?? [];
  const lying: Lying[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(ifMissing);
    if (found !== null) lying.push({ path, size: found.size, at: found.mtimeMs });
  }
  return lying;
}

function ifMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
