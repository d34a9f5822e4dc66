/**
 * What is typed into a form and not sent, on this device: per person and place, so that a reload loses nothing. In
 * localStorage, since it is written with each key and has to be there when the page is torn away the moment after; the
 * documents of an evaluation are kept elsewhere (lib/doc). Sealed for whoever typed it; where the browser cannot seal, it
 * lives as long as the page. Gone when it is sent, when the person signs out, and with time. [DV1, DV8]
 */
import { fromBase64, toBase64 } from 'lib0/buffer';
import { canSeal, keyOfSecret, openUnder, sealUnder } from '#lib/device/seal.ts';

const PREFIX = 'heping-draft|';
const SEALED = 'sealed:';
/** What nobody came back to. */
const KEPT_MS = 14 * 86_400_000;

interface Stored {
  readonly at: number;
  readonly value: unknown;
  /** The page it was typed on; what an earlier version kept has none. */
  readonly page?: string;
}

/** Seals and opens for one drafter. */
export interface Keyring {
  seal(bytes: Uint8Array, about: string): Promise<Uint8Array>;
  unseal(sealed: Uint8Array, about: string): Promise<Uint8Array | null>;
}

const drafts = new Map<string, Stored>();
const keyrings = new Map<string, Keyring>();

const prefixOf = (drafter: string): string => `${PREFIX}${drafter}|`;
export const draftKey = (person: string, place: string): string => `${prefixOf(person)}${place}`;
const drafterIn = (key: string): string => key.slice(PREFIX.length, key.indexOf('|', PREFIX.length));

/** Behind a link there is no person; the address itself is a secret and is not written down. */
export function linkDrafter(token: string): string {
  let hash = 0x811c9dc5;
  for (const char of token) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `link-${(hash >>> 0).toString(16)}`;
}

/** Whoever has the link can open what was typed behind it. */
export async function linkKeyring(token: string): Promise<Keyring | null> {
  if (!canSeal()) return null;
  const key = await keyOfSecret(`heping-draft|${token}`);
  return {
    seal: (bytes, about) => sealUnder(key, bytes, about),
    unseal: (sealed, about) => openUnder(key, sealed, about),
  };
}

/** Reads what this drafter left here; from then on it can be asked for at once. What lies here in the clear is sealed. */
export async function openDrafts(drafter: string, keyring: Keyring | null): Promise<void> {
  if (keyring === null || keyrings.has(drafter)) return;
  keyrings.set(drafter, keyring);
  for (const key of keysOf(drafter)) await take(key);
}

/** They are gone, or locked: nothing of them is on the page any more. */
export function closeDrafts(): void {
  drafts.clear();
  keyrings.clear();
}

/** A draft, or null; what is too old is removed. */
export function readDraft(key: string, now: number): unknown {
  const stored = drafts.get(key);
  if (stored === undefined) return null;
  if (now - stored.at <= KEPT_MS) return stored.value;
  dropDraft(key);
  return null;
}

export function writeDraft(key: string, value: unknown, now: number, page?: string): void {
  const stored: Stored = page === undefined ? { at: now, value } : { at: now, value, page };
  drafts.set(key, stored);
  void keep(key, stored);
}

export function dropDraft(key: string): void {
  drafts.delete(key);
  quietly(() => localStorage.removeItem(key));
}

/** For each form that somebody has begun here and not sent, the page it is on; undefined where that is not known. */
export const draftsOf = (drafter: string): readonly (string | undefined)[] =>
  [...drafts].filter(([key]) => key.startsWith(prefixOf(drafter))).map(([, { page }]) => page);

/** Signing out, or leaving a link: nothing that this person typed stays. */
export function forgetDrafts(drafter: string): void {
  for (const key of keysOf(drafter)) dropDraft(key);
  for (const key of [...drafts.keys()]) if (key.startsWith(prefixOf(drafter))) drafts.delete(key);
}

/** Who left drafts on this device, links apart. */
export function drafters(): readonly string[] {
  const all = quietly(() => Object.keys(localStorage)) ?? [];
  const people = all.filter((key) => key.startsWith(PREFIX)).map(drafterIn);
  return [...new Set(people)].filter((drafter) => !drafter.startsWith('link-'));
}

/** Another tab wrote or sent one. */
if (typeof addEventListener === 'function') {
  addEventListener('storage', ({ key, newValue }: StorageEvent) => {
    if (key === null || !key.startsWith(PREFIX)) return;
    if (newValue === null) drafts.delete(key);
    else void take(key);
  });
}

async function take(key: string): Promise<void> {
  const text = quietly(() => localStorage.getItem(key));
  if (text === null) return;
  if (!text.startsWith(SEALED)) {
    // Of a version that kept it as it was typed.
    const stored = quietly(() => JSON.parse(text) as Stored);
    if (stored === null) return;
    drafts.set(key, stored);
    return keep(key, stored);
  }
  const bytes = await keyrings.get(drafterIn(key))?.unseal(fromBase64(text.slice(SEALED.length)), key);
  // Written by `keep` below and by nobody else.
  if (bytes != null) drafts.set(key, JSON.parse(new TextDecoder().decode(bytes)) as Stored);
}

/** The last one written stands, however long sealing took. */
async function keep(key: string, stored: Stored): Promise<void> {
  const keyring = keyrings.get(drafterIn(key));
  if (keyring === undefined) return;
  const sealed = await keyring.seal(new TextEncoder().encode(JSON.stringify(stored)), key);
  if (drafts.get(key) === stored) quietly(() => localStorage.setItem(key, SEALED + toBase64(sealed)));
}

const keysOf = (drafter: string): readonly string[] =>
  quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(drafter)))) ?? [];

/** Storage may be closed to this page, or full: then what is typed lives as long as the page. */
function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
