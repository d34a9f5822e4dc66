/** Starts the server, greets whoever started it, and stops it again. */
import { UnusableDatabase } from '@heping/db';
import type { FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import { readEnvironment, UnusableSetting } from './config.ts';
import { storyClock } from './demo/clock.ts';
import { openMissingCases } from './findings/open-missing.ts';
import { openMissingPlans } from './plans/open-missing.ts';
import { firstStart } from './first-start.ts';
import { greet } from './greeting.ts';

/** EX_CONFIG of sysexits.h: it cannot start as it is configured, and trying again does not help. */
const EX_CONFIG = 78;

/** One clear line and an exit code; undefined for what is a bug and keeps its stack. */
function explainStart(error: unknown, port: number | undefined): { line: string; code: number } | undefined {
  if (error instanceof UnusableDatabase || error instanceof UnusableSetting) {
    return { line: error.message, code: EX_CONFIG };
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return {
      line: `端口 ${port} 已被占用：请设置 PORT 换一个。 Port ${port} is taken: set PORT to another.`,
      code: 1,
    };
  if (code === 'EACCES' || code === 'EPERM') return { line: (error as Error).message, code: 1 };
  return undefined;
}

function stopOnSignals(app: FastifyInstance): void {
  const stop = (signal: NodeJS.Signals) => {
    // A second signal does not wait.
    process.once(signal, () => process.exit(1));
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function serve(): Promise<void> {
  const { demo, ...options } = readEnvironment(process.env);
  const clock = storyClock();
  const app = await buildApp({ ...options, now: clock.now });
  stopOnSignals(app);
  await app.ready();
  const { accounts, administrator } = await firstStart(app, {
    demo,
    clock,
    say: (line) => console.log(line),
  });
  await openMissingCases(app.store, app.clock());
  await openMissingPlans(app.store, app.clock());
  await app.listen({ port: app.config.port, host: app.config.host });
  console.log(greet({ address: addressOf(app), accounts, administrator }));
}

/** Where to go: the public address, or this machine. */
function addressOf({ config, server }: FastifyInstance): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  return config.origins[0] ?? `http://localhost:${port}`;
}

try {
  await serve();
} catch (error) {
  const explained = explainStart(error, Number(process.env['PORT'] ?? 3000));
  console.error(explained?.line ?? error);
  process.exit(explained?.code ?? 1);
}
