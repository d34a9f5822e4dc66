/**
 * Lets a judged update in and puts right, in the same transaction, what broke a rule of its own; marks what two people
 * set unseen by each other. One update leaves, and nobody ever sees the wrong value. [SR1–SR8, CF1–CF5]
 */
import {
  conflictKey,
  refusal,
  SHARES,
  type Conflict,
  type ConflictValue,
  type Refusal,
  type Refused,
  type ThreadMessage,
} from '@heping/protocol';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Content } from './content.ts';
import { MOST_CONFLICTING, placeOfSettled, settlementOf, standBeside } from './readings.ts';
import { CORRECTOR, SERVER, type Inserted, type MapWrite, type Passed } from './verdict.ts';
import type { DeletedRange } from './update.ts';

/** Nodes of a note that are walked in the time of one step. */
const WALKED_PER_STEP = 100;

export interface Entering {
  readonly doc: Y.Doc;
  readonly content: Content;
  readonly person: string;
  /** Whose a value is, by the client id that wrote it. */
  writerOf(client: number): string;
  /** At the most so large are the notes of the document; remembered from one update to the next. [SR4] */
  readonly sizes: Map<string, Size>;
}

export interface Entered {
  readonly soft: readonly Refused[];
  /** The server wrote something too: the author must hear of it. */
  readonly isCorrected: boolean;
  /** What looking at it cost, in steps along lists. [SO6] */
  readonly steps: number;
}

interface Standing {
  readonly item: Y.Item | undefined;
  readonly value: unknown;
}

/** Applies a passed update inside the caller's transaction. An exception out of it leaves the document unusable. */
export function enter(tr: Y.Transaction, passed: Passed, entering: Entering): Entered {
  return new Entry(tr, passed, entering).run();
}

class Entry {
  readonly #tr: Y.Transaction;
  readonly #passed: Passed;
  readonly #entering: Entering;
  readonly #before = new Map<string, Standing>();
  readonly #soft: Refused[] = [];
  #isCorrected = false;
  #steps = 0;

  constructor(tr: Y.Transaction, passed: Passed, entering: Entering) {
    this.#tr = tr;
    this.#passed = passed;
    this.#entering = entering;
  }

  run(): Entered {
    const { doc } = this.#entering;
    for (const { map, key } of this.#passed.touched) {
      const type = doc.getMap(map);
      this.#before.set(`${map}\0${key}`, { item: type._map.get(key), value: type.get(key) });
    }
    this.#apply(this.#passed.bytes);
    this.#takeOutExcess();
    this.#keepThreadOrder();
    const { writes } = this.#passed;
    for (const write of writes) this.#settleWrite(write);
    this.#reopenUnseen();
    this.#putBackErased();
    this.#keepSettled();
    for (const write of writes) if (write.map === 'readings') this.#standBeside(write);
    return { soft: this.#soft, isCorrected: this.#isCorrected, steps: this.#steps };
  }

  /** Yjs calls a transaction with remote changes remote, and then takes the server's own id for stolen. (E4) */
  #apply(bytes: Uint8Array): void {
    Y.applyUpdate(this.#entering.doc, bytes, this.#tr.origin);
    this.#tr.local = true;
  }

  #set(as: typeof CORRECTOR | typeof SERVER, map: string, key: string, value: unknown): void {
    const { doc } = this.#entering;
    doc.clientID = as;
    doc.getMap(map).set(key, value);
    this.#isCorrected = true;
  }

  /** What is over a limit or cannot be goes out again: text, nodes, messages. [SR4] */
  #takeOutExcess(): void {
    const out: DeletedRange[] = [];
    const told = new Map<string, Refused>();
    for (const { root, ranges, wrong, value } of this.#passed.excess) {
      for (const range of ranges) out.push(range);
      // Once for a field and what is wrong with it, with everything that goes out.
      const at = `${wrong.code}\0${root}`;
      const before = told.get(at);
      const all = before === undefined ? value : `${String(before.value)}\n${String(value)}`;
      told.set(at, { soft: true, refusal: wrong, ...split(root), value: all });
    }
    this.#soft.push(...told.values());
    for (const [root, inserted] of this.#passed.inserted) {
      const wrong = this.#whyTooLarge(root, inserted);
      if (wrong === null) continue;
      for (const range of inserted.ranges) out.push(range);
      this.#soft.push({ soft: true, refusal: wrong, ...split(root), value: inserted.text });
    }
    if (out.length === 0) return;
    this.#apply(deletionOf(out));
    this.#isCorrected = true;
  }

  #whyTooLarge(root: string, inserted: Inserted): Refusal | null {
    const { doc, content, sizes } = this.#entering;
    const limit = content.limitOf(root);
    const type = doc.share.get(root);
    if (type === undefined) return null;
    const isOver = ({ length, nodes }: Size) =>
      length > limit || (inserted.nodes > 0 && nodes > SHARES.nodes);
    const size = this.#sizeOf(root, type, inserted, isOver);
    if (!isOver(size)) return null;
    // It goes out again: how large the rest is, is asked next time.
    sizes.delete(root);
    return size.length > limit
      ? refusal('TOO_LONG', { limit })
      : refusal('TOO_MANY_BLOCKS', { limit: SHARES.nodes });
  }

  /** A note is walked only where what it had and what came could be too much: deletions only make it smaller. */
  #sizeOf(root: string, type: Listed, inserted: Inserted, isOver: (size: Size) => boolean): Size {
    const { content, sizes } = this.#entering;
    if (content.rootType(root) !== 'xml') return { length: type._length, nodes: 0 };
    const known = sizes.get(root);
    const most = {
      length: (known?.length ?? Infinity) + inserted.text.length,
      nodes: (known?.nodes ?? Infinity) + inserted.nodes,
    };
    const size = isOver(most) || known === undefined ? this.#walk(type) : most;
    sizes.set(root, size);
    return size;
  }

  #walk(note: Listed): Size {
    const { length, nodes, walked } = sizeOf(note);
    this.#steps += Math.ceil(walked / WALKED_PER_STEP);
    return { length, nodes };
  }

  /**
   * A message stands where it arrived: behind everything that was there. Where the merge put it elsewhere, because its
   * author had not seen the last ones or says so, the server says it again at the end, in its author's words. So the
   * order of a thread is that of the log, and nobody can be before what was said already. [SR7, SR8]
   */
  #keepThreadOrder(): void {
    for (const [root, said] of this.#passed.said) {
      if (said.length === 0) continue;
      const thread = this.#entering.doc.getArray<ThreadMessage>(root);
      const messages = new Map(said.map((one) => [`${one.id.client}:${one.id.clock}`, one]));
      const order = idsIn(thread);
      const isLast = order.slice(-said.length).every((id) => messages.has(id));
      if (isLast && said.every(({ isAsItCame }) => isAsItCame)) continue;
      const inOrder = order.flatMap((id) => messages.get(id) ?? []);
      this.#apply(deletionOf(inOrder.map(({ id }) => ({ ...id, length: 1 }))));
      this.#entering.doc.clientID = CORRECTOR;
      thread.push(inOrder.map(({ message }) => message));
      this.#isCorrected = true;
    }
  }

  #settleWrite(write: MapWrite): void {
    const { map, key, value, wrong } = write;
    const before = this.#before.get(`${map}\0${key}`) as Standing;
    const stands = isAt(this.#entering.doc.getMap(map)._map.get(key), write);
    if (wrong !== null) {
      this.#soft.push({ soft: true, refusal: wrong, map, key, value });
      // The last good value is back; a key that never had one is cleared. [SR2]
      if (stands) this.#set(CORRECTOR, map, key, before.value ?? null);
      this.#keepOpen(conflictKey(map, key));
      return;
    }
    // Two people may each put their own reading beside a fact: that is what it is for. [RE3]
    if (map === 'readings' && before.item?.id.client !== CORRECTOR) return;
    if (write.sawCurrent || before.item === undefined) return this.#joinOpen(write);
    const other = before.item.id.client;
    if (other === CORRECTOR) {
      // What the server put right is nobody's value: a good one beside it stands, whoever's id is lower. [CF5]
      if (!stands) this.#set(CORRECTOR, map, key, value);
      return;
    }
    if (other === write.client || Object.is(before.value, value)) return;
    this.#mark(write, { value: before.value ?? null, by: this.#entering.writerOf(other) });
  }

  /** A value that is put right settles nothing. [CF6] */
  #keepOpen(mark: string): void {
    const open = this.#before.get(`conflicts\0${mark}`)?.value;
    if (open != null) this.#set(SERVER, 'conflicts', mark, open);
  }

  /** A second reading waits beside the first, with how each was got. [RE1–RE3] */
  #standBeside(write: MapWrite): void {
    const { doc, content, person } = this.#entering;
    const place = content.readingAt(write.key);
    if (place === undefined || write.wrong !== null) return;
    const writerOf = (client: number) => this.#entering.writerOf(client);
    const both = standBeside(place, write, this.#passed.writes, { doc, person, writerOf });
    if (both !== null) this.#set(SERVER, 'conflicts', conflictKey('facts', write.key), both);
  }

  /** What was settled of a fact stays readable, what was not chosen too. [RE4] */
  #keepSettled(): void {
    const { doc, content, person } = this.#entering;
    if (!content.roots.has('settled')) return;
    for (const { map, key: mark } of this.#passed.touched) {
      if (map !== 'conflicts' || doc.getMap(map).get(mark) != null) continue;
      const open = this.#openBefore(mark);
      const about = content.conflictAt(mark);
      if (open === null || about?.map !== 'facts') continue;
      this.#set(
        SERVER,
        'settled',
        placeOfSettled(doc, about.key),
        settlementOf(doc, about.key, open, person),
      );
    }
  }

  /** Who writes a value without having seen that it is contested adds theirs to what waits. [CF7] */
  #joinOpen(write: MapWrite): void {
    const mark = conflictKey(write.map, write.key);
    const [first] = this.#before.has(`conflicts\0${mark}`) ? [] : (this.#openBefore(mark)?.values ?? []);
    if (first !== undefined) this.#mark(write, first);
  }

  /** Both values, with whose they are; a third joins the two. [CF1, CF2] */
  #mark({ map, key, value }: MapWrite, other: ConflictValue): void {
    const { person } = this.#entering;
    const mark = conflictKey(map, key);
    const open = this.#openBefore(mark);
    const values: ConflictValue[] = [...(open?.values ?? [other])];
    if (!values.some((one) => one.by === person && Object.is(one.value, value)))
      values.push({ value, by: person });
    this.#set(SERVER, 'conflicts', mark, { values: values.slice(-MOST_CONFLICTING) });
  }

  #openBefore(mark: string): Conflict | null {
    const touched = this.#before.get(`conflicts\0${mark}`);
    const value = touched === undefined ? this.#entering.doc.getMap('conflicts').get(mark) : touched.value;
    // Safe: only the server writes anything else than null here.
    return (value as Conflict | null | undefined) ?? null;
  }

  /** Settling a conflict without having seen all of its values leaves it open, with one value more. [CF4] */
  #reopenUnseen(): void {
    for (const { key, about } of this.#passed.settledUnseen) {
      const open = this.#openBefore(key);
      const write = this.#passed.writes.find((one) => one.map === about.map && one.key === about.key);
      const [first] = open?.values ?? [];
      if (first !== undefined && write !== undefined && write.wrong === null) this.#mark(write, first);
    }
  }

  /** A key never loses its value, however the merge came out: the one that came with it stands, else the one before. [GU12] */
  #putBackErased(): void {
    const { touched, writes } = this.#passed;
    for (const { map, key } of touched) {
      const item = this.#entering.doc.getMap(map)._map.get(key);
      if (item?.deleted !== true) continue;
      const before = this.#before.get(`${map}\0${key}`) as Standing;
      const came = writes.find((write) => write.map === map && write.key === key && write.wrong === null);
      const value = came === undefined ? before.value : came.value;
      this.#set(map === 'conflicts' ? SERVER : CORRECTOR, map, key, value ?? null);
    }
  }
}

const isAt = (item: Y.Item | undefined, { client, clock }: MapWrite): boolean =>
  item !== undefined && !item.deleted && item.id.client === client && item.id.clock === clock;

/** `reason:A1.2.2` as map and key, so that a page finds the field. */
function split(root: string): { map: string; key: string } {
  const at = root.indexOf(':');
  return { map: root.slice(0, at), key: root.slice(at + 1) };
}

/** An update that only deletes. */
function deletionOf(ranges: readonly DeletedRange[]): Uint8Array {
  const byClient = Map.groupBy(ranges, ({ client }) => client);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, own] of byClient) {
    encoding.writeVarUint(encoder, client);
    const apart = joined(own);
    encoding.writeVarUint(encoder, apart.length);
    for (const { clock, length } of apart) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** In order, and what lies side by side as one. */
function joined(ranges: readonly DeletedRange[]): DeletedRange[] {
  const apart: DeletedRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.clock - b.clock)) {
    const last = apart.at(-1);
    if (last !== undefined && last.clock + last.length === range.clock)
      apart[apart.length - 1] = { ...last, length: last.length + range.length };
    else apart.push(range);
  }
  return apart;
}

/** A type as far as it is a list. A root that nobody asked for yet is no more than that. */
type Listed = Pick<Y.AbstractType<never>, '_start' | '_length'>;

/** What stands in a list of values, each as `client:clock`. */
function idsIn(list: Listed): string[] {
  const ids: string[] = [];
  for (let item = list._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    for (let at = 0; at < item.length; at += 1) ids.push(`${item.id.client}:${item.id.clock + at}`);
  }
  return ids;
}

/** UTF-16 units and nodes of a note. */
export interface Size {
  readonly length: number;
  readonly nodes: number;
}

/** A text knows its own length; only nodes are walked, those that are gone as well. */
export function sizeOf(note: Listed): Size & { readonly walked: number } {
  const size = { length: 0, nodes: 0, walked: 0 };
  for (let item = note._start; item !== null; item = item.right) {
    size.walked += 1;
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    const inner = type instanceof Y.XmlText ? { length: type._length, nodes: 0, walked: 0 } : sizeOf(type);
    size.length += inner.length;
    size.nodes += inner.nodes + 1;
    size.walked += inner.walked;
  }
  return size;
}
