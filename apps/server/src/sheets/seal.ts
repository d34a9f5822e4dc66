/**
 * The server's own signature under a signed sheet: Ed25519 over (evaluation, hash), with a key that lies in the data
 * directory and not in the database, so that who can change rows cannot sign them (SECURITY C15). [SE1–SE3]
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@heping/db';
import { sha256 } from './hash.ts';

export interface PublicKey {
  readonly id: string;
  readonly algorithm: 'Ed25519';
  /** SPKI, PEM */
  readonly publicKey: string;
}

export interface Seal {
  /** `ed25519:<key id>:<signature in base64url>` over the canonical JSON of evaluation and hash. [SE1] */
  sign(evaluation: string, hash: string): Promise<string>;
  /** What a stranger needs to check a seal. */
  publicKeys(): Promise<readonly PublicKey[]>;
}

/** The bytes that are signed: what, and of which evaluation. [SE1] */
const sealed = (evaluation: string, hash: string): Buffer =>
  Buffer.from(canonicalJson({ format: 'heping-seal-1', evaluation, hash }), 'utf8');

/** The seal of an installation; its key is made at the first use and read by nobody else (0600). [SE2] */
export function openSeal(dataDir: string): Seal {
  const file = join(dataDir, 'seal-key.pem');
  let opening: Promise<{ key: KeyObject; published: PublicKey }> | undefined;
  // A key that could not be read or written is asked for again at the next use.
  const open = () =>
    (opening ??= keyIn(dataDir, file).then((key) => ({ key, published: publish(key) }))).catch(
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
  return {
    async sign(evaluation, hash) {
      const { key, published } = await open();
      return `ed25519:${published.id}:${sign(null, sealed(evaluation, hash), key).toString('base64url')}`;
    },
    async publicKeys() {
      return [(await open()).published];
    },
  };
}

async function keyIn(dataDir: string, file: string): Promise<KeyObject> {
  await mkdir(dataDir, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  try {
    await writeFile(file, privateKey, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return createPrivateKey(await readFile(file, 'utf8'));
}

function publish(key: KeyObject): PublicKey {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return { id: sha256(publicKey).slice(0, 16), algorithm: 'Ed25519', publicKey };
}

/** Whether a seal was made over this evaluation and hash by one of these keys. [SE3] */
export function isSealed(
  keys: readonly PublicKey[],
  { evaluation, hash, seal }: { readonly evaluation: string; readonly hash: string; readonly seal: string },
): boolean {
  const [algorithm, id, signature] = seal.split(':');
  const key = keys.find((candidate) => candidate.id === id);
  if (algorithm !== 'ed25519' || key === undefined || signature === undefined) return false;
  return verify(
    null,
    sealed(evaluation, hash),
    createPublicKey(key.publicKey),
    Buffer.from(signature, 'base64url'),
  );
}
