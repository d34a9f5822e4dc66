/**
 * How many measures a plan has. A measure is there once it has a key, for good; its words need one. Asked when all of an
 * update is known: people's keys and texts come in the order of Yjs, not in that of their making. [GU22]
 */
import { parseMeasureKey, parsePlanRoot, PLAN_LIMITS, refusal } from '@heping/protocol';
import type * as Y from 'yjs';
import type { Budget } from './order.ts';
import { Unreadable } from './update.ts';

/** Keys that are looked at in the time of one step. */
const KEYS_PER_STEP = 100;

export class Slots {
  readonly #doc: Y.Doc;
  readonly #budget: Budget;
  /** Measures with a key in this update, and those with words. */
  readonly #keyed = new Set<string>();
  readonly #worded = new Set<string>();

  constructor(doc: Y.Doc, budget: Budget) {
    this.#doc = doc;
    this.#budget = budget;
  }

  /** A new struct under a key of the measures. */
  noteKey(key: string): void {
    const at = parseMeasureKey(key);
    if (at !== undefined) this.#keyed.add(at.place);
  }

  /** A new struct in a text. */
  noteText(root: string): void {
    const place = parsePlanRoot(root)?.place;
    if (place != null) this.#worded.add(place);
  }

  judge(): void {
    if (this.#keyed.size === 0 && this.#worded.size === 0) return;
    const known = this.#known();
    const fresh = [...this.#keyed].filter((place) => !known.has(place));
    const all = new Set([...known, ...fresh]);
    if ([...this.#worded].some((place) => !all.has(place))) throw new Unreadable(refusal('NOT_ALLOWED'));
    if (fresh.length === 0) return;
    const ofOne = Map.groupBy(all, (place) => place.split('.', 1)[0]);
    const isOver = fresh.some((place) => {
      const own = ofOne.get(place.split('.', 1)[0]) ?? [];
      return own.length > PLAN_LIMITS.perFinding;
    });
    if (isOver || all.size > PLAN_LIMITS.measures)
      throw new Unreadable(
        refusal('TOO_MANY_MEASURES', { finding: PLAN_LIMITS.perFinding, limit: PLAN_LIMITS.measures }),
      );
  }

  #known(): ReadonlySet<string> {
    const keys = this.#doc.getMap('measures')._map;
    this.#budget.spend(Math.ceil(keys.size / KEYS_PER_STEP));
    const known = new Set<string>();
    for (const key of keys.keys()) {
      const at = parseMeasureKey(key);
      if (at !== undefined) known.add(at.place);
    }
    return known;
  }
}
