/** Where files lie and where they are opened. At boot what is nobody’s is swept away. [FS5] */
import fp from 'fastify-plugin';
import { Arrivals } from '../files/arrivals.ts';
import { Darkroom } from '../files/darkroom.ts';
import { isKept } from '../files/keep.ts';
import { Shelf } from '../files/shelf.ts';

declare module 'fastify' {
  interface FastifyInstance {
    shelf: Shelf;
    darkroom: Darkroom;
    arrivals: Arrivals;
  }
}

export const files = fp(
  async (app) => {
    const shelf = new Shelf(app.config.dataDir);
    const darkroom = new Darkroom();
    app.decorate('shelf', shelf);
    app.decorate('darkroom', darkroom);
    app.decorate('arrivals', new Arrivals());
    app.addHook('onClose', async () => darkroom.close());
    const swept = await shelf.sweep(Date.now(), (sha256) => isKept(app.store.db, sha256));
    if (swept > 0) app.log.info({ swept }, 'files that were nobody’s are swept away');
  },
  { name: 'files', dependencies: ['db'] },
);
