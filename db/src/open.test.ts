import { expect, test } from 'vitest';
import { UnusableDatabase } from './failures.ts';
import { openStore } from './open.ts';

test('a PostgreSQL that does not answer is named in one line, without the password', async () => {
  // Port 1 of this machine: refused at once.
  const error: unknown = await openStore({ databaseUrl: 'postgres://heping:geheim@127.0.0.1:1/heping' }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnusableDatabase);
  const { message } = error as Error;
  expect([message.includes('\n'), message.includes('geheim')]).toEqual([false, false]);
});
