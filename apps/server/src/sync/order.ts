/** In which order Yjs will integrate the structs of an update, and what an update may cost. [GU7, GU18] */
import { refusal } from '@heping/protocol';
import * as Y from 'yjs';
import { Unreadable, type DecodedUpdate, type Struct } from './update.ts';

/** Steps an update may make Yjs walk along lists: a long merge of honest work takes some hundreds. [GU18] */
export const MOST_STEPS = 30_000;

/** Counts what one update costs. */
export class Budget {
  #steps = 0;

  get spent(): number {
    return this.#steps;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new Unreadable(refusal('TOO_COMPLEX', { limit: MOST_STEPS }));
  }
}

const resync = () => new Unreadable(refusal('RESYNC'));

interface Section {
  readonly structs: readonly Struct[];
  next: number;
}

/**
 * The structs in the very order in which Yjs integrates them: the highest client first, and before a struct what it
 * refers to. What an update costs depends on it. Refuses what no order makes whole. [GU7]
 */
export function inOrder(doc: Y.Doc, sections: DecodedUpdate['sections']): Struct[] {
  const waiting = new Map<number, Section>(
    [...sections].map(([client, structs]) => [client, { structs, next: 0 }]),
  );
  const reached = new Map<number, number>();
  const reachedBy = (client: number): number => reached.get(client) ?? Y.getState(doc.store, client);
  const take = (section: Section | undefined): Struct | undefined => {
    const struct = section?.structs[section.next];
    if (section !== undefined) section.next += 1;
    return struct;
  };
  /** The client without whose next struct this one cannot be integrated. */
  const missingFor = ({ client, clock, origin, rightOrigin, parent }: Struct): number | null => {
    for (const id of [origin, rightOrigin, parent]) {
      if (id === null) continue;
      // Behind itself nothing of a client exists yet; Yjs does not ask and fails.
      if (id.client === client && id.clock >= clock) throw resync();
      if (id.client !== client && id.clock >= reachedBy(id.client)) return id.client;
    }
    return null;
  };

  const order: Struct[] = [];
  const stack: Struct[] = [];
  for (const client of [...sections.keys()].sort((a, b) => b - a)) {
    const own = waiting.get(client);
    for (;;) {
      const head = stack.pop() ?? take(own);
      if (head === undefined) break;
      const missing = missingFor(head);
      if (missing === null) {
        // A circle: something of the same client waits below it.
        if (head.clock !== reachedBy(head.client)) throw resync();
        order.push(head);
        reached.set(head.client, head.clock + head.length);
        continue;
      }
      const needed = take(waiting.get(missing));
      if (needed === undefined) throw resync();
      stack.push(head, needed);
    }
  }
  return order;
}
