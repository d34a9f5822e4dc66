// A browser for the journeys: the one that is there, else Playwright's, else Debian's.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './child.mjs';
import { Halt } from './halt.mjs';
import { STAMPS, command, modernNode } from './house.mjs';
import { during, say } from './say.mjs';
import { readStamp, writeStamp } from './stamps.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FONT = 'fonts-noto-cjk';
const WHERE_IS_PLAYWRIGHTS =
  "import('@playwright/test').then((p) => process.stdout.write((p.chromium ?? p.default.chromium).executablePath()))";

/** The path of a Chromium, installed on the way when there is none. Refuses with what a person can do about it. */
export async function requireChromium() {
  const path = named() ?? onPath(NAMES) ?? (await playwrights()) ?? (await install());
  if (!path) {
    throw new Halt(
      'The browser journeys need Chromium, and none could be found or installed.\n' +
        'Install one (Debian, Ubuntu: apt-get install chromium) or name one: CHROMIUM_PATH=/path/to/chromium npm test',
    );
  }
  await wantChineseFont();
  return path;
}

function named() {
  const path = process.env.CHROMIUM_PATH;
  if (!path) return undefined;
  if (!existsSync(path)) throw new Halt(`CHROMIUM_PATH is ${path}, and there is no such file.`);
  return path;
}

/** The first of these commands in the folders of PATH. */
export function onPath(names, path = process.env.PATH ?? '') {
  const folders = path.split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function playwrights() {
  const { output } = await run(modernNode(), ['-e', WHERE_IS_PLAYWRIGHTS]);
  const path = output.trim();
  return existsSync(path) ? path : undefined;
}

async function install() {
  say('No Chromium here yet.');
  await during("Fetching Playwright's Chromium", () =>
    run(modernNode(), [command('playwright'), 'install', 'chromium']),
  );
  const fetched = await playwrights();
  if (fetched) return fetched;
  await aptGet("Installing Debian's Chromium", ['chromium', FONT], ['chromium']);
  return onPath(NAMES);
}

/** Without a Chinese font the pages show boxes. Tried once; the journeys do not depend on it. */
async function wantChineseFont() {
  const list = onPath(['fc-list']);
  if (!list || readStamp(STAMPS, 'font')) return;
  const { output } = await run(list, [':lang=zh']);
  if (output.trim() === '') await aptGet('Installing a Chinese font', [FONT]);
  writeStamp(STAMPS, 'font', 'looked for');
}

/** Installs the first set of packages that apt-get accepts. Answers quietly when this user may not. */
async function aptGet(label, ...sets) {
  const apt = onPath(['apt-get']);
  const rights = asRoot();
  if (!apt || !rights) return;
  const call = (args) => {
    const [file, ...rest] = [...rights, apt, ...args];
    return run(file, rest, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await during(`${label} (apt-get)`, async () => {
    await call(['update', '-q']);
    for (const packages of sets) {
      const { code } = await call(['install', '-q', '-y', '--no-install-recommends', ...packages]);
      if (code === 0) return;
    }
  });
}

/** How a command becomes root's: nothing for root, `sudo -n` (which never asks) for others, undefined without sudo. */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  const sudo = onPath(['sudo']);
  return sudo ? [sudo, '-n'] : undefined;
}
