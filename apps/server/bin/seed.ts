/** `npm run db:seed`: loads the demo into an empty database without serving it. `npm start` does the same by itself. */
import { UnusableDatabase } from '@heping/db';
import { buildApp } from '../src/app.ts';
import { UnusableSetting, readEnvironment } from '../src/config.ts';
import { storyClock } from '../src/demo/clock.ts';
import { firstStart } from '../src/first-start.ts';

try {
  const { demo: _demo, ...options } = readEnvironment(process.env);
  const clock = storyClock();
  const app = await buildApp({ ...options, now: clock.now, webDir: null });
  await app.ready();
  const lines: string[] = [];
  await firstStart(app, { demo: true, clock, say: (line) => lines.push(line) && console.log(line) });
  console.log(lines.length > 0 ? 'Done.' : 'There are people in this database already: nothing was loaded.');
  await app.close();
} catch (error) {
  if (!(error instanceof UnusableDatabase || error instanceof UnusableSetting)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
