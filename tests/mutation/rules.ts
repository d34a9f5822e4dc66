/** The guard's rules as they stand in its source: each place where it refuses something. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SYNC = new URL('../../apps/server/src/sync/', import.meta.url);
const FILES = ['update', 'places', 'order', 'lists', 'pairs', 'keys', 'slots', 'guard'] as const;
/** A refusal as a statement; what is thrown on is none, and neither is a bug's assertion. */
const REFUSAL = /\bthrow (?!error\b|new Error\()[^;]+;/g;

export interface Rule {
  readonly file: string;
  /** Which of the file's refusals, from 0. */
  readonly place: number;
  /** Its line, e.g. `if (isTooDeep(depth)) throw fail('TOO_COMPLEX');` */
  readonly said: string;
  /** `guard.ts:154` and what it says. */
  readonly name: string;
}

export const pathOf = (file: string): string => fileURLToPath(new URL(`${file}.ts`, SYNC));

/** Every rule of the guard, in the order of its files. */
export function rulesOf(): readonly Rule[] {
  return FILES.flatMap((file) => {
    const source = readFileSync(pathOf(file), 'utf8');
    return [...source.matchAll(REFUSAL)].map(({ index }, place) => {
      const line = source.slice(0, index).split('\n').length;
      const said = (source.split('\n')[line - 1] ?? '').trim();
      return { file, place, said, name: `${file}.ts:${line} ${said}` };
    });
  });
}

/** The source without one of its refusals: what it would have refused goes on. */
export function without(source: string, place: number): string {
  let at = -1;
  return source.replaceAll(REFUSAL, (refusal) => {
    at += 1;
    return at === place ? 'void 0;' : refusal;
  });
}
