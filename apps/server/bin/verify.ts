/** `npm run db:verify`: checks the audit chain, every locked sheet and every kept file without serving them. Answers 1 where one does not hold. */
import { openStore, UnusableDatabase } from '@heping/db';
import { fileLines, verifyFiles } from '../src/files/verify.ts';
import { configOf, readEnvironment, UnusableSetting } from '../src/config.ts';
import { keptKeys } from '../src/sheets/seal.ts';
import { verdictLines, verifyKept } from '../src/sheets/verify.ts';

try {
  const { databaseUrl, ...options } = readEnvironment(process.env);
  const { dataDir } = configOf(options);
  const store = await openStore(databaseUrl === undefined ? { dataDir } : { databaseUrl });
  const verdict = await verifyKept(store, await keptKeys(dataDir));
  for (const line of verdictLines(verdict)) console.log(line);
  const files = await verifyFiles(store, dataDir);
  for (const line of fileLines(files)) console.log(line);
  await store.close();
  const faults = verdict.faulty.length + verdict.triggers.length + files.faulty.length;
  if (!verdict.audit.ok || faults > 0) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UnusableDatabase || error instanceof UnusableSetting)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
