/** Posts one event to its receiver: to the address that was checked, without following redirects. [NT8, NT10] */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Delivery, Store, Webhook } from '@heping/db';
import { notificationText } from '@heping/protocol';
import { eq } from 'drizzle-orm';
import { Refused } from '../refused.ts';
import { pin, readUrl, type Pinned, type WebhookRules } from './addresses.ts';
import type { WebhookEvent } from './notify.ts';
import { wordsOf, type Carry, type Outcome } from './outbox.ts';
import { sign } from './signature.ts';

const PATIENCE_MS = 10_000;
/** Of an answer this much is read, for the log; the rest is nobody's concern. */
const MOST_ANSWER = 1024;
const GONE = 410;

export interface WebhookHouse {
  readonly store: Store;
  readonly rules: WebhookRules;
  clock(): number;
  origin(): string;
}

export function carryWebhook(house: WebhookHouse): Carry {
  return async (delivery: Delivery) => {
    const { webhooks } = house.store.tables;
    const [webhook] = await house.store.db.select().from(webhooks).where(eq(webhooks.id, delivery.target));
    if (webhook === undefined || webhook.disabledAt !== null)
      return { ok: false, status: null, error: 'the webhook is disabled', isFinal: true };
    // Safe: rows of webhooks are written by notify.ts only.
    const event = delivery.payload as WebhookEvent;
    return post(house, webhook, {
      id: delivery.id,
      kind: event.kind,
      event: eventBody(event, house.origin()),
    });
  };
}

/** What a receiver gets: the sentence in both languages, and where it leads. */
const eventBody = ({ kind, evaluation, params, path, at }: WebhookEvent, origin: string) => ({
  ...{ kind, at, evaluation, params },
  url: `${origin}${path}`,
  text: { zh: notificationText(kind, params, 'zh'), en: notificationText(kind, params, 'en') },
});

export interface Posted {
  /** Stays the same however often it is tried: a receiver that keeps ids does it once. */
  readonly id: string;
  readonly kind: string;
  readonly event: object;
}

/** One try, with what was answered in words. Never throws. */
export async function post(
  { rules, clock }: Pick<WebhookHouse, 'rules' | 'clock'>,
  { url, secret }: Pick<Webhook, 'url' | 'secret'>,
  { id, kind, event }: Posted,
): Promise<Outcome & { readonly answer: string }> {
  try {
    const target = readUrl(url, rules);
    const pinned = await pin(target, rules);
    const body = JSON.stringify({ id, ...event });
    const timestamp = Math.floor(clock() / 1000);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Heping-Webhook/1',
      'heping-delivery': id,
      'heping-kind': kind,
      'heping-timestamp': String(timestamp),
      'heping-signature': sign(secret, timestamp, body),
    };
    const { status, answer } = await send(target, pinned, headers, body);
    const said = `${status} ${answer}`.trim();
    if (status >= 200 && status < 300) return { ok: true, status, answer: said };
    return { ok: false, status, error: said, isFinal: status === GONE, answer: said };
  } catch (error) {
    const words = error instanceof Refused ? error.say('en') : wordsOf(error);
    return { ok: false, status: null, error: words, isFinal: false, answer: words };
  }
}

function send(
  url: URL,
  { address, family }: Pinned,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<{ readonly status: number; readonly answer: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      method: 'POST',
      headers: { ...headers },
      agent: false,
      signal: AbortSignal.timeout(PATIENCE_MS),
      lookup: (_host, options, answer) => {
        if (options.all === true) answer(null, [{ address, family }]);
        else answer(null, address, family);
      },
    });
    asked.on('error', (error) =>
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? new Error('no answer within 10 s')
          : error,
      ),
    );
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0;
      const pieces: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const text = Buffer.concat(pieces).subarray(0, MOST_ANSWER).toString('utf8');
        resolve({ status, answer: text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim() });
        response.destroy();
      };
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size >= MOST_ANSWER) finish();
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    asked.end(body);
  });
}
