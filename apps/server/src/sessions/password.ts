/** Passwords as argon2id in the PHC string format, by Node's own crypto (SECURITY C1). */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export interface PasswordCost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
}

/** OWASP's figure for argon2id: 19 MiB, two passes, one lane. */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2 };

const derive = promisify(argon2);
const LENGTH = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/-]+)\$([\w+/-]+)$/;
const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

const hashWith = (password: string, nonce: Uint8Array, { memory, passes }: PasswordCost) =>
  derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism: 1,
    tagLength: LENGTH,
    memory,
    passes,
  });

const format = ({ memory, passes }: PasswordCost, nonce: Uint8Array, tag: Uint8Array) =>
  `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(nonce)}$${unpadded(tag)}`;

export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const nonce = randomBytes(16);
  return format(cost, nonce, await hashWith(password, nonce, cost));
}

/** A hash that no password has: checking it costs what checking a real one costs. */
export const dummyHash = (cost = PASSWORD_COST): string => format(cost, randomBytes(16), randomBytes(LENGTH));

/** Whether this is the password behind the hash. A hash that cannot be read is a fault. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const parts = PHC.exec(hash);
  if (parts === null) throw new Error('a password hash is not in the format argon2id');
  const [, memory, passes, nonce = '', tag = ''] = parts;
  const expected = Buffer.from(tag, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes) };
  const found = await hashWith(password, Buffer.from(nonce, 'base64'), cost);
  return expected.length === found.length && timingSafeEqual(expected, found);
}
