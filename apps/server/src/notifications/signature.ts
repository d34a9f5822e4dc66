/** How what is sent to a webhook is signed: HMAC-SHA256 over timestamp, a dot and the body. [NT8] */
import { createHmac, randomBytes } from 'node:crypto';

/** Shown once, at its making. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/** `v1=<hex>`; `timestamp` in seconds UTC, as the header beside it says. */
export const sign = (secret: string, timestamp: number, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
