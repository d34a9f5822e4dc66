import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { alone } from './alone.mjs';
import { interrupted, run } from './child.mjs';
import { Halt } from './halt.mjs';
import { MODULES, ROOT, STAMPS, modernNode } from './house.mjs';
import { during, say } from './say.mjs';
import { hashOf, readStamp, writeStamp } from './stamps.mjs';

const LOCK_FILE = join(ROOT, 'package-lock.json');
/** npm's own note of what lies in node_modules. */
const INSTALLED = join(MODULES, '.package-lock.json');

// Dev dependencies also under NODE_ENV=production: the page is built here. No install scripts: nothing needs them.
const NPM_CI = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/;

/** Installs the packages of the lock file unless exactly these are there already. */
export async function install() {
  if (isCurrent()) return;
  await alone(async () => {
    if (isCurrent()) return; // Another command did it while this one waited.
    await installNow();
    writeStamp(STAMPS, 'packages', hashOfLock());
  });
}

/** What `npm ci` would read. */
export function hashOfLock() {
  return hashOf([LOCK_FILE], { base: ROOT });
}

function isCurrent() {
  if (!existsSync(INSTALLED)) return false;
  if (readStamp(STAMPS, 'packages') === hashOfLock()) return true;
  // Put there by `npm install`, for example. Compared once, then remembered.
  if (missingFrom(readJson(INSTALLED), readJson(LOCK_FILE)).length > 0) return false;
  writeStamp(STAMPS, 'packages', hashOfLock());
  return true;
}

/** The places whose package is not the one the lock file asks for. Optional ones depend on the platform. */
export function missingFrom(installed, lock) {
  return Object.entries(lock.packages)
    .filter(([place, wanted]) => place.includes('node_modules/') && !wanted.optional)
    .filter(([place, wanted]) => {
      const found = installed.packages[place];
      return !found || found.version !== wanted.version || found.integrity !== wanted.integrity;
    })
    .map(([place]) => place);
}

async function installNow() {
  say('Installing the packages of package-lock.json; the first time this takes about a minute.');
  await npmCi(ROOT);
  modernNode(); // Says so at once when this platform has none.
}

/** Installs what a folder outside the house wants for itself, e.g. the servers a bench compares with. */
export async function installApart(folder) {
  const wanted = hashOf([join(folder, 'package-lock.json')], { base: folder });
  const stamps = join(folder, 'node_modules/.cache/heping');
  if (readStamp(stamps, 'packages') === wanted) return;
  await npmCi(folder);
  writeStamp(stamps, 'packages', wanted);
}

async function npmCi(folder) {
  const [file, ...args] = npm();
  const { code, output } = await during('Installing packages', () =>
    run(file, [...args, ...NPM_CI], { cwd: folder }),
  );
  if (interrupted()) throw new Halt('Stopped while packages were being installed.');
  if (code !== 0) throw new Halt(explain(output));
}

/** Turns what npm printed into what a person should do. */
export function explain(output) {
  const cause = output.split('\n').find((line) => NO_NETWORK.test(line));
  if (cause === undefined) return `npm could not install the packages:\n\n${output.trim()}`;
  return (
    'The npm registry could not be reached, so the packages are not installed.\n' +
    'Check the network (or the proxy and registry in your npm settings) and run the same command again.\n' +
    `npm said: ${cause.replace(/^npm error\s+/, '')}`
  );
}

/** The npm that called us, else the one beside this Node: run as a script, so that no shell is involved. */
function npm() {
  const caller = process.env.npm_execpath;
  const beside = [
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ];
  const script = [caller, ...beside].find(
    (path) => path && basename(path) === 'npm-cli.js' && existsSync(path),
  );
  return script ? [process.execPath, script] : ['npm'];
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
