// Habits that a reader of one file would let pass: names that say nothing, files with a second subject, tests that
// wait for time instead of for a condition, tests that are left out.
import { basename, dirname } from 'node:path/posix';
import type { Sources } from './house.ts';
import { isTest } from './table.ts';

export const LONGEST = 400;

const SAYS_NOTHING = /^(utils?|common|helpers?)$/;

/** Folders and files that are named for no subject. */
export function emptyNames(sources: Sources): string[] {
  return [...sources.keys()].filter((path) =>
    [...dirname(path).split('/'), basename(path).replace(/\..*$/, '')].some((name) =>
      SAYS_NOTHING.test(name),
    ),
  );
}

/** Sources past LONGEST lines. A file of tests is as long as the list of its rules. */
export function tooLong(sources: Sources): string[] {
  return [...sources]
    .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONGEST)
    .filter(({ path }) => !/\.(test|spec)\.(ts|mjs)$/.test(path))
    .map(({ path, lines }) => `${path}: ${lines} lines`);
}

const WAITS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'waitForTimeout', pattern: /\bwaitForTimeout\b/ },
  {
    what: 'a pause of node:timers/promises',
    pattern: /from 'node:timers\/promises'|from 'timers\/promises'/,
  },
  {
    what: 'a promise that is only a timer',
    pattern: /new Promise(<[^(]*>)?\(\s*\(?[^)=]*\)?\s*=>\s*\{?\s*(void\s+)?setTimeout\(/,
  },
  {
    what: 'a timer that only resolves',
    pattern: /setTimeout\(\s*(resolve|done|\(\)\s*=>\s*(resolve|done)\(\))\s*,/,
  },
  { what: 'a wait of one second at most', pattern: /\bvi\.wait(For|Until)\b/ },
  { what: 'sleep', pattern: /\b(sleep|delay|pause)\(\s*[\d_]+\s*\)/ },
  { what: 'Atomics.wait', pattern: /\bAtomics\.wait\(/ },
];

/** What nothing is typed into. */
const UNTYPED = /\btype="(checkbox|radio|file)"/;

/**
 * Fields that do not say whether the browser may remember what is typed into them. Where it may, it writes what they hold
 * on the disk, in the clear, beside its history, and leaves it there: after locking and after signing out. [DV1]
 */
export function remembered(sources: Sources): string[] {
  return [...sources]
    .filter(([path]) => path.endsWith('.svelte'))
    .flatMap(([path, text]) =>
      [
        ...text
          .replaceAll(/<script[\s\S]*?<\/script>/g, '')
          .matchAll(/<(?:input|textarea)\b[\s\S]*?(?:\/>|<\/textarea>|\n>)/g),
      ]
        .filter(([tag]) => !UNTYPED.test(tag) && !/\bautocomplete=/.test(tag))
        .map(() => path),
    );
}

/** A load of so many updates a second is made of time; the bench proves nothing and fails nobody. */
const KEEPS_TIME = 'tests/bench/';

const LEFT_OUT = /\b(it|test|describe|suite)(\.[\w.]+)?\.(only|skip|todo|fixme|fails)\b\s*[(`]/;

/**
 * Tests that wait for time to pass. A test waits for a condition: `expect.poll`, a locator. What gives up after a second
 * (`vi.waitFor`) fails on a machine that has much else to do; how long `expect.poll` waits stands in vitest.config.ts.
 */
export function waits(sources: Sources): string[] {
  return inTests(sources, (line) => WAITS.find(({ pattern }) => pattern.test(line))?.what).filter(
    (place) => !place.startsWith(KEEPS_TIME),
  );
}

/** Tests that are left out, or that leave out all others. What needs a service that is not there uses `skipIf`. */
export function leftOut(sources: Sources): string[] {
  return inTests(sources, (line) => LEFT_OUT.exec(line)?.[0]);
}

function inTests(sources: Sources, judge: (statement: string) => string | undefined): string[] {
  return [...sources]
    .filter(([path]) => isTest(path) && !path.startsWith('tests/architecture/'))
    .flatMap(([path, text]) => {
      const found = judge(withoutComments(text));
      return found === undefined ? [] : [`${path}: ${found}`];
    });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
