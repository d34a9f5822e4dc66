import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from './checks.mjs';
import { interrupted, run } from './child.mjs';
import { requireChromium } from './chromium.mjs';
import { Halt } from './halt.mjs';
import { CACHE, command, modernNode } from './house.mjs';
import { heading, say, seconds } from './say.mjs';
import { lastLine, sum, tallyPlaywright, tallyVitest, whatFailed } from './tally.mjs';
import { buildIfChanged, prepareGenerated } from './web.mjs';

/** The parts of `npm test`, in order. `npm test -- unit` runs one; what follows its name goes to the runner. */
const PARTS = {
  check: () => runChecks(),
  unit: async (args) => {
    await prepareGenerated();
    if (args.length > 0) return vitest('Tests', args);
    // Only the rules must be covered whole, by their own tests. Counting slows whatever else is run with it to the half.
    const rules = await vitest('Tests of the rules, and what they cover', [
      '--project=scoring',
      '--coverage',
    ]);
    return sum([rules, await vitest('Tests', ['--project=!scoring'])]);
  },
  journeys,
};

/** `npm test`: everything. A part that fails does not keep the next from running, so that the count is whole. */
export async function test([name, ...args]) {
  if (name && !PARTS[name]) {
    throw new Halt(
      `There is no part "${name}" of the tests. Choose one of: ${Object.keys(PARTS).join(', ')}.`,
    );
  }
  const parts = name ? [PARTS[name]] : Object.values(PARTS);
  return count(parts.map((part) => () => part(args)));
}

/** `npm run test:long`: the tests that grow by HEPING_LONG (fuzz, faults), for as long as they like. */
export async function testLong(args) {
  await prepareGenerated();
  return count([() => vitest('Long tests', args, { HEPING_LONG: '1' })]);
}

async function count(parts) {
  const since = Date.now();
  const tallies = [];
  for (const part of parts) tallies.push(await part().catch(countHalt));
  const tally = sum(tallies);
  say(`\nThe whole run took ${seconds(since)}.`);
  for (const line of whatFailed(tally)) say(line);
  say(lastLine(tally));
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

/** What cannot even begin (no browser, no build) counts one failure, unless somebody stopped us. */
function countHalt(error) {
  if (!(error instanceof Halt) || interrupted()) throw error;
  say(error.message);
  return { passed: 0, failed: 1, names: [error.message] };
}

async function vitest(title, args, env = {}) {
  heading(title);
  const report = join(CACHE, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return reported(report, tallyVitest, () =>
    run(modernNode(), [command('vitest'), 'run', ...reporters, ...args], { env, show: true }),
  );
}

async function journeys(args) {
  heading('Journeys');
  await buildIfChanged();
  const chromium = await requireChromium();
  say(`Browser: ${chromium}`);
  const report = join(CACHE, 'playwright.json');
  return reported(report, tallyPlaywright, () =>
    run(modernNode(), [command('playwright'), 'test', '--config', 'tests/playwright.config.ts', ...args], {
      env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      show: true,
    }),
  );
}

/** Runs a test runner and reads what it reported; a report of an earlier run is never counted. */
async function reported(path, tally, work) {
  rmSync(path, { force: true });
  const { code } = await work();
  if (interrupted()) throw new Halt('Stopped.');
  return tally(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined, code);
}
