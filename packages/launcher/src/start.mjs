import { readFileSync } from 'node:fs';
import { interrupted, run, stopAll } from './child.mjs';
import { SERVER, modernNode } from './house.mjs';
import { requireFreePort } from './port.mjs';
import { buildIfChanged } from './web.mjs';

const LEASH = new URL('./leash.mjs', import.meta.url).href;
const LOOK_MS = 500;

/** Builds the pages when they changed, then serves until told to stop. The server itself migrates, seeds and greets. */
export async function start() {
  const { PORT = '3000', NODE_ENV = 'production' } = process.env;
  await requireFreePort(PORT);
  await buildIfChanged();
  if (process.env.npm_lifecycle_event === 'start') stopWithParent();
  const { code } = await run(modernNode(), ['--import', LEASH, SERVER], {
    env: { PORT, NODE_ENV },
    show: true,
    apart: true,
  });
  return interrupted() && code === 0 ? 0 : code;
}

/** npm passes signals on, but when npm itself is killed nobody tells us: we, or the shell between, change parents. */
function stopWithParent() {
  const before = parents();
  const watch = setInterval(() => {
    if (parents() === before) return;
    clearInterval(watch);
    if (!interrupted()) stopAll();
  }, LOOK_MS);
  watch.unref();
}

/** Our parent, and on Linux its parent: npm runs scripts through a shell that would outlive it. */
function parents() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${process.ppid} ${parent}`;
  } catch {
    return `${process.ppid}`;
  }
}
