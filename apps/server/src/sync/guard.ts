/**
 * Judges an update before it touches the document. What this lets through, Yjs integrates whole: no gap, nothing
 * pending, nothing of somebody else's, nothing that is not in the layout. SPEC.md numbers the rules. [GU1–GU20]
 */
import {
  NOTE_DEPTH,
  refusal,
  TEXT_LIMITS,
  type Refusal,
  type ThreadMessage,
  type ValueMap,
} from '@heping/protocol';
import * as Y from 'yjs';
import type { Content } from './content.ts';
import { isMark, isNoteNode, isTooDeep, mayHaveAttribute, mayHoldNode, mayHoldRun } from './notes.ts';
import {
  findInSection,
  GARBAGE,
  UpdatePlaces,
  type Container,
  type Neighbour,
  type Place,
  type Places,
} from './places.ts';
import {
  decodeUpdate,
  Unreadable,
  XML_ELEMENT,
  XML_TEXT,
  type DecodedUpdate,
  type DeletedRange,
  type Id,
  type Struct,
} from './update.ts';

/** Yjs client ids that are the server's own. Lower than any random one: whoever writes beside the server wins. [GU5] */
export const CORRECTOR = 1;
export const SERVER = 2;
export const RESERVED_CLIENTS = 16;
/** Client ids of one document: a reload takes a fresh one. A state vector of this many still fits its limit. */
export const MOST_CLIENTS = 2_000;

/** A document as the guard sees it. */
export interface Ground {
  readonly doc: Y.Doc;
  readonly content: Content;
  readonly places: Places;
  /** Whose a client id is, if it is anybody's. */
  ownerOf(client: number): string | undefined;
  readonly clientCount: number;
}

export interface Author {
  readonly person: string;
  /** Why this person may not write here now; null when they may. */
  readonly barred: Refusal | null;
  readonly now: number;
  /** Nothing in a thread is older than this. */
  readonly since: number;
}

/** A value that will stand under a key when the update is in, unless somebody else's wins. */
export interface MapWrite {
  readonly map: ValueMap;
  readonly key: string;
  readonly value: unknown;
  readonly client: number;
  readonly clock: number;
  /** The writer had seen what stands there now. */
  readonly sawCurrent: boolean;
  readonly wrong: Refusal | null;
}

/** New content to be taken out again in the same transaction. */
export interface Excess {
  readonly root: string;
  readonly ranges: readonly DeletedRange[];
  readonly wrong: Refusal;
  readonly value: unknown;
}

export interface Passed {
  readonly kind: 'passed';
  readonly bytes: Uint8Array;
  /** Client ids that were nobody's until now. */
  readonly claimed: readonly number[];
  readonly clients: readonly number[];
  readonly writes: readonly MapWrite[];
  /** Every key of a plain map with a new struct under it. */
  readonly touched: readonly { readonly map: string; readonly key: string }[];
  readonly excess: readonly Excess[];
  /** Texts and notes with new content, and where it lies. */
  readonly inserted: ReadonlyMap<string, Inserted>;
  /** Conflicts settled by somebody who had not seen all of their values. */
  readonly settledUnseen: readonly Settled[];
}
export interface Inserted {
  readonly ranges: DeletedRange[];
  text: string;
}
export interface Settled {
  readonly key: string;
  readonly about: { readonly map: ValueMap; readonly key: string };
}
export interface Nothing {
  readonly kind: 'nothing';
}
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  /** Something before it is missing: an answer with our state vector may cure it. */
  readonly isGap: boolean;
}
export type Verdict = Passed | Nothing | Refused;

const NOTHING: Nothing = { kind: 'nothing' };
const fail = (code: Parameters<typeof refusal>[0], params?: Parameters<typeof refusal>[1]) =>
  new Unreadable(refusal(code, params));

/** Judges one update of one author. Never throws for anything a client sends, and changes nothing. [GU0] */
export function judge(ground: Ground, author: Author, bytes: Uint8Array): Verdict {
  try {
    return new Judgement(ground, author, bytes).run();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'refused', refusal: error.refusal, isGap: error.refusal.code === 'RESYNC' };
  }
}

/** Steps an update may make Yjs walk along lists, beyond what an honest one needs. [GU18] */
const MOST_STEPS = 100_000;
/** Branches of one key's history in one update: what one person writes follows itself. [GU18] */
const MOST_BRANCHES = 3;

class Judgement {
  readonly #ground: Ground;
  readonly #author: Author;
  #bytes: Uint8Array;
  #update: DecodedUpdate;
  readonly #claimed: number[] = [];
  /** New structs under keys of plain maps, by `map\0key`, in order. */
  readonly #keys = new Map<string, { map: string; key: string; structs: Struct[] }>();
  readonly #superseded = new Set<Neighbour>();
  readonly #inserted = new Map<string, Inserted>();
  readonly #settledUnseen: Settled[] = [];
  readonly #excess: Excess[] = [];
  #steps = 0;
  #loose = 0;

  constructor(ground: Ground, author: Author, bytes: Uint8Array) {
    this.#ground = ground;
    this.#author = author;
    this.#bytes = bytes;
    this.#update = decodeUpdate(bytes);
  }

  run(): Verdict {
    this.#leaveOutKnown();
    const { sections, deletes } = this.#update;
    if (sections.size === 0 && !this.#deletesAnything(deletes)) return NOTHING;
    if (this.#author.barred !== null) return { kind: 'refused', refusal: this.#author.barred, isGap: false };
    this.#judgeAuthors();
    const places = new UpdatePlaces(this.#ground.doc, this.#ground.places, this.#update);
    for (const struct of this.#inOrder()) this.#judgeStruct(places, struct);
    for (const range of deletes) this.#judgeDelete(places, range);
    const writes = this.#judgeKeys(places);
    return {
      kind: 'passed',
      bytes: this.#bytes,
      claimed: this.#claimed,
      clients: [...sections.keys()],
      writes,
      touched: [...this.#keys.values()],
      excess: this.#excess,
      inserted: this.#inserted,
      settledUnseen: this.#settledUnseen,
    };
  }

  /**
   * Known structs are left out before anything else is asked: what they say is not looked at again, by us or by Yjs,
   * so a second version of an old struct has no effect. [GU4, GU6]
   */
  #leaveOutKnown(): void {
    const { doc } = this.#ground;
    let hasKnown = false;
    for (const [client, structs] of this.#update.sections) {
      const state = Y.getState(doc.store, client);
      const first = structs[0] as Struct;
      if (first.clock < state) hasKnown = true;
      else if (first.clock > state) throw fail('RESYNC');
    }
    if (!hasKnown) return;
    this.#bytes = Y.diffUpdate(this.#bytes, Y.encodeStateVector(doc));
    this.#update = decodeUpdate(this.#bytes);
    for (const [client, structs] of this.#update.sections) {
      if (structs[0]?.clock !== Y.getState(doc.store, client)) throw fail('RESYNC');
    }
  }

  #deletesAnything(deletes: readonly DeletedRange[]): boolean {
    return deletes.some((range) => {
      if (range.clock + range.length > this.#endOf(range.client)) throw fail('RESYNC');
      return this.#inStore(range).some((struct) => !struct.deleted);
    });
  }

  /** Where a client's structs end once this update is in. */
  #endOf(client: number): number {
    const last = this.#update.sections.get(client)?.at(-1);
    return last === undefined ? Y.getState(this.#ground.doc.store, client) : last.clock + last.length;
  }

  #inStore({ client, clock, length }: DeletedRange): (Y.Item | Y.GC)[] {
    const structs = this.#ground.doc.store.clients.get(client);
    if (structs === undefined || clock >= Y.getState(this.#ground.doc.store, client)) return [];
    const found: (Y.Item | Y.GC)[] = [];
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const struct = structs[at] as Y.Item | Y.GC;
      if (struct.id.clock >= clock + length) break;
      found.push(struct);
    }
    return found;
  }

  /** Every new struct is the author's own: client ids belong to people, for good. [GU5] */
  #judgeAuthors(): void {
    for (const client of this.#update.sections.keys()) {
      const owner = this.#ground.ownerOf(client);
      if (client < RESERVED_CLIENTS || (owner !== undefined && owner !== this.#author.person)) {
        throw fail('NOT_YOURS');
      }
      if (owner === undefined) this.#claimed.push(client);
    }
    if (this.#ground.clientCount + this.#claimed.length > MOST_CLIENTS) {
      throw fail('TOO_COMPLEX', { limit: MOST_CLIENTS });
    }
  }

  /** The structs in an order in which each finds what it refers to; refuses what no order makes whole. [GU7] */
  #inOrder(): Struct[] {
    const { store } = this.#ground.doc;
    const { sections } = this.#update;
    const reached = new Map<number, number>();
    const next = new Map<number, number>();
    const isThere = (struct: Struct, id: Id | null): boolean => {
      if (id === null) return true;
      // Behind itself nothing of a client exists yet; Yjs does not ask and fails. [GU7]
      if (id.client === struct.client) return id.clock < struct.clock;
      return id.clock < (reached.get(id.client) ?? Y.getState(store, id.client));
    };
    const order: Struct[] = [];
    for (const client of sections.keys()) {
      next.set(client, 0);
      reached.set(client, Y.getState(store, client));
    }
    let waiting = [...sections.keys()];
    while (waiting.length > 0) {
      const before = order.length;
      waiting = waiting.filter((client) => {
        const structs = sections.get(client) as readonly Struct[];
        let at = next.get(client) as number;
        for (; at < structs.length; at += 1) {
          const struct = structs[at] as Struct;
          if (
            !isThere(struct, struct.origin) ||
            !isThere(struct, struct.rightOrigin) ||
            !isThere(struct, struct.parent)
          )
            break;
          reached.set(client, struct.clock + struct.length);
          order.push(struct);
        }
        next.set(client, at);
        return at < structs.length;
      });
      if (order.length === before) throw fail('RESYNC');
      this.#walk(waiting.length);
    }
    return order;
  }

  #walk(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw fail('TOO_COMPLEX', { limit: MOST_STEPS });
  }

  #judgeStruct(places: UpdatePlaces, struct: Struct): void {
    if (struct.origin !== null) this.#keepPairs(places.neighbour(struct.origin), struct.origin, 1);
    if (struct.rightOrigin !== null)
      this.#keepPairs(places.neighbour(struct.rightOrigin), struct.rightOrigin, 0);
    const place = places.settle(struct);
    if (place === GARBAGE) return;
    const { container, depth } = place.host;
    if (isTooDeep(depth)) throw fail('TOO_COMPLEX', { limit: NOTE_DEPTH });
    if (container === 'map') return this.#judgeMapStruct(places, struct, place);
    if (place.sub !== null) return judgeAttribute(struct, place);
    this.#judgeOrder(places, struct);
    if (struct.kind === 'deleted') {
      // A thread is only appended to: nothing in it was ever taken back. [GU14]
      if (container === 'thread') throw fail('NOT_ALLOWED');
      return;
    }
    if (container === 'thread') return this.#judgeMessages(struct, place);
    if (!mayHold(container, struct)) throw fail('NOT_ALLOWED');
    if (struct.kind === 'string') this.#noteInserted(place.host.root, struct);
  }

  #noteInserted(root: string, { client, clock, length, text }: Struct): void {
    const range = { client, clock, length };
    const known = this.#inserted.get(root);
    if (known === undefined) this.#inserted.set(root, { ranges: [range], text });
    else {
      known.ranges.push(range);
      known.text += text;
    }
  }

  /** Yjs replaces both halves of a character pair that is cut, and says so to nobody. [GU9] */
  #keepPairs(neighbour: Neighbour, { clock }: Id, behind: 0 | 1): void {
    if (neighbour instanceof Y.GC) return;
    const isItem = neighbour instanceof Y.Item;
    const start = isItem ? neighbour.id.clock : neighbour.clock;
    const text = isItem
      ? neighbour.content instanceof Y.ContentString
        ? neighbour.content.str
        : ''
      : neighbour.text;
    if (!isItem && neighbour.kind !== 'string') return;
    const cut = clock - start + behind;
    if (cut > 0 && cut < text.length && isHighSurrogate(text.charCodeAt(cut - 1))) throw fail('MALFORMED');
  }

  #judgeMapStruct(places: UpdatePlaces, struct: Struct, { host, sub }: Place): void {
    const { content } = this.#ground;
    if (sub === null || !content.hasKey(host.root, sub)) throw fail('NOT_ALLOWED');
    if (struct.rightOrigin !== null) throw fail('MALFORMED');
    if (struct.kind === 'any') {
      const [value] = struct.values;
      if (struct.length !== 1 || (typeof value === 'object' && value !== null)) throw fail('NOT_ALLOWED');
      if (host.root === 'conflicts' && value !== null) throw fail('NOT_ALLOWED');
    } else if (struct.kind !== 'deleted') throw fail('NOT_ALLOWED');
    const name = `${host.root}\0${sub}`;
    const entry = this.#keys.get(name);
    if (entry === undefined) this.#keys.set(name, { map: host.root, key: sub, structs: [struct] });
    else entry.structs.push(struct);
    if (struct.origin !== null) this.#superseded.add(places.neighbour(struct.origin));
  }

  /** Origins in the order of the list, or replicas would put the new one at different places. Costs are counted. [GU18] */
  #judgeOrder(places: UpdatePlaces, struct: Struct): void {
    if (struct.rightOrigin === null) return;
    const right = places.neighbour(struct.rightOrigin);
    if (!(right instanceof Y.Item)) return;
    let left: Neighbour | null = struct.origin === null ? null : places.neighbour(struct.origin);
    while (left !== null && !(left instanceof Y.Item) && !(left instanceof Y.GC)) {
      left = left.origin === null ? null : places.neighbour(left.origin);
      this.#walk(1);
    }
    if (left instanceof Y.GC) return;
    let at: Y.Item | null;
    if (left === null) {
      at = right;
      // From the right end to the list's beginning is as far as from the beginning to it.
      while (at.left !== null) {
        at = at.left;
        this.#walk(1);
      }
    } else {
      at = left;
      // One item may hold both ends: the right one must lie behind the left one.
      if (at === right) {
        if (
          struct.origin !== null &&
          struct.rightOrigin.client === struct.origin.client &&
          struct.rightOrigin.clock <= struct.origin.clock
        )
          throw fail('MALFORMED');
        return;
      }
      let steps = 0;
      for (at = left.right; at !== null && at !== right; at = at.right) {
        steps += 1;
        this.#walk(1);
      }
      if (at === null) throw fail('MALFORMED');
      if (steps > 0) this.#walk((this.#loose += 1));
    }
  }

  /** Messages are plain, by their author, at a time that can be. [GU14] */
  #judgeMessages(struct: Struct, { host }: Place): void {
    if (struct.kind !== 'any' || struct.rightOrigin !== null) throw fail('NOT_ALLOWED');
    struct.values.forEach((value, at) => {
      if (!isMessage(value)) throw fail('NOT_ALLOWED');
      if (value.by !== this.#author.person) throw fail('NOT_YOURS');
      const wrong = this.#wrongWith(value);
      if (wrong === null) return;
      const range = { client: struct.client, clock: struct.clock + at, length: 1 };
      this.#excess.push({ root: host.root, ranges: [range], wrong, value: value.text });
    });
  }

  #wrongWith({ at, text }: ThreadMessage): Refusal | null {
    if (text.length > TEXT_LIMITS.message) return refusal('TOO_LONG', { limit: TEXT_LIMITS.message });
    const isPlausible =
      Number.isSafeInteger(at) && at >= this.#author.since && at <= this.#author.now + CLOCK_SKEW;
    return isPlausible ? null : refusal('BAD_FACT', { key: 'at', expected: 'server time', value: at });
  }

  #judgeDelete(places: UpdatePlaces, range: DeletedRange): void {
    if (range.clock + range.length > this.#endOf(range.client)) throw fail('RESYNC');
    for (const item of this.#inStore(range)) {
      if (item.deleted || item instanceof Y.GC) continue;
      this.#judgeDeleted(places.of(item) as Place, item);
      this.#keepEnds(item, item.id.clock, range);
    }
    const section = this.#update.sections.get(range.client);
    if (section === undefined) return;
    const first = (section[0] as Struct).clock;
    for (let clock = Math.max(range.clock, first); clock < range.clock + range.length;) {
      const struct = findInSection(section, clock) as Struct;
      const place = places.of(struct);
      if (place !== GARBAGE && struct.kind !== 'deleted') {
        this.#judgeDeleted(place, struct);
        this.#keepEnds(struct, struct.clock, range);
      }
      clock = struct.clock + struct.length;
    }
  }

  #keepEnds(neighbour: Neighbour, start: number, { client, clock, length }: DeletedRange): void {
    if (clock > start) this.#keepPairs(neighbour, { client, clock }, 0);
    this.#keepPairs(neighbour, { client, clock: clock + length }, 0);
  }

  /** What may be taken away: texts and notes, by everyone who writes them; a value only by another value. [GU16, GU17] */
  #judgeDeleted({ host, sub }: Place, neighbour: Neighbour): void {
    if (host.container === 'map') {
      // Its author may have seen both and known which one wins: then the new value alone takes the old one's place.
      const isOld = neighbour instanceof Y.Item && this.#hasLive(`${host.root}\0${sub}`);
      if (!isOld && !this.#superseded.has(neighbour)) throw fail('NOT_ALLOWED');
    } else if (host.container === 'thread' && sub === null) {
      const client =
        neighbour instanceof Y.Item || neighbour instanceof Y.GC ? neighbour.id.client : neighbour.client;
      const owner = this.#ground.ownerOf(client);
      throw fail(owner === undefined || owner === this.#author.person ? 'NOT_ALLOWED' : 'NOT_YOURS');
    }
  }

  #hasLive(name: string): boolean {
    return this.#keys.get(name)?.structs.some((struct) => struct.kind === 'any') === true;
  }

  /** The values that will stand, and whether their writer had seen what stood there. [GU11–GU13, CF1] */
  #judgeKeys(places: UpdatePlaces): MapWrite[] {
    const writes: MapWrite[] = [];
    for (const { map, key, structs } of this.#keys.values()) {
      const current = this.#ground.doc.getMap(map)._map.get(key);
      let branches = 0;
      for (const struct of structs) {
        const sawCurrent = this.#leadsTo(places, struct, current);
        const before = struct.origin === null ? undefined : places.neighbour(struct.origin);
        if (
          before !== current &&
          (before === undefined || before instanceof Y.Item || before instanceof Y.GC)
        ) {
          branches += 1;
          if (branches > MOST_BRANCHES) throw fail('TOO_COMPLEX', { limit: MOST_BRANCHES });
        }
        if (this.#superseded.has(struct)) continue;
        if (struct.kind === 'deleted') {
          // Keys are never deleted: what came last must leave a value. [GU12]
          if (sawCurrent) throw fail('NOT_ALLOWED');
          continue;
        }
        if (map === 'conflicts') {
          if (!sawCurrent) this.#settleUnseen(key);
          continue;
        }
        const [value] = struct.values;
        // Safe: maps other than `conflicts` are those whose values people write.
        const write = {
          map: map as ValueMap,
          key,
          value,
          client: struct.client,
          clock: struct.clock,
          sawCurrent,
        };
        writes.push({ ...write, wrong: this.#ground.content.judgeValue(map, key, value) });
      }
    }
    this.#judgeSettling(writes);
    return writes;
  }

  #settleUnseen(key: string): void {
    const about = this.#ground.content.conflictKeys.get(key);
    if (about !== undefined) this.#settledUnseen.push({ key, about });
  }

  /** Whether a struct follows on from what stands under its key now. */
  #leadsTo(places: UpdatePlaces, struct: Struct, current: Y.Item | undefined): boolean {
    let at: Struct = struct;
    for (;;) {
      this.#walk(1);
      if (at.origin === null) return current === undefined;
      const before = places.neighbour(at.origin);
      if (before instanceof Y.Item || before instanceof Y.GC) return before === current;
      at = before;
    }
  }

  /** A conflict is settled by writing the value it speaks of, in the same change. [CF3] */
  #judgeSettling(writes: readonly MapWrite[]): void {
    for (const { map, key } of this.#keys.values()) {
      if (map !== 'conflicts') continue;
      const about = this.#ground.content.conflictKeys.get(key);
      if (!writes.some((write) => write.map === about?.map && write.key === about.key))
        throw fail('NOT_ALLOWED');
    }
  }
}

/** Clocks of devices run apart; what is written offline lies in the past. */
const CLOCK_SKEW = 10 * 60_000;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function judgeAttribute(struct: Struct, { host, sub }: Place): void {
  if (struct.rightOrigin !== null) throw fail('MALFORMED');
  if (struct.kind === 'deleted' && isNoteNode(host.container)) return;
  const isRight =
    struct.kind === 'any' &&
    struct.length === 1 &&
    sub !== null &&
    isNoteNode(host.container) &&
    mayHaveAttribute(host.container, sub, struct.values[0]);
  if (!isRight) throw fail('NOT_ALLOWED');
}

/** Whether a list may hold this new struct. [GU10, GU15] */
function mayHold(container: Container, struct: Struct): boolean {
  switch (struct.kind) {
    case 'string':
      return container === 'text' || container === 'run';
    case 'format':
      return container === 'run' && isMark(struct.text, struct.values[0]);
    case 'type':
      if (container === 'map' || container === 'text' || container === 'thread') return false;
      if (struct.type === XML_TEXT) return mayHoldRun(container);
      return struct.type === XML_ELEMENT && isNoteNode(struct.text) && mayHoldNode(container, struct.text);
    default:
      return false;
  }
}

const MESSAGE_FIELDS = ['at', 'by', 'id', 'text'];

function isMessage(value: unknown): value is ThreadMessage {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, by, at, text } = value as Partial<Record<keyof ThreadMessage, unknown>>;
  const fields = Object.keys(value).sort();
  return (
    fields.length === MESSAGE_FIELDS.length &&
    fields.every((field, index) => field === MESSAGE_FIELDS[index]) &&
    typeof id === 'string' &&
    id.length > 0 &&
    id.length <= 40 &&
    typeof by === 'string' &&
    typeof at === 'number' &&
    typeof text === 'string'
  );
}
