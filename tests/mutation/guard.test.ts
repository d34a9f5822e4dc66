/**
 * Removing any one rule of the guard makes some test fail: each is taken out in turn, and the guard's own tests are run.
 * Takes minutes, so only in the long run.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isLong } from '../fuzz/random.ts';
import { rulesOf, type Rule } from './rules.ts';

/** Rules that another one stands behind: taking out one of the two lets nothing in. */
const BACKED: Readonly<Record<string, string>> = {
  'update: if (byte === undefined) throw malformed();': 'a number that never ends is too long',
  'update: if (end > this.#bytes.length) throw malformed();': 'more was read than there is',
  "places: if (struct === undefined) throw new Unreadable(refusal('RESYNC'));": 'there is no such order',
  'places: if (found === undefined) throw malformed();': 'there is no such order',
  'places: throw malformed();': 'no list leads from one neighbour to the other',
  "places: throw new Unreadable(refusal('NOT_ALLOWED'));": 'the node itself is not allowed',
  "guard: else if (first.clock > state) throw fail('RESYNC');": 'the order finds the gap, too',
  "guard: if (structs[0]?.clock !== Y.getState(doc.store, client)) throw fail('RESYNC');":
    'the order finds the gap, too',
  'lists: if (piece === undefined) throw malformed();': 'what lies beside something collected is garbage',
};

const CONFIG = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
const RUNNER = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
/** A guard that never comes to an end is noticed, too. */
const MOST_MS = 120_000;

const keyOf = ({ file, said }: Rule): string => `${file}: ${said}`;

/** Whether the guard's tests pass without a rule; null leaves out none. */
function passes(rule: Rule | null): Promise<boolean> {
  const child = spawn(process.execPath, [RUNNER, 'run', '--config', CONFIG], {
    env: { ...process.env, HEPING_LEAVE_OUT: rule === null ? '' : `${rule.file}:${rule.place}` },
    stdio: 'ignore',
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

test.runIf(isLong)(
  'the guard’s tests notice each rule that is taken out',
  { timeout: 7_200_000 },
  async () => {
    expect(await passes(null)).toBe(true);
    const unnoticed: string[] = [];
    for (const rule of rulesOf()) {
      if (BACKED[keyOf(rule)] === undefined && (await passes(rule))) unnoticed.push(rule.name);
    }
    expect(unnoticed).toEqual([]);
  },
);

test('the guard has rules to take out, and what stands behind another is one of them', () => {
  const keys = rulesOf().map(keyOf);
  expect(keys.length).toBeGreaterThan(50);
  expect(Object.keys(BACKED).filter((key) => !keys.includes(key))).toEqual([]);
});
