/** The way to the mail server. A message is one person's; nothing in it can become a header. [NT6] */
import { EMAIL } from '@heping/protocol';
import nodemailer from 'nodemailer';
import type { MailServer } from '../config.ts';
import { wordsOf, type Outcome } from './outbox.ts';

export interface Letter {
  /** Becomes the Message-ID: two of the same are one. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Answers with what the mail server said. */
  send(letter: Letter): Promise<Outcome & { readonly answer: string }>;
  close(): void;
}

const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
};

export function openMailer({ url, from }: MailServer): Mailer {
  const transport = nodemailer.createTransport({
    ...{ url, ...PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const house = from.slice(from.indexOf('@') + 1);
  return {
    async send({ id, to, subject, text, html }) {
      if (!EMAIL.test(to.address)) return refused(null, 'no usable address', true);
      try {
        const { response } = await transport.sendMail({
          from: { name: '合评 Heping', address: from },
          to: { name: oneLine(to.name), address: to.address },
          subject: oneLine(subject),
          ...{ text, html },
          messageId: `<${id}@${house}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { ok: true, status: Number(response.slice(0, 3)) || null, answer: response };
      } catch (error) {
        const status = statusOf(error);
        // What the server refuses for good, it refuses tomorrow, too.
        return refused(status, wordsOf(error), status !== null && status >= 500);
      }
    },
    close: () => transport.close(),
  };
}

const refused = (status: number | null, error: string, isFinal: boolean) =>
  ({ ok: false, status, error, isFinal, answer: error }) as const;

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

function statusOf(error: unknown): number | null {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' ? code : null;
}
