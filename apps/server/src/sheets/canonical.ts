/** What is hashed and signed is canonical JSON (RFC 8785), so that the same content has the same bytes anywhere. [SH1] */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Writes a value as canonical JSON; what JSON cannot say (undefined, NaN, cycles) is a bug of the caller. [SH1] */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error(`canonical JSON expected a JSON value, got ${typeof value}`);
  return text;
}

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The hash by which people sign: SHA-256 over canonical JSON. [SH2] */
export const hashOf = (value: unknown): string => sha256(canonical(value));
