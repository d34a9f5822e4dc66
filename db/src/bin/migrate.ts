/** `npm run db:migrate`: brings the database of DATABASE_URL, or of HEPING_DATA, up to date. */
import { UnusableDatabase } from '../failures.ts';
import { openStore } from '../open.ts';

const { DATABASE_URL: databaseUrl, HEPING_DATA: dataDir = './data' } = process.env;
try {
  const store = await openStore(databaseUrl ? { databaseUrl } : { dataDir });
  await store.close();
  console.log('The database is up to date.');
} catch (error) {
  if (!(error instanceof UnusableDatabase)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
