/** Those who receive, as real servers on this machine: one that takes webhooks, one that takes mail. */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with one request: a status, or nothing at all. */
export type Manner = (received: Received, count: number) => { status: number; text?: string } | 'silent';

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  manner: Manner;
  close(): Promise<void>;
}

const listenOn = (server: Server): Promise<number> =>
  new Promise((listening) =>
    server.listen(0, '127.0.0.1', () => listening((server.address() as AddressInfo).port)),
  );

export async function openReceiver(
  manner: Manner = () => ({ status: 200, text: 'thank you' }),
): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const one = { headers: request.headers, body: Buffer.concat(pieces).toString('utf8') };
      received.push(one);
      const answer = receiver.manner(one, received.length);
      if (answer === 'silent') return;
      response.writeHead(answer.status, { location: receiver.url }).end(answer.text ?? '');
    });
  });
  const port = await listenOn(server);
  const receiver: Receiver = {
    ...{ url: `http://127.0.0.1:${port}/hook`, received, manner },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
  return receiver;
}

export interface Mailbox {
  readonly url: string;
  /** Whole messages, as they came. */
  readonly letters: { readonly to: string; readonly text: string }[];
  /** Addresses that are refused for good. */
  readonly refuses: Set<string>;
  close(): Promise<void>;
}

export async function openMailbox(port = 0): Promise<Mailbox> {
  const letters: Mailbox['letters'] = [];
  const refuses = new Set<string>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      if (refuses.has(address)) done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }));
      else done();
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        letters.push({ to: to?.address ?? '', text: Buffer.concat(pieces).toString('utf8') });
        done();
      });
    },
  });
  // Whoever sends may be killed in the middle; that is what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', () => listening()));
  const bound = (server.server.address() as AddressInfo).port;
  return {
    ...{ url: `smtp://127.0.0.1:${bound}`, letters, refuses },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** A part of a message, decoded: base64 and quoted-printable are how Chinese travels. */
export function partsOf(text: string): string {
  return text
    .split(/\r?\n--[^\n]+\r?\n/)
    .map((part) => {
      const [head = '', ...rest] = part.split(/\r?\n\r?\n/);
      const body = rest.join('\n\n');
      if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
      if (!/quoted-printable/i.test(head)) return part;
      const bytes = body
        .replaceAll(/=\r?\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString('utf8');
    })
    .join('\n');
}

/** A subject as it was written, out of its encoded words. */
export function subjectOf(text: string): string {
  const [, folded = ''] = /^Subject: ((?:.*\r?\n[ \t]+)*.*)/m.exec(text) ?? [];
  return folded
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, words: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(words, 'base64').toString('utf8')
        : Buffer.from(
            words
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/gi, (__, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString('utf8'),
    );
}
