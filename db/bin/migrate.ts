/** `npm run db:migrate`: brings the database up to date without serving it. The server does the same when it starts. */
import { UnusableDatabase, openStore } from '../src/index.ts';

const databaseUrl = process.env['DATABASE_URL'];
const dataDir = process.env['HEPING_DATA'] || './data';

try {
  const store = await openStore(databaseUrl ? { databaseUrl } : { dataDir });
  await store.close();
  console.log(`The database ${databaseUrl ? 'at DATABASE_URL' : `in ${dataDir}`} is up to date.`);
} catch (error) {
  if (!(error instanceof UnusableDatabase)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
