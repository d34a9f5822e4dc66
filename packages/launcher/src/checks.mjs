import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { interrupted, run } from './child.mjs';
import { Halt } from './halt.mjs';
import { MODULES, WEB, command, modernNode } from './house.mjs';
import { during, heading, say, seconds } from './say.mjs';
import { lastLine, sum } from './tally.mjs';
import { prepareGenerated } from './web.mjs';

const AT_ONCE = Math.min(2, availableParallelism());

function types(name, project) {
  const remembered = join(MODULES, `.cache/heping/types-${name}.tsbuildinfo`);
  return {
    name: `types of ${name}`,
    args: [
      command('tsc'),
      '-p',
      project,
      '--incremental',
      '--tsBuildInfoFile',
      remembered,
      '--pretty',
      'false',
    ],
  };
}

/** What is checked without running it. Each counts as one test. The slow ones come first: two run at a time. */
const CHECKS = [
  { name: 'lint', args: [command('eslint'), '.', '--max-warnings', '0'] },
  {
    name: 'pages (svelte-check)',
    args: [
      command('svelte-check'),
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
      '--output',
      'human',
    ],
    cwd: WEB,
  },
  types('server and db', 'tsconfig.json'),
  types('tests', 'tests/tsconfig.json'),
  types('scoring', 'packages/scoring/tsconfig.json'),
  types('protocol', 'packages/protocol/tsconfig.json'),
  {
    name: 'format',
    args: [
      command('prettier'),
      '--check',
      '.',
      '--log-level',
      'warn',
      '--cache',
      '--cache-strategy',
      'content',
    ],
  },
];

/** The import table and the other rules about the sources as a whole. Part of the tests, so `test` runs it there. */
const ARCHITECTURE = {
  name: 'architecture',
  args: [command('vitest'), 'run', '--project', 'tests', 'tests/architecture'],
};

/** `npm run check`: format, lint, types, pages, architecture. */
export async function check() {
  const tally = await runChecks([...CHECKS, ARCHITECTURE]);
  say(`\n${lastLine(tally)}`);
  return tally.failed > 0 ? 1 : 0;
}

/** Runs the checks two at a time, prints what those that fail have to say, and counts each as one test. */
export async function runChecks(checks = CHECKS) {
  heading('Check');
  const queue = [...checks];
  const running = new Set();
  const tallies = [];
  const failures = [];
  // The checks that need what is generated fail by themselves; the others still have something to say.
  await prepareGenerated().catch((error) =>
    failures.push({ name: 'generated files', output: error.message }),
  );
  tallies.push({ passed: 0, failed: failures.length, names: failures.map(({ name }) => name) });
  await during(
    () => ['Checking', [...running].join(', ')].filter(Boolean).join(' '),
    () => Promise.all(Array.from({ length: AT_ONCE }, worker)),
  );
  for (const { name, output } of failures) say(`\nFailed: ${name}\n${output.trim()}`);
  return sum(tallies);

  async function worker() {
    for (let next = queue.shift(); next; next = queue.shift()) {
      running.add(next.name);
      tallies.push(await one(next));
      running.delete(next.name);
    }
  }

  async function one({ name, args, cwd }) {
    const since = Date.now();
    const { code, output } = await run(modernNode(), args, { cwd });
    if (interrupted()) throw new Halt('Stopped.');
    say(`  ${code === 0 ? '✓' : '✗'} ${name}: ${seconds(since)}`);
    if (code !== 0) failures.push({ name, output });
    return { passed: Number(code === 0), failed: Number(code !== 0), names: code === 0 ? [] : [name] };
  }
}
