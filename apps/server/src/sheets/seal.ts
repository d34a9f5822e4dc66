/**
 * The server's own signature under what was signed: Ed25519 over a statement that names the sheet, every signature under
 * it, the close and the head of the audit chain, with a key that lies in the data directory and not in the database, so that who can change rows cannot sign them (SECURITY C15). [SE1–SE3]
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
import type { AuditHead, Signature } from '@heping/db';
import { hashOf, sha256 } from './hash.ts';

export interface PublicKey {
  readonly id: string;
  readonly algorithm: 'Ed25519';
  /** SPKI, PEM */
  readonly publicKey: string;
}

export interface Seal {
  /** `ed25519:<key id>:<signature in base64url>` over a statement’s bytes. [SE1] */
  sign(statement: string): Promise<string>;
  /** What a stranger needs to check a seal. */
  publicKeys(): Promise<readonly PublicKey[]>;
}

/** What the server vouches for at the close of signing. [SE1] */
export interface SealStatement {
  readonly format: 'heping-seal-2';
  readonly evaluation: string;
  readonly revision: number;
  /** hash of the sheet */
  readonly sheet: string;
  /** `hashOfSignature` of each signature under it, sorted */
  readonly signatures: readonly string[];
  readonly closed: { readonly at: number; readonly by: string; readonly reason: string | null };
  /** the audit chain as far as it had come */
  readonly audit: AuditHead;
}

type Signed = Pick<
  Signature,
  'sheetId' | 'personId' | 'personName' | 'personNameEn' | 'kind' | 'statement' | 'drawing' | 'hash' | 'at'
>;
/** What of a signature the seal covers: all but whether it was set aside later. One without a drawing reads as it always did. [SE1, SG5] */
export const hashOfSignature = (signature: Signed): string => {
  const { sheetId, personId, personName, personNameEn, kind, statement, drawing, hash, at } = signature;
  const drawn = drawing === null ? {} : { drawing };
  return hashOf({ sheetId, personId, personName, personNameEn, kind, statement, hash, at, ...drawn });
};

/** The seal of an installation; its key is made at the first use and read by nobody else (0600). [SE2] */
export function openSeal(dataDir: string): Seal {
  let opening: Promise<{ key: KeyObject; published: PublicKey }> | undefined;
  // A key that could not be read or written is asked for again at the next use.
  const open = () =>
    (opening ??= keyIn(dataDir, keyFile(dataDir)).then((key) => ({ key, published: publish(key) }))).catch(
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
  return {
    async sign(statement) {
      const { key, published } = await open();
      return `ed25519:${published.id}:${sign(null, Buffer.from(statement, 'utf8'), key).toString('base64url')}`;
    },
    async publicKeys() {
      return [(await open()).published];
    },
  };
}

/** The keys that lie in a data directory, for who only looks: where there is none, none is made. [SE5] */
export async function keptKeys(dataDir: string): Promise<readonly PublicKey[]> {
  try {
    return [publish(createPrivateKey(await readFile(keyFile(dataDir), 'utf8')))];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

const keyFile = (dataDir: string): string => join(dataDir, 'seal-key.pem');

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

/** Whether a seal was made over this statement by one of these keys. [SE3] */
export function isSealed(
  keys: readonly PublicKey[],
  { statement, seal }: { readonly statement: string; readonly seal: string },
): boolean {
  const [algorithm, id, signature] = seal.split(':');
  const key = keys.find((candidate) => candidate.id === id);
  if (algorithm !== 'ed25519' || key === undefined || signature === undefined) return false;
  return verify(
    null,
    Buffer.from(statement, 'utf8'),
    createPublicKey(key.publicKey),
    Buffer.from(signature, 'base64url'),
  );
}
