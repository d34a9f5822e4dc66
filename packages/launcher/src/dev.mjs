import { run, stopAll } from './child.mjs';
import { SERVER, WEB, command, modernNode } from './house.mjs';
import { requireFreePort } from './port.mjs';
import { say } from './say.mjs';
import { prepareTypes } from './web.mjs';

/**
 * Two processes: Vite in front on PORT, which passes /api, /sync and /socket.io on, and the server behind on
 * HEPING_API_PORT (default: the next one), restarted when its sources change. When one ends, so does the other.
 */
export async function dev() {
  const { PORT = '3000' } = process.env;
  const { HEPING_API_PORT = String(Number(PORT) + 1) } = process.env;
  await requireFreePort(PORT);
  await requireFreePort(HEPING_API_PORT);
  await prepareTypes();
  say(`Pages on http://localhost:${PORT}, the server behind them on port ${HEPING_API_PORT}.`);

  const node = modernNode();
  const both = [
    run(node, ['--watch', '--watch-preserve-output', SERVER], {
      env: { PORT: HEPING_API_PORT, HEPING_ORIGIN: origins(PORT) },
      show: true,
    }),
    run(node, [command('vite'), 'dev', '--port', PORT, '--strictPort'], {
      cwd: WEB,
      env: { HEPING_API: `http://127.0.0.1:${HEPING_API_PORT}` },
      show: true,
    }),
  ];
  const { code } = await Promise.race(both);
  stopAll();
  await Promise.all(both);
  return code;
}

/** The browser speaks to Vite, so that address is what the server has to expect in Origin. */
function origins(port) {
  return `http://localhost:${port},http://127.0.0.1:${port}`;
}
