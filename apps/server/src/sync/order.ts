/** In which order the structs of an update can be integrated, and what that would cost. [GU7, GU8, GU18] */
import { refusal } from '@heping/protocol';
import * as Y from 'yjs';
import type { Neighbour, UpdatePlaces } from './places.ts';
import { Unreadable, type DecodedUpdate, type Id, type Struct } from './update.ts';

/** Steps an update may make Yjs walk along lists, beyond what an honest one needs. [GU18] */
const MOST_STEPS = 100_000;

/** Counts what one update costs. */
export class Budget {
  #steps = 0;

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new Unreadable(refusal('TOO_COMPLEX', { limit: MOST_STEPS }));
  }
}

/** The structs in an order in which each finds what it refers to; refuses what no order makes whole. [GU7] */
export function inOrder(doc: Y.Doc, sections: DecodedUpdate['sections'], budget: Budget): Struct[] {
  const reached = new Map([...sections.keys()].map((client) => [client, Y.getState(doc.store, client)]));
  const isThere = (struct: Struct, id: Id | null): boolean => {
    if (id === null) return true;
    // Behind itself nothing of a client exists yet; Yjs does not ask and fails.
    if (id.client === struct.client) return id.clock < struct.clock;
    return id.clock < (reached.get(id.client) ?? Y.getState(doc.store, id.client));
  };
  const isReady = (struct: Struct) =>
    isThere(struct, struct.origin) && isThere(struct, struct.rightOrigin) && isThere(struct, struct.parent);

  const order: Struct[] = [];
  let waiting = [...sections.values()].map((structs) => ({ structs, next: 0 }));
  while (waiting.length > 0) {
    const before = order.length;
    for (const section of waiting) {
      for (; section.next < section.structs.length; section.next += 1) {
        const struct = section.structs[section.next] as Struct;
        if (!isReady(struct)) break;
        reached.set(struct.client, struct.clock + struct.length);
        order.push(struct);
      }
    }
    waiting = waiting.filter(({ structs, next }) => next < structs.length);
    // A circle, or something that is not there.
    if (order.length === before) throw new Unreadable(refusal('RESYNC'));
    budget.spend(waiting.length);
  }
  return order;
}

/** What is left of a new struct in the document itself; null at the beginning of its list. */
type Anchor = Y.Item | Y.GC | null;

/**
 * Origins must stand in the order of the list, or replicas would put the new struct at different places. What lies
 * between them is what Yjs will walk over. [GU8, GU18]
 */
export class ListOrder {
  readonly #places: UpdatePlaces;
  readonly #budget: Budget;
  readonly #anchors = new Map<Neighbour, Anchor>();
  #loose = 0;

  constructor(places: UpdatePlaces, budget: Budget) {
    this.#places = places;
    this.#budget = budget;
  }

  /** Call for every struct of a list, in order. */
  judge(struct: Struct): void {
    const left = this.#anchorOf(struct);
    this.#anchors.set(struct, left);
    if (struct.rightOrigin === null || left instanceof Y.GC) return;
    const right = this.#places.neighbour(struct.rightOrigin);
    if (!(right instanceof Y.Item)) return;
    const between = left === null ? this.#before(right) : this.#between(left, right, struct);
    if (between > 0) this.#budget.spend((this.#loose += 1));
  }

  #anchorOf({ origin }: Struct): Anchor {
    if (origin === null) return null;
    const neighbour = this.#places.neighbour(origin);
    if (neighbour instanceof Y.Item || neighbour instanceof Y.GC) return neighbour;
    return this.#anchors.get(neighbour) ?? null;
  }

  #before(right: Y.Item): number {
    let steps = 0;
    for (let at = right.left; at !== null; at = at.left) {
      steps += 1;
      this.#budget.spend(1);
    }
    return steps;
  }

  #between(left: Y.Item, right: Y.Item, { origin, rightOrigin }: Struct): number {
    if (left === right) {
      // One item holds both ends.
      const isBehind =
        origin === null ||
        rightOrigin === null ||
        origin.client !== rightOrigin.client ||
        rightOrigin.clock > origin.clock;
      if (!isBehind) throw new Unreadable(refusal('MALFORMED'));
      return 0;
    }
    let steps = 0;
    for (let at = left.right; at !== right; at = at.right) {
      if (at === null) throw new Unreadable(refusal('MALFORMED'));
      steps += 1;
      this.#budget.spend(1);
    }
    return steps;
  }
}
