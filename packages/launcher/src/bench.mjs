import { join } from 'node:path';
import { run } from './child.mjs';
import { ROOT, modernNode } from './house.mjs';
import { installApart } from './install.mjs';

const BENCH = join(ROOT, 'tests/bench');

/** `npm run bench`: the corridor against other servers. They are installed for this alone. */
export async function bench(args) {
  await installApart(join(BENCH, 'rivals'));
  const { code } = await run(modernNode(), [join(BENCH, 'bench.ts'), ...args], { show: true });
  return code;
}
