/** The one interval of the house: what is due by the clock is done at the start and every minute, and ends with it. [RM1] */
import fp from 'fastify-plugin';
import { deskOf } from '../evaluations/commands/desk.ts';
import { TimedWork } from '../reminders/timed-work.ts';

declare module 'fastify' {
  interface FastifyInstance {
    timed: TimedWork;
  }
}

const MINUTE = 60_000;

export const timed = fp(
  async (app) => {
    const work = new TimedWork(deskOf(app));
    app.decorate('timed', work);
    let interval: NodeJS.Timeout | undefined;
    const turn = () => {
      work.run().then(
        () => app.outgoing.outbox.wake(),
        (error: unknown) => app.log.error({ err: error }, 'timed work'),
      );
    };
    app.addHook('onListen', async () => {
      if (!app.config.timedWork) return;
      interval = setInterval(turn, MINUTE).unref();
      turn();
    });
    app.addHook('preClose', async () => {
      clearInterval(interval);
      await work.stop();
    });
  },
  { name: 'timed', dependencies: ['db'] },
);
