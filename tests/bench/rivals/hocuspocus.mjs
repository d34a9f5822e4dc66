// (c) Hocuspocus as it comes, with its documents in SQLite: the statements of its own SQLite extension, on the
// better-sqlite3 that this house uses too.
import { join } from 'node:path';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import Sqlite from 'better-sqlite3';

const db = new Sqlite(join(process.argv[2], 'hocuspocus.sqlite'));
db.exec('CREATE TABLE IF NOT EXISTS documents (name varchar(255) NOT NULL PRIMARY KEY, data blob NOT NULL)');
const read = db.prepare('SELECT data FROM documents WHERE name = ?');
const write = db.prepare(
  'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data',
);
const kept = new Database({
  fetch: async ({ documentName }) => read.get(documentName)?.data ?? null,
  store: async ({ documentName, state }) => write.run(documentName, state),
});
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
  extensions: [kept],
});
await server.listen();
console.log(`http://127.0.0.1:${server.address.port}`);
process.once('SIGTERM', () => void server.destroy().then(() => process.exit(0)));
