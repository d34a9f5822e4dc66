/** What somebody says in a thread: plain, by its author, once, and no more than one person's share. [GU14, GU21] */
import {
  isCleanText,
  refusal,
  SHARES,
  TEXT_LIMITS,
  type Refusal,
  type ThreadMessage,
} from '@heping/protocol';
import * as Y from 'yjs';

/** The page holds its clock to the server's, which says the time every ten seconds. */
const AHEAD = 30_000;
const FIELDS = ['at', 'by', 'id', 'text'];
/** A person's id, a place and a time. */
const ID = /^[\w.:-]{1,60}$/;

/** Whether a value has the form of a message and nothing beside it. [GU14] */
export function isMessage(value: unknown): value is ThreadMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, by, at, text } = value as Partial<Record<keyof ThreadMessage, unknown>>;
  const fields = Object.keys(value).sort();
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => field === FIELDS[index]) &&
    typeof id === 'string' &&
    ID.test(id) &&
    typeof by === 'string' &&
    typeof at === 'number' &&
    typeof text === 'string'
  );
}

/** When somebody can have said something. */
export interface Span {
  readonly now: number;
  readonly since: number;
}

/** Whether a message can have been written when it says. [GU14] */
export const isTimePossible = ({ at }: ThreadMessage, { now, since }: Span): boolean =>
  Number.isSafeInteger(at) && at >= since && at <= now + AHEAD;

/** A thread as it stands, and what an update adds to it. */
export class Talk {
  /** Entries of the thread that were looked at. */
  readonly walked: number;
  readonly #ids = new Set<string>();
  readonly #said = new Map<string, { messages: number; characters: number }>();

  constructor(doc: Y.Doc, root: string) {
    // Asked without making a root that is not there.
    let item = doc.share.get(root)?._start ?? null;
    let walked = 0;
    for (; item !== null; item = item.right, walked += 1) {
      if (item.deleted || !(item.content instanceof Y.ContentAny)) continue;
      for (const value of item.content.arr) if (isMessage(value)) this.#add(value);
    }
    this.walked = walked;
  }

  /** What is wrong with a new message of its own; it goes out again. Null: it is part of the thread. [GU14, GU21] */
  hear(message: ThreadMessage): Refusal | null {
    const { id, by, text } = message;
    if (!isCleanText(text)) return refusal('UNCLEAN_TEXT');
    if (text.length > TEXT_LIMITS.message) return refusal('TOO_LONG', { limit: TEXT_LIMITS.message });
    if (this.#ids.has(id)) return refusal('SAID_TWICE');
    const { messages, characters } = this.#said.get(by) ?? { messages: 0, characters: 0 };
    if (messages >= SHARES.messages || characters + text.length > SHARES.said) {
      return refusal('TOO_MANY_MESSAGES', { limit: SHARES.messages, characters: SHARES.said });
    }
    this.#add(message);
    return null;
  }

  #add({ id, by, text }: ThreadMessage): void {
    this.#ids.add(id);
    const said = this.#said.get(by) ?? { messages: 0, characters: 0 };
    said.messages += 1;
    said.characters += text.length;
    this.#said.set(by, said);
  }
}
