/**
 * Sealing on this device: AES-GCM under a key, tied to what the bytes are about, so that nothing sealed can be put in
 * another's place; and a key wrapped in a password. Knows neither people nor storage. [DV1, DV2]
 */
const VERSION = 1;
const IV_BYTES = 12;
const SALT_BYTES = 16;
export const KEY_BYTES = 32;
/** PBKDF2 with HMAC-SHA-256: what OWASP asks for. A guess costs a tablet about a second. */
export const ITERATIONS = 600_000;

/** A key that only its password brings back. */
export interface Wrapping {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** Browsers seal only where the address is https or this very machine. */
export const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Can be used by this browser and read out by nobody. */
export function keyOf(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** The key that belongs to a secret nobody can guess, such as the token of a link. */
export async function keyOfSecret(secret: string): Promise<CryptoKey> {
  return keyOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret))));
}

const method = (iv: Uint8Array<ArrayBuffer>, about: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(about),
});

/** `version | iv | what was sealed and its tag` */
export async function sealUnder(
  key: CryptoKey,
  bytes: Uint8Array,
  about: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = randomBytes(IV_BYTES);
  // A copy of one's own: what is sealed must not change under the hands of the browser.
  const body = new Uint8Array(await crypto.subtle.encrypt(method(iv, about), key, new Uint8Array(bytes)));
  const sealed = new Uint8Array(1 + IV_BYTES + body.length);
  sealed.set([VERSION]);
  sealed.set(iv, 1);
  sealed.set(body, 1 + IV_BYTES);
  return sealed;
}

/** Null where the key, the bytes or what they are about are not what they were. [DV1] */
export async function openUnder(
  key: CryptoKey,
  sealed: Uint8Array,
  about: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (sealed[0] !== VERSION) return null;
  const own = new Uint8Array(sealed);
  const [iv, body] = [own.slice(1, 1 + IV_BYTES), own.slice(1 + IV_BYTES)];
  return crypto.subtle.decrypt(method(iv, about), key, body).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );
}

async function keyOfPassword(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(password.normalize('NFKC'));
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** Wraps a key in a password. [DV2] */
export async function wrap(
  raw: Uint8Array,
  password: string,
  iterations: number = ITERATIONS,
): Promise<Wrapping> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOfPassword(password, salt, iterations);
  return { salt, iterations, sealed: await sealUnder(key, raw, 'wrapping') };
}

/** The key; null for another password. [DV2] */
export async function unwrap(wrapping: Wrapping, password: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyOfPassword(password, wrapping.salt, wrapping.iterations);
  return openUnder(key, wrapping.sealed, 'wrapping');
}
