/**
 * What is typed into a form and not sent, on this device: per person and place, so that a reload loses nothing. In
 * localStorage, since it is written with each key and has to be there when the page is torn away the moment after; the
 * documents of an evaluation are kept elsewhere (lib/doc). Gone when it is sent, when the person signs out, and with time.
 */
const PREFIX = 'heping-draft|';
/** What nobody came back to. */
const KEPT_MS = 14 * 86_400_000;

interface Stored {
  readonly at: number;
  readonly value: unknown;
}

export const draftKey = (person: string, place: string): string => `${PREFIX}${person}|${place}`;

/** Behind a link there is no person; the address itself is a secret and is not written down. */
export function linkDrafter(token: string): string {
  let hash = 0x811c9dc5;
  for (const char of token) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `link-${(hash >>> 0).toString(16)}`;
}

/** A draft, or null; what is too old is removed. */
export function readDraft(key: string, now: number): unknown {
  return quietly(() => {
    const text = localStorage.getItem(key);
    if (text === null) return null;
    // Written by `writeDraft` below and by nobody else.
    const { at, value } = JSON.parse(text) as Stored;
    if (now - at <= KEPT_MS) return value;
    localStorage.removeItem(key);
    return null;
  });
}

export function writeDraft(key: string, value: unknown, now: number): void {
  quietly(() => localStorage.setItem(key, JSON.stringify({ at: now, value } satisfies Stored)));
}

export function dropDraft(key: string): void {
  quietly(() => localStorage.removeItem(key));
}

/** Signing out, or leaving a link: nothing that this person typed stays. */
export function forgetDrafts(person: string): void {
  const prefix = draftKey(person, '');
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  });
}

/** Storage may be closed to this page, or full: then what is typed lives as long as the page. */
function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
