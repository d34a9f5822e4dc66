/** Hashes of what is signed: over canonical JSON (RFC 8785), so that the same content has the same bytes anywhere. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '@heping/db';

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The hash by which people sign: SHA-256 over canonical JSON. [SH1, SH2] */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value));
