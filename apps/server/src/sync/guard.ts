/**
 * Judges an update before it touches the document. What this lets through, Yjs integrates whole: no gap, nothing
 * pending, nothing of somebody else's, nothing that is not in the layout. SPEC.md numbers the rules. [GU0–GU24]
 */
import { isCleanText, NOTE_DEPTH, refusal, SHARES } from '@heping/protocol';
import * as Y from 'yjs';
import { Keys } from './keys.ts';
import { Lists, MOVED_PER_STEP } from './lists.ts';
import { isMark, isNoteNode, isTooDeep, mayHaveAttribute, mayHoldNode, mayHoldRun } from './notes.ts';
import { Budget, inOrder } from './order.ts';
import { keepEnds, keepOrigins } from './pairs.ts';
import {
  findInSection,
  GARBAGE,
  idOf,
  UpdatePlaces,
  type Container,
  type Neighbour,
  type Place,
} from './places.ts';
import { Slots } from './slots.ts';
import { isMessage, isTimePossible, Talk } from './thread.ts';
import {
  decodeUpdate,
  Unreadable,
  XML_ELEMENT,
  XML_TEXT,
  type DecodedUpdate,
  type DeletedRange,
  type Struct,
} from './update.ts';
import {
  MOST_CLIENTS,
  MOST_CLIENTS_OF_ONE,
  MOST_EXCESS,
  RESERVED_CLIENTS,
  type Author,
  type Cost,
  type Excess,
  type Ground,
  type Inserted,
  type Passed,
  type Said,
  type Verdict,
} from './verdict.ts';

/** Bytes that are read in the time of one step. */
const READ_PER_STEP = 64;
/** Messages of a thread that are looked at in the time of one step. */
const SAID_PER_STEP = 10;

const fail = (code: Parameters<typeof refusal>[0], params?: Parameters<typeof refusal>[1]) =>
  new Unreadable(refusal(code, params));

/** Judges one update of one author. Never throws for anything a client sends, and changes nothing. [GU0] */
export function judge(ground: Ground, author: Author, bytes: Uint8Array): Verdict {
  const budget = new Budget();
  // What is let in pays for what it leaves; what leaves nothing, for having been read.
  const read = () => budget.spent + Math.floor(bytes.length / READ_PER_STEP);
  try {
    const judgement = new Judgement(ground, author, bytes, budget);
    return judgement.run() ?? { kind: 'nothing', clients: judgement.clients, steps: read() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { refusal: why } = error;
    return { kind: 'refused', refusal: why, isGap: why.code === 'RESYNC', steps: read() };
  }
}

class Judgement {
  readonly #ground: Ground;
  readonly #author: Author;
  readonly #budget: Budget;
  #bytes: Uint8Array;
  #update: DecodedUpdate;
  /** Of whom it brings something, known or not: the author asks of these what is kept. */
  readonly clients: readonly number[];
  readonly #claimed: number[] = [];
  readonly #inserted = new Map<string, Inserted>();
  readonly #said = new Map<string, Said[]>();
  readonly #talks = new Map<string, Talk>();
  readonly #excess: Excess[] = [];

  constructor(ground: Ground, author: Author, bytes: Uint8Array, budget: Budget) {
    this.#ground = ground;
    this.#author = author;
    this.#budget = budget;
    this.#bytes = bytes;
    this.#update = decodeUpdate(bytes);
    this.clients = [...this.#update.sections.keys()];
  }

  /** Null when it adds nothing to what is known. */
  run(): (Passed & Cost) | null {
    this.#leaveOutKnown();
    const { sections, deletes } = this.#update;
    if (sections.size === 0 && !this.#deletesAnything(deletes)) return null;
    if (this.#author.barred !== null) throw new Unreadable(this.#author.barred);
    this.#judgeAuthors();
    this.#judgeShare();
    const { doc, places: known, content } = this.#ground;
    const { slotted } = content;
    const places = new UpdatePlaces(doc, known, this.#update);
    const looking = {
      places,
      lists: new Lists(doc, places, this.#budget),
      keys: new Keys(this.#ground, places),
      slots:
        slotted === null
          ? null
          : new Slots({ doc, budget: this.#budget, slotted, person: this.#author.person }),
    };
    const { keys, slots } = looking;
    for (const struct of inOrder(doc, sections)) this.#judgeStruct(struct, looking);
    for (const range of deletes) this.#judgeDelete(range, looking);
    slots?.judge();
    const { writes, settledUnseen } = keys.judge();
    return {
      kind: 'passed',
      bytes: this.#bytes,
      claimed: this.#claimed,
      clients: this.clients,
      writes,
      settledUnseen,
      touched: keys.touched,
      excess: this.#excess,
      inserted: this.#inserted,
      said: this.#said,
      steps: this.#budget.spent,
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
    // It is read once more, struct by struct.
    this.#budget.spend(this.#update.structCount);
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
    this.#budget.spend(Math.floor(found.length / MOVED_PER_STEP));
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
    if (this.#claimed.length === 0) return;
    if (this.#ground.clientsOf(this.#author.person).length + this.#claimed.length > MOST_CLIENTS_OF_ONE) {
      throw fail('TOO_COMPLEX', { limit: MOST_CLIENTS_OF_ONE });
    }
  }

  /** Clocks say how much somebody ever wrote; nobody else can move them. [GU21] */
  #judgeShare(): void {
    const { doc } = this.#ground;
    let units = 0;
    for (const client of this.#ground.clientsOf(this.#author.person)) units += Y.getState(doc.store, client);
    for (const structs of this.#update.sections.values()) for (const { length } of structs) units += length;
    if (units > SHARES.units) throw fail('SHARE_USED_UP', { limit: SHARES.units });
  }

  #judgeStruct(struct: Struct, { places, lists, keys, slots }: Looking): void {
    keepOrigins(struct.origin, struct.rightOrigin, (id) => places.neighbour(id));
    const place = places.settle(struct);
    if (place === GARBAGE) return;
    const { container, depth, root } = place.host;
    this.#judgeOver(place);
    if (isTooDeep(depth)) throw fail('TOO_COMPLEX', { limit: NOTE_DEPTH });
    lists.put(struct, place);
    if (container === 'map') {
      keys.take(struct, place);
      if (place.sub !== null) slots?.noteKey(root, place.sub, struct);
      return;
    }
    slots?.noteText(root);
    if (place.sub !== null) return judgeAttribute(struct, place);
    if (container === 'thread') return this.#judgeMessages(struct, root);
    if (struct.kind === 'deleted') return;
    if (!mayHold(container, struct)) throw fail('NOT_ALLOWED');
    if (struct.kind === 'string' || struct.kind === 'type') this.#noteInserted(root, struct);
  }

  /** Of a finding that is over the plan stays as it is. [GU23] */
  #judgeOver({ host: { root }, sub }: Place): void {
    const why = this.#ground.content.whyOver(root, sub);
    if (why !== null) throw new Unreadable(why);
  }

  #noteInserted(root: string, { kind, client, clock, length, text }: Struct): void {
    const range = { client, clock, length };
    if (kind === 'string' && !isCleanText(text)) {
      this.#takeOut({ root, ranges: [range], wrong: refusal('UNCLEAN_TEXT'), value: text });
      return;
    }
    const inserted = this.#inserted.get(root) ?? { ranges: [], text: '', nodes: 0 };
    this.#inserted.set(root, inserted);
    inserted.ranges.push(range);
    if (kind === 'type') inserted.nodes += 1;
    else inserted.text += text;
  }

  /** Goes out again. Nobody slips two hundred times in one change. [SR4] */
  #takeOut(excess: Excess): void {
    this.#excess.push(excess);
    if (this.#excess.length > MOST_EXCESS) throw fail('TOO_COMPLEX', { limit: MOST_EXCESS });
  }

  /** A thread is only appended to, each message by its author. [GU14] */
  #judgeMessages({ kind, rightOrigin, values, client, clock }: Struct, root: string): void {
    if (kind !== 'any' || rightOrigin !== null) throw fail('NOT_ALLOWED');
    const talk = this.#talkOf(root);
    const said = this.#said.get(root) ?? [];
    this.#said.set(root, said);
    values.forEach((value, at) => {
      if (!isMessage(value)) throw fail('NOT_ALLOWED');
      if (value.by !== this.#author.person) throw fail('NOT_YOURS');
      const id = { client, clock: clock + at };
      const wrong = talk.hear(value);
      if (wrong !== null) {
        this.#takeOut({ root, ranges: [{ ...id, length: 1 }], wrong, value: value.text });
        return;
      }
      const isAsItCame = isTimePossible(value, this.#author);
      said.push({ id, isAsItCame, message: isAsItCame ? value : { ...value, at: this.#author.now } });
    });
  }

  #talkOf(root: string): Talk {
    const known = this.#talks.get(root);
    if (known !== undefined) return known;
    const talk = new Talk(this.#ground.doc, root);
    this.#budget.spend(Math.ceil(talk.walked / SAID_PER_STEP));
    this.#talks.set(root, talk);
    return talk;
  }

  #judgeDelete(range: DeletedRange, { places, lists, keys }: Looking): void {
    if (range.clock + range.length > this.#endOf(range.client)) throw fail('RESYNC');
    const judge = (neighbour: Neighbour) => {
      this.#budget.spend(1);
      const place = places.of(neighbour);
      if (place === GARBAGE) return;
      this.#judgeDeleted(neighbour, place, keys);
      keepEnds(neighbour, range);
    };
    let isRunning = false;
    for (const item of this.#inStore(range)) {
      if (!item.deleted && !isRunning) lists.clear(range.client);
      isRunning = !item.deleted;
      if (item.deleted) continue;
      judge(item);
      if (isCutBy({ clock: item.id.clock, length: item.length }, range)) lists.cut(item);
    }
    const section = this.#update.sections.get(range.client) ?? [];
    const first = section[0]?.clock ?? Infinity;
    for (let clock = Math.max(range.clock, first); clock < range.clock + range.length;) {
      // Safe: the range ends where the section ends, or before.
      const struct = findInSection(section, clock) as Struct;
      if (struct.kind !== 'deleted' && !isRunning) lists.clear(range.client);
      isRunning = struct.kind !== 'deleted';
      if (struct.kind !== 'deleted') {
        judge(struct);
        if (isCutBy(struct, range)) lists.cut(struct);
      }
      clock = struct.clock + struct.length;
    }
  }

  /** What may be taken away: texts and notes, by everyone who writes them; values only by values; messages never. [GU16, GU17] */
  #judgeDeleted(neighbour: Neighbour, place: Place, keys: Keys): void {
    const { container } = place.host;
    this.#judgeOver(place);
    if (container === 'map') return keys.judgeDeleted(neighbour, place);
    if (container !== 'thread') return;
    const owner = this.#ground.ownerOf(idOf(neighbour).client);
    throw fail(owner === undefined || owner === this.#author.person ? 'NOT_ALLOWED' : 'NOT_YOURS');
  }
}

interface Looking {
  readonly places: UpdatePlaces;
  readonly lists: Lists;
  readonly keys: Keys;
  /** Of a plan and of a record. */
  readonly slots: Slots | null;
}

type Span = Pick<DeletedRange, 'clock' | 'length'>;
const isCutBy = ({ clock, length }: Span, range: Span): boolean =>
  clock < range.clock || clock + length > range.clock + range.length;

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
