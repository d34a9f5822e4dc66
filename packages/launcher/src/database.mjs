import { run } from './child.mjs';
import { command, modernNode } from './house.mjs';

const DIALECTS = ['sqlite', 'pg'];

/** Writes the migrations for both databases from the one table definition: `npm run db:generate -- <name>`. */
export async function generate(args) {
  const name = args[0] ? ['--name', args[0]] : [];
  for (const dialect of DIALECTS) {
    const config = `db/drizzle.${dialect}.config.ts`;
    const { code } = await run(
      modernNode(),
      [command('drizzle-kit'), 'generate', '--config', config, ...name],
      {
        show: true,
      },
    );
    if (code !== 0) return code;
  }
  return 0;
}

/** Brings the database of HEPING_DATA (or DATABASE_URL) up to date. */
export async function migrate() {
  return (await run(modernNode(), ['db/bin/migrate.ts'], { show: true })).code;
}

/** Loads the demo data into an empty database. */
export async function seed() {
  return (await run(modernNode(), ['apps/server/bin/seed.ts'], { show: true })).code;
}

/** Checks the audit chain and every locked sheet. */
export async function verify() {
  return (await run(modernNode(), ['apps/server/bin/verify.ts'], { show: true })).code;
}
