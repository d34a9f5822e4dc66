/** The store and the clock. Holds the data directory, opens the database, migrates it, and closes it last. */
import { holdDataDir, openStore, type Store } from '@heping/db';
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
    const hold = databaseUrl === undefined ? holdDataDir(config.dataDir) : null;
    const store = await openStore(
      databaseUrl === undefined ? { dataDir: config.dataDir } : { databaseUrl },
    ).catch((error: unknown) => {
      hold?.release();
      throw error;
    });
    app.decorate('config', config);
    app.decorate('clock', now);
    app.decorate('store', store);
    app.addHook('onClose', async () => {
      await store.close();
      hold?.release();
    });
  },
  { name: 'db' },
);
