// The pages: generated types, compiled messages, and the build, each only when it is missing or out of date.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { interrupted, run } from './child.mjs';
import { Halt } from './halt.mjs';
import { ROOT, STAMPS, WEB, command, modernNode } from './house.mjs';
import { hashOfLock } from './install.mjs';
import { during, say } from './say.mjs';
import { hashOf, readStamp, writeStamp } from './stamps.mjs';

const SOURCES = ['apps/web', 'packages/scoring', 'packages/protocol', 'svelte.config.js'];
const GENERATED =
  /(^|\/)(node_modules|\.svelte-kit|build|coverage|paraglide|test-results)$|\/project\.inlang\/(?!settings\.json$)|\.test\.ts$|\.md$/;
const MESSAGES = [
  '--project',
  './project.inlang',
  '--outdir',
  './src/lib/paraglide',
  '--silent',
  '--strategy',
  'cookie',
  'baseLocale',
];
const BUILT = join(WEB, 'build');

/** Builds the pages unless they were built from exactly these sources. */
export async function buildIfChanged() {
  if (isBuilt()) return;
  await alone(async () => {
    if (!isBuilt()) await buildNow();
  });
}

/** `npm run build`: says so when there is nothing to do. */
export async function build() {
  if (isBuilt()) say('The pages are built from these sources already.');
  else await buildIfChanged();
  return 0;
}

/** Everything the pages are made of, in one hash. */
export function hashOfWeb(root = ROOT) {
  return hashOf(
    SOURCES.map((path) => join(root, path)),
    { base: root, leaveOut: (name) => GENERATED.test(name) },
  );
}

function wanted() {
  return `${hashOfWeb()} ${hashOfLock()}`;
}

function isBuilt() {
  return existsSync(BUILT) && readStamp(STAMPS, 'web') === wanted();
}

async function buildNow() {
  const sources = wanted();
  await prepareTypes();
  const { code, output } = await during('Building the pages', () =>
    run(modernNode(), [command('vite'), 'build'], { cwd: WEB }),
  );
  if (interrupted()) throw new Halt('Stopped while the pages were being built.');
  if (code !== 0) throw new Halt(`The pages could not be built:\n\n${output.trim()}`);
  writeStamp(STAMPS, 'web', sources);
}

/** SvelteKit's generated types: every `npm install` takes them away, and the web's tsconfig extends them. */
export async function prepareTypes() {
  if (!existsSync(join(WEB, 'node_modules/$app'))) await generateTypes();
}

/** What checks and tests of the pages need to be generated: the messages as functions, and types per route. */
export async function prepareGenerated() {
  // Not under a build that is going on: it compiles the same messages into the same folder, with the name of its cookie.
  await alone(async () => {
    await during('Compiling the messages', () =>
      must(run(modernNode(), [command('paraglide-js'), 'compile', ...MESSAGES], { cwd: WEB })),
    );
    await generateTypes();
  });
}

async function generateTypes() {
  await during('Generating the types of the pages', () =>
    must(run(modernNode(), [command('svelte-kit'), 'sync'], { cwd: WEB })),
  );
}

async function must(running) {
  const { code, output } = await running;
  if (interrupted()) throw new Halt('Stopped.');
  if (code !== 0) throw new Halt(output.trim());
}
