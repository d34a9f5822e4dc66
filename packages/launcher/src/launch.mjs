import { bench } from './bench.mjs';
import { check } from './checks.mjs';
import { interrupted, mindSignals } from './child.mjs';
import { generate, migrate, seed, verify } from './database.mjs';
import { dev } from './dev.mjs';
import { Halt } from './halt.mjs';
import { install } from './install.mjs';
import { start } from './start.mjs';
import { test, testLong } from './test.mjs';
import { build } from './web.mjs';

/** What each script of package.json does, once the packages are there. Every verb answers with an exit code. */
const VERBS = {
  start,
  dev,
  build,
  check,
  test,
  'test:long': testLong,
  bench,
  'db:generate': generate,
  'db:migrate': migrate,
  'db:seed': seed,
  'db:verify': verify,
};

/** Runs one verb and answers with the exit code of the process. */
export async function launch([verb, ...args]) {
  const work = VERBS[verb];
  if (!work) {
    console.error(`There is no "${verb ?? ''}". Choose one of: ${Object.keys(VERBS).join(', ')}.`);
    return 2;
  }
  mindSignals();
  try {
    await install();
    return await work(args);
  } catch (error) {
    if (interrupted()) return interrupted();
    if (!(error instanceof Halt)) throw error;
    console.error(`\n${error.message}`);
    return 1;
  }
}
