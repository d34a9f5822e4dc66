/** What people are told reaches their open pages, and what leaves the house leaves it. [NT4, NT7] */
import fp from 'fastify-plugin';
import { carryMail, goesAlong } from '../notifications/carry-mail.ts';
import { carryWebhook } from '../notifications/carry-webhook.ts';
import { keepMailOn } from '../notifications/mail-on.ts';
import { openMailer, type Mailer } from '../notifications/mailer.ts';
import { Outbox } from '../notifications/outbox.ts';

declare module 'fastify' {
  interface FastifyInstance {
    outgoing: {
      readonly outbox: Outbox;
      /** null: no mail server is configured. */
      readonly mailer: Mailer | null;
      /** Where links in mails and events lead. */
      origin(): string;
    };
  }
}

export const outgoing = fp(
  async (app) => {
    const { store, config } = app;
    const clock = () => app.clock();
    const mailer = config.mail === null ? null : openMailer(config.mail);
    const origin = () => config.origins[0] ?? `http://localhost:${config.port}`;
    const outbox = new Outbox({
      ...{ store, clock, goesAlong, chance: Math.random },
      carriers: {
        mail: carryMail({ store, mailer, origin }),
        webhook: carryWebhook({ store, clock, origin, rules: config.webhooks }),
      },
      fault: (error) => app.log.error({ err: error }, 'outbox'),
    });
    app.decorate('outgoing', { outbox, mailer, origin });
    await keepMailOn(store, mailer !== null);
    if (store.dialect === 'sqlite') await outbox.takeOver();
    const stopListening = store.onHint(({ told = [], outgoing: isOutgoing }) => {
      app.notices.notificationsChanged(told);
      if (isOutgoing === true && config.timedWork) outbox.wake();
    });
    app.addHook('preClose', async () => {
      stopListening();
      await outbox.close();
      mailer?.close();
    });
  },
  { name: 'outgoing', dependencies: ['db'] },
);
