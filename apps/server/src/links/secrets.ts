/**
 * The link’s token, and its code. Of the token only the SHA-256 is kept. The code is kept as an HMAC under the token: who
 * has only the database has no key to try the million codes with, so that a slow hash would add nothing, and guesses
 * cost the server no time. [OL2]
 */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_DIGITS } from '@heping/protocol';
import { hashToken, newToken } from '../sessions/token.ts';

export interface LinkSecrets {
  readonly token: string;
  readonly code: string;
}

export const newSecrets = (): LinkSecrets => ({
  token: newToken(),
  code: String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0'),
});

/** What is kept of them. */
export const keptOf = ({ token, code }: LinkSecrets) => ({
  tokenHash: hashToken(token),
  codeHash: hashCode({ token, code }),
});

const hashCode = ({ token, code }: LinkSecrets): string =>
  createHmac('sha256', token).update(code).digest('hex');

/** Whether this is the code; takes as long for a link that there is not. */
export function isCode(secrets: LinkSecrets, codeHash: string | undefined): boolean {
  const found = Buffer.from(hashCode(secrets), 'hex');
  const expected = Buffer.from(codeHash ?? hashCode({ ...secrets, code: 'none' }), 'hex');
  return timingSafeEqual(found, expected) && codeHash !== undefined;
}
