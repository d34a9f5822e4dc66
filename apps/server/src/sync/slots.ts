/**
 * Things of which there are many, each in a slot with keys of its own: measures, pieces of evidence. One is there once it
 * has a key, for good; its words need one; and a piece is its maker's, who says so with its first key. Asked when all of an
 * update is known: people's keys and texts come in the order of Yjs, not in that of their making. [GU22, GU24]
 */
import { refusal } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Slotted } from './judges.ts';
import type { Budget } from './order.ts';
import { Unreadable, type Struct } from './update.ts';

/** Keys that are looked at in the time of one step. */
const KEYS_PER_STEP = 100;

export interface SlotGround {
  readonly doc: Y.Doc;
  readonly budget: Budget;
  readonly slotted: Slotted;
  /** Whose update it is. */
  readonly person: string;
}

const notTheirs = () => new Unreadable(refusal('NOT_YOURS'));

export class Slots {
  readonly #ground: SlotGround;
  readonly #values: Y.Map<unknown>;
  /** Slots with a key in this update, and those with words. */
  readonly #keyed = new Set<string>();
  readonly #worded = new Set<string>();
  /** What is said once, by its key; and the slots of which it is said. */
  readonly #once = new Map<string, unknown>();
  readonly #claimed = new Set<string>();

  constructor(ground: SlotGround) {
    this.#ground = ground;
    this.#values = ground.doc.getMap(ground.slotted.map);
  }

  /** A new struct under a key. */
  noteKey(map: string, key: string, struct: Struct): void {
    const { slotted } = this.#ground;
    const slot = map === slotted.map ? slotted.slotOf(key) : undefined;
    if (slot === undefined) return;
    this.#keyed.add(slot);
    if (slotted.owned?.isOnce(key) === true) this.#noteOnce(slot, key, struct);
  }

  /**
   * What somebody said of their own piece stays as they said it; what is no plain value the keys refuse. One of two tabs
   * said the same, and its word is deleted: that says nothing more. [GU24]
   */
  #noteOnce(slot: string, key: string, { kind, values: [value] }: Struct): void {
    this.#claimed.add(slot);
    if (kind === 'deleted') return;
    const said = this.#once.get(key) ?? this.#values.get(key) ?? value;
    if (!Object.is(said, value)) throw notTheirs();
    this.#once.set(key, value);
  }

  /** A new struct in a text. */
  noteText(root: string): void {
    const slot = this.#ground.slotted.wordsOf(root);
    if (slot !== undefined) this.#worded.add(slot);
  }

  judge(): void {
    if (this.#keyed.size === 0 && this.#worded.size === 0) return;
    this.#judgeMakers();
    // What is somebody's begins with whose it is: that key tells whether it is there, and the others need no walk.
    if (this.#worded.size === 0 && [...this.#keyed].every((slot) => this.#isOwned(slot))) return;
    const known = this.#known();
    const fresh = [...this.#keyed].filter((slot) => !known.has(slot));
    const all = new Set([...known, ...fresh]);
    if ([...this.#worded].some((slot) => !all.has(slot))) throw new Unreadable(refusal('NOT_ALLOWED'));
    if (fresh.length === 0) return;
    const why = this.#ground.slotted.whyTooMany({ all, fresh, own: this.#ownIn(all) });
    if (why !== null) throw new Unreadable(why);
  }

  #isOwned(slot: string): boolean {
    const { owned } = this.#ground.slotted;
    return owned !== undefined && this.#values._map.has(owned.ownerKey(slot));
  }

  #makerOf(slot: string): unknown {
    const { owned } = this.#ground.slotted;
    const key = owned?.ownerKey(slot) ?? '';
    return this.#once.get(key) ?? this.#values.get(key);
  }

  #judgeMakers(): void {
    const { slotted, person } = this.#ground;
    if (slotted.owned === undefined) return;
    for (const slot of this.#keyed) {
      const maker = this.#makerOf(slot) ?? null;
      // A piece begins with whose it is.
      if (maker === null) throw new Unreadable(refusal('NOT_ALLOWED'));
      if (this.#claimed.has(slot) && maker !== person) throw notTheirs();
    }
  }

  #ownIn(all: ReadonlySet<string>): number {
    const { slotted, person } = this.#ground;
    if (slotted.owned === undefined) return 0;
    return [...all].filter((slot) => this.#makerOf(slot) === person).length;
  }

  #known(): ReadonlySet<string> {
    const { budget, slotted } = this.#ground;
    const keys = this.#values._map;
    budget.spend(Math.ceil(keys.size / KEYS_PER_STEP));
    const known = new Set<string>();
    for (const key of keys.keys()) {
      const slot = slotted.owned === undefined ? slotted.slotOf(key) : slotted.owned.slotOfOwner(key);
      if (slot !== undefined) known.add(slot);
    }
    return known;
  }
}
