/** `npm run db:verify`: checks the audit chain and every locked sheet without serving them. Answers 1 where one does not hold. */
import { openStore, UnusableDatabase } from '@heping/db';
import { configOf, readEnvironment, UnusableSetting } from '../src/config.ts';
import { keptKeys } from '../src/sheets/seal.ts';
import { verdictLines, verifyKept } from '../src/sheets/verify.ts';

try {
  const { databaseUrl, ...options } = readEnvironment(process.env);
  const { dataDir } = configOf(options);
  const store = await openStore(databaseUrl === undefined ? { dataDir } : { databaseUrl });
  const verdict = await verifyKept(store, await keptKeys(dataDir));
  for (const line of verdictLines(verdict)) console.log(line);
  await store.close();
  if (!verdict.audit.ok || verdict.faulty.length + verdict.triggers.length > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UnusableDatabase || error instanceof UnusableSetting)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
