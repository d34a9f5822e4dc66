/** The store and the clock. Opens the database, migrates it, and closes it last. */
import { openStore, type Store } from '@heping/db';
import fp from 'fastify-plugin';
import { configOf, type AppOptions, type Config } from '../config.ts';

declare module 'fastify' {
  interface FastifyInstance {
    store: Store;
    config: Config;
    /** Milliseconds UTC: the only clock there is (SECURITY C18). */
    readonly clock: () => number;
  }
}

export const db = fp<AppOptions>(
  async (app, options) => {
    const { databaseUrl, now = Date.now } = options;
    const config = configOf(options);
    const store = await openStore(databaseUrl === undefined ? { dataDir: config.dataDir } : { databaseUrl });
    app.decorate('config', config);
    app.decorate('clock', now);
    app.decorate('store', store);
    app.addHook('onClose', () => store.close());
  },
  { name: 'db' },
);
