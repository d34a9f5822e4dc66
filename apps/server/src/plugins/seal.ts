/** The server’s own signature, its key in the data directory. */
import fp from 'fastify-plugin';
import { openSeal, type Seal } from '../sheets/seal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    seal: Seal;
  }
}

export const seal = fp(
  async (app) => {
    app.decorate('seal', openSeal(app.config.dataDir));
  },
  { name: 'seal', dependencies: ['db'] },
);
