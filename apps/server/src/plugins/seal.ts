/** The server’s own signature, its key in the data directory; and at boot a look at the end of the audit chain. */
import { verifyAudit } from '@heping/db';
import fp from 'fastify-plugin';
import { openSeal, type Seal } from '../sheets/seal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    seal: Seal;
  }
}

/** Entries checked at boot: some tens of milliseconds; `npm run db:verify` checks them all. [SE5] */
const CHECKED_AT_BOOT = 2_000;

export const seal = fp(
  async (app) => {
    app.decorate('seal', openSeal(app.config.dataDir));
    const audit = await verifyAudit(app.store, { last: CHECKED_AT_BOOT });
    // It still serves: a broken chain is for people to look into, and every sealed sheet says on its page what holds.
    if (!audit.ok) {
      const { seq, fault } = audit;
      app.log.error({ seq, fault }, `the audit chain does not hold at entry ${seq}: run npm run db:verify`);
    }
  },
  { name: 'seal', dependencies: ['db'] },
);
