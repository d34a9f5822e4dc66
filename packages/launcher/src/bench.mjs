import { join } from 'node:path';
import { run } from './child.mjs';
import { requireChromium } from './chromium.mjs';
import { ROOT, modernNode } from './house.mjs';
import { installApart } from './install.mjs';
import { buildIfChanged } from './web.mjs';

const BENCH = join(ROOT, 'tests/bench');

/** `npm run bench`: the corridor against other servers, which are installed for this alone, and the pages in a browser. */
export async function bench(args) {
  await installApart(join(BENCH, 'rivals'));
  await buildIfChanged();
  const env = { CHROMIUM_PATH: await requireChromium() };
  const { code } = await run(modernNode(), [join(BENCH, 'bench.ts'), ...args], { env, show: true });
  return code;
}
