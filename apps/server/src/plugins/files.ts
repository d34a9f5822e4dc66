/** Where files lie and where they are opened. At boot and once a day what is nobody’s is swept away. [FS5, FS6] */
import fp from 'fastify-plugin';
import { Arrivals } from '../files/arrivals.ts';
import { Coming } from '../files/coming.ts';
import { Darkroom } from '../files/darkroom.ts';
import { isKept } from '../files/keep.ts';
import { Shelf } from '../files/shelf.ts';
import { forgetUnused } from '../files/unused.ts';

declare module 'fastify' {
  interface FastifyInstance {
    shelf: Shelf;
    darkroom: Darkroom;
    arrivals: Arrivals;
    coming: Coming;
  }
}

const DAY_MS = 24 * 60 * 60_000;

export const files = fp(
  async (app) => {
    const shelf = new Shelf(app.config.dataDir);
    const darkroom = new Darkroom();
    app.decorate('shelf', shelf);
    app.decorate('darkroom', darkroom);
    app.decorate('arrivals', new Arrivals());
    const coming = new Coming(app.config.dataDir);
    app.decorate('coming', coming);
    const sweep = async () => {
      const { store, clock, log } = app;
      const unused = await store.tx((db) => forgetUnused(db, clock()));
      const swept =
        (await shelf.sweep(Date.now(), (sha256) => isKept(store.db, sha256))) +
        (await coming.sweep(Date.now()));
      if (unused + swept > 0) log.info({ unused, swept }, 'files that were nobody’s are swept away');
    };
    await sweep();
    const daily = setInterval(() => {
      sweep().catch((error: unknown) => app.log.error({ err: error }, 'files were not swept'));
    }, DAY_MS).unref();
    app.addHook('onClose', (_app, done) => {
      clearInterval(daily);
      darkroom.close();
      done();
    });
  },
  { name: 'files', dependencies: ['db'] },
);
